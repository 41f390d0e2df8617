"""Workbooks as offices make them, for the tests."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

import xlsxwriter

from nongcai.interfaces.sheets.parsing import parse
from nongcai.interfaces.sheets.planning import plan_sheet
from nongcai.interfaces.sheets.reading import open_workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from nongcai.interfaces.sheets.parsing import ParsedRow
    from nongcai.interfaces.sheets.planning import SheetPlan
    from nongcai.interfaces.sheets.reading import RawSheet

DIRECTORY = ("单位编码", "单位名称", "行政区划代码", "预算级次", "主管预算单位编码", "工会会员人数")
FILINGS = (
    "单位编码",
    "单位名称",
    "年度",
    "食堂情况",
    "年度食堂食材采购总额(元)",
    "预留比例(%)",
    "预留金额(元)",
    "填报时间",
)
ACCOUNTS = ("序号", "账号类型", "采购人名称", "统一社会信用代码", "所属预算单位编码", "所属预算单位", "手机号")
ORDERS = (
    "订单编号",
    "完成时间",
    "采购人账号类型",
    "采购人名称",
    "采购人统一社会信用代码",
    "订单金额(元)",
    "退款金额(元)",
    "订单状态",
)


def order(number: str = "8320000000000000001", **changes: Any) -> list[Any]:
    """Return the cells of one completed order under `ORDERS`."""
    cells = {
        "order_no": number,
        "completed_at": "2023-03-01 10:00:00",
        "buyer_kind": "预算单位",
        "buyer_name": "某市第一中学",
        "buyer_code": "12410000MB0000000X",
        "amount": 1200.5,
        "refund": 0,
        "state": "交易完成",
    }
    return list((cells | changes).values())


def filing(**changes: Any) -> list[Any]:
    """Return the cells of one filing under `FILINGS`."""
    cells = {
        "unit_code": "4101000001",
        "name": "某市教育局",
        "year": 2023,
        "canteen_kind": "自有食堂",
        "canteen_total": 100000,
        "ratio": 12.5,
        "reserved": 12500,
        "filed_at": "2023-02-26 03:12",
    }
    return list((cells | changes).values())


def unit(**changes: Any) -> list[Any]:
    """Return the cells of one unit under `DIRECTORY`."""
    cells = {
        "unit_code": "4101000001",
        "name": "某市教育局",
        "region_code": "410100",
        "level": "一级预算单位",
        "supervisor_code": "",
        "union_members": 120,
    }
    return list((cells | changes).values())


def book(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    also: Callable[[xlsxwriter.Workbook, Any], object] = lambda _book, _page: None,
) -> Path:
    """Write rows, from the first, into the first sheet of a workbook."""
    with xlsxwriter.Workbook(str(path)) as written:
        page = written.add_worksheet("Sheet1")
        for place, cells in enumerate(rows):
            page.write_row(place, 0, cells)
        also(written, page)
    return path


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook, as other programs write it."""
    target = path.with_name(f"other-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            new.writestr(entry.filename, change(content) if entry.filename == part else content)
    return target


def only_sheet(path: Path) -> RawSheet:
    """Open a file that has one sheet."""
    [sheet] = open_workbook(path, name=path.name)
    return sheet


def planned(path: Path, answers: Mapping[str, str] | None = None) -> SheetPlan:
    """Plan the only sheet of a file."""
    return plan_sheet(only_sheet(path), answers=answers or {})


def parsed(path: Path, answers: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Read the only sheet of a file; each row with its values by name."""
    plan = planned(path, answers)
    assert plan.is_ready, (plan.questions, plan.missing)
    return [named(plan, row) for row in parse(plan)]


def named(plan: SheetPlan, row: ParsedRow) -> dict[str, Any]:
    """Return a row's values by name, with its number and problems."""
    return {**dict(zip(plan.spec.fields, row.values, strict=True)), "row_no": row.row_no, "problems": row.problems}
