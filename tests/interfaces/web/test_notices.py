"""The studio, the steps of issuing, and what anybody may read."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.notices.models import Notice
from nongcai.domain.notices.rules import PLACEHOLDER, plain
from nongcai.domain.notices.services import NoticeTexts, UploadedFinal
from nongcai.foundation.years import last_day
from nongcai.interfaces.papers import composing
from tests.cast import AT, PASSWORD, YEAR

NUMBER = "郑财购〔2024〕1号"
DATA_DATE = last_day(YEAR)
ACTS = {
    "edit": {"title": "改过的标题"},
    "refresh": {"data_date": "2023-12-31"},
    "openness": {"openness": "active"},
    "secrecy": {},
    "number": {"number": NUMBER},
    "correct": {},
}


@dataclass
class Desk:
    """The bureau's people at work on one notice."""

    drafter: object
    checker: object
    notice: Notice

    def filled_in(self) -> Desk:
        body = self.notice.body.replace(PLACEHOLDER, "请各单位按规定办理。")
        texts = NoticeTexts(body=body)
        self.notice = services.edit_notice(actor=self.drafter, notice_id=self.notice.pk, texts=texts, at=AT)
        return self

    def signed(self) -> Desk:
        self.filled_in()
        services.set_openness(actor=self.drafter, notice_id=self.notice.pk, openness="active", at=AT)
        for act in (services.proofread, services.countersign, services.sign):
            self.notice = act(actor=self.checker, notice_id=self.notice.pk, at=AT)
        return self

    def final(self) -> Desk:
        self.signed()
        services.enter_number(actor=self.drafter, notice_id=self.notice.pk, number=NUMBER, at=AT)
        final = UploadedFinal("定稿.pdf", "application/pdf", [b"%PDF sealed"], None, compared_by_person=True)
        self.notice = services.upload_final(actor=self.drafter, notice_id=self.notice.pk, final=final, at=AT)
        return self

    def published(self) -> Desk:
        self.final()
        services.record_secrecy_check(actor=self.checker, notice_id=self.notice.pk, at=AT)
        self.notice = services.publish(actor=self.checker, notice_id=self.notice.pk, at=AT)
        return self


@pytest.fixture
def desk(cast, settings, tmp_path):
    settings.FILES = tmp_path
    drafter, checker = cast.actor("city_finance"), cast.actor("city_reviewer")
    notice = services.draft_notice(actor=drafter, node_id=cast.city.id, year=YEAR, data_date=DATA_DATE, at=AT)
    return Desk(drafter, checker, notice)


def page_of(notice, name="notice_show", **more):
    return reverse(f"notices:{name}", kwargs={"notice_id": notice.pk, **more})


def step(notice, action):
    return page_of(notice, "notice_step", action=action)


def text_of(response):
    return response.content.decode()


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

        assert f'href="/boards/{cast.city.id}/?year={YEAR}"' in text

    def test_names_what_the_checker_finds(self, browser_of, desk):
        wrong = desk.notice.body.replace("：10.70】", "：99.99】", 1)
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=NoticeTexts(body=wrong), at=AT)

        text = text_of(browser_of("city_finance").get(page_of(desk.notice)))

        assert "写作“99.99”，台账为“10.70”" in text

    def test_tells_the_drafter_to_leave_the_next_step_to_others(self, browser_of, desk):
        drafter = browser_of("city_finance").get(page_of(desk.notice))
        checker = browser_of("city_reviewer").get(page_of(desk.notice))

        assert (drafter.context["waits_for_another"], drafter.context["buttons"]) == (True, [])
        assert (checker.context["waits_for_another"], len(checker.context["buttons"])) == (False, 1)

    def test_shows_an_auditor_the_findings_and_no_act(self, browser_of, desk):
        response = browser_of("auditor").get(page_of(desk.notice))

        assert response.context["findings"]
        assert 'method="post"' not in text_of(response).partition("<main")[2]

    @pytest.mark.parametrize("role", ["unit", "supervisor", "stranger", "district_finance"])
    @pytest.mark.parametrize("name", ["notice_show", "notice_preview"])
    def test_is_not_there_for_those_outside(self, browser_of, desk, role, name):
        response = browser_of(role).get(page_of(desk.notice, name))

        assert response.status_code == 404

    def test_shows_a_unit_the_published_notice_without_the_studio(self, browser_of, desk):
        desk.published()

        response = browser_of("unit").get(page_of(desk.notice))

        assert (response.status_code, response.context["issues"], response.context["findings"]) == (200, False, [])

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


class TestNoticeStep:
    def test_moves_the_notice_on_and_keeps_the_words(self, browser_of, desk):
        desk.filled_in()

        browser_of("city_reviewer").post(step(desk.notice, "proofread"), {"words": "已核对。"})

        desk.notice.refresh_from_db()
        assert (desk.notice.state, notices.steps_of(desk.notice).last().words) == ("proofread", "已核对。")

    def test_is_refused_to_the_drafter(self, browser_of, desk):
        desk.filled_in()

        response = browser_of("city_finance").post(step(desk.notice, "proofread"))

        assert response.status_code == 403
        assert "经办与复核分离" in text_of(response)

    def test_is_refused_with_the_wrong_figure_named(self, browser_of, desk):
        desk.filled_in()
        wrong = desk.notice.body.replace("：10.70】", "：99.99】", 1)
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=NoticeTexts(body=wrong), at=AT)

        response = browser_of("city_reviewer").post(step(desk.notice, "proofread"))

        assert response.status_code == 422
        assert "不能办理“核稿”：第3段中“全市预留份额”写作“99.99”" in text_of(response)

    def test_is_refused_out_of_turn(self, browser_of, desk):
        response = browser_of("city_reviewer").post(step(desk.notice, "sign"))

        assert response.status_code == 409
        assert "通报当前为“拟稿中”，不能办理“签发”" in text_of(response)

    def test_sends_back_only_with_a_reason(self, browser_of, desk):
        desk.signed()
        browser = browser_of("city_finance")

        refused = browser.post(step(desk.notice, "send_back"), {"words": ""})
        accepted = browser.post(step(desk.notice, "send_back"), {"words": "抄送机关有误"})

        desk.notice.refresh_from_db()
        assert (refused.status_code, accepted.status_code, desk.notice.state) == (422, 302, "drafting")
        assert "退回时请写明原因" in text_of(refused)

    def test_brings_back_words_that_are_too_long(self, browser_of, desk):
        desk.filled_in()

        response = browser_of("city_reviewer").post(step(desk.notice, "proofread"), {"words": "甲" * 501})

        assert response.status_code == 422
        assert 'aria-invalid="true"' in text_of(response)

    def test_is_none_of_another_name(self, browser_of, desk):
        response = browser_of("city_reviewer").post(step(desk.notice, "shred"))

        assert response.status_code == 404

    def test_publishes_what_is_final_open_and_checked(self, browser_of, desk):
        desk.final()
        browser = browser_of("city_reviewer")

        early = browser.post(step(desk.notice, "publish"))
        browser.post(page_of(desk.notice, "notice_secrecy"))
        browser.post(step(desk.notice, "publish"))

        desk.notice.refresh_from_db()
        assert (early.status_code, desk.notice.state) == (409, "published")


class TestActs:
    @pytest.mark.parametrize("name", ACTS)
    def test_are_refused_to_the_auditor(self, browser_of, desk, name):
        form = studio_form(desk.notice) | ACTS[name]

        response = browser_of("auditor").post(page_of(desk.notice, f"notice_{name}"), form)

        assert response.status_code == 403
        assert notices.steps_of(desk.notice).count() == 1

    @pytest.mark.parametrize("role", ["district_finance", "unit", "stranger"])
    @pytest.mark.parametrize("name", ACTS)
    def test_are_not_there_for_those_outside(self, browser_of, desk, name, role):
        response = browser_of(role).post(page_of(desk.notice, f"notice_{name}"), ACTS[name])

        assert response.status_code == 404

    def test_record_openness_and_the_check_for_secrets(self, browser_of, desk):
        browser = browser_of("city_finance")

        browser.post(page_of(desk.notice, "notice_openness"), {"openness": "on_request"})
        browser.post(page_of(desk.notice, "notice_secrecy"))

        desk.notice.refresh_from_db()
        assert (desk.notice.openness, desk.notice.secrecy_checked_by_id) == ("on_request", desk.drafter.user_id)

    def test_want_openness_to_be_chosen(self, browser_of, desk):
        response = browser_of("city_finance").post(page_of(desk.notice, "notice_openness"), {"openness": ""})

        assert (response.status_code, list(response.context["openness_form"].errors)) == (422, ["openness"])


class TestNoticeNumber:
    def test_is_entered_as_offices_write_it(self, browser_of, desk):
        desk.signed()
        browser = browser_of("city_finance")

        wrong = browser.post(page_of(desk.notice, "notice_number"), {"number": "郑财购[2024]01号"})
        browser.post(page_of(desk.notice, "notice_number"), {"number": NUMBER})

        desk.notice.refresh_from_db()
        assert (wrong.status_code, desk.notice.number) == (422, NUMBER)
        assert "写法有误" in text_of(wrong)


class TestNoticeFinal:
    def upload(self, browser, notice, name, data, **more):
        form = {"file": SimpleUploadedFile(name, data), **more}
        return browser.post(page_of(notice, "notice_final"), form)

    def test_wants_a_number_first(self, browser_of, desk):
        desk.signed()

        response = self.upload(browser_of("city_finance"), desk.notice, "a.pdf", b"scan", compared_by_person="on")

        assert response.status_code == 409
        assert "请先登记发文字号" in text_of(response)

    def test_of_a_scan_wants_a_person_who_compared_it(self, browser_of, desk):
        desk.signed()
        services.enter_number(actor=desk.drafter, notice_id=desk.notice.pk, number=NUMBER, at=AT)
        browser = browser_of("city_finance")

        alone = self.upload(browser, desk.notice, "定稿.ofd", b"scan")
        compared = self.upload(browser, desk.notice, "定稿.ofd", b"scan", compared_by_person="on")

        desk.notice.refresh_from_db()
        assert (alone.status_code, compared.status_code, desk.notice.state) == (422, 302, "finalised")
        assert "请人工逐项比对" in text_of(alone)

    def test_is_a_file_as_offices_keep_finals(self, browser_of, desk):
        desk.signed()

        response = self.upload(browser_of("city_finance"), desk.notice, "a.docx", b"word")

        assert (response.status_code, list(response.context["final_form"].errors)) == (422, ["file"])

    @pytest.mark.skipif(not composing.fonts().usable, reason="no Chinese typeface here: `make setup` puts some there")
    def test_is_compared_with_what_was_checked(self, browser_of, desk):
        desk.signed()
        services.enter_number(actor=desk.drafter, notice_id=desk.notice.pk, number=NUMBER, at=AT)
        browser = browser_of("city_finance")
        printed = browser.get(page_of(desk.notice, "notice_paper", form="pdf")).content

        self.upload(browser, desk.notice, "定稿.pdf", printed)

        desk.notice.refresh_from_db()
        assert (desk.notice.state, desk.notice.final_compared) == ("finalised", "text")


class TestNoticeCorrect:
    def test_drafts_a_correction_of_a_final(self, browser_of, desk):
        desk.final()

        response = browser_of("city_finance").post(page_of(desk.notice, "notice_correct"))

        correction = Notice.objects.get(corrects=desk.notice)
        assert (response.status_code, response.headers["Location"]) == (302, page_of(correction))

    def test_is_refused_before(self, browser_of, desk):
        response = browser_of("city_finance").post(page_of(desk.notice, "notice_correct"))

        assert response.status_code == 409
        assert "直接修改即可" in text_of(response)


class TestNoticePaper:
    def test_comes_as_a_document(self, browser_of, desk):
        response = browser_of("city_finance").get(page_of(desk.notice, "notice_paper", form="docx"))

        assert response.content.startswith(b"PK")
        assert "attachment" in response.headers["Content-Disposition"]

    @pytest.mark.skipif(not composing.fonts().usable, reason="no Chinese typeface here: `make setup` puts some there")
    def test_comes_as_a_pdf(self, browser_of, desk):
        response = browser_of("city_finance").get(page_of(desk.notice, "notice_paper", form="pdf"))

        assert (response.headers["Content-Type"], response.content[:4]) == ("application/pdf", b"%PDF")

    def test_comes_in_no_other_form(self, browser_of, desk):
        response = browser_of("city_finance").get(page_of(desk.notice, "notice_paper", form="exe"))

        assert response.status_code == 404

    def test_says_draft_until_it_is_signed(self, browser_of, desk):
        browser = browser_of("city_finance")

        before = text_of(browser.get(page_of(desk.notice, "notice_preview")))
        desk.signed()
        after = text_of(browser.get(page_of(desk.notice, "notice_preview")))

        assert ("送审稿" in before, "送审稿" in after) == (True, False)

    def test_gives_the_sealed_final_back(self, browser_of, desk):
        before = browser_of("city_finance").get(page_of(desk.notice, "notice_sealed"))
        desk.final()
        after = browser_of("city_finance").get(page_of(desk.notice, "notice_sealed"))

        assert (before.status_code, b"".join(after.streaming_content)) == (404, b"%PDF sealed")

    @pytest.mark.parametrize("form", ["docx", "pdf"])
    def test_is_not_there_for_those_outside(self, browser_of, desk, form):
        response = browser_of("stranger").get(page_of(desk.notice, "notice_paper", form=form))

        assert response.status_code == 404


class TestPublic:
    def test_lists_nothing_that_was_not_published(self, client, desk):
        desk.final()

        assert desk.notice.title not in text_of(client.get("/public/"))

    def test_shows_the_printed_notice_and_nothing_of_the_inside(self, client, desk):
        desk.published()

        text = text_of(client.get(f"/public/{desk.notice.public_slug}/"))

        inside = re.findall(r'(?:href|action)="/(?!public/|static/|login/|"|#)([^"]*)"', text)
        assert (NUMBER in text, "10.70" in text, inside) == (True, True, [])
        assert "<table" not in text

    def test_gives_the_sealed_final(self, client, desk):
        desk.published()

        response = client.get(f"/public/{desk.notice.public_slug}/sealed/")

        assert b"".join(response.streaming_content) == b"%PDF sealed"

    @pytest.mark.parametrize("name", ["public_show", "public_sealed"])
    def test_is_not_there_before_it_is_published(self, client, desk, name):
        desk.final()

        response = client.get(reverse(f"notices:{name}", kwargs={"slug": f"410100-2024-{desk.notice.pk}"}))

        assert response.status_code == 404

    def test_takes_few_queries(self, client, desk, django_assert_max_num_queries):
        desk.published()

        with django_assert_max_num_queries(12):
            client.get(f"/public/{desk.notice.public_slug}/")


def studio_form(notice, **changes):
    names = ("title", "addressees", "body", "mark_issuer", "signer", "copies_to", "printed_by", "form", "delivery")
    return {name: getattr(notice, name) for name in names} | changes
