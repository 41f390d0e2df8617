"""The tables of who has filed and of what a region reserves, as workbooks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from nongcai.foundation import money
from nongcai.interfaces.sheets.writing import Leaf, TableColumn, write_leaves
from nongcai.interfaces.web import exporting
from nongcai.interfaces.web.shares import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from decimal import Decimal
    from typing import Any

    from django.http import FileResponse

    from nongcai.domain.shares.queries import DueRow, ShareTable, TableGroup, TableRow, TableSums
    from nongcai.interfaces.web.http import WebRequest


def filings_workbook(request: WebRequest, year: int, rows: Iterable[DueRow], purpose: str) -> FileResponse:
    """Answer with the year's units and their filings."""
    return exporting.workbook(
        request,
        _("%d年度预留份额填报情况表") % year,
        _columns(),
        [_cells(place, row) for place, row in enumerate(rows, start=1)],
        owner=f"filings:{request.actor.organisation_id}",
        note=_("数据截至导出时。金额单位：元；预留比例=预留金额÷年度食堂食材采购总额，四舍五入。"),
        purpose=purpose,
    )


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("单位编码"), "text", 16),
        TableColumn(_("单位名称"), "text", 34),
        TableColumn(_("区划"), "text", 14),
        TableColumn(_("状态"), "text", 14),
        TableColumn(_("食堂情况"), "text", 16),
        TableColumn(_("年度食堂食材采购总额（元）"), "money", 20),
        TableColumn(_("预留金额（元）"), "money"),
        TableColumn(_("预留比例（%）"), "percent"),
        TableColumn(_("年初预留数（元）"), "money"),
        TableColumn(_("现行预留数（元）"), "money"),
        TableColumn(_("待办单位"), "text", 26),
        TableColumn(_("待办起始时间"), "moment"),
        TableColumn(_("填报时间"), "moment"),
        TableColumn(_("财政确认时间"), "moment"),
        TableColumn(_("备注"), "text", 30),
    ]


def _cells(place: int, row: DueRow) -> tuple[Any, ...]:
    listing, filing = row.listing, row.filing
    known = (place, listing.code, listing.name, listing.region.name)
    if filing is None:
        return (*known, _("未填报"), *(None for _column in range(11)))
    return (
        *known, filing.get_state_display(), words.value("canteen", filing.canteen), filing.canteen_total,
        filing.reserved, filing.ratio, filing.reserved_initially,
        filing.counted_reserved, filing.holder.name if filing.holder else None, filing.held_since, filing.filed_at,
        filing.confirmed_at, filing.remark,
    )  # fmt: skip


def table_workbook(
    request: WebRequest, table: ShareTable, rows: Iterable[TableRow], residents: Iterable[TableRow], purpose: str
) -> FileResponse:
    """Answer with a region's table of reserved shares: a sheet of sums, one of units, one of those residing there."""
    at = timezone.now()
    title = _("%(year)d年度预留份额情况表") % {"year": table.year}
    leaves = [
        _leaf(_("汇总表"), _sum_columns(), _sum_rows(table), _note(table, at)),
        _leaf(_("明细表"), _unit_columns(), _unit_rows(table, rows), _note(table, at)),
    ]
    if beside := [_unit_cells(place, row) for place, row in enumerate(residents, start=1)]:
        note = _("驻本地区的其他层级单位，只列示，不计入合计。")
        leaves.append(_leaf(_("驻地单位"), _unit_columns(), beside, note))
    return exporting.exported(
        request,
        owner=f"shares:{request.actor.organisation_id}",
        name=f"{table.node.name}{title}",
        purpose=purpose,
        at=at,
        write=lambda content, watermark: write_leaves(content, title, leaves, watermark=watermark),
    )


def _note(table: ShareTable, at: datetime) -> str:
    return _(
        "填报单位：%(office)s　数据截至：%(at)s　只汇总财政部门已确认的填报，其余只列状态；涉敏单位只计入合计。"
        "下达任务数不参与任何比例，区县（市）按下达给当地财政部门的数列。"
    ) % {"office": table.node.name, "at": timezone.localtime(at).strftime("%Y-%m-%d %H:%M")}


def _leaf(title: str, columns: list[TableColumn], rows: Iterable[tuple[Any, ...]], note: str) -> Leaf:
    return Leaf(
        title,
        [column.label for column in columns],
        [column.kind for column in columns],
        [column.width for column in columns],
        rows,
        note,
        is_read=True,
    )


def _amounts(*labels: str) -> list[TableColumn]:
    return [
        TableColumn(f"{label}（{unit}）", "money", width)
        for label in labels
        for unit, width in (("元", 17), ("万元", 13))
    ]


def _sum_columns() -> list[TableColumn]:
    return [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("主管部门／区县（市）"), "text", 30),
        TableColumn(_("应填报单位数"), "count", 10),
        TableColumn(_("财政已确认单位数"), "count", 10),
        *_amounts(_("年度食堂食材采购总额")),
        TableColumn(_("预留比例（%）"), "percent", 10),
        *_amounts(_("年初预留数"), _("调整后预留数"), _("下达任务数"), _("上年预留数")),
        TableColumn(_("工会会员人数"), "count", 10),
        *_amounts(_("工会计划采购")),
        TableColumn(_("备注"), "text", 22),
    ]


def _unit_columns() -> list[TableColumn]:
    return [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("单位编码"), "text", 16),
        TableColumn(_("单位名称"), "text", 30),
        TableColumn(_("主管部门"), "text", 22),
        TableColumn(_("食堂情况"), "text", 14),
        *_sum_columns()[4:-1],
        TableColumn(_("状态"), "text", 14),
        TableColumn(_("备注"), "text", 26),
    ]


def _sum_rows(table: ShareTable) -> Iterator[tuple[Any, ...]]:
    for place, group in enumerate([*table.departments, *table.regions], start=1):
        yield _group_cells(place, group)
    if table.departments and table.regions:
        yield (None, _("本级小计"), *_sum_cells(table.departments_total), None)
        yield (None, _("区县（市）小计"), *_sum_cells(table.regions_total), None)
    yield (None, _("合计"), *_sum_cells(table.total), None)


def _group_cells(place: int, group: TableGroup) -> tuple[Any, ...]:
    if group.is_withheld:
        blank = (None for _column in _sum_columns()[4:-1])
        return (place, group.name, group.sums.due, group.sums.confirmed, *blank, words.WITHHELD)
    return (place, group.name, *_sum_cells(group.sums), None)


def _sum_cells(sums: TableSums) -> tuple[Any, ...]:
    return (sums.due, sums.confirmed, *_amount_cells(sums))


def _amount_cells(row: TableSums | TableRow) -> tuple[Any, ...]:
    return (
        *_both(row.canteen_total),
        row.ratio,
        *_both(row.reserved_initially),
        *_both(row.reserved),
        *_both(row.target),
        *_both(row.reserved_last_year),
        row.union_members,
        *_both(row.union_planned),
    )


def _both(amount: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
    return (None, None) if amount is None else (amount, money.wan(amount))


def _unit_rows(table: ShareTable, rows: Iterable[TableRow]) -> Iterator[tuple[Any, ...]]:
    for place, row in enumerate(rows, start=1):
        yield _unit_cells(place, row)
    # Of districts the sheet lists units, whose targets their own finance departments hand down.
    total = replace(table.total, target=None) if table.regions else table.total
    yield (None, None, _("合计"), None, None, *_amount_cells(total), None, None)


def _unit_cells(place: int, row: TableRow) -> tuple[Any, ...]:
    known = (place, row.listing.code, row.listing.name, row.supervisor, words.canteen_of(row))
    return (*known, *_amount_cells(row), words.state_of(row), words.remark_of(row))
