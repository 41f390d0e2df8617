"""Pages of what was settled, and of a matter with its orders."""

from __future__ import annotations

import pytest

from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.transactions.models import Transaction
from tests.cast import credit_code
from tests.interfaces.web.uploads import SCHOOL, loaded, order, orders, text_of

LIST = "/imports/reconciliation/"
POLICE = "4101000003"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def clerk(browser_of):
    return browser_of("city_finance")


@pytest.fixture
def item(clerk, cast):
    """A contractor settled on the school."""
    stranger = {"kind": "食堂承包方", "name": "郑州市公安局食堂", "code": credit_code(600), "bound": ""}
    loaded(clerk, orders(order("1", **stranger), order("2", kind="个人", name="张三", bound="9999")))
    found = ReconciliationItem.objects.get(name="郑州市公安局食堂")
    clerk.post(f"{LIST}settle/", {f"item-{found.pk}": cast.units[SCHOOL].id, "reason": "合同为一中所签"})
    return found


class TestReconciliationSettled:
    def test_says_who_settled_what_when_and_why(self, clerk, item):
        text = text_of(clerk, f"{LIST}settled/")

        assert all(word in text for word in ("郑州市公安局食堂", "郑州市第一中学", "合同为一中所签", "查看、改判"))

    def test_is_empty_at_first(self, clerk):
        assert "还没有处理过的事项" in text_of(clerk, f"{LIST}settled/")

    def test_takes_few_queries(self, clerk, item, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            clerk.get(f"{LIST}settled/")

    def test_lets_the_auditor_look_only(self, browser_of, item):
        assert "改判</a>" not in text_of(browser_of("auditor"), f"{LIST}settled/")


class TestSettleOutside:
    def test_wants_a_reason_and_tells_it(self, clerk, item):
        loaded(clerk, orders(order("7", kind="食堂承包方", name="乙公司", code=credit_code(601), bound="")))
        waiting = ReconciliationItem.objects.get(name="乙公司")

        refused = clerk.post(f"{LIST}settle/", {f"item-{waiting.pk}": "none"})
        clerk.post(f"{LIST}settle/", {f"item-{waiting.pk}": "none", "reason": "承包开封市食堂"})

        assert (refused.status_code, "请填写认定理由" in refused.content.decode()) == (422, True)
        pages = [text_of(clerk, f"{LIST}{waiting.pk}/"), text_of(clerk, f"{LIST}settled/")]
        assert all("不属于本地区，不计入" in text and "承包开封市食堂" in text for text in pages)


class TestReconciliationShow:
    def test_lists_the_orders_that_wait(self, clerk, item):
        loaded(
            clerk, orders(order("7", kind="食堂承包方", name="乙公司", code=credit_code(601), bound="", amount=81.0))
        )
        waiting = ReconciliationItem.objects.get(name="乙公司")

        text = text_of(clerk, f"{LIST}{waiting.pk}/")

        assert ("等待认定的订单" in text, ">7<" in text, "81.00" in text) == (True, True, True)

    def test_never_lists_what_individuals_bought(self, clerk, item):
        private = ReconciliationItem.objects.get(key__startswith="individual")

        text = text_of(clerk, f"{LIST}{private.pk}/")

        assert "个人采购只列合计" in text
        assert "1笔，300.00元" in text
        assert "/transactions/2/" not in text

    def test_takes_few_queries(self, clerk, item, django_assert_max_num_queries):
        with django_assert_max_num_queries(16):
            clerk.get(f"{LIST}{item.pk}/")

    def test_belongs_to_the_bureau(self, browser_of, item):
        assert browser_of("district_finance").get(f"{LIST}{item.pk}/").status_code == 404


class TestReconciliationRevise:
    def test_settles_otherwise(self, clerk, item, cast):
        posted = {"unit_id": cast.units[POLICE].id, "reason": "合同为公安局所签"}

        response = clerk.post(f"{LIST}{item.pk}/revise/", posted, follow=True)

        assert "已改判" in response.content.decode()
        assert "合同为公安局所签" in response.content.decode()
        assert Transaction.objects.get(pk="1").unit_id == cast.units[POLICE].id

    def test_wants_a_unit_and_a_reason(self, clerk, item):
        response = clerk.post(f"{LIST}{item.pk}/revise/", {"unit_id": "", "reason": ""})

        assert response.status_code == 422
        assert "请选择改判到哪个单位" in response.content.decode()
        assert "请填写理由" in response.content.decode()

    def test_says_when_it_stands_there(self, clerk, item, cast):
        response = clerk.post(f"{LIST}{item.pk}/revise/", {"unit_id": cast.units[SCHOOL].id, "reason": "x"})

        assert response.status_code == 422
        assert "现在就对应所选单位" in response.content.decode()

    def test_finds_units_by_words(self, clerk, item, cast):
        response = clerk.post(f"{LIST}{item.pk}/revise/", {"q": "实验小学", "find": "1"})

        assert f'name="unit_id" value="{cast.units["4101050002"].id}"' in response.content.decode()


class TestReconciliationReopen:
    def test_lets_it_wait_again(self, clerk, item):
        response = clerk.post(f"{LIST}{item.pk}/reopen/", {"reason": "待补合同"}, follow=True)

        assert "已退回待核对" in response.content.decode()
        assert Transaction.objects.get(pk="1").unit_id is None

    def test_wants_a_reason(self, clerk, item):
        response = clerk.post(f"{LIST}{item.pk}/reopen/", {"reason": ""})

        assert response.status_code == 422
        assert "请填写理由" in response.content.decode()

    def test_is_finance_only(self, browser_of, item):
        assert browser_of("auditor").post(f"{LIST}{item.pk}/reopen/", {"reason": "x"}).status_code == 403


class TestUnitShow:
    def test_names_the_buyers_settled_on_it(self, clerk, browser_of, item, cast):
        address = f"/units/{cast.units[SCHOOL].id}/"

        text, theirs = text_of(clerk, address), text_of(browser_of("unit"), address)

        assert f'href="{LIST}{item.pk}/"' in text
        assert ("郑州市公安局食堂" in theirs, LIST in theirs) == (True, False)
