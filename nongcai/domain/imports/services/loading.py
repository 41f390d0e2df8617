"""Loading what the dry run found good, in one transaction."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value

from nongcai.domain.imports.errors import WrongRowsError
from nongcai.domain.imports.models import (
    ImportRun,
    ImportSheet,
    Outcome,
    Question,
    ReconciliationItem,
    StagedAccount,
    StagedFiling,
    StagedOrder,
    StagedUnit,
)
from nongcai.domain.imports.services.checking import year_of
from nongcai.domain.imports.services.following import catch_up
from nongcai.domain.imports.services.judging_directory import hold_back
from nongcai.domain.imports.services.judging_orders import judge_again
from nongcai.domain.imports.services.listing_items import list_items
from nongcai.domain.imports.services.matching import match_buyers
from nongcai.domain.imports.services.receiving import wrong_rows_of
from nongcai.domain.imports.services.remembering import unit_refs
from nongcai.domain.imports.services.running import advance, lock
from nongcai.domain.imports.services.translating import account, listed, told
from nongcai.domain.ledger import services as ledger
from nongcai.domain.notifications import services as notifications
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.regions import queries as regions
from nongcai.domain.regions import services as region_services
from nongcai.domain.shares import queries as shares_known
from nongcai.domain.shares import services as shares
from nongcai.domain.transactions import queries as known_orders
from nongcai.domain.transactions import services as transactions
from nongcai.foundation import records
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from typing import Any

    from nongcai.domain.organisations.actors import Actor

_GOOD = (Outcome.NEW, Outcome.CHANGED)
_TOLD = {
    "new": N_("新增"),
    "changed": N_("变更"),
    "unchanged": N_("无变化"),
    "held": N_("保留现有"),
    "wrong": N_("有误未导入"),
    "waiting": N_("暂缓"),
}


@transaction.atomic
def load(*, run_id: int, at: datetime) -> ImportRun:
    """Load a run's good rows: zones, directory, accounts, filings, orders, in this order, all or none.

    What waits for a person's decision stays staged and becomes an item to reconcile.

    :raises RunStepError: when the run was not checked.
    """
    run = lock(run_id)
    advance(run, "load")
    place = organisations.node(run.node_id)
    judge_again(run, place.path)
    wrong = wrong_rows_of(run) if run.all_or_nothing else 0
    if wrong:
        run.message = str(WrongRowsError(count=wrong))
        advance(run, "fail", "message")
        return run
    actor = organisations.operator_of(place, run.loaded_by_id or run.created_by_id)
    year = year_of(run, at)
    _accept_zones(run, actor, at)
    _load_directory(run, actor, at)
    _load_accounts(run, actor, year, at)
    _load_filings(run, actor, at)
    _load_orders(run, actor, year, at)
    catch_up(run, actor, year, at)
    list_items(run, at)
    run.loaded_at = at
    advance(run, "finish", "loaded_at")
    _tell(run, at)
    return run


def _accept_zones(run: ImportRun, actor: Actor, at: datetime) -> None:
    accepted = Question.objects.filter(run=run, kind="zone", answer="accept").values_list("key", flat=True)
    known = regions.known(set(accepted))
    for code in sorted(set(accepted) - known):
        named = StagedUnit.objects.filter(run_id=run.pk, region_code=code).exclude(region_name="").first()
        region_services.accept_zone(actor=actor, code=code, name=named.region_name if named else code, at=at)


def _load_directory(run: ImportRun, actor: Actor, at: datetime) -> None:
    unranked = programmes.unranked_words()
    for sheet in ImportSheet.objects.filter(run=run, kind="directory", year__isnull=False):
        rows = list(
            StagedUnit.objects.filter(sheet_id=sheet.pk, outcome__in=(*_GOOD, Outcome.UNCHANGED)).order_by("row_no")
        )
        judged = {row.pk: row.outcome for row in rows}
        known = regions.known({row.region_code for row in rows})
        for row in rows:
            if row.region_code not in known:
                row.outcome = Outcome.WAITING
        hold_back(rows, set())
        _keep([row for row in rows if row.outcome == Outcome.WAITING], judged)
        good = [row for row in rows if row.outcome != Outcome.WAITING]
        if not any(row.outcome in _GOOD for row in good):
            continue
        assert sheet.year is not None
        outcome = organisation_services.list_units(
            actor=actor, year=sheet.year, rows=[listed(row, unranked) for row in good], at=at
        )
        loaded = StagedUnit.objects.filter(pk__in=[row.pk for row in good])
        records.change(loaded, outcome=Outcome.LOADED)
        if outcome.moved:
            ledger.rebuild_summaries()


def _load_accounts(run: ImportRun, actor: Actor, year: int, at: datetime) -> None:
    rows = list(StagedAccount.objects.filter(run_id=run.pk, outcome=Outcome.NEW))
    refs = _ids(unit_refs(run, year, actor.path, {row.unit_code for row in rows}))
    regions_of = organisations.regions_of(refs.values())
    accounts = [
        account(row, refs[row.unit_code], regions_of[refs[row.unit_code]]) for row in rows if row.unit_code in refs
    ]
    _keep([row for row in rows if row.unit_code not in refs])
    organisation_services.open_buyer_accounts(actor=actor, accounts=accounts, since=date(year, 1, 1), at=at)


def _load_filings(run: ImportRun, actor: Actor, at: datetime) -> None:
    # What is unchanged is still known from a later export.
    staged = StagedFiling.objects.filter(run_id=run.pk, outcome__in=(*_GOOD, Outcome.UNCHANGED))
    for year in sorted({year for year in staged.values_list("year", flat=True) if year}):
        rows = list(staged.filter(year=year).order_by("id"))
        refs = _ids(unit_refs(run, year, actor.path, {row.unit_code for row in rows}))
        filed = {unit_id: filing.filed_at for unit_id, filing in shares_known.filings(refs.values(), year).items()}
        units = [(row, refs[row.unit_code]) for row in rows if row.unit_code in refs]
        filings = [told(row, unit_id, filed.get(unit_id, at)) for row, unit_id in units]
        unknown = [row for row in rows if row.unit_code not in refs]
        _keep(unknown, {row.pk: row.outcome for row in unknown})
        shares.record_filings(actor=actor, year=year, rows=filings, at=at, run_id=run.pk)


def _load_orders(run: ImportRun, actor: Actor, year: int, at: datetime) -> None:
    if not match_buyers(run, actor.path, year):
        return
    _keep_undated(run)
    transactions.record_from(selection=_orders(run), scope=actor.path, at=at)


def _keep_undated(run: ImportRun) -> None:
    # Which of two stories is the later one, only the export's time can say; nobody gave it.
    for sheet in ImportSheet.objects.filter(run=run, kind="transactions", exported_at=None):
        undated = StagedOrder.objects.filter(sheet_id=sheet.pk, outcome=Outcome.CHANGED)
        sheet.changed, sheet.waiting = 0, sheet.waiting + records.change(undated, outcome=Outcome.WAITING)
        records.save(sheet, "changed", "waiting")


def _keep(rows: Sequence[StagedUnit | StagedFiling | StagedAccount], judged: Mapping[int, str] | None = None) -> None:
    """Let rows wait that were judged loadable, and say so in the numbers of their sheets."""
    moved = Counter((row.sheet_id, judged[row.pk] if judged else row.outcome) for row in rows)
    for (sheet_id, outcome), count in moved.items():
        numbers = {outcome: F(outcome) - count, "waiting": F("waiting") + count}
        records.change(ImportSheet.objects.filter(pk=sheet_id), **numbers)
    for row in rows:
        row.outcome = Outcome.WAITING
    records.update_many(rows, "outcome")


def _ids(refs: Mapping[str, str]) -> dict[str, int]:
    return {code: int(ref) for code, ref in refs.items() if ref.isdigit()}


def _orders(run: ImportRun) -> QuerySet[Any, Any]:
    renamed = {
        "buyer_kind": "buyer__buyer_kind", "buyer_name": "buyer__buyer_name", "buyer_code": "buyer__buyer_code",
        "bound_unit_code": "buyer__bound_unit_code", "unit_id": "buyer__unit_id", "rule": "buyer__rule",
        "origin": "told_by", "import_run": "run_id",
    }  # fmt: skip
    # What is unchanged is still known from a later export.
    earlier = known_orders.known().filter(order_no=OuterRef("order_no"), as_of__lt=OuterRef("as_of"))
    tells_later = Q(outcome=Outcome.UNCHANGED) & Exists(earlier)
    # Whose an order is may be known here and not where it was imported first.
    ownerless = known_orders.known().filter(unit_id=None).values("order_no")
    finds_owner = Q(outcome__in=(Outcome.UNCHANGED, Outcome.OLDER), buyer__unit_id__isnull=False)
    return (
        StagedOrder.objects.filter(
            Q(outcome__in=_GOOD) | tells_later | finds_owner & Q(order_no__in=ownerless), run_id=run.pk
        )
        .annotate(told_by=Value("export"))
        .order_by(F("order_no"))
        .values_list(*(renamed.get(name, name) for name in transactions.FIELDS))
    )


def _tell(run: ImportRun, at: datetime) -> None:
    if run.created_by_id is None:
        return
    sums = ImportSheet.objects.filter(run=run).aggregate(**{name: Sum(name) for name in _TOLD})
    always = {"new", "changed"}
    rows = "，".join(
        N_("{label}{count}行").format(label=label, count=sums[name] or 0)
        for name, label in _TOLD.items()
        if sums[name] or name in always
    )
    items = ReconciliationItem.objects.filter(run=run, settled_at=None).count()
    waiting = N_("另有{n}个事项待核对。").format(n=items) if items else ""
    text = N_("导入完成：{rows}。{waiting}").format(rows=rows, waiting=waiting)
    notifications.tell(user_id=run.created_by_id, text=text, at=at, path=f"/imports/{run.pk}/")
