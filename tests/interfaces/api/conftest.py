"""Callers of the API."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.domain.transactions.test_services import order, record

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cast import Cast

SCHOOL = "4101000002"


@pytest.fixture
def traded(cast: Cast) -> Cast:
    """The school buys for 300 yuan, a person for 50."""
    school = cast.units[SCHOOL].id
    record(
        order("832001", unit_id=school),
        order("832004", unit_id=school, amount=Decimal("50.00"), buyer_kind="individual", person_key="a"),
    )
    return cast


@pytest.fixture
def caller(cast: Cast) -> Callable[[str], Client]:
    """Give a session of one of the cast."""

    def call(name: str) -> Client:
        client = Client()
        client.force_login(cast.person(name), backend="nongcai.interfaces.web.accounts.backend.PasswordBackend")
        return client

    return call
