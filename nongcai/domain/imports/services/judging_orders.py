"""Judging a transaction export, set by set: what is wrong, twice, new, changed, older."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.imports.models import ImportSheet, Outcome, SheetKind, StagedOrder
from nongcai.domain.imports.services import statements
from nongcai.domain.imports.services.dating import ask_when_exported, latest_of
from nongcai.domain.imports.services.staging import count_outcomes
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions import services as transaction_services
from nongcai.foundation import records

if TYPE_CHECKING:
    from nongcai.domain.imports.models import ImportRun


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
    ask_when_exported(run, undated.only("sheet_id"))
    records.run(statements.NOTE_CONTRADICTIONS, run=run.pk)
    records.run(statements.MARK_DUPLICATES, run=run.pk)
    records.run(statements.MARK_WRONG_ORDERS, run=run.pk)
    _compare(run, path)
    differing = StagedOrder.objects.filter(run_id=run.pk, outcome__in=("changed", "older"))
    ask_when_exported(run, differing.only("sheet_id"))
    hold_back_orders(run)


def judge_again(run: ImportRun, path: str) -> None:
    """Compare with what is known now before loading, but for what was older or held; others may have loaded since."""
    # Also without orders: a directory makes earlier ones count, after the tree was locked.
    transaction_services.lock_orders()
    staged = StagedOrder.objects.filter(run_id=run.pk)
    if not staged.exists():
        return
    records.change(staged.filter(outcome__in=(Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED)), outcome="")
    _compare(run, path)
    hold_back_orders(run)
    count_outcomes(run, SheetKind.TRANSACTIONS)


def _date(run: ImportRun) -> None:
    # An export is at least as late as the latest moment that it tells of.
    for sheet in ImportSheet.objects.filter(run=run, kind="transactions"):
        as_of = sheet.exported_at or latest_of(sheet) or run.created_at
        records.change(StagedOrder.objects.filter(sheet_id=sheet.pk), as_of=as_of)


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
