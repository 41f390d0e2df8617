"""The published form, measured on the page itself."""

from dataclasses import replace

import pymupdf
import pytest

from nongcai.interfaces.papers.contents import Attachment, BarChart, Heading1
from nongcai.interfaces.papers.fonts import FontsMissingError, find_fonts
from nongcai.interfaces.papers.pdf import PaperResult, notice_pdf
from tests.interfaces.papers.samples import (
    DISTRICTS,
    LONG_NAME,
    MUNICIPAL,
    chart,
    internal_paper,
    notice,
    office_fonts,
    paragraph,
    ranking,
)

pytestmark = pytest.mark.skipif(
    not office_fonts().usable, reason="no Chinese typeface here: `make setup` puts some into var/fonts"
)

MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, 184 * MM, 37 * MM, 262 * MM
TOLERANCE = 0.5 * MM
FILLER = "预算单位采购脱贫地区农副产品" * 2
BRIGHT = bytes(255 if value > 180 else 0 for value in range(256))
DARK = bytes(255 if value < 90 else 0 for value in range(256))


def pages(result: PaperResult) -> pymupdf.Document:
    return pymupdf.open(stream=result.data)


def spans(page: pymupdf.Page) -> list[dict]:
    lines = (line for block in page.get_text("dict")["blocks"] for line in block.get("lines", ()))
    return [span for line in lines for span in line["spans"] if span["text"].strip()]


def filled(page: pymupdf.Page) -> bool:
    """Tell whether the page holds a line of the filler."""
    return any(set(line.strip()) <= set(FILLER) for line in page.get_text().split("\n") if line.strip())


def red_rows(page: pymupdf.Page) -> list[tuple[float, float, float, float]]:
    """Return top, bottom, left and right of each red band, in points."""
    picture, scale = page.get_pixmap(dpi=288), 4
    samples, bands = picture.samples, []
    for y in range(picture.height):
        row = samples[y * picture.stride : (y + 1) * picture.stride]
        red = int.from_bytes(row[0::3].translate(BRIGHT)) & int.from_bytes(row[1::3].translate(DARK))
        if not red:
            continue
        left = (picture.width * 8 - red.bit_length()) // 8
        right = picture.width - ((red & -red).bit_length() - 1) // 8
        if bands and y - bands[-1][1] < 3:
            bands[-1] = [bands[-1][0], y, min(bands[-1][2], left), max(bands[-1][3], right)]
        else:
            bands.append([y, y, left, right])
    return [tuple(each / scale for each in band) for band in bands]


def right_edge(span: dict) -> float:
    """Return where the ink ends: the blank half of closing punctuation may stand beyond the line."""
    return span["bbox"][2] - (span["size"] / 2 if span["text"][-1] in "，。、；：）》" else 0)


def rules(page: pymupdf.Page) -> list[tuple[float, float]]:
    """Return height on the page and thickness of each line across the whole text block."""
    drawn = (each for each in page.get_drawings() if each["type"] == "s" and each["rect"].width > RIGHT - LEFT - 1)
    return sorted((each["rect"].y0, each["width"]) for each in drawn)


@pytest.fixture(scope="module")
def issued() -> pymupdf.Document:
    return pages(notice_pdf(notice(), office_fonts()))


class TestFirstPage:
    def test_sets_the_mark_35_mm_below_the_top_of_the_text_block(self, issued):
        mark, _line = red_rows(issued[0])

        assert mark[0] == pytest.approx(TOP + 35 * MM, abs=TOLERANCE)

    def test_draws_the_red_line_as_wide_as_the_text_block(self, issued):
        _mark, line = red_rows(issued[0])

        assert line[2:] == pytest.approx((LEFT, RIGHT), abs=TOLERANCE)

    def test_draws_the_red_line_4_mm_below_the_number(self, issued):
        number = next(span for span in spans(issued[0]) if "郑财购" in span["text"])
        foot_of_number = number["origin"][1] + 0.12 * 16

        _mark, line = red_rows(issued[0])

        assert line[0] - foot_of_number == pytest.approx(4 * MM, abs=TOLERANCE)

    @pytest.mark.parametrize("mark", ["郑州市财政局", f"{LONG_NAME}文件", f"{LONG_NAME}{LONG_NAME}文件"])
    def test_keeps_a_mark_of_any_length_within_the_text_block(self, mark):
        page = pages(notice_pdf(notice(mark=mark), office_fonts()))[0]

        band = red_rows(page)[0]

        assert band[2] >= LEFT - TOLERANCE
        assert band[3] <= RIGHT + TOLERANCE

    def test_narrows_a_long_mark_before_it_makes_it_smaller(self):
        mark = f"{LONG_NAME}文件"

        page = pages(notice_pdf(notice(mark=mark), office_fonts()))[0]

        top, bottom, left, right = red_rows(page)[0]
        assert bottom - top > 1.2 * (right - left) / len(mark)

    def test_sets_the_title_in_size_2_and_breaks_no_word(self, issued):
        title = [span["text"] for span in spans(issued[0]) if round(span["size"]) == 22]

        assert title == [
            "郑州市财政局",
            "关于政府采购脱贫地区农副产品2023年度",
            "采购情况通报及2024年度工作安排的通知",
        ]

    def test_shows_number_of_the_copy_secrecy_and_urgency_without_moving_the_mark(self, issued):
        changed = pages(notice_pdf(notice(copy_no="000007", secrecy="机密★1年", urgency="特急"), office_fonts()))

        corner = [span["text"] for span in spans(changed[0])][:3]

        assert "".join(corner).startswith("000007机密★")
        assert red_rows(changed[0])[0] == red_rows(issued[0])[0]


class TestPages:
    def test_keep_the_text_within_the_margins(self, issued):
        outside = [
            span["text"]
            for page in issued
            for span in spans(page)
            if not LEFT - 1 < span["bbox"][0] < right_edge(span) < RIGHT + 1
            or (span["bbox"][3] > BOTTOM + 1 and not span["text"].startswith("—"))
        ]

        assert outside == []

    def test_hold_22_lines_of_28_characters(self):
        content = notice(blocks=(paragraph("预算单位采购脱贫地区农副产品" * 100),), attachments=())

        second = pages(notice_pdf(content, office_fonts()))[1]

        lines = [span for span in spans(second) if round(span["size"]) == 16]
        assert len(lines) == 22
        assert {len(line["text"]) for line in lines} == {28}
        assert lines[1]["origin"][1] - lines[0]["origin"][1] == pytest.approx(28.95, abs=0.05)

    def test_number_odd_ones_at_the_right_and_even_ones_at_the_left(self, issued):
        numbers = [next(span for span in spans(page) if span["text"].startswith("—")) for page in issued]

        assert [span["text"].strip("— ") for span in numbers] == [str(place + 1) for place in range(len(issued))]
        assert all(span["bbox"][2] == pytest.approx(RIGHT - 14, abs=1) for span in numbers[::2])
        assert all(span["bbox"][0] == pytest.approx(LEFT + 14, abs=1) for span in numbers[1::2])

    def test_carry_the_dashes_7_mm_below_the_text_block(self, issued):
        clip = pymupdf.Rect(LEFT, BOTTOM + 1, RIGHT, BOTTOM + 15 * MM)

        picture = issued[0].get_pixmap(dpi=288, clip=clip)

        samples, stride = picture.samples, picture.stride
        rows = [samples[y * stride : (y + 1) * stride : 3] for y in range(picture.height)]
        dark = [y for y, row in enumerate(rows) if sum(value < 128 for value in row) > 60]
        assert 1 + dark[0] / 4 == pytest.approx(7 * MM, abs=TOLERANCE)

    def test_end_with_the_end_block_on_the_lower_edge_of_the_text(self, issued):
        first, middle, last = rules(issued[-1])[-3:]

        assert last[0] == pytest.approx(BOTTOM, abs=1)
        assert (first[1], middle[1], last[1]) == pytest.approx((0.35 * MM, 0.25 * MM, 0.35 * MM), abs=0.01)

    def test_mark_every_page_of_a_draft(self, issued):
        draft = pages(notice_pdf(notice(draft=True), office_fonts()))

        assert all("送审稿" in page.get_text() for page in draft)
        assert not any("送审稿" in page.get_text() for page in issued)

    def test_mark_every_page_of_the_internal_attachments(self, issued):
        internal = pages(notice_pdf(internal_paper(), office_fonts()))

        assert len(internal) > 1
        assert all("内部资料" in page.get_text() for page in internal)
        assert not any("内部资料" in page.get_text() for page in issued)

    def test_of_internal_attachments_begin_with_what_they_belong_to(self):
        text = pages(notice_pdf(internal_paper(), office_fonts()))[0].get_text().replace("\n", "")

        assert f"（郑州市财政局《{notice().title}》郑财购〔2024〕1号）" in text
        assert "郑州市财政局文件" not in text

    def test_carry_the_watermark(self):
        watermarked = pages(notice_pdf(notice(watermark="仅供内部核对"), office_fonts()))

        assert all("仅供内部核对" in page.get_text() for page in watermarked)


class TestAttachment:
    def test_opens_a_page_with_its_title_on_the_third_line(self):
        attached = Attachment("完成情况表", (ranking("", DISTRICTS),))

        document = pages(notice_pdf(notice(attachments=(attached,)), office_fonts()))

        page = next(page for page in document if page.get_text().startswith("附件"))
        label, title = spans(page)[:2]
        assert label["bbox"][0] == pytest.approx(LEFT, abs=1)
        assert title["text"] == "完成情况表"
        assert 1.5 * 28.95 < title["origin"][1] - label["origin"][1] < 2.5 * 28.95

    def test_is_announced_under_the_text(self):
        attached = tuple(Attachment(title, ()) for title in ("甲", "乙"))

        text = "".join(page.get_text() for page in pages(notice_pdf(notice(attachments=attached), office_fonts())))

        assert "1.甲" in text
        assert "2.乙" in text


class TestTable:
    def test_repeats_its_head_on_every_page(self, issued):
        holding = [page for page in issued if "郑州市第30预算单位" in page.get_text()]

        assert holding
        assert all("单位名称" in page.get_text() for page in holding)

    def test_shows_long_names_whole(self, issued):
        text = "".join(page.get_text() for page in issued).replace("\n", "")

        assert text.count(LONG_NAME) == 3

    def test_prints_every_row(self, issued):
        text = "".join(page.get_text() for page in issued)

        assert all(name in text for name in (*DISTRICTS, *MUNICIPAL))

    def test_wraps_what_is_wider_than_the_page_without_losing_any(self):
        name = f"{LONG_NAME}（{LONG_NAME}机关服务中心）所属单位"
        content = notice(attachments=(Attachment("表", (ranking("", [name]),)),))

        text = "".join(page.get_text() for page in pages(notice_pdf(content, office_fonts())))

        assert name in text.replace("\n", "")

    def test_aligns_figures_at_the_right(self, issued):
        page = next(page for page in issued if "航空港区" in page.get_text() and "表1" in page.get_text())

        edges = {round(span["bbox"][2]) for span in spans(page) if span["text"].strip() == "118.0%"}

        assert len(edges) == 1


class TestFile:
    def test_is_an_archive_with_embedded_typefaces(self, issued):
        fonts = {font for page in issued for font in page.get_fonts()}

        assert "<pdfaid:part>2</pdfaid:part>" in issued.get_xml_metadata()
        assert "<pdfaid:conformance>B</pdfaid:conformance>" in issued.get_xml_metadata()
        assert all(issued.extract_font(font[0])[3] for font in fonts)

    def test_knows_its_title_and_language(self, issued):
        assert issued.metadata["title"] == notice().title
        assert issued.metadata["author"] == "郑州市财政局"
        assert issued.xref_get_key(issued.pdf_catalog(), "Lang")[1].startswith("zh")

    def test_is_the_same_for_the_same_content(self):
        first, second = (notice_pdf(notice(), office_fonts()).data for _time in range(2))

        assert first == second

    def test_prints_markup_as_text(self):
        nasty = '#panic("x") *a* _b_ $c$ `d` <e> @f \\ // https://g.h'

        document = pages(notice_pdf(notice(blocks=(Heading1(nasty), paragraph(nasty))), office_fonts()))

        text = "".join(page.get_text() for page in document).replace("\n", "").replace(" ", "")
        assert text.count(nasty.replace(" ", "")) == 2

    def test_needs_no_more_than_mark_and_title(self):
        bare = replace(notice(), number="", addressees="", blocks=(), attachments=(), signer="", date=None)
        bare = replace(bare, footnote="", copies_to="", printed_by="", printed_on=None)

        document = pages(notice_pdf(bare, office_fonts()))

        assert document.page_count == 1


class TestSignature:
    @pytest.mark.parametrize("bare", [{}, {"footnote": "", "copies_to": "", "printed_by": "", "printed_on": None}])
    @pytest.mark.parametrize(
        "cut", [lambda lines: (paragraph(FILLER * lines),), lambda lines: (paragraph(FILLER[:9]),) * lines]
    )
    def test_stands_on_a_page_with_text(self, cut, bare):
        for lines in range(1, 61, 1 if bare == {} else 3):
            document = pages(notice_pdf(notice(blocks=cut(lines), attachments=(), **bare), office_fonts()))

            signed = next(page for page in document if "2024年2月5日\n" in page.get_text())
            assert filled(signed), lines
            assert signed.number == document.page_count - 1
            assert document.page_count <= 2 + (lines + 6) // 22

    @pytest.mark.parametrize("block", [ranking("表", DISTRICTS), ranking("表", DISTRICTS[:3]), chart(DISTRICTS[:3])])
    def test_stands_on_a_page_with_the_table_that_ends_the_text(self, block):
        last = block.bars[-1].label if isinstance(block, BarChart) else block.rows[-1][1]
        for lines in range(1, 24):
            blocks = (paragraph(FILLER * lines), block)

            document = pages(notice_pdf(notice(blocks=blocks, attachments=()), office_fonts()))

            signed = next(page for page in document if "2024年2月5日\n" in page.get_text())
            assert last in signed.get_text(), lines

    def test_stands_with_text_and_the_notes_of_attachments(self):
        for lines in range(1, 24):
            blocks = (paragraph(FILLER[:9]),) * lines

            document = pages(notice_pdf(notice(blocks=blocks, attachments=(Attachment("甲", ()),)), office_fonts()))

            signed = next(page for page in document if "2024年2月5日\n" in page.get_text())
            assert "附件：" in signed.get_text()
            assert filled(signed), lines

    @pytest.mark.parametrize("attachments", [(), (Attachment("甲", ()),)])
    def test_leaves_four_characters_free_after_the_day(self, attachments):
        document = pages(notice_pdf(notice(attachments=attachments), office_fonts()))

        edges = [word[2] for page in document for word in page.get_text("words") if word[4] == "2024年2月5日"]
        assert edges == pytest.approx([RIGHT - 4 * (RIGHT - LEFT) / 28], abs=1)

    @pytest.mark.parametrize("signer", ["郑州市财政局", LONG_NAME])
    def test_centres_the_name_over_the_day(self, signer):
        document = pages(notice_pdf(notice(signer=signer), office_fonts()))

        page = next(page for page in document if "此件公开发布" in page.get_text())
        (name,) = (word for word in page.get_text("words") if word[4] == signer)
        (day,) = (word for word in page.get_text("words") if word[4] == "2024年2月5日")
        assert name[0] + name[2] == pytest.approx(day[0] + day[2], abs=2)
        assert name[2] <= RIGHT + 1


class TestEndBlock:
    def test_stands_below_text_on_the_last_page(self):
        for lines in range(1, 45):
            document = pages(notice_pdf(notice(blocks=(paragraph(FILLER * lines),), attachments=()), office_fonts()))

            last = document[-1]
            assert "抄送" in last.get_text()
            assert "此件公开发布" in last.get_text()
            assert rules(last)[-1][0] == pytest.approx(BOTTOM, abs=1)
            foot = max(span["bbox"][3] for span in spans(last) if round(span["size"]) == 16)
            assert foot < rules(last)[-3][0], lines

    @pytest.mark.parametrize("unsigned", [True, False])
    def test_stands_with_the_last_row_of_the_last_attachment(self, unsigned):
        gone = {"signer": "", "date": None, "footnote": ""} if unsigned else {}
        for rows in range(1, 43, 2):
            table = Attachment("表", (ranking("", MUNICIPAL[:rows]),))

            document = pages(notice_pdf(notice(attachments=(table,), **gone), office_fonts()))

            text = document[-1].get_text()
            assert "抄送" in text
            assert table.blocks[0].rows[-1][2] in text, rows


class TestWarnings:
    def test_name_the_typeface_that_stands_in(self):
        fonts = office_fonts()

        warnings = "".join(notice_pdf(notice(), fonts).warnings)

        assert all(face.name in warnings for face in fonts.stand_ins)

    def test_name_the_character_that_no_typeface_has(self):
        result = notice_pdf(notice(signer="某\U000f1234局"), office_fonts())

        assert any("都缺少“\U000f1234”" in warning for warning in result.warnings)
        assert "某□局" in "".join(page.get_text() for page in pages(result))

    def test_give_way_to_a_refusal_without_any_chinese_typeface(self, tmp_path):
        with pytest.raises(FontsMissingError, match="字体"):
            notice_pdf(notice(), find_fonts([tmp_path], system=False))
