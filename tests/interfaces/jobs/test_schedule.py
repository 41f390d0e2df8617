"""What the clock starts: each task does its one act."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nongcai.domain.holds import queries, services
from nongcai.domain.holds.models import Resource
from nongcai.interfaces.jobs.schedule import check_holds, expire_holds
from tests.market import AT


@pytest.mark.django_db
class TestHolds:
    def test_that_differ_are_an_alarm(self, caplog):
        key = services.open_resource(owner="offer:1", quantity=Decimal(3), at=AT).pk
        check_holds(0)
        assert caplog.text == ""

        Resource.objects.filter(pk=key).update(held=1)
        check_holds(0)

        assert "the balances of 1 resources differ" in caplog.text

    def test_end_when_their_moment_has_come(self):
        key = services.open_resource(owner="offer:1", quantity=Decimal(3), at=AT).pk
        services.hold(source="order:1", told={key: Decimal(2)}, at=AT, expires_at=AT)

        expire_holds(0)

        assert queries.resources([key])[key].held == 0
