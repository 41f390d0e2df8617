"""Earlier years, as the pages show them."""

from __future__ import annotations

from decimal import Decimal

from nongcai.domain.assessments import services
from nongcai.domain.assessments.services import ToldYear
from tests.cast import AT, YEAR


class TestEarlier:
    def test_are_opening_sums_without_detail(self, caller, cast):
        told = ToldYear(YEAR - 1, None, Decimal("80000.00"), Decimal("100000.00"), "郑财购〔2023〕3号")
        services.enter_opening_sum(actor=cast.actor("city_finance"), node_id=cast.city.id, told=told, at=AT)

        answer = caller("auditor").get(f"/api/v1/boards/{cast.city.id}/earlier").json()

        assert answer == [
            {
                "year": YEAR - 1,
                "has_detail": False,
                "canteen_total": None,
                "reserved": "80000.00",
                "purchased": "100000.00",
                "ratio": None,
                "completion_rate": "125.00",
                "source_document": "郑财购〔2023〕3号",
            }
        ]

    def test_are_summed_from_entries_where_there_are(self, caller, traded):
        answer = caller("city_finance").get(f"/api/v1/boards/{traded.city.id}/earlier?year={YEAR + 1}").json()

        assert [(one["year"], one["has_detail"], one["purchased"]) for one in answer] == [(YEAR, True, "350.00")]
