"""版记 of the working copy: a table that floats at the foot of the last page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nongcai.interfaces.papers.word.markup import element, millimetres, twips
from nongcai.interfaces.papers.word.text import Look, paragraph, run, run_properties

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from nongcai.interfaces.papers.contents import NoticeContent

_WIDTH = millimetres(156)
_INSET = twips(14)  # one size-4 character
_LINE = Look("text", 14, "left", line=26)


def end_block(content: NoticeContent) -> Iterator[_Element]:
    """Yield the table, and the paragraph that carries it."""
    lines = []
    if content.copies_line:
        hanging = element("w:ind", left=3 * _INSET, hanging=3 * _INSET)
        lines.append(paragraph(replace(_LINE, extra=(hanging,)), content.copies_line))
    if content.printed_by or content.printed_on_line:
        lines.append(_issued(content))
    if lines:
        rows = (element("w:tr", element("w:trPr", element("w:cantSplit")), _cell(line)) for line in lines)
        yield element("w:tbl", _properties(), element("w:tblGrid", element("w:gridCol", w=_WIDTH)), *rows)
        yield paragraph(Look(line=1, size=1))


def _issued(content: NoticeContent) -> _Element:
    stop = element("w:tabs", element("w:tab", val="right", pos=_WIDTH - 2 * _INSET))
    made = paragraph(replace(_LINE, extra=(stop,)), content.printed_by)
    made.append(element("w:r", run_properties(_LINE), element("w:tab")))
    made.append(run(_LINE, content.printed_on_line))
    return made


def _cell(line: _Element) -> _Element:
    return element("w:tc", element("w:tcPr", element("w:tcW", w=_WIDTH, type="dxa")), line)


def _properties() -> _Element:
    # eighths of a point: 8 are 0.35 mm, 6 are 0.25 mm
    sides = (("top", 8), ("bottom", 8), ("insideH", 6))
    rules = (element(f"w:{side}", val="single", sz=size, space=0, color="000000") for side, size in sides)
    margins = (element(f"w:{side}", w=_INSET, type="dxa") for side in ("left", "right"))
    place = {"horzAnchor": "margin", "vertAnchor": "margin", "tblpXSpec": "left", "tblpYSpec": "bottom"}
    return element(
        "w:tblPr",
        element("w:tblpPr", leftFromText=0, rightFromText=0, **place),
        element("w:tblOverlap", val="never"),
        element("w:tblW", w=_WIDTH, type="dxa"),
        element("w:tblBorders", *rules),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *margins),
    )
