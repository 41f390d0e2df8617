"""The list of notices, the studio, and the texts of a draft."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from nongcai.domain.notices import services
from nongcai.domain.notices.models import Notice
from nongcai.domain.notices.rules import plain
from nongcai.domain.notices.services import NoticeTexts
from tests.cast import AT, PASSWORD, YEAR
from tests.interfaces.web.noticing import page_of, step, studio_form, text_of


class TestNoticeList:
    def test_shows_the_bureaus_notices(self, browser_of, desk):
        response = browser_of("city_finance").get("/notices/")

        assert desk.notice.title in text_of(response)
        assert response.context["form"] is not None

    def test_shows_units_only_what_was_published(self, browser_of, desk):
        before = text_of(browser_of("unit").get("/notices/"))
        desk.published()
        after = text_of(browser_of("unit").get("/notices/"))

        assert (desk.notice.title in before, desk.notice.title in after) == (False, True)

    @pytest.mark.parametrize("role", ["auditor", "unit", "supervisor"])
    def test_offers_no_draft_to_others(self, browser_of, role):
        response = browser_of(role).get("/notices/")

        assert response.context["form"] is None

    def test_takes_few_queries(self, browser_of, desk, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(9):
            browser.get("/notices/")


class TestDesk:
    def test_shows_each_what_waits_for_them(self, browser_of, desk):
        desk.filled_in()

        pages = [text_of(browser_of(name).get("/")) for name in ("city_finance", "city_reviewer", "unit", "auditor")]

        assert ["待核稿的通报" in text for text in pages] == [False, True, False, False]
        assert ["待拟稿的通报" in text for text in pages] == [False, False, False, False]


class TestNoticeDraft:
    def test_writes_the_draft_and_leads_to_it(self, browser_of, cast):
        response = browser_of("city_finance").post("/notices/draft/", {"year": YEAR, "data_date": "2023-12-31"})

        notice = Notice.objects.get()
        assert (response.status_code, response.headers["Location"]) == (302, page_of(notice))
        assert "10.70万元" in plain(notice.body)

    def test_says_in_the_form_what_is_wrong_with_the_date(self, browser_of, cast):
        response = browser_of("city_finance").post("/notices/draft/", {"year": YEAR, "data_date": "2022-12-31"})

        assert response.status_code == 422
        assert list(response.context["form"].errors) == ["data_date"]
        assert not Notice.objects.exists()

    def test_wants_a_year_that_has_units(self, browser_of, cast):
        response = browser_of("city_finance").post("/notices/draft/", {"year": 1999, "data_date": "2023-12-31"})

        assert (response.status_code, list(response.context["form"].errors)) == (422, ["year"])

    def test_is_not_for_auditors(self, browser_of, cast):
        response = browser_of("auditor").post("/notices/draft/", {"year": YEAR, "data_date": "2023-12-31"})

        assert (response.status_code, Notice.objects.exists()) == (403, False)

    def test_takes_the_token_that_the_page_carries(self, cast):
        browser = Client(enforce_csrf_checks=True)
        token = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
        login = {"username": "city_finance", "password": PASSWORD}
        found = token.search(text_of(browser.get("/login/")))[1]
        browser.post("/login/", {**login, "csrfmiddlewaretoken": found})
        draft = {"year": YEAR, "data_date": "2023-12-31"}

        without = browser.post("/notices/draft/", draft)
        found = token.search(text_of(browser.get("/notices/")).partition("notices/draft/")[2])[1]
        with_token = browser.post("/notices/draft/", {**draft, "csrfmiddlewaretoken": found})

        assert (without.status_code, with_token.status_code, Notice.objects.count()) == (403, 302, 1)


class TestNoticeShow:
    def test_links_each_figure_to_the_board_behind_it(self, browser_of, desk, cast):
        text = text_of(browser_of("city_finance").get(page_of(desk.notice)))

        dated = f"year={YEAR}&amp;as_of={YEAR}-12-31&amp;snapshot={desk.notice.snapshot_id}"
        assert f'href="/boards/{cast.city.id}/?{dated}"' in text
        assert f'href="/boards/{cast.city.id}/?{dated}&amp;group=departments"' in text
        assert f'href="/boards/{cast.city.id}/ranking/?{dated}&amp;group=regions&amp;by=ratio"' in text

    def test_names_what_the_checker_finds(self, browser_of, desk):
        wrong = desk.notice.body.replace("：10.70】", "：99.99】", 1)
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=NoticeTexts(body=wrong), at=AT)

        text = text_of(browser_of("city_finance").get(page_of(desk.notice)))

        assert "写作“99.99”，台账为“10.70”" in text

    def test_tells_the_drafter_to_leave_the_next_step_to_others(self, browser_of, desk):
        drafter = browser_of("city_finance").get(page_of(desk.notice))
        checker = browser_of("city_reviewer").get(page_of(desk.notice))

        assert [len(page.context["buttons"]) for page in (drafter, checker)] == [0, 1]
        assert [len(page.context["obstacles"]) for page in (drafter, checker)] == [2, 0]
        assert "拟稿人不能办理“核稿”" in text_of(drafter)

    def test_is_no_more_than_read_once_withdrawn(self, browser_of, desk):
        browser = browser_of("city_finance")
        refused = browser.post(step(desk.notice, "withdraw"), {"words": ""})
        browser.post(step(desk.notice, "withdraw"), {"words": "改由省级通报"})

        response = browser.get(page_of(desk.notice))

        posts = re.findall(r'method="post" action="([^"]+)"', text_of(response).partition("<main")[2])
        assert (refused.status_code, set(posts)) == (422, {page_of(desk.notice, "notice_export")})
        assert "这份文稿已撤销" in text_of(response)

    def test_tells_who_may_not_sign_why(self, browser_of, desk):
        desk.filled_in()
        services.set_openness(actor=desk.drafter, notice_id=desk.notice.pk, openness="active", at=AT)
        for act in (services.proofread, services.countersign):
            act(actor=desk.checker, notice_id=desk.notice.pk, at=AT)

        pages = [browser_of(name).get(page_of(desk.notice)) for name in ("city_reviewer", "city_signer")]

        assert ["您的账号没有签发权" in text_of(page) for page in pages] == [True, False]
        assert [len(page.context["buttons"]) for page in pages] == [0, 1]

    def test_shows_an_auditor_the_findings_and_no_act(self, browser_of, desk):
        response = browser_of("auditor").get(page_of(desk.notice))

        assert response.context["findings"]
        posts = re.findall(r'method="post" action="([^"]+)"', text_of(response).partition("<main")[2])
        assert set(posts) == {page_of(desk.notice, "notice_export")}

    @pytest.mark.parametrize("role", ["unit", "supervisor", "stranger", "district_finance"])
    @pytest.mark.parametrize("name", ["notice_show", "notice_preview"])
    def test_is_not_there_for_those_outside(self, browser_of, desk, role, name):
        response = browser_of(role).get(page_of(desk.notice, name))

        assert response.status_code == 404

    def test_shows_a_unit_the_published_notice_without_the_studio(self, browser_of, desk):
        desk.published()

        response = browser_of("unit").get(page_of(desk.notice))

        assert (response.status_code, response.context["issues"], response.context["findings"]) == (200, False, [])

    @pytest.mark.parametrize("role", ["unit", "supervisor"])
    def test_keeps_what_was_done_in_the_office(self, browser_of, desk, role):
        quoting = NoticeTexts(body=f"{desk.notice.body}\n【引用工作要点：3】个。")
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=quoting, at=AT)
        desk.notice.refresh_from_db()
        desk.published()

        inside = browser_of("auditor").get(page_of(desk.notice)).context
        outside = browser_of(role).get(page_of(desk.notice)).context

        kept = ("history", "findings", "font_warnings")
        assert [bool(inside[name]) for name in kept[:2]] == [True, True]
        assert [bool(outside[name]) for name in kept] == [False, False, False]
        assert ["保密审查" in dict(one["facts"]) for one in (inside, outside)] == [True, False]

    def test_asks_for_openness_until_it_is_signed(self, browser_of, desk):
        browser = browser_of("city_finance")

        before = browser.get(page_of(desk.notice)).context["openness_form"]
        after = browser.get(page_of(desk.signed().notice)).context["openness_form"]

        assert (bool(before), bool(after)) == (True, False)

    def test_gives_each_place_for_words_a_name_of_its_own(self, browser_of, desk):
        desk.filled_in()
        services.proofread(actor=desk.checker, notice_id=desk.notice.pk, at=AT)

        ids = re.findall(r'\bid="(id_[^"]+)"', text_of(browser_of("city_reviewer").get(page_of(desk.notice))))

        assert len(ids) == len(set(ids)) > 2

    def test_takes_few_queries(self, browser_of, desk, django_assert_max_num_queries):
        browser = browser_of("city_finance")

        with django_assert_max_num_queries(40):
            browser.get(page_of(desk.notice))


class TestNoticeEdit:
    def test_saves_what_was_typed(self, browser_of, desk):
        form = studio_form(desk.notice, title="郑州市财政局通报")

        response = browser_of("city_finance").post(page_of(desk.notice, "notice_edit"), form)

        desk.notice.refresh_from_db()
        assert (response.status_code, desk.notice.title) == (302, "郑州市财政局通报")

    def test_brings_the_form_back_with_its_faults(self, browser_of, desk):
        response = browser_of("city_finance").post(
            page_of(desk.notice, "notice_edit"), studio_form(desk.notice, title="", addressees="甲")
        )

        assert (response.status_code, list(response.context["edit_form"].errors)) == (422, ["title"])
        assert response.context["edit_form"]["addressees"].value() == "甲"

    def test_does_not_send_apart_what_is_printed_for_everybody(self, browser_of, desk):
        form = studio_form(desk.notice, form="full", delivery="each")

        response = browser_of("city_finance").post(page_of(desk.notice, "notice_edit"), form)

        assert (response.status_code, list(response.context["edit_form"].errors)) == (422, ["delivery"])
        assert "不能同时选" in text_of(response)

    def test_is_refused_once_passed_on(self, browser_of, desk):
        desk.signed()

        response = browser_of("city_finance").post(page_of(desk.notice, "notice_edit"), studio_form(desk.notice))

        assert response.status_code == 409
        assert "不能再修改" in text_of(response)


class TestNoticeRefresh:
    def test_takes_the_figures_anew(self, browser_of, desk):
        browser_of("city_finance").post(page_of(desk.notice, "notice_refresh"), {"data_date": "2023-06-30"})

        desk.notice.refresh_from_db()
        assert desk.notice.snapshot.data_date.isoformat() == "2023-06-30"

    def test_wants_a_date(self, browser_of, desk):
        response = browser_of("city_finance").post(page_of(desk.notice, "notice_refresh"), {"data_date": ""})

        assert (response.status_code, list(response.context["refresh_form"].errors)) == (422, ["data_date"])
