"""The notice as plain data for the typesetter: text stays data, never markup."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from nongcai.interfaces.papers.contents import BarChart, Heading1, Heading2, TableBlock, chinese_date
from nongcai.interfaces.papers.titles import title_lines
from nongcai.interfaces.papers.widths import FITS_A_PAGE, table_layout

if TYPE_CHECKING:
    from nongcai.interfaces.papers.contents import Attachment, Block, NoticeContent
    from nongcai.interfaces.papers.fonts import FontSet


def notice_payload(content: NoticeContent, fonts: FontSet) -> dict[str, Any]:
    """Lay out what the template needs, ready for JSON."""
    plain = ("issuer", "mark", "number", "copy_no", "secrecy", "urgency", "title", "signer", "printed_by")
    lines = ("address_line", "footnote_line", "copies_line", "printed_on_line", "belongs_line")
    kinds = ("watermark", "draft", "internal")
    return {
        **{name: getattr(content, name) for name in (*plain, *lines, *kinds)},
        "title_lines": title_lines(content.title),
        "date_line": chinese_date(content.date) if content.date else "",
        "created": _day(document_day(content)),
        "blocks": [_block(block) for block in content.blocks],
        "attachment_notes": content.attachment_notes,
        "attachments": [_attachment(label, each) for label, each in content.labelled_attachments],
        "families": families(fonts),
        "fits_a_page": FITS_A_PAGE,
    }


def chart_payload(chart: BarChart) -> dict[str, Any]:
    """Lay out one chart."""
    bars = [{"label": bar.label, "value": float(bar.value), "shown": bar.shown} for bar in chart.bars]
    return {"kind": "chart", "heading": chart.heading, "largest": chart.largest, "bars": bars}


def families(fonts: FontSet) -> dict[str, tuple[str, ...]]:
    """Name the families to set each role in, in order; a role without a face borrows the text's."""
    text = fonts.families("text")
    named = {role: fonts.families(role) or text for role in ("text", "kai", "hei", "title", "song")}
    digits = fonts.face("digits")
    return {**named, "digits": (digits.family,) if digits else ()}


def document_day(content: NoticeContent) -> date:
    """Return the day that the file carries: an archive needs one, and an undated draft must not read the clock."""
    return content.printed_on or content.date or date(1970, 1, 1)


def _day(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}


def _attachment(label: str, attachment: Attachment) -> dict[str, Any]:
    return {
        "label": label,
        "title_lines": title_lines(attachment.title),
        "blocks": [_block(block) for block in attachment.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, TableBlock):
        return _table(block)
    if isinstance(block, BarChart):
        return chart_payload(block)
    kind = {Heading1: "heading1", Heading2: "heading2"}.get(type(block), "paragraph")
    return {"kind": kind, "text": block.text}


def _table(table: TableBlock) -> dict[str, Any]:
    size, shares = table_layout(table)
    columns = [{"label": column.label, "align": column.align} for column in table.columns]
    parts = {"columns": columns, "rows": table.rows, "size": size, "shares": shares}
    return {"kind": "table", "caption": table.caption, "unit_note": table.unit_note, **parts}
