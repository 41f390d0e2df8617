"""A notice as DOCX: typefaces by name, everything editable."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from nongcai.interfaces.papers.contents import BarChart, Heading1, Heading2, TableBlock, chinese_date
from nongcai.interfaces.papers.pdf import chart_png
from nongcai.interfaces.papers.texts import em_width
from nongcai.interfaces.papers.titles import title_lines
from nongcai.interfaces.papers.widths import TEXT_WIDTH
from nongcai.interfaces.papers.word.foot import end_block
from nongcai.interfaces.papers.word.markup import element, twips
from nongcai.interfaces.papers.word.pages import set_up_pages
from nongcai.interfaces.papers.word.tables import bars_in_words, table_elements
from nongcai.interfaces.papers.word.text import BODY, RED, Look, paragraph, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as Word
    from docx.shape import InlineShape
    from lxml.etree import _Element

    from nongcai.interfaces.papers.contents import Attachment, Block, NoticeContent
    from nongcai.interfaces.papers.fonts import FontSet

_BLANK = Look(align="left")
_TITLE = Look("title", 22, "center", line=32, level=0, keep_next=True)
_BARS_A_PICTURE = 28
_MARK_SIZE = 50.0
_KEPT_WHOLE = 6 * 28 - 2  # characters of a last paragraph that goes to the signature's page as a whole


def notice_docx(content: NoticeContent, fonts: FontSet | None = None) -> bytes:
    """Write the notice; without a typeface to draw with, a chart becomes a small table."""
    document = Document()
    _describe(document, content)
    set_up_pages(document, content)
    drawing = fonts if fonts and fonts.usable else None
    end = document.element.body.sectPr
    for made in _elements(document, content, drawing):
        end.addprevious(made)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _describe(document: Word, content: NoticeContent) -> None:
    properties = document.core_properties
    properties.title, properties.author, properties.language = (
        content.title[:255],
        content.issuer[:255],
        "zh-CN",
    )
    properties.comments = ""
    if day := content.printed_on or content.date:
        properties.created = properties.modified = datetime.combine(day, time())
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:compat")).find(qn("w:compatSetting")).set(qn("w:val"), "15")


def _elements(document: Word, content: NoticeContent, fonts: FontSet | None) -> Iterator[_Element]:
    if content.internal:
        yield from _attachments(document, content, fonts)
        return
    yield from _head(content)
    for place, block in enumerate(content.blocks, start=1):
        yield from _block(document, block, fonts, last=place == len(content.blocks))
    yield from _attachment_notes(content)
    yield from _signature(content)
    yield from _attachments(document, content, fonts)
    yield from end_block(content)


def _attachments(document: Word, content: NoticeContent, fonts: FontSet | None) -> Iterator[_Element]:
    for label, attachment in content.labelled_attachments:
        yield paragraph(Look("hei", align="left", new_page=True, keep_next=True), label)
        if content.belongs_line:
            yield paragraph(replace(_BLANK, size=12, line=18, keep_next=True), content.belongs_line)
        yield from _attachment(document, attachment, fonts)


def _head(content: NoticeContent) -> Iterator[_Element]:
    if content.mark:
        yield from _mark(content)
    yield paragraph(_TITLE, *title_lines(content.title))
    yield paragraph(_BLANK)
    if content.address_line:
        yield paragraph(_BLANK, content.address_line)


def _mark(content: NoticeContent) -> Iterator[_Element]:
    corner = Look("hei", align="left")
    yield paragraph(replace(corner, font="text"), content.copy_no)
    yield paragraph(corner, content.secrecy)
    yield paragraph(corner, content.urgency)
    room = TEXT_WIDTH / em_width(content.mark)
    scale = max(60, min(100, int(100 * room / _MARK_SIZE)))
    size = min(_MARK_SIZE, room * 100 / scale)
    # three lines and this space bring the mark's top edge 35 mm below the top of the text block
    above = Look("title", size, "center", line=_MARK_SIZE, before=10, color=RED, scale=scale)
    yield paragraph(above, content.mark)
    yield from (paragraph(_BLANK), paragraph(_BLANK))
    rule = element("w:pBdr", element("w:bottom", val="single", sz=12, space=7, color=RED))
    yield paragraph(Look(align="center", extra=(rule,)), content.number)
    yield from (paragraph(_BLANK), paragraph(_BLANK))


def _block(document: Word, block: Block, fonts: FontSet | None, *, last: bool = False) -> Iterator[_Element]:
    """Yield what the block becomes; the signature must not stand alone on a page, so the `last` keeps with it."""
    if isinstance(block, TableBlock):
        yield from table_elements(block)
    elif isinstance(block, BarChart):
        yield from _chart(document, block, fonts) if fonts else bars_in_words(block)
    elif isinstance(block, Heading1 | Heading2):
        first = isinstance(block, Heading1)
        look = replace(BODY, font="hei" if first else "kai", level=1 if first else 2, keep_next=True)
        yield paragraph(look, block.text)
    else:
        short = last and em_width(block.text) <= _KEPT_WHOLE
        kept = (element("w:keepLines"),) if short else ()
        made = paragraph(replace(BODY, keep_next=last, extra=kept))
        made.extend(run(BODY, each.text) for each in block.runs)
        yield made


def _chart(document: Word, chart: BarChart, fonts: FontSet) -> Iterator[_Element]:
    """Yield one picture or, for many bars, several that each fit a page."""
    largest = chart.largest
    for start in range(0, len(chart.bars), _BARS_A_PICTURE):
        part = replace(chart, bars=chart.bars[start : start + _BARS_A_PICTURE])
        picture = document.add_picture(BytesIO(chart_png(part, fonts, largest=largest)), width=Mm(156))
        _place(picture, part.description)
        drawn = document.paragraphs[-1]._p
        made = paragraph(Look(align="center", line=None, before=6, after=6))
        made.extend(drawn.findall(qn("w:r")))
        document.element.body.remove(drawn)
        yield made


def _place(picture: InlineShape, description: str) -> None:
    """Tell in words what the picture shows, and leave no room around it."""
    inline = picture._inline
    inline.docPr.set("descr", description)
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")


def _attachment_notes(content: NoticeContent) -> Iterator[_Element]:
    hanging = element("w:ind", left=twips(5 * 15.75), hanging=twips(3 * 15.75))
    following = element("w:ind", left=twips(5 * 15.75))
    for place, note in enumerate(content.attachment_notes):
        if place == 0:
            yield paragraph(_BLANK)
        look = Look(keep_next=True, extra=(following if place else hanging,))
        yield paragraph(look, note if place else f"附件：{note}")


def _signature(content: NoticeContent) -> Iterator[_Element]:
    day = chinese_date(content.date) if content.date else ""
    if not (day or content.signer):
        return
    # the day stands four characters in; a longer name is centred over it
    wider = (em_width(content.signer) - em_width(day)) / 2
    # the paragraph that follows carries the end block: on this page or, with the signature, on the next
    ends = not content.attachments
    look = Look(align="right", keep_next=True)
    yield from (paragraph(replace(_BLANK, keep_next=True)), paragraph(replace(_BLANK, keep_next=True)))
    yield paragraph(replace(look, right=max(4 - wider, 0)), content.signer)
    yield paragraph(replace(look, right=max(4, wider), keep_next=ends or bool(content.footnote)), day)
    if content.footnote:
        yield paragraph(replace(BODY, keep_next=ends), content.footnote_line)


def _attachment(document: Word, each: Attachment, fonts: FontSet | None) -> Iterator[_Element]:
    yield paragraph(replace(_BLANK, keep_next=True))
    yield paragraph(replace(_TITLE, level=1), *title_lines(each.title))
    yield paragraph(_BLANK)
    for block in each.blocks:
        yield from _block(document, block, fonts)
