"""What the 总工会 and the 国资委 see: their line, and nothing of the others'."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.organisations.models import Organisation
from nongcai.domain.shares.models import ShareFiling
from nongcai.foundation.errors import NotAllowedError
from tests.cast import YEAR, hire
from tests.domain.transactions.test_services import order, record
from tests.worlds import world

OFFICE, SCHOOL, POLICE, DISTRICT_SCHOOL = "4101000001", "4101000002", "4101000003", "4101050002"
QUERIES = 9


@world
def bought(cast):
    """Canteens, unions and a firm buy, in the city and in its district."""
    places = ((SCHOOL, "canteen", "300.00"), (SCHOOL, "union", "100.00"), (POLICE, "union", "20.00"))
    places += ((DISTRICT_SCHOOL, "union", "5000.00"), (DISTRICT_SCHOOL, "enterprise", "70.00"))
    record(
        *(
            order(f"83200{n}", unit_id=cast.units[code].id, amount=Decimal(yuan), buyer_kind=kind, rule="account_table")
            for n, (code, kind, yuan) in enumerate(places)
        )
    )
    return cast


class TestLine:
    def test_of_unions_is_summed_by_region_and_listed_by_unit(self, bought):
        board = assessments.line_board(bought.actor(hire(bought, "union_reader")), YEAR)

        assert (board.whole.units, board.whole.amount) == (3, Decimal("5120.00"))
        assert [(one.node.id, one.units, one.amount) for one in board.regions] == [
            (bought.city.id, 2, Decimal("120.00")),
            (bought.district.id, 1, Decimal("5000.00")),
        ]
        assert [row["amount"] for row in board.rows] == [Decimal("5000.00"), Decimal("100.00"), Decimal("20.00")]

    def test_of_firms_is_another(self, bought):
        board = assessments.line_board(bought.actor(hire(bought, "soe_reader")), YEAR)

        assert [row["amount"] for row in board.rows] == [Decimal("70.00")]

    def test_names_no_sensitive_unit(self, bought):
        Organisation.objects.filter(pk=bought.units[POLICE].id).update(is_sensitive=True)

        board = assessments.line_board(bought.actor(hire(bought, "union_reader")), YEAR)

        assert board.whole.units == 3
        assert bought.units[POLICE].id not in {row["unit_id"] for row in board.rows}

    @pytest.mark.parametrize("name", ["city_finance", "auditor", "unit"])
    def test_is_for_its_readers(self, bought, name):
        with pytest.raises(NotAllowedError):
            assessments.line_board(bought.actor(name), YEAR)


class TestPlans:
    """What unions plan, by filings that count, beside what they bought."""

    @pytest.fixture
    def planned(self, bought):
        for code, told in ((SCHOOL, (90000, 120, 50000)), (DISTRICT_SCHOOL, (30000, 40, None)), (POLICE, (7, 3, 1))):
            names = ("union_planned", "union_members", "welfare_total")
            values = dict(zip(names, told, strict=True))
            ShareFiling.objects.filter(organisation_id=bought.units[code].id, year=YEAR).update(**values)
        Organisation.objects.filter(pk=bought.units[POLICE].id).update(is_sensitive=True)
        return bought

    def test_are_summed_by_region_sensitive_units_among_them(self, planned):
        board = assessments.line_board(planned.actor(hire(planned, "union_reader")), YEAR)

        plans = [(one.plan.units, one.plan.planned, one.plan.members, one.plan.welfare) for one in board.regions]
        assert plans == [(2, 90007, 123, 50001), (1, 30000, 40, None)]
        assert (board.whole.plan.units, board.whole.plan.planned, board.whole.plan.members) == (3, 120007, 163)

    def test_stand_by_unit_beside_what_was_bought(self, planned):
        ShareFiling.objects.filter(organisation_id=planned.units[OFFICE].id, year=YEAR).update(union_members=9)

        board = assessments.line_board(planned.actor(hire(planned, "union_reader")), YEAR)

        assert [(row["name"], row["amount"], row["planned"], row["members"], row["welfare"]) for row in board.rows] == [
            ("金水区实验小学", 5000, 30000, 40, None),
            ("郑州市第一中学", 100, 90000, 120, 50000),
            ("郑州市教育局", 0, None, 9, None),
        ]

    def test_are_of_what_counts_alone(self, planned):
        rows = ShareFiling.objects.filter(organisation_id=planned.units[SCHOOL].id, year=YEAR)
        rows.update(version=2, union_planned=1, state="filed", import_run=9)

        board = assessments.line_board(planned.actor(hire(planned, "union_reader")), YEAR)

        assert board.whole.plan.planned == 30007

    def test_are_not_the_firms_readers_business(self, planned):
        board = assessments.line_board(planned.actor(hire(planned, "soe_reader")), YEAR)

        assert (board.has_plans, board.whole.plan.planned) == (False, None)
        assert "planned" not in board.rows[0]

    def test_are_on_the_page_and_in_the_api(self, planned, browser_of):
        browser = browser_of(hire(planned, "union_reader"))

        text = browser.get(f"/lines/?year={YEAR}").content.decode()
        answer = browser.get(f"/api/v1/lines/{YEAR}").json()

        assert "预计采购金额" in text
        assert "12.00" in text
        assert (answer["whole"]["planned"], answer["whole"]["members"]) == ("120007.00", 163)
        assert answer["units"]["items"][1]["welfare"] == "50000.00"


class TestPage:
    def test_shows_the_line_in_few_statements(self, bought, browser_of, django_assert_num_queries):
        browser = browser_of(hire(bought, "union_reader"))
        browser.get("/")
        with django_assert_num_queries(QUERIES):
            text = browser.get(f"/lines/?year={YEAR}").content.decode()

        assert "工会渠道的完成交易额" in text
        assert "金水区实验小学" in text
        assert "0.51" in text
        assert "0.03" not in text

    def test_of_firms_names_no_unit_of_another_line(self, bought, browser_of):
        text = browser_of(hire(bought, "soe_reader")).get(f"/lines/?year={YEAR}").content.decode()

        assert "金水区实验小学" in text
        assert "郑州市第一中学" not in text

    def test_has_a_desk_with_this_page_alone(self, bought, browser_of):
        text = browser_of(hire(bought, "union_reader")).get("/").content.decode()

        assert "/lines/" in text
        assert all(path not in text for path in ("/boards/", "/shares/", "/units/", "/notices/"))

    def test_is_there_by_the_api(self, bought, browser_of):
        answer = browser_of(hire(bought, "soe_reader")).get(f"/api/v1/lines/{YEAR}").json()

        assert (answer["channel"], answer["whole"]["amount"], answer["units"]["count"]) == ("enterprise", "70.00", 1)
