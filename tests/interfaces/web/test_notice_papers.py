"""The files of a notice, and what anybody may read of it."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from nongcai.domain.documents.queries import documents_of
from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.notices.services import NoticeTexts
from nongcai.interfaces.papers import composing
from tests.cast import AT, YEAR
from tests.interfaces.web.noticing import NUMBER, page_of, text_of


def words_of(response):
    document = ZipFile(BytesIO(response.content)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", document)


HAS_TYPE = pytest.mark.skipif(
    not composing.fonts().usable, reason="no Chinese typeface here: `make setup` puts some there"
)


def export(browser, notice, part="notice", form="docx", **more):
    wanted = {"part": part, "form": form, "purpose": "送核稿"} | more
    return browser.post(page_of(notice, "notice_export"), wanted)


class TestNoticeExport:
    def test_comes_as_a_document(self, browser_of, desk):
        response = export(browser_of("city_finance"), desk.notice)

        assert response.content.startswith(b"PK")
        assert "attachment" in response.headers["Content-Disposition"]

    @HAS_TYPE
    def test_comes_as_a_pdf(self, browser_of, desk):
        response = export(browser_of("city_finance"), desk.notice, form="pdf")

        assert (response.headers["Content-Type"], response.content[:4]) == ("application/pdf", b"%PDF")

    @pytest.mark.parametrize(
        ("changes", "said"),
        [({"purpose": ""}, "请填写下载用途"), ({"form": "exe"}, "exe"), ({"part": "all"}, "all")],
    )
    def test_says_what_is_wrong(self, browser_of, desk, changes, said):
        browser = browser_of("city_finance")

        response = export(browser, desk.notice, **changes)

        assert (response.status_code, said in text_of(browser.get(page_of(desk.notice)))) == (302, True)
        assert not documents_of(f"export:notice:{desk.notice.pk}").exists()

    def test_is_kept_with_the_person_and_the_purpose(self, browser_of, desk):
        response = export(browser_of("city_finance"), desk.notice, purpose="送印")

        kept = documents_of(f"export:notice:{desk.notice.pk}").get()
        assert (kept.stored_by_id, "（用途：送印）.docx" in kept.name) == (desk.drafter.user_id, True)
        assert kept.path.read_bytes() == response.content

    def test_gives_internal_attachments_apart(self, browser_of, desk):
        browser = browser_of("city_finance")

        printed, internal = (words_of(export(browser, desk.notice, part)) for part in ("notice", "internal"))

        assert ["合计" in words for words in (printed, internal)] == [False, True]
        assert ["文件" in words for words in (printed, internal)] == [True, False]

    def test_prints_with_the_text_what_everybody_gets(self, browser_of, desk):
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=NoticeTexts(form="full"), at=AT)
        browser = browser_of("city_finance")

        assert "合计" in words_of(export(browser, desk.notice))
        assert export(browser, desk.notice, "internal").status_code == 404

    def test_wants_an_addressee_where_data_are_sent_apart(self, browser_of, desk):
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=NoticeTexts(delivery="each"), at=AT)
        browser = browser_of("city_finance")

        export(browser, desk.notice, "internal")

        assert "请选择收件单位后再下载" in text_of(browser.get(page_of(desk.notice)))

    @pytest.mark.parametrize("part", ["notice", "internal"])
    def test_is_not_there_for_those_outside(self, browser_of, desk, part):
        assert export(browser_of("stranger"), desk.notice, part).status_code == 404


class TestNoticeSealed:
    @pytest.mark.parametrize("role", ["city_finance", "unit"])
    def test_is_handed_out_on_record(self, browser_of, desk, cast, role):
        desk.final()

        response = browser_of(role).post(page_of(desk.notice, "notice_sealed"), {"purpose": "存档"})

        kept = documents_of(f"export:notice:{desk.notice.pk}").get()
        assert (response.content, response.headers["Content-Type"]) == (b"%PDF sealed", "application/pdf")
        assert (kept.name, kept.stored_by_id) == ("定稿（用途：存档）.pdf", cast.users[role].pk)

    def test_wants_a_purpose(self, browser_of, desk):
        desk.final()
        browser = browser_of("unit")

        response = browser.post(page_of(desk.notice, "notice_sealed"), {"purpose": " "})

        assert (response.status_code, "请填写下载用途" in text_of(browser.get(page_of(desk.notice)))) == (302, True)
        assert not documents_of(f"export:notice:{desk.notice.pk}").exists()

    def test_is_not_taken_by_a_link(self, browser_of, desk):
        desk.final()

        assert browser_of("unit").get(page_of(desk.notice, "notice_sealed")).status_code == 405

    @pytest.mark.parametrize("role", ["city_finance", "unit"])
    def test_is_not_there_before_the_final(self, browser_of, desk, role):
        response = browser_of(role).post(page_of(desk.notice, "notice_sealed"), {"purpose": "存档"})

        assert response.status_code == 404


class TestNoticePreview:
    def test_says_draft_until_it_is_signed(self, browser_of, desk):
        browser = browser_of("city_finance")

        before = text_of(browser.get(page_of(desk.notice, "notice_preview")))
        desk.signed()
        after = text_of(browser.get(page_of(desk.notice, "notice_preview")))

        assert ("送审稿" in before, "送审稿" in after) == (True, False)

    @pytest.mark.parametrize("role", ["unit", "supervisor"])
    def test_keeps_internal_attachments_in_the_office(self, browser_of, desk, role):
        desk.published()
        address = page_of(desk.notice, "notice_preview")

        shown = ["<table" in text_of(browser_of(name).get(address)) for name in ("auditor", role)]

        assert shown == [True, False]

    @pytest.mark.parametrize("role", ["supervisor", "district_finance"])
    def test_gives_each_addressee_its_own_row(self, browser_of, desk, cast, role):
        texts = NoticeTexts(delivery="each")
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=texts, at=AT)
        desk.notice.refresh_from_db()
        desk.final()
        places = {name: place for place, name in notices.addressees_of(desk.notice)}
        browser = browser_of(role)

        given = {name: export(browser, desk.notice, "internal", addressee=place) for name, place in places.items()}
        shown = text_of(browser.get(page_of(desk.notice)))

        mine = cast.actor(role).organisation_id
        ours = next(name for name, place in places.items() if place == mine)
        assert f"{ours}{YEAR}年度预留和采购情况" in words_of(given.pop(ours))
        assert {answer.status_code for answer in given.values()} == {302}
        assert "下载本单位数据" in shown
        assert not any(f">{name}</option>" in shown for name in given)

    def test_gives_those_inside_every_row(self, browser_of, desk):
        texts = NoticeTexts(delivery="each")
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=texts, at=AT)
        desk.notice.refresh_from_db()
        node_id, name = notices.addressees_of(desk.notice)[0]

        inside = export(browser_of("auditor"), desk.notice, "internal", addressee=node_id)
        unit = export(browser_of("unit"), desk.final().notice, "internal", addressee=node_id)

        assert f"{name}{YEAR}年度预留和采购情况" in words_of(inside)
        assert unit.status_code in {302, 404}


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
