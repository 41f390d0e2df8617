"""Tables of the working copy: fixed widths, a head that repeats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nongcai.interfaces.papers.widths import FITS_A_PAGE, table_layout
from nongcai.interfaces.papers.word.markup import element, millimetres, twips
from nongcai.interfaces.papers.word.text import Look, paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from nongcai.interfaces.papers.contents import BarChart, TableBlock

_WIDTH = millimetres(156)
_CAPTION = Look("hei", 14, "center", keep_next=True, before=6)
_UNIT = Look("text", 12, "right", line=20, keep_next=True)
_CELL = Look("text", 12, "left", line=None)


def table_elements(table: TableBlock) -> Iterator[_Element]:
    """Yield caption, unit and table."""
    if table.caption:
        yield paragraph(_CAPTION, table.caption)
    if table.unit_note:
        yield paragraph(_UNIT, table.unit_note)
    size, shares = table_layout(table)
    widths = [round(share * _WIDTH) for share in shares]
    aligns = [column.align for column in table.columns]
    heading = replace(_CELL, font="hei", size=size, align="center", keep_next=True)
    head = [_cell(column.label, heading) for column in table.columns]
    whole = len(table.rows) <= FITS_A_PAGE
    rows = []
    for place, row in enumerate(table.rows, start=1):
        kept = whole and place < len(table.rows)
        looks = (replace(_CELL, size=size, align=align, keep_next=kept) for align in aligns)
        rows.append([_cell(text, look) for text, look in zip(row, looks, strict=True)])
    yield _table(table.caption, widths, _row(head, widths, is_head=True), *(_row(row, widths) for row in rows))
    yield paragraph(Look(line=12))


def bars_in_words(chart: BarChart) -> Iterator[_Element]:
    """Yield the chart's values as a table, for want of a typeface to draw it with."""
    widths = [round(_WIDTH * 0.65), round(_WIDTH * 0.35)]
    right = replace(_CELL, align="right")
    yield paragraph(_CAPTION, chart.heading)
    rows = ([_cell(bar.label, _CELL), _cell(bar.shown, right)] for bar in chart.bars)
    yield _table(chart.heading, widths, *(_row(row, widths) for row in rows))
    yield paragraph(Look(line=12))


def _table(caption: str, widths: list[int], *rows: _Element) -> _Element:
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in widths))
    return element("w:tbl", _properties(caption), grid, *rows)


def _row(cells: list[_Element], widths: list[int], *, is_head: bool = False) -> _Element:
    kept = [element("w:cantSplit"), element("w:trHeight", val=twips(22), hRule="atLeast")]
    made = element("w:tr", element("w:trPr", *kept, *([element("w:tblHeader")] if is_head else [])))
    for cell, width in zip(cells, widths, strict=True):
        cell[0].insert(0, element("w:tcW", w=width, type="dxa"))
        made.append(cell)
    return made


def _properties(caption: str) -> _Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = (element(f"w:{side}", val="single", sz=4, space=0, color="000000") for side in sides)
    margins = (element(f"w:{side}", w=80, type="dxa") for side in ("left", "right"))
    return element(
        "w:tblPr",
        element("w:tblW", w=_WIDTH, type="dxa"),
        element("w:jc", val="center"),
        element("w:tblBorders", *borders),
        element("w:tblLayout", type="fixed"),
        element("w:tblCellMar", *margins),
        *([element("w:tblCaption", val=caption)] if caption else []),
    )


def _cell(text: str, look: Look) -> _Element:
    return element("w:tc", element("w:tcPr", element("w:vAlign", val="center")), paragraph(look, text))
