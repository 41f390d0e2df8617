"""The contact list: searched, entered, ended, numbers masked, revealed with a purpose, exported."""

from __future__ import annotations

from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from nongcai.domain.documents.models import Document
from nongcai.domain.organisations.models import Liaison, NumberLook
from tests.interfaces.web.test_programmes import text_of

LIST = "/contacts/"
TYPED = {"post": "食堂管理岗", "duty": "a", "phone": "13800000001", "since": "2024-01-01"}


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.FILES = tmp_path


@pytest.fixture
def unit_page(cast):
    return f"/contacts/{cast.units['4101000002'].id}/"


@pytest.fixture
def entry(browser_of, unit_page):
    browser_of("unit").post(f"{unit_page}enter/", TYPED)
    return Liaison.objects.get()


def act(entry, name):
    return f"/contacts/entries/{entry.pk}/{name}/"


class TestList:
    def test_shows_masked_numbers_to_the_unit_and_above_and_nobody_else(self, browser_of, entry):
        texts = {who: text_of(browser_of(who).get(LIST)) for who in ("unit", "supervisor", "auditor", "stranger")}

        assert [who for who, text in texts.items() if "138****0001" in text] == ["unit", "supervisor", "auditor"]
        assert all(entry.phone not in text for text in texts.values())

    def test_is_searched_and_filtered(self, browser_of, entry, cast):
        browser, under = browser_of("city_finance"), cast.actor("supervisor").path
        queries = ("q=食堂", "q=4101000002", "q=没有", "number=dead", f"under={under}")

        found = ["138****0001" in text_of(browser.get(f"{LIST}?{query}")) for query in queries]

        assert found == [True, True, False, False, True]

    def test_takes_as_many_queries_for_many(self, browser_of, entry, unit_page, django_assert_num_queries):
        browser = browser_of("city_finance")
        browser.get(LIST)
        with django_assert_num_queries(7):
            browser.get(LIST)
        browser_of("unit").post(f"{unit_page}enter/", TYPED | {"duty": "b"})
        with django_assert_num_queries(7):
            browser.get(LIST)


class TestUnit:
    def test_says_what_is_wrong_beside_the_field(self, browser_of, unit_page):
        response = browser_of("unit").post(f"{unit_page}enter/", TYPED | {"phone": "123"})

        assert response.status_code == 422
        assert "联系电话应为11位手机号码" in text_of(response)

    def test_offers_nothing_to_who_only_reads(self, browser_of, unit_page, entry):
        text = text_of(browser_of("auditor").get(unit_page))

        assert "138****0001" in text
        assert "登记联络员" not in text

    def test_ends_an_entry_and_marks_its_number(self, browser_of, unit_page, entry):
        browser = browser_of("supervisor")
        browser.post(act(entry, "dead"))
        response = browser.post(act(entry, "end"), {"until": "2099-01-01"}, follow=True)

        assert all(word in text_of(response) for word in ("号码失效", "2099-01-01"))

    def test_wants_a_day_to_end(self, browser_of, entry):
        response = browser_of("unit").post(act(entry, "end"), {"until": ""})

        assert response.status_code == 422
        assert "请填写日期" in text_of(response)

    def test_takes_few_queries(self, browser_of, unit_page, entry, django_assert_num_queries):
        browser = browser_of("unit")
        browser.get(unit_page)
        with django_assert_num_queries(4):
            browser.get(unit_page)


class TestDesk:
    def test_asks_the_unit_for_a_new_number_and_tells_finance(self, browser_of, unit_page, entry):
        browser_of("city_finance").post(act(entry, "dead"))

        asked, told = (text_of(browser_of(who).get("/")) for who in ("unit", "city_finance"))

        assert "本单位号码失效" in asked
        assert "下级号码失效" in told
        assert "138****0001" in text_of(browser_of("city_finance").get(f"{LIST}?number=dead"))
        browser_of("unit").post(f"{unit_page}enter/", TYPED | {"phone": "13700000003"})
        assert "号码失效" not in text_of(browser_of("unit").get("/"))


class TestWholeNumber:
    def test_is_shown_once_a_purpose_is_stated(self, browser_of, unit_page, entry):
        browser = browser_of("city_finance")

        without = browser.post(act(entry, "number"), {"purpose": ""})
        shown = browser.post(act(entry, "number"), {"purpose": "核实填报"})

        assert (without.status_code, entry.phone in text_of(without)) == (422, False)
        assert "13800000001" in text_of(shown)
        assert "13800000001" not in text_of(browser.get(unit_page))
        assert NumberLook.objects.get().purpose == "核实填报"
        listed = text_of(browser_of("auditor").get("/contacts/looks/"))
        assert all(word in listed for word in ("核实填报", "city_finance", "食堂管理岗"))


class TestWorkbook:
    def test_is_masked_marked_and_kept_on_record(self, browser_of, entry):
        response = browser_of("city_finance").post("/contacts/export/", {"purpose": "月度联系"})

        rows = CalamineWorkbook.from_filelike(BytesIO(response.getvalue())).get_sheet_by_index(0).to_python()
        cells = [str(cell) for row in rows for cell in row]
        assert "138****0001" in cells
        assert entry.phone not in "".join(cells)
        assert "月度联系" in Document.objects.get().name

    def test_wants_a_purpose(self, browser_of, entry):
        response = browser_of("city_finance").post("/contacts/export/", {})

        assert response.status_code == 302
        assert not Document.objects.exists()
