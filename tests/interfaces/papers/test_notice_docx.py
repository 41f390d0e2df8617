"""The working copy: what Word and WPS demand of the file."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from nongcai.interfaces.papers.contents import Attachment
from nongcai.interfaces.papers.word import notice_docx
from tests.interfaces.papers.samples import DISTRICTS, LONG_NAME, MUNICIPAL, chart, notice, office_fonts, paragraph

# The order of children in ISO/IEC 29500-1, CT_PPr and CT_RPr
PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
RUN = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
)


def opened(content, fonts=None):
    return Document(BytesIO(notice_docx(content, fonts)))


def elements(document, tag):
    section = document.sections[0]
    parts = (section.header, section.even_page_header, section.footer, section.even_page_footer)
    roots = (document.element.body, *(part._element for part in parts))
    return [each for root in roots for each in root.iter(qn(tag))]


def text_of(document):
    return "".join(each.text or "" for each in elements(document, "w:t"))


@pytest.fixture(scope="module")
def issued():
    return opened(notice(draft=True, watermark="仅供核对"))


class TestMarkup:
    @pytest.mark.parametrize(("tag", "order"), [("w:pPr", PARAGRAPH), ("w:rPr", RUN)])
    def test_keeps_the_order_of_the_schema(self, issued, tag, order):
        for properties in elements(issued, tag):
            places = [order.split().index(child.tag.partition("}")[2]) for child in properties]

            assert places == sorted(places)
            assert len(set(places)) == len(places)

    def test_names_a_chinese_typeface_on_every_run(self, issued):
        named = [run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}").get(qn("w:eastAsia")) for run in elements(issued, "w:r")]

        assert set(named) == {"仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"}

    def test_drops_characters_that_xml_cannot_carry(self):
        document = opened(notice(blocks=(paragraph("一\x0b二\x00三\ufffe四"),)))

        assert "一二三四" in text_of(document)

    def test_prints_markup_as_text(self):
        nasty = "<w:p>&amp;</w:p>"

        document = opened(notice(title=nasty, blocks=(paragraph(nasty),)))

        assert text_of(document).count(nasty) == 2
        assert document.core_properties.title == nasty


class TestPage:
    def test_has_the_measures_of_the_standard(self, issued):
        section = issued.sections[0]
        measures = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)

        assert [round(measure.mm, 1) for measure in measures] == [37, 35, 28, 26]
        assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)

    def test_has_a_grid_of_lines(self, issued):
        grid = issued.sections[0]._sectPr.find(qn("w:docGrid"))

        assert grid.get(qn("w:type")) == "lines"
        assert int(grid.get(qn("w:linePitch"))) / 20 == pytest.approx(28.95, abs=0.05)

    def test_computes_its_number_at_the_right_and_on_even_pages_at_the_left(self, issued):
        section = issued.sections[0]
        numbers = [footer._element for footer in (section.footer, section.even_page_footer)]

        assert issued.settings.odd_and_even_pages_header_footer
        assert [number.find(f".//{qn('w:jc')}").get(qn("w:val")) for number in numbers] == ["right", "left"]
        assert all(number.find(f".//{qn('w:instrText')}").text.strip() == "PAGE" for number in numbers)

    def test_carries_the_marks_of_a_draft_and_a_watermark(self, issued):
        header = issued.sections[0].header._element
        shapes = [each for each in header.iter() if each.get("string") == "仅供核对"]

        assert "送审稿" in "".join(header.itertext())
        assert len(shapes) == 1


class TestTables:
    def test_have_fixed_widths_twice_over(self, issued):
        for table in elements(issued, "w:tbl"):
            grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
            for row in table.iter(qn("w:tr")):
                assert [int(width.get(qn("w:w"))) for width in row.iter(qn("w:tcW"))] == grid

    def test_repeat_their_head(self, issued):
        ranked = [table for table in elements(issued, "w:tbl") if table.find(f".//{qn('w:tblHeader')}") is not None]

        assert len(ranked) == 4
        for table in ranked:
            first = table.find(qn("w:tr"))
            assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None

    def test_hold_every_name_whole(self, issued):
        text = text_of(issued)

        assert all(name in text for name in (*DISTRICTS, *MUNICIPAL))

    def test_end_with_the_end_block_at_the_foot(self, issued):
        place = elements(issued, "w:tbl")[-1].find(f"{qn('w:tblPr')}/{qn('w:tblpPr')}")

        assert place.get(qn("w:tblpYSpec")) == "bottom"
        assert place.get(qn("w:vertAnchor")) == "margin"


class TestChart:
    @pytest.mark.skipif(
        not office_fonts().usable, reason="no Chinese typeface here: `make setup` puts some into var/fonts"
    )
    def test_is_a_picture_told_in_words(self):
        document = opened(notice(blocks=(chart(DISTRICTS),), attachments=()), office_fonts())

        (picture,) = elements(document, "wp:docPr")

        assert "航空港区401.89" in picture.get("descr")
        assert len(document.inline_shapes) == 1

    @pytest.mark.skipif(
        not office_fonts().usable, reason="no Chinese typeface here: `make setup` puts some into var/fonts"
    )
    def test_of_many_bars_becomes_pictures_that_fit_a_page(self):
        document = opened(notice(blocks=(chart(MUNICIPAL),), attachments=()), office_fonts())

        assert len(document.inline_shapes) == 2
        assert all(shape.height.mm < 220 for shape in document.inline_shapes)

    def test_is_a_table_when_there_is_no_typeface_to_draw_with(self):
        document = opened(notice(blocks=(chart([LONG_NAME]),), attachments=()))

        assert len(document.inline_shapes) == 0
        assert LONG_NAME in text_of(document)


class TestAttachment:
    def test_opens_a_page(self):
        document = opened(notice(attachments=(Attachment("甲", ()), Attachment("乙", ()))))

        breaking = [each.text for each in document.paragraphs if each.paragraph_format.page_break_before]

        assert breaking == ["附件1", "附件2"]


class TestSignature:
    def test_keeps_with_the_end_of_the_text_and_the_end_block(self):
        document = opened(notice(blocks=(paragraph("甲"), paragraph("乙")), attachments=()))

        texts = [each.text for each in document.paragraphs]
        kept = document.paragraphs[texts.index("乙") :]
        assert kept[0].paragraph_format.keep_together
        assert all(each.paragraph_format.keep_with_next for each in kept[:-1])
        assert kept[-2].text == "（此件公开发布）"

    def test_lets_a_long_paragraph_break(self):
        document = opened(notice(blocks=(paragraph("甲" * 400),), attachments=()))

        (long,) = (each for each in document.paragraphs if each.text.startswith("甲甲"))
        assert long.paragraph_format.keep_with_next
        assert not long.paragraph_format.keep_together
