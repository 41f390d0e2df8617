"""From a bank's statement to the rows that the room of payments judges; what its headings do not say is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.domain.payments.queries import SaidTransfer
from nongcai.foundation.money import ZERO
from nongcai.foundation.years import CHINA
from nongcai.interfaces.sheets.bank_layouts import layouts, needed
from nongcai.interfaces.sheets.parsing import parse
from nongcai.interfaces.sheets.planning import plan_asking
from nongcai.interfaces.sheets.questions import IGNORE
from nongcai.interfaces.sheets.reading import UnreadableFileError, open_workbook
from nongcai.interfaces.sheets.refusals import Limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from decimal import Decimal
    from pathlib import Path

    from nongcai.interfaces.sheets.parsing import ParsedRow
    from nongcai.interfaces.sheets.planning import SheetPlan
    from nongcai.interfaces.sheets.questions import Question

LONGEST = 5000
LARGEST = 10_000_000
LIMITS = Limits(file_bytes=LARGEST, unpacked_bytes=100_000_000, part_bytes=40_000_000, rows=20_000, columns=60)
# Fewer known columns are there by chance.
_BY_CHANCE = 3
_CLOCK = re.compile(r"(\d{1,2}):?(\d{2})(?::?(\d{2}))?")


@dataclass(frozen=True)
class ReadStatement:
    """What a statement holds; with questions it cannot be read yet."""

    bank: str
    plan: SheetPlan
    rows: list[SaidTransfer]
    questions: tuple[Question, ...] = ()


def read_statement(path: Path, *, name: str, answers: Mapping[str, str] | None = None) -> ReadStatement:
    """Read the first sheet that is a bank's statement, by the layout that knows most of its columns.

    :raises UnreadableFileError: when there is none, or it is too long.
    """
    sheets = open_workbook(path, name=name, limits=LIMITS)
    plans = [plan_asking(raw, bank, answers or {}) for raw in sheets for bank in layouts()]
    plan = max(plans, key=_fitness)
    if len(plan.columns) < _BY_CHANCE:
        text = _("“{name}”不是银行对账单：没有认出交易时间、对方户名和金额等列；请从网上银行导出交易明细后再上传。")
        raise UnreadableFileError(text.format(name=name))
    if plan.raw.table.height > LONGEST + plan.raw.header_row:
        raise UnreadableFileError(_("“{name}”超过{limit}行，请分几次上传。").format(name=name, limit=LONGEST))
    bank = plan.spec.title.removesuffix("对账单")
    if _lacking(plan) and answers:
        # One of those that were once said not to be needed may be what is lacking.
        taken = {key: answer for key, answer in answers.items() if answer != IGNORE}
        plan = plan_asking(plan.raw, plan.spec, taken)
    if plan.questions:
        return ReadStatement(bank, plan, [], plan.questions)
    if lacking := _lacking(plan):
        text = _("“{name}”缺少必需的列：{columns}；请从网上银行导出完整的交易明细后再上传。")
        raise UnreadableFileError(text.format(name=name, columns="、".join(lacking)))
    return ReadStatement(bank, plan, [_said(row, plan) for row in parse(plan)])


def _fitness(plan: SheetPlan) -> tuple[bool, int, int]:
    is_whole = not plan.missing and not _lacking(plan)
    return is_whole, len(plan.columns), -len(plan.questions)


def _lacking(plan: SheetPlan) -> list[str]:
    wanted = needed(plan.spec) - plan.columns.keys()
    return [column.label for column in plan.spec.columns if column.field in wanted]


def _said(row: ParsedRow, plan: SheetPlan) -> SaidTransfer:
    told = dict(zip(plan.spec.fields, row.values, strict=True))
    faults = [
        f"{one.column_label.rstrip('*')}：{one.message}" if one.column_label else one.message
        for one in row.problems
        if one.level == "error"
    ]
    amount, is_in = _amount(told, faults)
    note = " ".join(filter(None, (told.get(name, "") or "" for name in ("remark", "purpose", "summary"))))
    texts = {name: told.get(name) or "" for name in ("payer", "payer_account", "serial", "own_account")}
    moment = _moment(told, faults)
    return SaidTransfer(
        row.row_no, moment, amount, is_in, note[:200], told.get("balance"), faults=tuple(faults), **texts
    )


def _amount(told: Mapping[str, Any], faults: list[str]) -> tuple[Decimal | None, bool]:
    if "amount" in told:
        amount, way = told["amount"], told["direction"]
        if not faults and (amount is None or amount <= 0 or not way):
            faults.append(_("应有大于零的交易金额和借贷标志；红字冲正的，请与银行核对后人工处理。"))
        return amount, way == "in"
    credit: Decimal = told.get("credit") or ZERO
    debit: Decimal = told.get("debit") or ZERO
    if not faults and (min(credit, debit) < 0 or bool(credit) == bool(debit)):
        faults.append(_("收入金额和支出金额应有且只有一项大于零；红字冲正的，请与银行核对后人工处理。"))
    return (credit or debit or None), bool(credit)


def _moment(told: Mapping[str, Any], faults: list[str]) -> datetime | None:
    moment: datetime | None = told["moment"]
    written = told.get("clock") or ""
    if moment is None or not written:
        return moment
    found = _CLOCK.fullmatch(written.strip())
    try:
        hour, minute, second = (int(part or 0) for part in found.groups()) if found else (-1, 0, 0)
        return moment.replace(hour=hour, minute=minute, second=second, tzinfo=CHINA)
    except ValueError:
        faults.append(_("时刻：应为时间，如 10:22:00。"))
        return moment
