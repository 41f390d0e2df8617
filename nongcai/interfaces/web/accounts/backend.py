"""Who may sign in with a password."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from nongcai.domain.organisations import queries as organisations
from nongcai.foundation.years import day_of


class PasswordBackend(ModelBackend):
    """As Django's own, but the demo's log-ins, whose password everybody knows, open nothing outside the demo."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEMO or not getattr(user, "is_demo", False))

    def get_user(self, user_id: Any) -> Any:
        user = organisations.person_of(user_id, day_of(timezone.now()))
        return user if user is not None and self.user_can_authenticate(user) else None
