"""Workbooks that people take away: tables, the wrong rows with their reasons, empty templates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

import xlsxwriter
from django.utils.translation import gettext as _

from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets import words
from nongcai.interfaces.sheets.cells import CellProblem
from nongcai.interfaces.sheets.kinds import EVERY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

    from nongcai.interfaces.sheets.columns import Column
    from nongcai.interfaces.sheets.planning import SheetPlan

CellKind = Literal["text", "count", "quantity", "money", "percent", "date", "moment"]
_FORMATS: dict[CellKind, dict[str, Any]] = {
    "text": {"num_format": "@", "text_wrap": True},
    "count": {"num_format": "#,##0"},
    "quantity": {"num_format": "#,##0.###"},
    "money": {"num_format": "#,##0.00"},
    "percent": {"num_format": "0.00"},
    "date": {"num_format": "yyyy-mm-dd", "align": "center"},
    "moment": {"num_format": "yyyy-mm-dd hh:mm:ss", "align": "center"},
}
_WIDTHS: dict[CellKind, int] = {
    "text": 22, "count": 10, "quantity": 10, "money": 16, "percent": 10, "date": 12, "moment": 20,
}  # fmt: skip
_FACE = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
_HEAD = {**_FACE, "bold": True, "bg_color": "#E8EEF4", "border": 1, "align": "center", "text_wrap": True}
_LINE = 15  # points
_LONGEST_FOOTER = 200  # Excel refuses a footer above 255 signs, ours among them
_TEMPLATE_ROWS = 2000
CHOICES: dict[str, tuple[str, ...]] = {
    "canteen": tuple(names[0] for names in words.CANTEENS.values()),
    "buyer": tuple(names[0] for names in words.BUYERS.values()),
    "state": tuple(names[0] for names in words.STATES.values()),
    "level": ("一级预算单位", "二级预算单位", "三级预算单位", "四级预算单位"),
    "eats": tuple(names[0] for names in words.EATS.values()),
    "run": tuple(names[0] for names in words.RUN.values()),
    "source": tuple(names[0] for names in words.SOURCES.values()),
    "yes_no": ("是", "否"),
}
_TEMPLATE_KINDS: dict[str, CellKind] = {
    "money": "money", "price": "quantity", "ratio": "percent", "quantity": "quantity", "count": "count",
    "moment": "moment", "day": "date",
}  # fmt: skip
_TEMPLATE_UNITS = {"money": "(元)", "price": "(元)", "ratio": "(%)"}


@dataclass(frozen=True)
class Leaf:
    """One sheet of a workbook of several: a kind's columns, more columns to look at, rows to be filled in or read.

    Where rows are only read, no empty cell is prepared. A list to choose from that is long stands in another sheet:
    then `choices` says where.
    """

    title: str
    labels: Sequence[str]
    kinds: Sequence[CellKind]
    widths: Sequence[int]
    rows: Iterable[Sequence[Any]]
    note: str = ""
    choices: Mapping[int, Sequence[str] | str] = field(default_factory=dict)
    is_read: bool = False


@dataclass(frozen=True)
class TableColumn:
    """A column of a table that is written; `width` in characters."""

    label: str
    kind: CellKind = "text"
    width: int = 0


def write_table(
    path: Path | BinaryIO,
    title: str,
    columns: Sequence[TableColumn],
    rows: Iterable[Sequence[Any]],
    *,
    watermark: str,
    note: str = "",
) -> None:
    """Write a table; `watermark` says who exported it, when and what for, on the sheet and on each printed page."""
    with _book(path, title, watermark) as book:
        sheet = _Sheet(book, title, watermark, note)
        sheet.head([column.label for column in columns], [column.width or _WIDTHS[column.kind] for column in columns])
        for row in rows:
            sheet.row(row, [column.kind for column in columns])
        sheet.finish()


def write_rejects(
    path: Path | BinaryIO, *, plan: SheetPlan, reasons: Mapping[int, Sequence[str]], watermark: str, title: str = ""
) -> None:
    """Write the wrong rows of a sheet as they were given, reasons first, to be put right and loaded again.

    `reasons` are by row number. Columns about persons stay out, and so do the names of individuals.
    """
    kept = [heading for heading in plan.raw.columns if heading.shown and heading.shown not in plan.dropped]
    labels = [_("原因"), *(heading.shown for heading in kept)]
    title = title or " ".join(plan.raw.title) or (plan.spec.title if plan.kind else plan.raw.sheet_name)
    with _book(path, title, watermark) as book:
        sheet = _Sheet(book, title, watermark, "")
        sheet.head(labels, [40, *(18 for _heading in kept)])
        for row_no, row in enumerate(plan.raw.rows(), start=plan.raw.header_row + 1):
            if row_no in reasons:
                hidden = _hidden(plan, row)
                cells = ["" if heading.index in hidden else row[heading.index] for heading in kept]
                sheet.row([" ".join(reasons[row_no]), *cells], ())
        sheet.finish()


def write_leaves(path: Path | BinaryIO, title: str, leaves: Iterable[Leaf], *, watermark: str) -> None:
    """Write a workbook of several sheets, with lists to choose from; no cell holds a formula."""
    with _book(path, title, watermark) as book:
        for leaf in leaves:
            sheet = _Sheet(book, f"{title} · {leaf.title}", watermark, leaf.note, name=leaf.title)
            sheet.head(leaf.labels, leaf.widths, () if leaf.is_read else leaf.kinds)
            first = sheet.next
            for row in leaf.rows:
                sheet.row(row, leaf.kinds)
            for place, choices in leaf.choices.items():
                last = max(sheet.next, first + _TEMPLATE_ROWS)
                source = choices if isinstance(choices, str) else list(choices)
                sheet.page.data_validation(first, place, last, place, {"validate": "list", "source": source})
            sheet.finish()


def column_leaf(columns: Sequence[Column]) -> tuple[list[str], list[CellKind], list[int], dict[int, Sequence[str]]]:
    """Return labels, kinds, widths and lists to choose from for columns that people fill in."""
    kinds: list[CellKind] = [_TEMPLATE_KINDS.get(column.type, "text") for column in columns]
    widths = [28 if column.type in {"name", "text"} else 18 for column in columns]
    choices: dict[int, Sequence[str]] = {
        place: column.choices or CHOICES[column.type]
        for place, column in enumerate(columns)
        if column.choices or column.type in CHOICES
    }
    return [_template_label(column) for column in columns], kinds, widths, choices


def write_template(kind: str, path: Path | BinaryIO) -> None:
    """Write the empty table of a kind of sheet, for offices to fill in."""
    spec = EVERY[kind]
    with _book(path, spec.title, "") as book:
        has_money = any(column.type == "money" for column in spec.columns)
        sheet = _Sheet(book, spec.title, "", _template_note(has_money=has_money))
        sheet.head(
            [_template_label(column) for column in spec.columns],
            [28 if column.type in {"name", "text"} else 20 for column in spec.columns],
            [_TEMPLATE_KINDS.get(column.type, "text") for column in spec.columns],
        )
        for place, column in enumerate(spec.columns):
            if choices := column.choices or CHOICES.get(column.type):
                sheet.page.data_validation(
                    sheet.next, place, sheet.next + _TEMPLATE_ROWS, place, {"validate": "list", "source": list(choices)}
                )
        sheet.finish()


class _Sheet:
    """One worksheet, written from the top row by row, ready to be printed on A4."""

    def __init__(self, book: xlsxwriter.Workbook, title: str, watermark: str, note: str, *, name: str = "") -> None:
        self.book = book
        self.page = book.add_worksheet(_sheet_name(name or title))
        self.formats = {kind: book.add_format({**_FACE, **look, "border": 1}) for kind, look in _FORMATS.items()}
        self.above = [line for line in (title, watermark, note) if line]
        self.next = len(self.above)
        self.width = 0
        self.first_data_row = 0
        self.page.set_landscape()
        self.page.set_paper(9)  # A4
        self.page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.8)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer(f"&L&8 {_footer(watermark)}&R&8 " + _("第 &P 页，共 &N 页"))

    def head(self, labels: Sequence[str], widths: Sequence[int], kinds: Sequence[CellKind] = ()) -> None:
        """Write title lines and headings; `kinds` are for cells that people will fill in."""
        for place, line in enumerate(self.above):
            look = {"bold": True, "font_size": 14} if place == 0 else {"font_color": "#666666", "font_size": 9}
            self.page.write_string(place, 0, line, self.book.add_format({**_FACE, **look, "text_wrap": False}))
        head = self.book.add_format(_HEAD)
        for place, width in enumerate(widths):
            self.page.set_column(place, place, width, self.formats[kinds[place]] if kinds else None)
        # Not every reader fits a row to its text.
        self.page.set_row(self.next, _LINE * _lines(labels, widths))
        for place, label in enumerate(labels):
            self.page.write_string(self.next, place, label, head)
        self.page.repeat_rows(self.next)
        self.next += 1
        self.width, self.first_data_row = len(labels), self.next
        self.page.freeze_panes(self.next, 0)

    def row(self, cells: Sequence[Any], kinds: Sequence[CellKind]) -> None:
        """Write one row; without `kinds` each cell keeps its own."""
        for place, cell in enumerate(cells):
            self._write(place, cell, kinds[place] if kinds else None)
        self.next += 1

    def finish(self) -> None:
        """Add what needs the number of rows."""
        if self.next > self.first_data_row:
            self.page.autofilter(self.first_data_row - 1, 0, self.next - 1, self.width - 1)

    def _write(self, place: int, cell: Any, kind: CellKind | None) -> None:
        if cell is None or cell == "":
            self.page.write_blank(self.next, place, None, self.formats[kind or "text"])
        elif isinstance(cell, bool):
            self.page.write_string(self.next, place, _("是") if cell else _("否"), self.formats["text"])
        elif isinstance(cell, int | float | Decimal):
            # A number whose kind is not known is shown as it is.
            look = self.formats[kind] if kind and kind != "text" else None
            self.page.write_number(self.next, place, cell, look)
        elif isinstance(cell, datetime):
            shown = cell.astimezone(CHINA).replace(tzinfo=None) if cell.tzinfo else cell
            self.page.write_datetime(self.next, place, shown, self.formats[kind or "moment"])
        elif isinstance(cell, date):
            self.page.write_datetime(self.next, place, cell, self.formats[kind or "date"])
        else:  # never write(): a text that begins with = must stay a text
            self.page.write_string(self.next, place, str(cell)[:32_767], self.formats["text"])


def _book(path: Path | BinaryIO, title: str, watermark: str) -> xlsxwriter.Workbook:
    target = path if hasattr(path, "write") else str(path)
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "strings_to_urls": False})
    book.set_properties({"title": title, "comments": watermark})
    return book


def _lines(labels: Sequence[str], widths: Sequence[int]) -> int:
    """Say how many lines the tallest heading takes; a Chinese sign is as wide as two others."""
    needed = (
        -(-sum(1 + (sign > "ÿ") for sign in label) // max(width - 1, 1))
        for label, width in zip(labels, widths, strict=False)
    )
    return max(needed, default=1)


def _footer(watermark: str) -> str:
    return watermark[:_LONGEST_FOOTER].replace("&", "&&")


def _sheet_name(title: str) -> str:
    plain = "".join(sign for sign in title if sign not in "[]:*?/\\'")
    return plain[:31] or "Sheet1"


def _hidden(plan: SheetPlan, row: Sequence[Any]) -> set[int]:
    """Return the places of a row that are about a person: the name and number of a buyer who is an individual."""
    buyer = plan.columns.get("buyer_kind")
    if buyer is None:
        return set()
    try:
        kind = words.buyer(row[buyer.heading.index], [])
    except CellProblem:
        kind = "individual"  # nobody knows, so nothing is shown
    if kind != "individual":
        return set()
    return {place.heading.index for place in plan.columns.values() if place.column.personal}


def _template_note(*, has_money: bool) -> str:
    if has_money:
        return _("带*的列必填；金额以万元填写的，把表头的“(元)”改为“(万元)”，此外请勿改动表头；代码列请保持文本格式。")
    return _("带*的列必填；请勿改动表头，代码列请保持文本格式。")


def _template_label(column: Column) -> str:
    return f"{column.label}{_TEMPLATE_UNITS.get(column.type, '')}{'*' if column.required else ''}"
