"""Judging a transaction export, set by set: what is wrong, twice, new, changed, older."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db.models import Max

from nongcai.domain.imports.models import ImportSheet, Outcome, SheetKind, StagedOrder
from nongcai.domain.imports.services import statements
from nongcai.domain.imports.services.noting import ask
from nongcai.domain.imports.services.reading import NewQuestion
from nongcai.domain.imports.services.staging import count_outcomes
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions import services as transaction_services
from nongcai.foundation import records
from nongcai.foundation.texts import N_
from nongcai.foundation.years import CHINA

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from nongcai.domain.imports.models import ImportRun

_WHEN_EXPORTED = N_(
    "“{file}”中有{count}笔订单与其他数据不同，请填写该文件从832平台导出的时间"
    "（不早于{latest}，格式如2024-03-01 09:30），以判断哪个更新。"
)
_SAID_BY_TITLE = N_("表头写明的导出时间为{hint}，已填入，请核对。")


def judge_orders(run: ImportRun, path: str) -> None:
    """Give each staged order its outcome; ask for the export's time where a known order changed."""
    for code, column, value, message, condition in statements.WRONG_ORDERS:
        records.run(
            statements.NOTE_WRONG_ORDERS.format(value=value, condition=condition),
            run=run.pk,
            code=code,
            column=column,
            message=message,
        )
    records.run(statements.MARK_WRONG_ORDERS, run=run.pk)
    _date(run)
    records.run(statements.HOLD_BACK_UNDATED, run=run.pk)
    undated = StagedOrder.objects.filter(run_id=run.pk, outcome="waiting")
    _ask_when_exported(run, undated)
    records.run(statements.NOTE_CONTRADICTIONS, run=run.pk)
    records.run(statements.MARK_DUPLICATES, run=run.pk)
    records.run(statements.MARK_WRONG_ORDERS, run=run.pk)
    _compare(run, path)
    _ask_when_exported(run, StagedOrder.objects.filter(run_id=run.pk, outcome__in=("changed", "older")))
    hold_back_orders(run)


def judge_again(run: ImportRun, path: str) -> None:
    """Compare what was new or changed with what is known now, before it is loaded; others may have loaded since."""
    staged = StagedOrder.objects.filter(run_id=run.pk)
    if not staged.exists():
        return
    transaction_services.lock_orders()
    records.change(staged.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED)), outcome="")
    _compare(run, path)
    hold_back_orders(run)
    count_outcomes(run, SheetKind.TRANSACTIONS)


def _date(run: ImportRun) -> None:
    # An export is at least as late as the latest moment that it tells of.
    for sheet in ImportSheet.objects.filter(run=run, kind="transactions"):
        as_of = sheet.exported_at or _latest(sheet) or run.created_at
        records.change(StagedOrder.objects.filter(sheet_id=sheet.pk), as_of=as_of)


def _latest(sheet: ImportSheet) -> datetime | None:
    moments = StagedOrder.objects.filter(sheet_id=sheet.pk).aggregate(a=Max("ordered_at"), b=Max("completed_at"))
    return max((moment for moment in moments.values() if moment), default=None)


def _known() -> str:
    """Return the selection of all known orders, to be joined: what a room above holds against the room below."""
    selection = transactions.known().values("order_no", "state", "amount", "refund", "completed_at", "as_of", "unit_id")
    return selection.query.sql_with_params()[0]


def _compare(run: ImportRun, path: str) -> None:
    places = organisations.placements().values("organisation_id", "path").query.sql_with_params()[0]
    records.run(statements.NOTE_FOREIGN_ORDERS.format(known=_known(), places=places), run=run.pk, path=path)
    records.run(statements.MARK_WRONG_ORDERS, run=run.pk)
    records.run(statements.COMPARE_ORDERS.format(known=_known()), run=run.pk)


def hold_back_orders(run: ImportRun) -> None:
    """Keep what is known of orders whose state would go back, unless a person accepted it."""
    records.run(statements.HOLD_BACK_ORDERS.format(known=_known()), run=run.pk)


def _ask_when_exported(run: ImportRun, orders: QuerySet[StagedOrder]) -> None:
    counts = Counter(orders.values_list("sheet_id", flat=True))
    undated = ImportSheet.objects.filter(run=run, kind="transactions", exported_at=None, pk__in=counts)
    asked = []
    for sheet in undated:
        latest = (_latest(sheet) or run.created_at).astimezone(CHINA)
        prompt = _WHEN_EXPORTED.format(
            file=sheet.file_name, count=counts[sheet.pk], latest=latest.strftime("%Y-%m-%d %H:%M")
        )
        # A day without an hour may lie before the last order that the export tells of.
        hint = sheet.exported_hint if sheet.exported_hint >= latest.strftime("%Y-%m-%d %H:%M") else ""
        if hint:
            prompt += _SAID_BY_TITLE.format(hint=hint)
        asked.append(NewQuestion("exported_at", f"{sheet.file_name}|{sheet.sheet_name}", prompt, proposal=hint))
    ask(run.pk, asked, stops_check=False)
