"""The notice as a piece of a page."""

import re

from nongcai.interfaces.papers.contents import Attachment, Heading1, Paragraph, Run
from nongcai.interfaces.papers.html import notice_html
from tests.interfaces.papers.samples import DISTRICTS, LONG_NAME, chart, internal_paper, notice, paragraph, ranking


class TestNoticeHtml:
    def test_escapes_whatever_it_is_given(self):
        nasty = '<script>alert("x")</script>'
        blocks = (Heading1(nasty), paragraph(nasty), ranking(nasty, [nasty]), chart([nasty]))
        content = notice(title=nasty, mark=nasty, addressees=nasty, blocks=blocks, signer=nasty, copies_to=nasty)

        html = notice_html(content)

        assert "<script" not in html
        assert html.count("&lt;script&gt;") >= 9

    def test_marks_each_figure_with_its_key(self):
        content = notice(blocks=(Paragraph((Run("共计"), Run("1418.81", 'city."reserved"'))),), attachments=())

        html = notice_html(content)

        assert '<data class="figure" value="1418.81" data-key="city.&quot;reserved&quot;">1418.81</data>' in html

    def test_has_no_style_or_script_of_its_own(self):
        html = notice_html(notice(blocks=(chart(DISTRICTS),)))

        assert not re.search(r"<style|<script|\sstyle=|\son\w+=", html)

    def test_gives_tables_a_caption_and_column_heads(self):
        html = notice_html(notice(attachments=(Attachment("表", (ranking("排名", [LONG_NAME]),)),)))

        assert '<caption>排名<span class="notice-unit">单位：万元</span></caption>' in html
        assert html.count('<th scope="col"') == 5
        assert f'<td class="is-left">{LONG_NAME}</td>' in html

    def test_tells_an_internal_attachment_from_others(self):
        html = notice_html(internal_paper())

        assert '<article class="notice notice-internal"' in html
        assert '<p class="notice-draft">内部资料</p>' in html
        assert '<p class="notice-label">内部附件</p>' in html
        assert "内部" not in notice_html(notice())

    def test_leaves_out_what_is_empty(self):
        html = notice_html(notice(number="", footnote="", copies_to="", printed_by="", printed_on=None))

        assert "notice-number" not in html
        assert "notice-footnote" not in html
        assert "notice-end" not in html

    def test_says_that_a_draft_is_one(self):
        assert "送审稿" in notice_html(notice(draft=True))
        assert "送审稿" not in notice_html(notice())
