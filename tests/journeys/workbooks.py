"""The five workbooks of the demo as a clerk might get them: with mistakes in them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import xlsxwriter
from python_calamine import CalamineWorkbook
from stdnum.cn import uscc

if TYPE_CHECKING:
    from collections.abc import Iterable

DEMO = Path(__file__).resolve().parents[2] / "demo" / "zhengzhou-2023"
HEADING_ROWS = 2
UNKNOWN_BUYERS = ("郑州市绿城后勤服务有限公司", "郑州市绿城餐饮管理有限公司")
Sheet = list[list[Any]]


def with_mistakes(folder: Path) -> list[Path]:
    """Write the workbooks with three wrong cells and two buyers whom nobody knows."""
    sheets = {path.stem: _read(path) for path in sorted(DEMO.glob("*.xlsx"))}
    orders = _only_in_first(sheets["交易明细-1"], sheets["交易明细-2"])
    _put(sheets["交易明细-1"], next(orders), {"订单金额(元)": -100.0})
    _put(sheets["交易明细-1"], next(orders), {"订单状态": "已揽收"})
    _put(sheets["预留份额填报表"], HEADING_ROWS + 4, {"预留比例(%)": 120.5})
    for number, name in enumerate(UNKNOWN_BUYERS, start=1):
        buyer = {
            "采购人账号类型": "食堂承包方",
            "采购人名称": name,
            "采购人统一社会信用代码": _code(number),
            "绑定单位编码": "",
        }
        _put(sheets["交易明细-1"], next(orders), buyer)
    return [_write(folder / f"{name}.xlsx", rows) for name, rows in sheets.items()]


def rows_of(path: Path) -> Sheet:
    """Read the first sheet of a workbook."""
    return _read(path)


def _read(path: Path) -> Sheet:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()


def _write(path: Path, rows: Sheet) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Sheet1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def _only_in_first(first: Sheet, second: Sheet) -> Iterable[int]:
    """Yield the rows of completed orders that stand in one export alone, so that the other does not mend them."""
    elsewhere = {row[0] for row in second}
    state = first[HEADING_ROWS - 1].index("订单状态")
    places = range(HEADING_ROWS, len(first))
    return (place for place in places if first[place][0] not in elsewhere and first[place][state] == "交易完成")


def _put(sheet: Sheet, place: int, cells: dict[str, Any]) -> None:
    for heading, value in cells.items():
        sheet[place][sheet[HEADING_ROWS - 1].index(heading)] = value


def _code(number: int) -> str:
    body = f"91410100{number:09d}"
    return body + str(uscc.calc_check_digit(body))
