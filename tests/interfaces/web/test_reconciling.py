"""Pages of what waits to be reconciled."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nongcai.domain.imports.models import ReconciliationItem
from nongcai.domain.ledger.models import Entry
from tests.cast import credit_code
from tests.interfaces.web.uploads import (
    SCHOOL,
    brought,
    loaded,
    order,
    orders,
    text_of,
)

LIST = "/imports/reconciliation/"
SETTLE = f"{LIST}settle/"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def clerk(browser_of):
    return browser_of("city_finance")


class TestReconciliation:
    @pytest.fixture
    def items(self, clerk):
        loaded(
            clerk,
            orders(
                order("1", kind="食堂承包方", name="郑州市公安局食堂", code=credit_code(600), bound=""),
                order("2", kind="国有企业", name="乙公司", code=credit_code(2), bound="", amount=50.0),
            ),
        )
        return {item.name: item for item in ReconciliationItem.objects.all()}

    def test_shows_what_hangs_on_each_and_suggests(self, clerk, items):
        text = text_of(clerk, LIST)

        assert "350.00" in text
        assert "名称相近" in text
        assert "信用代码相同" in text
        assert not re.search(r'name="item-\d+" value="\d+" checked', text)

    def test_picks_what_is_certain_when_asked(self, clerk, items, cast):
        text = text_of(clerk, f"{LIST}?pick=1")

        picked = re.findall(r'name="item-(\d+)" value="(\d+)" checked', text)
        assert picked == [(str(items["乙公司"].pk), str(cast.units[SCHOOL].id))]

    def test_settles_all_that_were_chosen(self, clerk, items, cast):
        unit = cast.units[SCHOOL].id

        response = clerk.post(SETTLE, {f"item-{item.pk}": unit for item in items.values()}, follow=True)

        assert "已处理2项" in response.content.decode()
        assert "没有待核对的事项" in response.content.decode()
        assert Entry.objects.filter(unit_id=unit, rule="settled").count() == 2

    def test_settles_one_alone(self, clerk, items, cast):
        posted = {f"item-{item.pk}": cast.units[SCHOOL].id for item in items.values()}

        clerk.post(SETTLE, posted | {"only": items["乙公司"].pk})

        assert [item.name for item in ReconciliationItem.objects.filter(settled_at=None)] == ["郑州市公安局食堂"]

    def test_says_when_nothing_was_chosen(self, clerk, items):
        response = clerk.post(SETTLE, {f"item-{item.pk}": "" for item in items.values()}, follow=True)

        assert "没有处理任何事项" in response.content.decode()

    def test_finds_another_unit_and_keeps_what_was_picked(self, clerk, items, cast):
        company, canteen = items["乙公司"], items["郑州市公安局食堂"]
        unit = cast.units["4101000003"].id

        response = clerk.post(SETTLE, {f"q-{company.pk}": "实验小学", f"item-{canteen.pk}": unit, "find": "1"})

        text = response.content.decode()
        school = cast.units["4101050002"].id
        assert f'name="item-{company.pk}" value="{school}"' in text
        assert re.search(rf'name="item-{canteen.pk}" value="{unit}" checked', text)
        assert ReconciliationItem.objects.filter(settled_at=None).count() == 2

    def test_searches_when_somebody_presses_enter(self, clerk, items):
        form = text_of(clerk, LIST).split(f'action="{SETTLE}"')[1]

        assert re.search(r"<button[^>]*>", form)[0].startswith('<button type="submit" name="find"')

    def test_filters_by_kind(self, clerk, items):
        text = text_of(clerk, f"{LIST}?kind=filing_unit")

        assert "没有待核对的事项" in text

    def test_refuses_a_unit_outside(self, clerk, items, cast):
        response = clerk.post(SETTLE, {f"item-{items['乙公司'].pk}": cast.city.id})

        assert response.status_code == 422
        assert "不在您的管理范围内" in response.content.decode()

    def test_is_read_by_the_auditor_who_cannot_act(self, browser_of, items, cast):
        auditor = browser_of("auditor")

        text = text_of(auditor, LIST)
        assert f'action="{SETTLE}"' not in text
        response = auditor.post(SETTLE, {f"item-{items['乙公司'].pk}": cast.units[SCHOOL].id})

        assert "乙公司" in text
        assert "确认此项" not in text
        assert response.status_code == 403

    def test_belongs_to_the_bureau_that_imported(self, browser_of, items):
        assert "乙公司" not in text_of(browser_of("district_finance"), LIST)

    @pytest.mark.parametrize("name", ["unit", "supervisor"])
    def test_is_not_there_for_others(self, browser_of, items, name):
        assert browser_of(name).get(LIST).status_code == 404
        assert browser_of(name).post(SETTLE, {}).status_code == 404

    def test_takes_few_queries(self, clerk, items, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            clerk.get(LIST)

    def test_works_from_the_rendered_form(self, cast, items):
        browser = Client(enforce_csrf_checks=True)
        browser.force_login(
            cast.users["city_finance"], backend="nongcai.interfaces.web.accounts.backend.PasswordBackend"
        )
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text_of(browser, LIST))[1]
        posted = {f"item-{items['乙公司'].pk}": cast.units[SCHOOL].id, "csrfmiddlewaretoken": token}

        assert browser.post(SETTLE, posted).status_code == 302


class TestDesk:
    def test_says_what_waits_for_finance(self, clerk, browser_of):
        loaded(clerk, orders(order("1", bound="9999")))
        brought(clerk, orders(order("2")))

        text = text_of(clerk, "/")
        others = text_of(browser_of("supervisor"), "/")

        assert ("待导入批次" in text, "待核对事项" in text) == (True, True)
        assert ("待导入批次" in others, "待核对事项" in others) == (False, False)
