"""From the workbook of many filings to the rows that the room of shares judges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from nongcai.domain.shares.errors import RowTwiceError
from nongcai.domain.shares.queries import MOST_ROWS, JudgedRow, SaidCanteen, SaidFiling, SaidRow
from nongcai.domain.shares.states import RowOutcome
from nongcai.interfaces.sheets.parsing import parse
from nongcai.interfaces.sheets.planning import plan_as
from nongcai.interfaces.sheets.reading import UnreadableFileError, open_workbook
from nongcai.interfaces.sheets.refusals import Limits
from nongcai.interfaces.sheets.share_forms import CANTEENS_FORM, UNITS_FORM

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from nongcai.interfaces.sheets.parsing import ParsedRow
    from nongcai.interfaces.sheets.planning import SheetPlan
    from nongcai.interfaces.sheets.reading import RawSheet

MOST_CANTEENS = 30
_LIMITS = Limits(file_bytes=20_000_000, unpacked_bytes=200_000_000, part_bytes=100_000_000, rows=50_000)
NONE, OWN, SHARED = "none", "own", "shared"
_TYPED = (
    "farm_total", "union_members", "union_planned", "welfare_total", "union_funds", "gift_total", "contact_name",
    "contact_phone", "note",
)  # fmt: skip


@dataclass(frozen=True)
class ReadShares:
    """What a workbook holds: rows that can be judged, and those of which a cell could not be read.

    Row 0 stands for canteens of a unit that the sheet of units does not name.
    """

    units: SheetPlan
    canteens: SheetPlan | None
    rows: list[SaidRow]
    unread: list[JudgedRow]


def read_shares(path: Path, *, name: str) -> ReadShares:
    """Read the sheet of units and that of canteens.

    :raises UnreadableFileError: when there is no sheet of units, an amount has no unit, or there are too many rows.
    """
    raws = open_workbook(path, name=name, limits=_LIMITS)
    units = _plan(raws, UNITS_FORM.kind, "eats", "reserved")
    if units is None:
        text = _("“{name}”中没有《{title}》的“单位”表；请下载填报表，按表填写后再上传。")
        raise UnreadableFileError(text.format(name=name, title=UNITS_FORM.title))
    canteens = _plan(raws, CANTEENS_FORM.kind, "kind", "total")
    for plan in (units, canteens):
        if plan is not None:
            _require_ready(plan, name)
    rows, unread = _rows(units, canteens)
    return ReadShares(units, canteens, rows, unread)


def _plan(raws: Iterable[RawSheet], kind: str, *needed: str) -> SheetPlan | None:
    plans = (plan_as(raw, kind) for raw in raws)
    return next((plan for plan in plans if all(name in plan.columns for name in needed)), None)


def _require_ready(plan: SheetPlan, name: str) -> None:
    sheet = plan.raw.sheet_name or name
    if not plan.is_ready:
        reason = plan.reason or " ".join(question.prompt for question in plan.questions)
        raise UnreadableFileError(_("工作表“{sheet}”：{reason}").format(sheet=sheet, reason=reason))
    if plan.raw.table.height > MOST_ROWS + plan.raw.header_row:
        text = _("工作表“{sheet}”超过{limit}行，请分几次上传。")
        raise UnreadableFileError(text.format(sheet=sheet, limit=MOST_ROWS))


def _rows(units: SheetPlan, canteens: SheetPlan | None) -> tuple[list[SaidRow], list[JudgedRow]]:
    by_code: dict[str, list[ParsedRow]] = {}
    for row in parse(canteens) if canteens else ():
        by_code.setdefault(row.values[0] or "", []).append(row)
    rows: list[SaidRow] = []
    unread: list[JudgedRow] = []
    first: dict[str, int] = {}
    for row in parse(units):
        values = dict(zip(UNITS_FORM.fields, row.values, strict=True))
        unit_code = values["unit_code"] or ""
        above = first.setdefault(unit_code, row.row_no)
        # Canteens belong to the first row of their unit.
        eaten = by_code.get(unit_code, []) if above == row.row_no else []
        faults = [*_cells(row), *(text for one in eaten for text in _cells(one, where=_("食堂明细")))]
        if above != row.row_no:
            faults.append(gettext(RowTwiceError.message).format(first=above))
        faults += _contradictions(values, by_code.get(unit_code, []), _unread(row, units))
        if faults:  # else the room says it, unless it stands so already
            faults += _lacking(eaten)
        said = SaidRow(row.row_no, unit_code, values["unit_name"] or "")
        if faults:
            unread.append(_wrong(said, faults))
        else:
            rows.append(_said(said, values, eaten))
    for code, left in ((code, left) for code, left in by_code.items() if code not in first):
        message = _("食堂明细第{row}行的单位编码“{code}”不在“单位”表中，请补上该单位或改正编码。")
        unread.append(_wrong(SaidRow(0, code), [message.format(row=left[0].row_no, code=code)]))
    return rows, unread


def _wrong(said: SaidRow, faults: Iterable[str]) -> JudgedRow:
    return JudgedRow(said, RowOutcome.WRONG, name=said.unit_name, message="\n".join(faults))


def _cells(row: ParsedRow, where: str = "") -> Iterator[str]:
    """Say of each wrong cell of a row where it stands, what stands there, and what is wrong."""
    place = _("{where}第{row}行").format(where=where, row=row.row_no) if where else ""
    for problem in row.problems:
        if problem.level == "error":
            value = f"“{problem.value}”" if problem.value else ""
            yield f"{place}{problem.column_label.rstrip('*')}{value}：{problem.message}"


def _unread(row: ParsedRow, plan: SheetPlan) -> set[str]:
    labels = {one.column_label for one in row.problems if one.level == "error"}
    return {name for name, where in plan.columns.items() if where.heading.shown[:100] in labels}


def _lacking(eaten: Iterable[ParsedRow]) -> Iterator[str]:
    """Say which outsourced canteens name neither a contractor nor a day for its account."""
    for row in eaten:
        values = dict(zip(CANTEENS_FORM.fields, row.values, strict=True))
        if values["kind"] == "outsourced" and not (values["contractor_name"] or values["account_due_on"]):
            yield _("食堂明细第{row}行承包方名称：外包食堂请填写承包方名称。").format(row=row.row_no)


def _contradictions(values: dict[str, Any], eaten: list[ParsedRow], unread: set[str]) -> Iterator[str]:
    """Say what cells of a unit say against each other; what could not be read says nothing."""
    eats = values["eats"]
    if _is_blank(values, eaten) and not unread:
        return
    told = {name for name, value in values.items() if value not in {None, ""}} | unread
    checks: list[tuple[set[str], str, bool, str]] = [
        ({"eats"}, _("食堂情况"), not eats, _("请从列表中选择：有食堂、共用其他单位食堂或无食堂。")),
        (
            {"eats"},
            _("食堂明细"),
            eats == NONE and bool(eaten),
            _("选了“无食堂”，但在食堂明细中填写了食堂，请改正其中一处。"),
        ),
        ({"eats"}, _("食堂类型"), eats == OWN and not eaten, _("选了“有食堂”，请在食堂明细中逐个填写食堂。")),
        (
            {"eats", "host", "host_name"},
            _("食堂管理单位"),
            eats == SHARED and bool(values["host"]) == bool(values["host_name"]),
            _("请填写管理食堂的单位：预算单位填编码或全称，其他机构填名称，只填一项。"),
        ),
        (set(), _("预留比例"), told >= {"reserved", "ratio"}, _("预留金额和预留比例只填一项，请删去其中一项。")),
        (
            {"eats"},
            _("预留金额"),
            eats == OWN and not told & {"reserved", "ratio"},
            _("请填写预留金额，或填写预留比例。"),
        ),
        (set(), _("食堂个数"), len(eaten) > MOST_CANTEENS, _("一个单位最多填写30个食堂。")),
        (set(), _("金额"), _has_negative(values, eaten), _("金额和人数不能小于零，比例应在0至100之间。")),
    ]
    for needed, column, is_wrong, message in checks:
        if is_wrong and not needed & unread:
            yield f"{column}：{message}"


def _is_blank(values: dict[str, Any], eaten: list[ParsedRow]) -> bool:
    told = (value for name, value in values.items() if name not in {"unit_code", "unit_name"})
    return not eaten and all(value in {None, ""} for value in told)


def _has_negative(values: dict[str, Any], eaten: list[ParsedRow]) -> bool:
    cells = [*values.values(), *(cell for row in eaten for cell in row.values)]
    ratio = values["ratio"]
    return any(isinstance(cell, int | Decimal) and cell < 0 for cell in cells) or (ratio is not None and ratio > 100)


def _said(begun: SaidRow, values: dict[str, Any], eaten: list[ParsedRow]) -> SaidRow:
    if _is_blank(values, eaten):
        return replace(begun, is_blank=True)
    canteens = tuple(_canteen(dict(zip(CANTEENS_FORM.fields, row.values, strict=True))) for row in eaten)
    is_shared = values["eats"] == SHARED
    amounts = {name: values[name] for name in ("reserved", "ratio")}
    if not canteens:
        amounts = {"reserved": Decimal(0), "ratio": None}
    said = SaidFiling(
        canteens=canteens,
        host_name=values["host_name"] if is_shared else "",
        has_union_funds=values["has_union_funds"] == "yes",
        **amounts,
        **{name: values[name] for name in _TYPED},
    )
    host = values["host"] if is_shared else ""
    return replace(begun, said=said, host=host, content=typed_of(said, host))


def _canteen(values: dict[str, Any]) -> SaidCanteen:
    is_outsourced = values["kind"] == "outsourced"
    return SaidCanteen(
        kind=values["kind"],
        name=values["name"],
        total=values["total"],
        total_source=values["total_source"],
        diners=values["diners"],
        contractor_name=values["contractor_name"] if is_outsourced else "",
        account_due_on=values["account_due_on"] if is_outsourced else None,
    )


def typed_of(said: SaidFiling, host: str) -> dict[str, Any]:
    """Return the form as if it had been typed, so that a unit finds it filled in."""
    eats = SHARED if host or said.host_name else OWN if said.canteens else NONE
    names = ("reserved", "ratio", "host_name", *_TYPED)
    form = {name: _text(getattr(said, name)) for name in names} | {"eats": eats, "host": host}
    if said.has_union_funds:
        form["has_union_funds"] = "on"
    typed = ("kind", "name", "diners", "total", "total_source", "contractor_name", "account_due_on")
    canteens = [{name: _text(getattr(one, name)) for name in typed} | {"contractor": ""} for one in said.canteens]
    return {"form": form, "canteens": canteens}


def _text(value: object) -> str:
    return "" if value is None else str(value)
