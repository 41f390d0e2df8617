"""The steps by which a notice is issued, and who may take them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.notices.models import Notice
from nongcai.domain.notices.services import NoticeTexts
from nongcai.foundation.years import day_of, last_day
from nongcai.interfaces.papers import composing
from tests.cast import AT, YEAR
from tests.interfaces.web.noticing import NUMBER, page_of, step, studio_form, text_of

ACTS = {
    "edit": {"title": "改过的标题"},
    "refresh": {"data_date": "2023-12-31"},
    "take_over": {},
    "quote": {"paragraph": "1", "around": "甲", "said": "1万元", "source": "文件"},
    "openness": {"openness": "active"},
    "secrecy": {},
    "number": {"number": NUMBER},
    "correct": {"data_date": "2023-12-31"},
}


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
        response = browser_of("city_signer").post(step(desk.notice, "sign"))

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
        refused = browser.post(page_of(desk.notice, "notice_secrecy"))
        browser_of("city_reviewer").post(page_of(desk.notice, "notice_secrecy"))

        desk.notice.refresh_from_db()
        assert (desk.notice.openness, desk.notice.secrecy_checked_by_id) == ("on_request", desk.checker.user_id)
        assert (refused.status_code, "拟稿人不能办理“保密审查”" in text_of(refused)) == (403, True)

    def test_take_over_what_a_command_drafted(self, browser_of, desk, cast):
        operator = replace(desk.drafter, user_id=None)
        drafted = services.draft_notice(
            actor=operator, node_id=cast.city.id, year=YEAR, data_date=last_day(YEAR), at=AT, by_command=True
        )
        browser = browser_of("city_finance")

        offered = browser.get(page_of(drafted)).context["may_take_over"]
        first, again = (browser.post(page_of(drafted, "notice_take_over")) for _time in range(2))

        drafted.refresh_from_db()
        assert (offered, first.status_code, again.status_code) == (True, 302, 409)
        assert drafted.created_by_id == desk.drafter.user_id

    def test_note_the_source_of_a_number(self, browser_of, desk):
        desk.filled_in()
        texts = NoticeTexts(body=f"{desk.notice.body}\n计划采购1600万元。")
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=texts, at=AT)
        browser = browser_of("city_finance")
        form = next(form for *_, form in browser.get(page_of(desk.notice)).context["findings"] if form)
        wanted = {name: form[name].value() for name in ("paragraph", "around", "said")}

        browser.post(page_of(desk.notice, "notice_quote"), wanted)
        unsaid = text_of(browser.get(page_of(desk.notice)))
        browser.post(page_of(desk.notice, "notice_quote"), wanted | {"source": "年度工作要点"})

        desk.notice.refresh_from_db()
        assert "请写明出处" in unsaid
        assert desk.notice.body.endswith("计划采购【引用年度工作要点：1600】万元。")

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
    @pytest.mark.parametrize("form", ["leading", "full"])
    def test_is_compared_with_what_was_checked(self, browser_of, desk, form):
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=NoticeTexts(form=form), at=AT)
        desk.signed()
        services.enter_number(actor=desk.drafter, notice_id=desk.notice.pk, number=NUMBER, at=AT)
        browser = browser_of("city_finance")
        wanted = {"part": "notice", "form": "pdf", "purpose": "用印"}
        printed = browser.post(page_of(desk.notice, "notice_export"), wanted).content

        self.upload(browser, desk.notice, "定稿.pdf", printed)

        desk.notice.refresh_from_db()
        assert (desk.notice.state, desk.notice.final_compared) == ("finalised", "text")


class TestNoticeCorrect:
    def test_drafts_a_correction_of_a_final(self, browser_of, desk):
        desk.final()

        response = browser_of("city_finance").post(page_of(desk.notice, "notice_correct"), ACTS["correct"])

        correction = Notice.objects.get(corrects=desk.notice)
        assert (response.status_code, response.headers["Location"]) == (302, page_of(correction))

    def test_bears_the_date_that_the_person_chose(self, browser_of, desk):
        desk.final()
        browser = browser_of("city_finance")
        offered = browser.get(page_of(desk.notice)).context["correct_form"]

        browser.post(page_of(desk.notice, "notice_correct"), {"data_date": "2023-06-30"})

        correction = Notice.objects.get(corrects=desk.notice)
        assert offered["data_date"].value() == day_of(timezone.now())
        assert correction.snapshot.data_date.isoformat() == "2023-06-30"

    def test_has_its_texts_edited_without_a_choice_of_tables(self, browser_of, desk):
        desk.final()
        browser = browser_of("city_finance")
        browser.post(page_of(desk.notice, "notice_correct"), ACTS["correct"])
        correction = Notice.objects.get(corrects=desk.notice)
        form = studio_form(correction, body="更正如下。")

        offered = browser.get(page_of(correction)).context["edit_form"]
        browser.post(page_of(correction, "notice_edit"), {**form, "form": "full"})

        correction.refresh_from_db()
        assert ("form" in offered.fields, correction.body, correction.form) == (False, "更正如下。", "leading")

    def test_warns_where_nothing_has_changed(self, browser_of, desk):
        desk.final()

        response = browser_of("city_finance").post(page_of(desk.notice, "notice_correct"), ACTS["correct"], follow=True)

        assert "已印发的数据没有变动" in text_of(response)

    def test_lists_what_has_changed(self, browser_of, desk):
        desk.final()

        said = browser_of("city_finance").post(
            page_of(desk.notice, "notice_correct"), {"data_date": "2023-01-01"}, follow=True
        )

        assert ("已拟出更正通知" in text_of(said), "已印发的数据没有变动" in text_of(said)) == (True, False)

    def test_is_linked_from_what_it_corrects_and_back(self, browser_of, desk):
        desk.final()
        browser = browser_of("city_finance")
        browser.post(page_of(desk.notice, "notice_correct"), ACTS["correct"])
        correction = Notice.objects.get(corrects=desk.notice)

        former, newer = (text_of(browser.get(page_of(one))) for one in (desk.notice, correction))

        assert f'已有更正：<a class="underline" href="{page_of(correction)}">' in former
        assert f'本通知更正：<a class="underline" href="{page_of(desk.notice)}">' in newer

    def test_draft_is_told_to_no_addressee(self, browser_of, desk):
        desk.published()
        browser_of("city_finance").post(page_of(desk.notice, "notice_correct"), ACTS["correct"])

        assert "已有更正" not in text_of(browser_of("unit").get(page_of(desk.notice)))

    def test_is_linked_in_public_once_published(self, browser_of, client, desk):
        published = desk.published().notice
        correction = services.correct(actor=desk.drafter, notice_id=published.pk, data_date=last_day(YEAR), at=AT)
        page = reverse("notices:public_show", args=[published.public_slug])
        early = text_of(client.get(page))

        newer = replace(desk, notice=correction).published("郑财购〔2024〕2号").notice

        former = text_of(client.get(page))
        back = text_of(client.get(reverse("notices:public_show", args=[newer.public_slug])))
        assert ("更正：<a" in early, "郑财购〔2024〕2号《" in former, "本通知更正：<a" in back) == (False, True, True)

    def test_wants_a_date(self, browser_of, desk):
        desk.final()

        response = browser_of("city_finance").post(page_of(desk.notice, "notice_correct"))

        assert (response.status_code, list(response.context["correct_form"].errors)) == (422, ["data_date"])

    def test_is_refused_before(self, browser_of, desk):
        response = browser_of("city_finance").post(page_of(desk.notice, "notice_correct"), ACTS["correct"])

        assert response.status_code == 409
        assert "直接修改即可" in text_of(response)
