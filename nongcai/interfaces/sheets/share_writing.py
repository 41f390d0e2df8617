"""The workbook of many filings as it is handed out, and its wrong rows as they come back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.cells import CellProblem, code
from nongcai.interfaces.sheets.share_forms import CANTEENS_FORM, UNITS_FORM
from nongcai.interfaces.sheets.words import EATS, RUN, SOURCES
from nongcai.interfaces.sheets.writing import Leaf, column_leaf, write_leaves

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    from nongcai.domain.shares.queries import Prefilled, SaidCanteen
    from nongcai.interfaces.sheets.planning import SheetPlan
    from nongcai.interfaces.sheets.share_reading import ReadShares
    from nongcai.interfaces.sheets.writing import CellKind


def write_share_form(path: BinaryIO, rows: Sequence[Prefilled], *, year: int, watermark: str) -> None:
    """Write the workbook to be filled in; contacts stay out, and an empty cell leaves the standing one as it is."""
    write_leaves(path, _title(year), [_units(rows), _canteens(rows), _instructions()], watermark=watermark)


def write_share_rejects(
    path: BinaryIO, read: ReadShares, reasons: Mapping[tuple[int, str], str], *, year: int, watermark: str
) -> None:
    """Write the wrong rows of both sheets as they were given, reasons first; these are by row number and unit code."""
    by_row = {row_no: text for (row_no, _code), text in reasons.items()}
    by_code = {code: text for (_row_no, code), text in reasons.items()}
    units = [(by_row[row_no], row) for row_no, _, row in _rows(read.units) if row_no in by_row]
    leaves = [_rejected(_("单位"), read.units, units)]
    if read.canteens is not None:
        canteens = [(by_code[code], row) for _, code, row in _rows(read.canteens) if code in by_code]
        leaves.append(_rejected(CANTEENS_FORM.title, read.canteens, canteens))
    write_leaves(path, _("%s有误行") % _title(year), leaves, watermark=watermark)


def _title(year: int) -> str:
    return _("%(year)d年度%(title)s") % {"year": year, "title": UNITS_FORM.title}


def _units(rows: Iterable[Prefilled]) -> Leaf:
    labels, kinds, widths, choices = column_leaf(UNITS_FORM.columns)
    return Leaf(
        title=_("单位"),
        labels=[*labels, _("当前状态"), _("上年食堂食材采购总额(元)"), _("上年预留金额(元)")],
        kinds=[*kinds, "text", "money", "money"],
        widths=[*widths, 14, 18, 18],
        rows=[_unit_cells(row) for row in rows],
        note=_("金额和比例只填一项；未填写的行不作处理；表头除金额单位外请勿改动，编码列请保持文本格式。"),
        choices=choices,
    )


def _unit_cells(row: Prefilled) -> tuple[Any, ...]:
    said = row.said
    if said is None:
        return (
            row.code,
            row.name,
            *([None] * (len(UNITS_FORM.columns) - 2)),
            row.state,
            row.total_last_year,
            row.reserved_last_year,
        )
    eats = "shared" if said.is_member else "own" if said.canteens else "none"
    values: dict[str, Any] = {name: getattr(said, name, None) for name in UNITS_FORM.fields} | {
        "unit_code": row.code,
        "unit_name": row.name,
        "eats": EATS[eats][0],
        "host": row.host,
        "has_union_funds": _("是") if said.has_union_funds else _("否"),
        "contact_name": None,
        "contact_phone": None,
    }
    return (*(values[name] for name in UNITS_FORM.fields), row.state, row.total_last_year, row.reserved_last_year)


def _canteens(rows: Iterable[Prefilled]) -> Leaf:
    labels, kinds, widths, choices = column_leaf(CANTEENS_FORM.columns)
    cells = [_canteen_cells(row, one) for row in rows if row.said for one in row.said.canteens]
    note = _("每个食堂一行，一个单位可填多行；外包食堂填写承包方名称，尚未开通交易账号的填写拟开通日期。")
    return Leaf(CANTEENS_FORM.title, labels, kinds, widths, cells, note, choices)


def _canteen_cells(row: Prefilled, one: SaidCanteen) -> tuple[Any, ...]:
    source = SOURCES[one.total_source][0] if one.total_source in SOURCES else None
    told = (one.contractor_name, one.account_due_on)
    return (row.code, row.name, RUN[one.kind][0], one.name, one.diners, one.total, source, *told)


def _instructions() -> Leaf:
    lines = (
        _("“单位”表每个单位一行；没有填写的单位不作处理，可以分几次上传。"),
        _("食堂情况从列表中选择。选“有食堂”的，在“食堂明细”表中逐个填写食堂，采购总额由系统汇总。"),
        _("选“共用其他单位食堂”的，填写管理食堂的预算单位编码或全称；由其他机构管理的，填写其他机构名称。"),
        _("选“无食堂”的，预留金额不填。"),
        _("预留金额和预留比例只填一项，另一项自动计算。金额以元为单位；以万元填写的，请把表头中的“(元)”改为“(万元)”。"),
        _("联系人和电话不填的，保留原有内容。"),
        _("待办理或财政部门已确认的填报不会被改动；需要变更的，请先退回，或由单位申请变更。"),
        _("上传后先逐行核对，确认后才写入；有误的行可下载，改正后重新上传。"),
    )
    rows = [(place, line) for place, line in enumerate(lines, start=1)]
    return Leaf(_("填写说明"), [_("序号"), _("说明")], ["count", "text"], [8, 100], rows)


def _rejected(title: str, plan: SheetPlan, rows: Iterable[tuple[str, list[Any]]]) -> Leaf:
    kept = [heading for heading in plan.raw.columns if heading.shown]
    kinds: list[CellKind] = ["text" for _heading in (0, *kept)]
    cells = [(reason, *(row[heading.index] for heading in kept)) for reason, row in rows]
    labels = [_("原因"), *(heading.shown for heading in kept)]
    return Leaf(title, labels, kinds, [44, *(18 for _heading in kept)], cells)


def _rows(plan: SheetPlan) -> Iterator[tuple[int, str, list[Any]]]:
    key = plan.columns["unit_code"].heading.index
    for row_no, row in enumerate(plan.raw.rows(), start=plan.raw.header_row + 1):
        try:
            found = code(row[key], [])
        except CellProblem:
            found = ""
        yield row_no, found, row
