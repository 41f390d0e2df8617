"""The API reads what the pages read."""

from __future__ import annotations

import pytest

from nongcai.domain.documents import services as documents
from nongcai.domain.imports.models import ImportRun, ImportSheet, Problem, ReconciliationItem
from tests.cast import AT
from tests.interfaces.api.conftest import SCHOOL


@pytest.fixture
def bad_run(cast):
    """A run of the city's bureau with one wrong row."""
    run = ImportRun.objects.create(node_id=cast.city.id, state="checked", created_at=AT)
    original = documents.store(
        owner=f"import-run:{run.pk}", name="交易明细.xlsx", media_type="text/plain", chunks=[b"x"], at=AT
    )
    sheet = ImportSheet.objects.create(
        run=run, document=original, file_name="交易明细.xlsx", sheet_name="Sheet1", kind="transactions", wrong=1
    )
    Problem.objects.create(
        run=run, sheet=sheet, row_no=7, column="订单金额", value="-1", code="negative", message="金额不能为负。",
        level="error",
    )  # fmt: skip
    return run


class TestMe:
    def test_says_for_whom_one_acts(self, caller, cast):
        answer = caller("supervisor").get("/api/v1/me").json()

        assert answer["role"] == "supervisor"
        assert answer["organisation_id"] == cast.units["4101000001"].id


class TestOrganisation:
    def test_shows_what_stands_above_within_sight_and_below(self, caller, cast):
        school = cast.units[SCHOOL].id

        answer = caller("supervisor").get(f"/api/v1/organisations/{school}").json()

        assert answer["node"]["name"] == "郑州市第一中学"
        assert [one["name"] for one in answer["above"]] == ["郑州市教育局"]
        assert answer["below"] == []


class TestBoard:
    def test_gives_amounts_as_texts_in_yuan(self, caller, traded):
        answer = caller("city_finance").get(f"/api/v1/boards/{traded.city.id}").json()

        assert answer["year"] == 2023
        assert answer["total"]["reserved"] == "107000.00"
        assert answer["total"]["purchased"] == "350.00"
        assert [line["group"] for line in answer["lines"]] == ["regions", "departments", "departments"]

    def test_counts_until_a_day(self, caller, traded):
        answer = caller("city_finance").get(f"/api/v1/boards/{traded.city.id}?as_of=2023-04-30").json()

        assert answer["total"]["purchased"] == "0.00"
        assert answer["known_then"] is False

    def test_counts_what_was_known_on_a_day(self, caller, traded):
        address = f"/api/v1/boards/{traded.city.id}?as_of=2023-12-31"

        now, then = (caller("city_finance").get(address + more).json() for more in ("", "&known_then=true"))

        assert (now["total"]["purchased"], then["known_then"]) == ("350.00", True)
        assert then["total"]["purchased"] == "0.00"

    def test_keeps_few_individuals_merged_below_a_unit(self, caller, traded):
        answer = caller("supervisor").get(f"/api/v1/boards/{traded.units['4101000001'].id}").json()

        assert {"channel": "union_and_individual", "amount": "50.00"} in answer["channels"]


class TestRanking:
    def test_ranks_each_group(self, caller, traded):
        answer = caller("city_finance").get(f"/api/v1/boards/{traded.city.id}/ranking?by=ratio").json()

        departments = next(one for one in answer if one["group"] == "departments")
        assert departments["ranked"][0]["value"] == "14.40"


class TestUnits:
    def test_are_searched_page_by_page(self, caller, cast):
        answer = caller("city_finance").get("/api/v1/units?q=教育局&page_size=1&page=2").json()

        assert (answer["count"], answer["page"], answer["pages"]) == (2, 2, 2)
        assert len(answer["items"]) == 1

    def test_refuse_a_page_that_is_too_long(self, caller, cast):
        response = caller("city_finance").get("/api/v1/units?page_size=100000")

        assert response.status_code == 422


class TestUnit:
    def test_has_its_filing_and_its_months(self, caller, traded):
        answer = caller("unit").get(f"/api/v1/units/{traded.units[SCHOOL].id}").json()

        assert answer["filing"]["reserved"] == "60000.00"
        assert [(month["month"], month["total"]) for month in answer["months"]] == [("2023-06-01", "350.00")]
        assert "individual" not in {one["channel"] for one in answer["channels"]}


class TestEntries:
    def test_say_by_which_rule_each_counts_and_leave_individuals_out(self, caller, traded):
        answer = caller("unit").get(f"/api/v1/units/{traded.units[SCHOOL].id}/entries").json()

        orders = [entry for entry in answer["items"] if entry["kind"] == "purchased"]
        assert [(entry["amount"], entry["rule"], entry["channel"]) for entry in orders] == [
            ("300.00", "unit_code", "canteen")
        ]


class TestTransaction:
    def test_is_an_order_with_its_rule(self, caller, traded):
        answer = caller("unit").get("/api/v1/transactions/832001").json()

        assert (answer["net"], answer["rule"], answer["quantity"]) == ("300.00", "unit_code", "2.000")


class TestImports:
    def test_are_read_by_the_bureau_with_what_is_wrong(self, caller, bad_run):
        finance = caller("city_finance")

        runs = finance.get("/api/v1/imports").json()
        run = finance.get(f"/api/v1/imports/{bad_run.pk}").json()
        problems = finance.get(f"/api/v1/imports/{bad_run.pk}/problems").json()

        assert (runs["count"], run["sheets"][0]["wrong"]) == (1, 1)
        assert problems["items"][0]["message"] == "金额不能为负。"

    def test_are_not_there_for_a_unit(self, caller, bad_run):
        unit = caller("unit")

        assert unit.get("/api/v1/imports").json()["count"] == 0
        assert unit.get(f"/api/v1/imports/{bad_run.pk}").status_code == 404


class TestReconciliation:
    def test_lists_what_waits_for_the_bureau_alone(self, caller, cast, bad_run):
        ReconciliationItem.objects.create(
            node_id=cast.city.id, run=bad_run, kind="buyer", key="x", name="某食堂", amount="1418.81", found_at=AT
        )

        finance = caller("city_finance").get("/api/v1/reconciliation").json()
        unit = caller("unit").get("/api/v1/reconciliation").json()

        assert [(one["name"], one["amount"]) for one in finance["items"]] == [("某食堂", "1418.81")]
        assert unit["count"] == 0
