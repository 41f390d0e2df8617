"""Judging filings (预留份额填报表) and the account table: whose they are, what is new or wrong."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.imports.models import ImportSheet, Outcome, SheetKind, StagedAccount, StagedFiling
from nongcai.domain.imports.rules import credit_code_is_valid
from nongcai.domain.imports.services.dating import ask_when_exported
from nongcai.domain.imports.services.noting import Notes
from nongcai.domain.imports.services.remembering import unit_refs
from nongcai.domain.imports.services.translating import told
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares import queries as shares
from nongcai.foundation import records
from nongcai.foundation.money import percent
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun
    from nongcai.domain.shares.models import ShareFiling

_RATIO_SLACK = Decimal("0.02")
_TOLD = ("canteen", "canteen_total", "reserved", "filed_at", "endorsed_at", "confirmed_at", "remark")


def judge_filings(run: ImportRun, path: str) -> None:
    """Give each staged filing its outcome; one of an unknown unit waits."""
    rows = list(StagedFiling.objects.filter(run_id=run.pk).exclude(outcome=Outcome.WRONG).order_by("id"))
    notes = Notes(run.pk)
    for row in rows:
        _check_amounts(row, notes)
    _check_twice(rows, notes)
    _date(run, rows)
    undated: list[StagedFiling] = []
    for year in {row.year for row in rows if row.year}:
        good = [row for row in rows if row.year == year and row.outcome != Outcome.WRONG]
        refs = unit_refs(run, year, path, {row.unit_code for row in good})
        ids = {row.unit_code: int(refs[row.unit_code]) for row in good if refs.get(row.unit_code, "").isdigit()}
        standing = shares.filings(ids.values(), year)
        for row in good:
            if row.unit_code not in refs:
                row.outcome = Outcome.WAITING
                notes.warn(
                    row,
                    "unit_unknown",
                    N_("单位编码“{code}”不在{year}年度名录中，已列入待核对事项。").format(
                        code=row.unit_code, year=year
                    ),
                    column="单位编码",
                    value=row.unit_code,
                )
            else:
                row.outcome = _outcome(row, standing.get(ids.get(row.unit_code, 0)))
                if row.outcome == Outcome.OLDER:
                    undated.append(row)
    notes.write()
    records.update_many(rows, "outcome", "as_of")
    ask_when_exported(run, undated)


def _date(run: ImportRun, rows: list[StagedFiling]) -> None:
    """Give each row the time of its export: as a person said, else as the title or the latest moment in it proves."""
    for sheet in ImportSheet.objects.filter(run=run, kind=SheetKind.FILINGS):
        own = [row for row in rows if row.sheet_id == sheet.pk]
        moments = [moment for row in own for moment in (row.filed_at, row.endorsed_at, row.confirmed_at) if moment]
        as_of = sheet.exported_at or max(moments, default=None)
        for row in own:
            row.as_of = as_of


def judge_accounts(run: ImportRun, path: str, year: int) -> None:
    """Give each staged account its outcome; one of an unknown unit waits."""
    rows = list(StagedAccount.objects.filter(run_id=run.pk).exclude(outcome=Outcome.WRONG).order_by("id"))
    notes = Notes(run.pk)
    refs = unit_refs(run, year, path, {row.unit_code for row in rows})
    standing = {
        (kind, code, str(unit_id))
        for kind, code, unit_id in organisations.units_of_buyers(
            {row.credit_code for row in rows} - {""}, path, names={row.name for row in rows if not row.credit_code}
        )
    }
    seen: set[tuple[str, str, str]] = set()
    for row in rows:
        key = (row.buyer_kind, row.credit_code or row.name, row.unit_code)
        known = (row.buyer_kind, row.credit_code or row.name, refs.get(row.unit_code, "")) in standing
        row.outcome = Outcome.DUPLICATE if key in seen else Outcome.UNCHANGED if known else Outcome.NEW
        seen.add(key)
        if row.unit_code not in refs:
            row.outcome = Outcome.WAITING
            notes.warn(
                row,
                "unit_unknown",
                N_("所属预算单位编码“{code}”不在{year}年度名录中，已列入待核对事项。").format(
                    code=row.unit_code, year=year
                ),
                column="所属预算单位编码",
                value=row.unit_code,
            )
        if row.credit_code and not credit_code_is_valid(row.credit_code):
            notes.warn(
                row,
                "credit_code_check",
                "统一社会信用代码的校验位不符，请对照登记证书核对；账号照常登记，并列入待核对事项。",
                column="统一社会信用代码",
                value=row.credit_code,
            )
    notes.write()
    records.update_many(rows, "outcome")


def _check_amounts(row: StagedFiling, notes: Notes) -> None:
    total, reserved = row.canteen_total or Decimal(0), row.reserved or Decimal(0)
    if total < 0 or reserved < 0:
        column, value = ("年度食堂食材采购总额", total) if total < 0 else ("预留金额", reserved)
        notes.error(
            row,
            "negative_amount",
            N_("{column}为负数，应为0或正数。").format(column=column),
            column=column,
            value=value,
        )
    elif reserved > total:
        notes.error(
            row,
            "ratio_over_100",
            "预留金额大于年度食堂食材采购总额（预留比例超过100%），请核对两列是否填反或单位（元、万元）是否一致。",
            column="预留金额",
            value=reserved,
        )
    elif row.ratio is not None and not 0 <= row.ratio <= 100:
        notes.error(row, "ratio_range", "预留比例应在0至100之间。", column="预留比例", value=row.ratio)
    elif row.ratio is not None and total and abs((percent(reserved, total) or 0) - row.ratio) > _RATIO_SLACK:
        notes.warn(
            row,
            "ratio_differs",
            N_("表中预留比例{told}%与按金额计算的{computed}%不一致，以金额为准。").format(
                told=row.ratio, computed=percent(reserved, total)
            ),
            column="预留比例",
            value=row.ratio,
        )
    if not row.confirmed_at and row.outcome != Outcome.WRONG:
        notes.warn(row, "not_confirmed", "没有财政确认时间，该填报暂不计入汇总。", column="财政确认时间")


def _check_twice(rows: list[StagedFiling], notes: Notes) -> None:
    first: dict[tuple[str, int | None], StagedFiling] = {}
    for row in rows:
        if row.outcome == Outcome.WRONG:
            continue
        other = first.setdefault((row.unit_code, row.year), row)
        if other is row:
            continue
        if _tell_the_same(other, row):
            further = max(other, row, key=_stage)
            (row if further is other else other).outcome = Outcome.DUPLICATE
            first[row.unit_code, row.year] = further
            continue
        for one in (other, row):
            notes.error(
                one,
                "filing_twice",
                N_("单位编码“{code}”在第{one}行和第{other}行各有一条填报且内容不同，请只保留正确的一条。").format(
                    code=row.unit_code, one=other.row_no, other=row.row_no
                ),
                column="单位编码",
                value=row.unit_code,
            )


def _tell_the_same(one: StagedFiling, other: StagedFiling) -> bool:
    """Say whether two rows differ at most in how far the filing had come."""
    steps = ((one.endorsed_at, other.endorsed_at), (one.confirmed_at, other.confirmed_at))
    return _substance(one) == _substance(other) and all(a == b or not (a and b) for a, b in steps)


def _substance(row: StagedFiling) -> tuple[object, ...]:
    canteen, amounts = row.canteen_kind or "none", (row.canteen_total or Decimal(0), row.reserved or Decimal(0))
    return canteen, amounts, row.filed_at, row.remark


def _stage(row: StagedFiling) -> tuple[bool, bool]:
    return row.confirmed_at is not None, row.endorsed_at is not None


def _outcome(row: StagedFiling, filing: ShareFiling | None) -> str:
    if row.outcome:
        return row.outcome
    if filing is None:
        return Outcome.NEW
    row_told = told(row, filing.organisation_id, filing.filed_at)
    if all(getattr(row_told, name) == getattr(filing, name) for name in _TOLD):
        return Outcome.UNCHANGED
    is_older = filing.as_of is not None and (row.as_of is None or row.as_of <= filing.as_of)
    return Outcome.OLDER if is_older else Outcome.CHANGED
