"""Earlier years beside a board, and entering those that are known only as sums."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.assessments import services
from nongcai.domain.assessments.services import ToldYear
from tests.cast import AT, PASSWORD, YEAR

BEFORE = YEAR - 1
SOURCE = "郑财购〔2023〕3号"
TYPED = {
    "year": BEFORE,
    "unit": "wan",
    "canteen_total": "",
    "reserved": "8.56",
    "purchased": "10.5",
    "source_document": SOURCE,
}
NO_DETAIL, ENTER, GROWN, REACHED = "无明细", "登记期初汇总数", "同比增长 25.00%", "为上年全年的 125.00%"


def opened(cast, year=BEFORE, *, reserved="85600.00"):
    told = ToldYear(year, None, Decimal(reserved), Decimal("50000.00"), SOURCE)
    return services.enter_opening_sum(actor=cast.actor("city_finance"), node_id=cast.city.id, told=told, at=AT)


def text_of(response) -> str:
    return response.content.decode()


def address(cast) -> str:
    return f"/boards/{cast.city.id}/openings/"


class TestEarlierYears:
    def test_are_listed_with_their_source_and_marked(self, browser_of, cast):
        opened(cast)

        text = text_of(browser_of("auditor").get(f"/boards/{cast.city.id}/"))

        assert NO_DETAIL in text
        assert SOURCE in text
        assert f'href="/boards/{cast.city.id}/?year={BEFORE}"' not in text

    def test_lead_to_their_board_where_there_is_detail(self, browser_of, cast, next_year):
        text = text_of(browser_of("city_finance").get(f"/boards/{cast.city.id}/"))

        assert f'href="/boards/{cast.city.id}/?year={YEAR}"' in text
        assert NO_DETAIL not in text

    def test_tell_the_growth_of_a_whole_year(self, browser_of, cast):
        opened(cast)

        text = text_of(browser_of("city_finance").get(f"/boards/{cast.city.id}/"))

        assert GROWN in text  # 107 000 yuan after 85 600

    def test_tell_only_the_part_reached_as_of_a_day(self, browser_of, cast):
        opened(cast)

        text = text_of(browser_of("city_finance").get(f"/boards/{cast.city.id}/?as_of={date(YEAR, 6, 30)}"))

        assert REACHED in text
        assert GROWN not in text

    def test_tell_no_growth_where_the_year_before_is_unknown(self, browser_of, cast):
        opened(cast, BEFORE - 1)

        text = text_of(browser_of("city_finance").get(f"/boards/{cast.city.id}/"))

        assert NO_DETAIL in text
        assert "同比增长" not in text

    def test_are_not_mentioned_where_there_are_none(self, browser_of, cast):
        text = text_of(browser_of("auditor").get(f"/boards/{cast.city.id}/"))

        assert "历年数据" not in text

    @pytest.mark.parametrize(("name", "offered"), [("city_finance", True), ("auditor", False)])
    def test_may_be_entered_by_the_bureau_alone(self, browser_of, cast, name, offered):
        opened(cast)

        text = text_of(browser_of(name).get(f"/boards/{cast.city.id}/"))

        assert (ENTER in text) is offered

    def test_of_a_district_are_not_entered_by_the_city(self, browser_of, cast):
        text = text_of(browser_of("city_finance").get(f"/boards/{cast.district.id}/"))

        assert ENTER not in text

    def test_keep_the_board_within_twelve_queries(self, browser_of, cast, django_assert_max_num_queries):
        opened(cast)
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(12):
            text = text_of(browser.get(f"/boards/{cast.city.id}/"))

        assert NO_DETAIL in text


class TestOpeningEnter:
    def test_says_what_to_do_where_nothing_is_entered(self, browser_of, cast):
        response = browser_of("city_finance").get(address(cast))

        assert "还没有登记" in text_of(response)

    def test_keeps_what_was_typed_in_wan(self, browser_of, cast):
        response = browser_of("city_finance").post(address(cast), TYPED, follow=True)

        found = assessments.opening_sums(cast.city)
        assert [(one.reserved, one.purchased, one.canteen_total) for one in found] == [(85600, 105000, None)]
        assert found[0].entered_by_id == cast.users["city_finance"].pk
        assert f"{BEFORE}年度的期初汇总数已登记。" in text_of(response)

    def test_keeps_what_was_typed_in_yuan(self, browser_of, cast):
        browser_of("city_finance").post(address(cast), TYPED | {"unit": "yuan", "canteen_total": "9.00"})

        found = assessments.opening_sums(cast.city)
        assert [(one.reserved, one.canteen_total) for one in found] == [(Decimal("8.56"), 9)]

    def test_corrects_and_shows_both(self, browser_of, cast):
        opened(cast)
        browser = browser_of("city_finance")

        form = browser.get(f"{address(cast)}?year={BEFORE}").context["form"]
        response = browser.post(address(cast), form.initial | {"canteen_total": "", "reserved": "86000"}, follow=True)

        text = text_of(response)
        assert [one.version for one in response.context["versions"]] == [2, 1]
        assert "86,000.00" in text
        assert "85,600.00" in text
        assert text.count("已更正") == 1

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"year": YEAR}, "2023年度已有明细台账，不能登记期初汇总数。"),
            ({"year": 2018}, "不能登记2018年度的期初汇总数"),
            ({"canteen_total": "8"}, "预留份额不能大于年度食堂食材采购总额。"),
            ({"reserved": "-1"}, "请填写不小于零的数字"),
            ({"reserved": "1,418.81"}, "请填写不小于零的数字"),
            ({"year": "今年"}, "请填写四位数字的年份"),
        ],
    )
    def test_says_in_the_form_what_is_wrong(self, browser_of, cast, changes, said):
        response = browser_of("city_finance").post(address(cast), TYPED | changes)

        assert response.status_code == 422
        assert said in text_of(response)
        assert assessments.opening_sums(cast.city) == []

    @pytest.mark.parametrize("name", ["auditor", "district_finance", "stranger"])
    def test_is_not_there_for_others(self, browser_of, cast, name):
        browser = browser_of(name)

        answered = browser.get(address(cast)).status_code, browser.post(address(cast), TYPED).status_code

        assert answered == (404, 404)
        assert assessments.opening_sums(cast.city) == []

    def test_takes_few_queries(self, browser_of, cast, django_assert_max_num_queries):
        opened(cast)
        opened(cast, BEFORE - 1)
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(8):
            response = browser.get(address(cast))

        assert response.status_code == 200

    def test_carries_its_own_token(self, cast):
        browser = Client(enforce_csrf_checks=True)
        login = browser.get("/login/").context["csrf_token"]
        browser.post("/login/", {"username": "city_finance", "password": PASSWORD, "csrfmiddlewaretoken": str(login)})
        token = browser.get(address(cast)).context["csrf_token"]

        refused = browser.post(address(cast), TYPED)
        accepted = browser.post(address(cast), TYPED | {"csrfmiddlewaretoken": str(token)})

        assert (refused.status_code, accepted.status_code) == (403, 302)


@pytest.fixture
def next_year(cast):
    """List the units for the year after, so that it is the latest with a board."""
    from nongcai.domain.organisations import services as organisations
    from tests.cast import UNITS

    organisations.list_units(actor=cast.actor("city_finance"), year=YEAR + 1, rows=UNITS, at=AT)
