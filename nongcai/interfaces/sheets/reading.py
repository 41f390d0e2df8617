"""Opening a file that somebody sent: its sheets with their headings, rows to be read once for all or as they come."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from python_calamine import (
    CalamineError,
    CalamineSheet,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from nongcai.interfaces.sheets.archives import SheetScan, damaged, encrypted, scan, too_many_rows, too_wide
from nongcai.interfaces.sheets.delimited import DelimitedTable
from nongcai.interfaces.sheets.finding import SEARCHED_ROWS, Range, find_head
from nongcai.interfaces.sheets.kinds import recognise
from nongcai.interfaces.sheets.probing import can_be_read
from nongcai.interfaces.sheets.refusals import LIMITS, Limits, UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Protocol

    from nongcai.interfaces.sheets.archives import Place
    from nongcai.interfaces.sheets.columns import SheetSpec
    from nongcai.interfaces.sheets.headings import Heading

    class Table(Protocol):
        """Rows of cells. `height` counts up to the last row that has a value."""

        height: int
        is_ragged: bool

        def rows(self) -> Iterator[list[Any]]: ...


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAMPLED_ROWS = 200

__all__ = ["RawSheet", "UnreadableFileError", "open_workbook"]


@dataclass
class RawSheet:
    """One sheet as found. `kind` is None when it is not clear, then `reason` says why.

    `header_row` is the number of the (last) row of headings as Excel shows it; places in `merged` and `lost` are
    (row, column) from 0, columns as in `columns` and in the cells of a row.
    """

    file_name: str
    sheet_name: str
    kind: str | None
    reason: str
    header_row: int
    columns: tuple[Heading, ...]
    title: tuple[str, ...]
    sample: Sequence[Sequence[Any]]
    merged: tuple[Range, ...] = ()
    lost: dict[Place, str] = field(default_factory=dict)
    table: Table = field(repr=False, kw_only=True)

    def rows(self) -> Iterator[list[Any]]:
        """Read the rows below the headings, from the first; the first one is row `header_row + 1`."""
        width = len(self.columns)
        rows = islice(self.table.rows(), self.header_row, None)
        if not self.table.is_ragged:
            return rows
        return (row if len(row) >= width else row + [""] * (width - len(row)) for row in rows)

    def headed_as(self, spec: SheetSpec) -> RawSheet:
        """Return the sheet with the headings that fit a kind best, once somebody has said which kind it is."""
        return _sheet(self.file_name, self.sheet_name, self.table, merged=self.merged, lost=self.lost, spec=spec)


class _CalamineTable:
    is_ragged = False

    def __init__(self, sheet: CalamineSheet) -> None:
        self._sheet = sheet
        self.height = sheet.end[0] + 1 if sheet.end else 0
        self.first_column = sheet.start[1] if sheet.start else 0

    def rows(self) -> Iterator[list[Any]]:
        return self._sheet.iter_rows()


def open_workbook(path: Path, *, name: str, limits: Limits = LIMITS) -> list[RawSheet]:
    """Open an xlsx, xls or csv file and find the headings of its visible sheets; `name` is what people call it.

    :raises UnreadableFileError: when it cannot be read or has no data rows
    """
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFileError(_("“{name}”是空文件，没有内容；请重新导出后再导入。").format(name=name))
    if size > limits.file_bytes:
        raise UnreadableFileError(
            _("“{name}”超过{limit}兆，一次读不下；请按季度或月份分批导出后再导入。").format(
                name=name, limit=limits.file_bytes // 1_000_000
            )
        )
    with path.open("rb") as stream:
        mark = stream.read(8)
    if mark.startswith(_ZIP):
        sheets = _sheets_of_book(path, name, scan(path, name=name, limits=limits), limits)
    elif mark == _OLE:
        if not can_be_read(path):
            raise damaged(name)
        sheets = _sheets_of_book(path, name, {}, limits)
    elif mark.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise UnreadableFileError(
            _("“{name}”是网页格式的表格，只是以xls为名；请用Excel或WPS打开后另存为xlsx再导入。").format(name=name)
        )
    else:
        sheets = [_sheet(name, "", DelimitedTable(path, name, limits))]
    return _with_data(sheets, name)


def _sheets_of_book(path: Path, name: str, scans: dict[str, SheetScan], limits: Limits) -> list[RawSheet]:
    try:
        with load_workbook(str(path)) as book:
            return [
                _sheet_of_book(name, book.get_sheet_by_name(sheet.name), scans.get(sheet.name), limits)
                for sheet in book.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise encrypted(name) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise damaged(name) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # how Rust's own failures arrive; the class has no public name
            raise
        raise damaged(name) from error


def _sheet_of_book(name: str, sheet: CalamineSheet, found: SheetScan | None, limits: Limits) -> RawSheet:
    table = _CalamineTable(sheet)
    if table.height > limits.rows:
        raise too_many_rows(name, limits.rows)
    if sheet.width > limits.columns:
        raise too_wide(name, limits.columns)
    shift = table.first_column
    merged = tuple(((a, b - shift), (c, d - shift)) for (a, b), (c, d) in sheet.merged_cell_ranges or ())
    lost = {(row, column - shift): value for (row, column), value in (found.lost if found else {}).items()}
    return _sheet(name, sheet.name, table, merged=merged, lost=lost)


def _sheet(
    file_name: str,
    sheet_name: str,
    table: Table,
    *,
    merged: tuple[Range, ...] = (),
    lost: dict[Place, str] | None = None,
    spec: SheetSpec | None = None,
) -> RawSheet:
    first = list(islice(table.rows(), SEARCHED_ROWS + _SAMPLED_ROWS))
    head = find_head(first, merged, [spec] if spec else ())
    seen = recognise(head.headings, head.title)
    return RawSheet(
        file_name=file_name,
        sheet_name=sheet_name,
        kind=spec.kind if spec else seen.kind,
        reason="" if spec else seen.reason,
        header_row=head.last_row + 1,
        columns=head.headings,
        title=head.title,
        sample=first[head.last_row + 1 :],
        merged=merged,
        lost=lost or {},
        table=table,
    )


def _with_data(sheets: list[RawSheet], name: str) -> list[RawSheet]:
    """Leave out empty sheets.

    :raises UnreadableFileError: when nothing is left
    """
    filled = [sheet for sheet in sheets if sheet.table.height > sheet.header_row]
    if filled:
        return filled
    if any(sheet.table.height for sheet in sheets):
        message = _("“{name}”只有表头，没有数据行；请核对导出条件，重新导出后再导入。")
    else:
        message = _("“{name}”没有内容；请重新导出后再导入。")
    raise UnreadableFileError(message.format(name=name))
