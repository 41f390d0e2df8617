"""Browsers of the cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.web.urging.greeting import GREETED
from tests.browsers import signed_in
from tests.cast import AT
from tests.interfaces.web.noticing import open_desk

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.cast import Cast
    from tests.interfaces.web.noticing import Desk


@pytest.fixture
def browser_of(cast: Cast) -> Callable[[str], Client]:
    """Give a browser in which one of the cast has signed in and read what was announced; `anonymous` has not."""

    def browser(name: str) -> Client:
        user = cast.person(name)
        if user is None:
            return Client()
        actor = organisations.actor_of(user, None, AT.date())
        return signed_in(user, **{GREETED: actor.membership_id if actor else 0})

    return browser


@pytest.fixture
def silent_service(settings: SettingsWrapper) -> None:
    """Name an identity service that nobody runs."""
    settings.NONGCAI_OIDC_ISSUER = "http://127.0.0.1:1"


@pytest.fixture
def desk(cast: Cast, settings: SettingsWrapper, tmp_path: Path) -> Desk:
    """Put a notice on the desk of those who draft and check it."""
    settings.FILES = tmp_path
    return open_desk(cast)
