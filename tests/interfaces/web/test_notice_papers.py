"""The files of a notice, and what anybody may read of it."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from nongcai.domain.notices import queries as notices
from nongcai.domain.notices import services
from nongcai.domain.notices.services import NoticeTexts
from nongcai.interfaces.papers import composing
from tests.cast import AT, YEAR
from tests.interfaces.web.noticing import NUMBER, page_of, text_of


def words_of(response):
    document = ZipFile(BytesIO(response.content)).read("word/document.xml").decode()
    return re.sub(r"<[^>]+>", "", document)


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

    @pytest.mark.parametrize("role", ["unit", "supervisor"])
    def test_keeps_internal_attachments_in_the_office(self, browser_of, desk, role):
        desk.published()
        address = page_of(desk.notice, "notice_preview")

        shown = ["<table" in text_of(browser_of(name).get(address)) for name in ("auditor", role)]

        assert shown == [True, False]

    @pytest.mark.parametrize("role", ["unit", "supervisor"])
    def test_gives_nobody_outside_the_row_of_another(self, browser_of, desk, role):
        texts = NoticeTexts(delivery="each")
        services.edit_notice(actor=desk.drafter, notice_id=desk.notice.pk, texts=texts, at=AT)
        desk.notice.refresh_from_db()
        node_id, name = notices.addressees_of(desk.published().notice)[0]
        address = f"{page_of(desk.notice, 'notice_paper', form='docx')}?addressee={node_id}"

        printed = [words_of(browser_of(reader).get(address)) for reader in ("auditor", role)]

        assert [f"{name}{YEAR}年度预留和采购情况" in words for words in printed] == [True, False]


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
