"""What allauth asks of us: nobody makes an account here, whatever the way in."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter


class ClosedAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Accounts are opened by offices."""

    def is_open_for_signup(self, request: Any) -> bool:  # noqa: ARG002  allauth's signature
        """Refuse to sign up."""
        return False


class ClosedIdentityAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """An identity service says who somebody is, never that there be an account."""

    def is_open_for_signup(self, request: Any, sociallogin: Any) -> bool:  # noqa: ARG002  allauth's signature
        """Refuse to sign up."""
        return False
