"""Codes to sign in with, sent by short message."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.accounts import services as accounts
from nongcai.foundation import sms


@app.task(name="accounts.send_code")
def send_code(*, code_id: int, user_id: int) -> None:
    """Send the code that somebody asked for, where a gateway is configured."""
    gateway = sms.gateway()
    if gateway is not None:
        accounts.send_code(code_id=code_id, user_id=user_id, gateway=gateway, at=timezone.now())
