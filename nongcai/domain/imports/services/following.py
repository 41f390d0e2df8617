"""What follows when it becomes clear which unit was meant: waiting orders, filings, accounts and units take effect."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from typing import TYPE_CHECKING

from nongcai.domain.imports.models import ImportSheet, Outcome, StagedAccount, StagedFiling, StagedUnit
from nongcai.domain.imports.rules import SETTLED, Buyer, match
from nongcai.domain.imports.services import identifying
from nongcai.domain.imports.services.remembering import lookup, unit_refs, years_listed
from nongcai.domain.imports.services.running import loaded_runs
from nongcai.domain.imports.services.translating import account, listed, told
from nongcai.domain.ledger import services as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services as organisation_services
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import services as shares
from nongcai.domain.transactions import queries as transactions
from nongcai.domain.transactions import services as transaction_services
from nongcai.domain.transactions.rules import OUTSIDE
from nongcai.foundation import records

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.imports.models import ImportRun, ReconciliationItem
    from nongcai.domain.organisations.actors import Actor


def attribute(buyer: Buyer, unit_id: int, runs: list[int], at: datetime, *, rule: str, year: int | None = None) -> None:
    """Count a buyer's waiting orders, of one year or of all, to a unit."""
    orders = transactions.waiting(runs) & transactions.bought_by(*astuple(buyer))
    if year is not None:
        orders = orders.filter(completed_at__year=year)
    transaction_services.attribute(orders=orders, unit_id=unit_id, rule=rule, at=at)


def move(buyer: Buyer, before: int | None, after: int | None, runs: list[int], at: datetime) -> None:
    """Count what was settled on one unit, or found to be of another region, to a unit; to nobody until it is known."""
    bought = transactions.bought_by(*astuple(buyer))
    if before:
        orders = bought.filter(unit_id=before, rule=SETTLED, import_run__in=runs)
    else:
        orders = bought & transactions.outside(runs)
    transaction_services.attribute(orders=orders, unit_id=after, rule=SETTLED if after else "", at=at)


def set_aside(buyer: Buyer, runs: list[int], at: datetime) -> None:
    """Let a buyer's waiting orders count to no unit here: it is of another region."""
    orders = transactions.waiting(runs) & transactions.bought_by(*astuple(buyer))
    transaction_services.attribute(orders=orders, unit_id=None, rule=OUTSIDE, at=at)


def file(actor: Actor, unit_code: str, unit_id: int, runs: list[int], at: datetime, *, year: int | None = None) -> None:
    """Record the waiting filings of a unit code, of one year or of all."""
    waiting = StagedFiling.objects.filter(run_id__in=runs, unit_code=unit_code, outcome=Outcome.WAITING)
    if year is not None:
        waiting = waiting.filter(year=year)
    for row in waiting.order_by("id"):
        shares.record_filings(actor=actor, year=row.year or 0, rows=[told(row, unit_id, at)], at=at, run_id=row.run_id)
    records.change(waiting, outcome=Outcome.LOADED)


def open_accounts(actor: Actor, unit_code: str, unit_id: int, runs: list[int], at: datetime) -> None:
    """Open the waiting accounts of a unit code."""
    waiting = StagedAccount.objects.filter(run_id__in=runs, unit_code=unit_code, outcome=Outcome.WAITING)
    region = organisations.regions_of({unit_id})[unit_id]
    rows = list(waiting)
    organisation_services.open_buyer_accounts(
        actor=actor,
        accounts=[account(row, unit_id, region) for row in rows],
        since=date(_latest_year(runs, at), 1, 1),
        at=at,
    )
    records.change(waiting, outcome=Outcome.LOADED)


def count_bought(run: ImportRun, actor: Actor, runs: list[int], at: datetime, *, year: int | None = None) -> None:
    """Count the waiting orders of every buyer that now means exactly one unit."""
    listed = years_listed(run, actor.path)
    waiting: dict[int, list[Buyer]] = {}
    for row in transactions.waiting_buyers(runs):
        buyer = Buyer(row["buyer_kind"], row["buyer_name"], row["buyer_code"], row["bound_unit_code"])
        waiting.setdefault(row["year"], []).append(buyer)
    for bought_in, buyers in waiting.items():
        found = lookup(run, bought_in if bought_in in listed else year or _latest_year(runs, at), actor.path, buyers)
        for buyer in buyers:
            matched = match(buyer, found)
            if matched is not None and matched.unit.isdigit():
                attribute(buyer, int(matched.unit), runs, at, rule=matched.rule, year=bought_in)


def list_unit(actor: Actor, item: ReconciliationItem, unit_id: int | None, runs: list[int], at: datetime) -> None:
    """List the waiting unit of an item, as the unit that it is or as a new one."""
    for row in StagedUnit.objects.filter(run_id__in=runs, outcome=Outcome.WAITING, name=item.name):
        if identifying.key_of(row) != item.key:
            continue
        row.organisation_id = unit_id
        year = ImportSheet.objects.values_list("year", flat=True).get(pk=row.sheet_id)
        unit = listed(row, programmes.unranked_words())
        outcome = organisation_services.list_units(actor=actor, year=year or at.year, rows=[unit], at=at)
        if outcome.moved:
            ledger.rebuild_summaries()
        row.outcome = Outcome.LOADED
        records.update_many([row], "outcome", "organisation_id")


def catch_up(run: ImportRun, actor: Actor, year: int, at: datetime) -> None:
    """Let take effect what earlier runs left waiting and what this run's directory and accounts have made clear."""
    runs = [*loaded_runs(run.node_id), run.pk]
    filings = StagedFiling.objects.filter(run_id__in=runs, outcome=Outcome.WAITING, year__isnull=False)
    for filed_in in sorted({filed_in for filed_in in filings.values_list("year", flat=True) if filed_in}):
        codes = set(filings.filter(year=filed_in).values_list("unit_code", flat=True))
        for code, unit_id in _known(run, filed_in, actor.path, codes):
            file(actor, code, unit_id, runs, at, year=filed_in)
    accounts = StagedAccount.objects.filter(run_id__in=runs, outcome=Outcome.WAITING)
    for code, unit_id in _known(run, year, actor.path, set(accounts.values_list("unit_code", flat=True))):
        open_accounts(actor, code, unit_id, runs, at)
    count_bought(run, actor, runs, at, year=year)


def _latest_year(runs: list[int], at: datetime) -> int:
    years = ImportSheet.objects.filter(run_id__in=runs).values_list("year", flat=True)
    return max((year for year in years if year), default=at.year)


def _known(run: ImportRun, year: int, path: str, codes: set[str]) -> list[tuple[str, int]]:
    refs = unit_refs(run, year, path, codes) if codes else {}
    return [(code, int(ref)) for code, ref in sorted(refs.items()) if ref.isdigit()]
