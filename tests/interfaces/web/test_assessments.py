"""Boards, rankings, a unit's year, and the orders behind the figures."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from nongcai.domain.assessments import services as assessments
from nongcai.domain.documents import queries as documents
from nongcai.domain.imports.models import ImportRun
from nongcai.domain.organisations.services import list_units
from nongcai.domain.transactions.models import Transaction
from tests.cast import AT, PASSWORD, UNITS, YEAR
from tests.domain.transactions.test_services import order, record
from tests.worlds import world

SCHOOL, EDUCATION, POLICE, DISTRICT_SCHOOL = "4101000002", "4101000001", "4101000003", "4101050002"


@world
def traded(cast):
    """The school buys for 300 and 200 yuan, its union for 100, a person for 50; a district's school buys more."""
    school = cast.units[SCHOOL].id
    record(
        order("832001", unit_id=school),
        order("832002", unit_id=school, amount=Decimal("200.00"), rule="credit_code"),
        order("832003", unit_id=school, amount=Decimal("100.00"), buyer_kind="union", rule="account_table"),
        order(
            "832004", unit_id=school, amount=Decimal("50.00"), buyer_kind="individual", rule="individual_binding",
            person_key="a", buyer_name="",
        ),
        order("832005", unit_id=cast.units[DISTRICT_SCHOOL].id, amount=Decimal("40000.00")),
    )  # fmt: skip
    return cast


def text_of(response) -> str:
    return response.content.decode()


class TestBoardOwn:
    def test_leads_a_bureau_to_its_board(self, browser_of, cast):
        response = browser_of("city_finance").get("/boards/")

        assert response.headers["Location"] == f"/boards/{cast.city.id}/"

    def test_leads_a_unit_to_its_own_page(self, browser_of, cast):
        response = browser_of("unit").get("/boards/")

        assert response.headers["Location"] == f"/units/{cast.units[SCHOOL].id}/"

    def test_leads_on_with_what_was_chosen(self, browser_of, cast):
        response = browser_of("unit").get("/boards/", {"year": "2026"})

        assert response.headers["Location"] == f"/units/{cast.units[SCHOOL].id}/?year=2026"


class TestBoardShow:
    def test_shows_totals_and_a_line_for_each_district(self, browser_of, traded):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/")

        text = text_of(response)
        assert "10.70" in text  # 107 000 yuan reserved by all
        assert f'href="/boards/{traded.district.id}/?year=2023"' in text

    def test_shows_the_other_group_on_demand(self, browser_of, traded):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/?group=departments")

        text = text_of(response)
        assert f'href="/boards/{traded.units[EDUCATION].id}/?year=2023"' in text
        assert f'href="/units/{traded.units[POLICE].id}/?year=2023"' in text

    def test_sorts_and_leaves_what_has_no_rate_to_the_end(self, browser_of, traded):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/?group=departments&sort=rate")

        names = [row.line.node.name for row in response.context["page"]]
        assert names == ["郑州市教育局", "郑州市公安局"]

    def test_filters_by_name(self, browser_of, traded):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/?group=departments&q=公安")

        assert [row.line.node.name for row in response.context["page"]] == ["郑州市公安局"]

    def test_counts_until_the_data_date(self, browser_of, traded):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/?as_of=2023-04-30")

        assert response.context["board"].total.purchased == 0
        assert "数据截至 2023-04-30" in text_of(response)

    def test_tells_what_a_past_day_means(self, browser_of, traded):
        address = f"/boards/{traded.city.id}/?as_of=2023-04-30"

        now, then = (browser_of("city_finance").get(address + more) for more in ("", "&known=then"))

        assert (now.context["board"].known_then, then.context["board"].known_then) == (False, True)
        assert "按现有台账回看 2023-04-30" in text_of(now)
        assert "只计 2023-04-30 当日及以前已登记在本系统的数据" in text_of(then)

    def test_shows_what_a_notice_was_written_from(self, browser_of, traded):
        actor = traded.actor("city_finance")
        snapshot = assessments.take_snapshot(
            actor=actor, node_id=traded.city.id, year=YEAR, data_date=date(YEAR, 12, 31), at=AT
        )
        record(order("832009", unit_id=traded.units[SCHOOL].id))

        address = f"/boards/{traded.city.id}/?as_of={YEAR}-12-31"
        now, frozen = (browser_of("city_finance").get(address + more) for more in ("", f"&snapshot={snapshot.pk}"))

        bought = [response.context["board"].total.purchased for response in (now, frozen)]
        assert bought[0] - bought[1] == Decimal("300.00")
        assert "与通报一致的数据" in text_of(frozen)

    def test_says_what_is_wrong_with_a_date(self, browser_of, traded):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/?as_of=1418,81")

        assert response.status_code == 200
        assert "请按“2023-12-31”的形式填写日期。" in text_of(response)

    def test_warns_of_orders_that_count_to_nobody(self, browser_of, traded):
        run = ImportRun.objects.create(node_id=traded.city.id, state="received", created_at=AT)
        record(*(order(f"83201{n}", amount=Decimal("5000.00"), import_run=run.pk) for n in range(3)))

        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/")

        assert "另有 3 笔、1.50 万元" in text_of(response)

    def test_never_tells_unions_from_individuals_below_a_unit(self, browser_of, traded):
        response = browser_of("supervisor").get(f"/boards/{traded.units[EDUCATION].id}/")

        assert "工会及个人" in text_of(response)
        assert [code for code, _amount in response.context["board"].channels].count("individual") == 0

    def test_is_not_there_for_strangers(self, browser_of, cast):
        response = browser_of("stranger").get(f"/boards/{cast.city.id}/")

        assert response.status_code == 404

    def test_says_what_to_do_where_nothing_is_listed(self, browser_of, cast):
        response = browser_of("city_finance").get(f"/boards/{cast.city.id}/?q=不存在的单位")

        assert "没有符合条件的单位" in text_of(response)

    @pytest.mark.parametrize("group", ["regions", "departments"])
    def test_takes_at_most_thirteen_queries(self, browser_of, traded, django_assert_max_num_queries, group):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(13):
            response = browser.get(f"/boards/{traded.city.id}/?group={group}")

        assert response.status_code == 200

    def test_takes_no_more_where_two_years_are_listed(self, browser_of, traded, django_assert_max_num_queries):
        list_units(actor=traded.actor("city_finance"), year=YEAR + 1, rows=UNITS, at=AT)
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(13):
            response = browser.get(f"/boards/{traded.city.id}/?year={YEAR}")

        assert response.context["chosen"].form.years == [YEAR + 1, YEAR]

    def test_takes_no_more_below_the_actors_own_node(self, browser_of, traded, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(13):
            response = browser.get(f"/boards/{traded.units[EDUCATION].id}/?year=2023")

        assert response.status_code == 200


class TestBoardExport:
    def test_hands_out_a_marked_workbook_and_keeps_a_record(self, browser_of, traded):
        browser = browser_of("city_finance")

        response = browser.post(f"/boards/{traded.city.id}/export/?group=departments", {"purpose": "月度调度会"})

        rows = CalamineWorkbook.from_filelike(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()
        cells = [str(cell) for row in rows for cell in row]
        assert any("郑州市财政局 · city_finance" in cell and "用途：月度调度会" in cell for cell in cells)
        assert "郑州市公安局" in cells
        kept = documents.documents_of(f"export:board:{traded.city.id}").get()
        assert "用途：月度调度会" in kept.name
        assert kept.stored_by_id == traded.users["city_finance"].pk

    def test_wants_a_purpose(self, browser_of, traded):
        response = browser_of("city_finance").post(f"/boards/{traded.city.id}/export/", {"purpose": " "}, follow=True)

        assert "请填写导出用途后再导出。" in text_of(response)
        assert not documents.documents_of(f"export:board:{traded.city.id}").exists()

    def test_carries_the_pages_own_token(self, traded):
        browser = Client(enforce_csrf_checks=True)
        login = browser.get("/login/").context["csrf_token"]
        browser.post("/login/", {"username": "city_finance", "password": PASSWORD, "csrfmiddlewaretoken": str(login)})
        token = browser.get(f"/boards/{traded.city.id}/").context["csrf_token"]

        refused = browser.post(f"/boards/{traded.city.id}/export/", {"purpose": "月度调度会"})
        accepted = browser.post(
            f"/boards/{traded.city.id}/export/", {"purpose": "月度调度会", "csrfmiddlewaretoken": str(token)}
        )

        assert refused.status_code == 403
        assert accepted.headers["Content-Type"].endswith("spreadsheetml.sheet")

    def test_is_not_there_for_strangers(self, browser_of, cast):
        response = browser_of("stranger").post(f"/boards/{cast.city.id}/export/", {"purpose": "月度调度会"})

        assert response.status_code == 404


class TestRankingShow:
    @pytest.mark.parametrize(("by", "first"), [("purchased", "郑州市教育局"), ("ratio", "郑州市教育局")])
    def test_ranks_a_group_by_a_measure(self, browser_of, traded, by, first):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/ranking/?group=departments&by={by}")

        assert response.context["page"][0].line.node.name == first
        assert response.context["page"][0].place == 1

    def test_says_how_many_have_no_place(self, browser_of, traded):
        response = browser_of("city_finance").get(f"/boards/{traded.city.id}/ranking/?group=departments&by=rate")

        assert "另有 1 家不列入" in text_of(response)

    def test_of_a_unit_without_units_is_empty(self, browser_of, cast):
        response = browser_of("unit").get("/boards/ranking/", follow=True)

        assert "没有可排名的单位" in text_of(response)

    def test_is_not_there_for_strangers(self, browser_of, cast):
        response = browser_of("stranger").get(f"/boards/{cast.city.id}/ranking/")

        assert response.status_code == 404


class TestUnitShow:
    def test_says_why_each_order_counts(self, browser_of, traded):
        response = browser_of("unit").get(f"/units/{traded.units[SCHOOL].id}/")

        text = text_of(response)
        assert "财政部门已确认本单位的预留份额填报" in text
        assert "订单采购人的统一社会信用代码即本单位代码" in text
        assert 'href="/transactions/832001/?unit=' in text

    def test_never_lists_individuals_nor_what_would_tell_them_apart(self, browser_of, traded):
        response = browser_of("unit").get(f"/units/{traded.units[SCHOOL].id}/")

        text = text_of(response)
        assert "832004" not in text
        assert "832003" not in text
        assert "个人采购不足五人" in text

    def test_shows_the_filing_and_the_rule_that_it_keeps(self, browser_of, traded):
        response = browser_of("unit").get(f"/units/{traded.units[SCHOOL].id}/")

        text = text_of(response)
        assert "60,000.00 元" in text
        assert "财库〔2021〕19号" in text
        assert "已达到" in text

    def test_takes_few_queries(self, browser_of, traded, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(17):
            response = browser.get(f"/units/{traded.units[SCHOOL].id}/")

        assert response.status_code == 200

    @pytest.mark.parametrize("name", ["stranger", "district_finance"])
    def test_is_not_there_for_strangers(self, browser_of, cast, name):
        response = browser_of(name).get(f"/units/{cast.units[SCHOOL].id}/")

        assert response.status_code == 404

    def test_is_not_there_for_a_bureau(self, browser_of, cast):
        response = browser_of("city_finance").get(f"/units/{cast.city.id}/")

        assert response.status_code == 404


class TestEntryList:
    def test_filters_by_channel_and_month(self, browser_of, traded):
        school = traded.units[SCHOOL].id

        june = browser_of("unit").get(f"/units/{school}/entries/?channel=canteen&month={YEAR}-06")

        assert {row.order_no for row in june.context["rows"]} == {"832001", "832002"}

    def test_tells_a_month_from_the_same_month_of_another_year(self, browser_of, traded):
        school = traded.units[SCHOOL].id
        record(order("832002", unit_id=school, state="refunded", refund=Decimal("200.00"),
                     amount=Decimal("200.00"), as_of=datetime(YEAR + 1, 6, 2, 4, 0, tzinfo=UTC)))  # fmt: skip

        found = {
            year: browser_of("unit").get(f"/units/{school}/entries/?year={YEAR}&month={year}-06").context["rows"]
            for year in (YEAR, YEAR + 1)
        }

        assert {row.entry.counted_at.year for row in found[YEAR]} == {YEAR}
        assert [row.entry.amount for row in found[YEAR + 1]] == [Decimal("-200.00")]

    def test_is_not_there_for_strangers(self, browser_of, cast):
        response = browser_of("stranger").get(f"/units/{cast.units[SCHOOL].id}/entries/")

        assert response.status_code == 404


class TestTransactionShow:
    def test_shows_the_order_and_what_was_counted(self, browser_of, traded):
        response = browser_of("supervisor").get("/transactions/832002/")

        text = text_of(response)
        assert "200.00 元" in text
        assert "订单采购人的统一社会信用代码即本单位代码" in text
        assert [row.entry.amount for row in response.context["rows"]] == [Decimal("200.00")]

    def test_is_told_where_it_counted_once(self, browser_of, traded):
        school, police = traded.units[SCHOOL].id, traded.units["4101000003"].id
        Transaction.objects.filter(pk="832002").update(unit_id=police)

        left = browser_of("unit").get(f"/transactions/832002/?unit={school}")
        bare = browser_of("unit").get("/transactions/832002/")

        assert (left.status_code, bare.status_code) == (200, 404)
        assert "已改归其他单位" in text_of(left)
        assert [row.entry.unit_id for row in left.context["rows"]] == [school]

    @pytest.mark.parametrize(
        ("name", "number"), [("stranger", "832001"), ("unit", "832004"), ("city_finance", "832999")]
    )
    def test_is_not_there_for_strangers_nor_when_an_individual_bought(self, browser_of, traded, name, number):
        response = browser_of(name).get(f"/transactions/{number}/")

        assert response.status_code == 404
