"""What the 农业农村局 sees: where what was bought comes from, and nobody who bought it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.regions.models import County
from nongcai.foundation.errors import NotAllowedError
from tests.cast import YEAR, hire
from tests.domain.transactions.test_services import order, record

SCHOOL, POLICE = "4101000002", "4101000003"
QUERIES = 8


@pytest.fixture
def counties():
    """Two of the 832 counties of one province, the second in another prefecture."""
    first = County.objects.order_by("code").first()
    alike = County.objects.filter(province=first.province).exclude(prefecture=first.prefecture)
    return first, alike.order_by("code").first()


@pytest.fixture
def bought(cast, counties):
    """Canteens, a union and a person buy, from the two counties, from the city, and from nobody knows where."""
    first, second = (one.code for one in counties)
    rows = (
        (SCHOOL, "unit", "300.00", first),
        (POLICE, "union", "20.00", first),
        (SCHOOL, "unit", "1000.00", second),
        (SCHOOL, "unit", "7.00", "410100"),
        (SCHOOL, "unit", "5.00", ""),
        (SCHOOL, "unit", "4.00", "999999"),
        (SCHOOL, "individual", "9000.00", first),
    )
    record(
        *(
            order(
                f"83200{n}",
                unit_id=cast.units[code].id,
                amount=Decimal(yuan),
                buyer_kind=kind,
                rule="account_table",
                origin_code=origin,
            )
            for n, (code, kind, yuan, origin) in enumerate(rows)
        )
    )
    return cast


class TestOrigins:
    def test_are_summed_by_county_and_province_without_individuals(self, bought, counties):
        first, second = counties
        board = assessments.origin_board(bought.actor(hire(bought, "farm_reader")), YEAR)

        assert [(one.code, one.orders, one.amount) for one in board.counties] == [
            (second.code, 1, Decimal("1000.00")),
            (first.code, 2, Decimal("320.00")),
        ]
        assert [(one.name, one.orders, one.amount) for one in board.provinces] == [
            (first.province, 3, Decimal("1320.00"))
        ]
        assert (board.elsewhere.amount, board.unknown.amount) == (Decimal("7.00"), Decimal("9.00"))
        assert (board.whole.orders, board.whole.amount) == (6, Decimal("1336.00"))

    def test_of_another_year_are_none(self, bought):
        board = assessments.origin_board(bought.actor(hire(bought, "farm_reader")), YEAR - 1)

        assert (board.whole.orders, board.counties) == (0, [])

    @pytest.mark.parametrize("name", ["city_finance", "auditor", "unit", "union_reader"])
    def test_are_for_their_reader(self, bought, name):
        with pytest.raises(NotAllowedError):
            assessments.origin_board(bought.actor(hire(bought, name)), YEAR)


class TestPage:
    def test_shows_counties_and_no_buyer(self, bought, counties, browser_of, django_assert_num_queries):
        browser = browser_of(hire(bought, "farm_reader"))
        browser.get("/")
        with django_assert_num_queries(QUERIES):
            text = browser.get(f"/lines/origins/?year={YEAR}").content.decode()

        assert all(one.name in text and one.prefecture in text for one in counties)
        assert "产地不明" in text
        assert "第一中学" not in text

    def test_says_that_no_origin_was_told(self, cast, browser_of):
        browser = browser_of(hire(cast, "farm_reader"))
        assert "本年度没有可按产地查看的交易" in browser.get("/lines/origins/").content.decode()

        school = cast.units[SCHOOL].id
        record(order("832009", unit_id=school, amount=Decimal(5), rule="account_table", origin_code=""))

        assert "交易明细没有写明产地县" in browser.get(f"/lines/origins/?year={YEAR}").content.decode()

    def test_is_the_desk_s_only_one(self, bought, browser_of):
        text = browser_of(hire(bought, "farm_reader")).get("/").content.decode()

        assert "/lines/origins/" in text
        assert all(path not in text for path in ("/boards/", "/shares/", "/units/", "/notices/"))

    def test_is_there_by_the_api(self, bought, counties, browser_of):
        answer = browser_of(hire(bought, "farm_reader")).get(f"/api/v1/lines/{YEAR}/origins").json()

        assert (answer["whole"]["amount"], answer["counties"]["count"]) == ("1336.00", 2)
        assert answer["counties"]["items"][0]["name"] == counties[1].name
