"""The page of the working copy: measures, page numbers, marks at its head."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from nongcai.interfaces.papers.texts import em_width
from nongcai.interfaces.papers.word.markup import element, millimetres, twips
from nongcai.interfaces.papers.word.text import PITCH, Look, field_runs, paragraph, run, run_properties

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _BaseHeaderFooter
    from lxml.etree import _Element

    from nongcai.interfaces.papers.contents import NoticeContent

_NUMBER = Look("song", 14, "right", line=20)
_MARK = Look("hei", 14, "right", line=20)
# Word draws a watermark as WordArt in the header; the shape type must be declared beside it.
_WATERMARK = """
<w:pict {spaces} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
  path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="none"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="watermark" type="#_x0000_t136" fillcolor="#dddddd" stroked="f" style="position:absolute;
width:{width}pt;height:36pt;rotation:325;z-index:-251658752;mso-position-horizontal:center;
mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:textpath on="t" style="font-family:&quot;黑体&quot;;font-size:1pt"/></v:shape></w:pict>"""


def set_up_pages(document: Document, content: NoticeContent) -> None:
    """Give the document its page, its numbers and its marks."""
    section = document.sections[0]
    document.settings.odd_and_even_pages_header_footer = True
    _measure(section)
    _number(section.footer, _NUMBER)
    _number(section.even_page_footer, replace(_NUMBER, align="left"))
    if content.draft or content.watermark or content.internal:
        _mark(section.header, content)
        _mark(section.even_page_header, content)


def _measure(section: Section) -> None:
    properties = section._sectPr  # there is no public way to the grid
    replaced = {qn("w:pgSz"), qn("w:pgMar"), qn("w:docGrid")}
    for old in [child for child in properties if child.tag in replaced]:
        properties.remove(old)
    properties[:0] = [
        element("w:pgSz", w=millimetres(210), h=millimetres(297)),
        element(
            "w:pgMar",
            top=millimetres(37),
            right=millimetres(26),
            bottom=millimetres(35),
            left=millimetres(28),
            header=millimetres(20),
            footer=millimetres(24.5),  # so that the dashes lie 7 mm below the text block
            gutter=0,
        ),
    ]
    properties.append(element("w:docGrid", type="lines", linePitch=twips(PITCH)))


def _number(footer: _BaseHeaderFooter, look: Look) -> None:
    inset = element("w:ind", left=twips(14), right=twips(14))
    made = paragraph(replace(look, extra=(inset,)), "— ")
    made.extend(field_runs(look, "PAGE"))
    made.append(run(look, " —"))
    _fill(footer, made)


def _mark(header: _BaseHeaderFooter, content: NoticeContent) -> None:
    made = element("w:p", paragraph(_MARK)[0])
    for mark in (" 送审稿 " * content.draft, " 内部资料 " * content.internal):
        if mark:
            made.extend((run(_MARK, " "), run(replace(_MARK, boxed=True), mark)))
    if content.watermark:
        width = min(440, round(36 * em_width(content.watermark)))
        picture = parse_xml(_WATERMARK.format(spaces=nsdecls("w"), width=width))
        picture[-1][0].set("string", content.watermark)
        made.append(element("w:r", run_properties(_MARK), picture))
    _fill(header, made)


def _fill(part: _BaseHeaderFooter, made: _Element) -> None:
    part.is_linked_to_previous = False
    for old in part.paragraphs:
        old._p.getparent().remove(old._p)
    part._element.append(made)
