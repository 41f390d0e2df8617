"""Finding people."""

from __future__ import annotations

from nongcai.domain.accounts.models import User


def user_by_name(username: str) -> User | None:
    """Return the person with this log-in name, or None."""
    return User.objects.filter(username=username).first()


def demo_users() -> list[User]:
    """Return the demo's people, in the order in which they were made."""
    return list(User.objects.filter(is_demo=True, is_active=True).order_by("id"))
