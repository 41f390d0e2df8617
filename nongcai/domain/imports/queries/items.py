"""Reading what waits to be reconciled."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, Max, OuterRef, Subquery, Sum

from nongcai.domain.imports.models import (
    ImportRun,
    ItemKind,
    Outcome,
    ReconciliationItem,
    ReconciliationStep,
    StagedOrder,
)
from nongcai.domain.imports.rules import SETTLED, buyer_of, closest
from nongcai.domain.imports.states import RunState
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.transactions import queries as transactions
from nongcai.foundation.money import ZERO

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.transactions.models import Transaction

# A union's or a contractor's name says its unit's, then what it is.
_SUFFIXES = ("工会委员会", "委员会工会", "工会", "有限责任公司", "有限公司", "食堂")


@dataclass(frozen=True)
class Suggestion:
    """A unit that may be meant, and why."""

    unit_id: int
    name: str
    ground: str
    is_certain: bool = False


@dataclass(frozen=True)
class Stake:
    """How many matters wait, and with them how many orders or filings and how many yuan."""

    items: int
    orders: int
    amount: Decimal


def items_visible_to(actor: Actor) -> QuerySet[ReconciliationItem]:
    """Select what waits in the actor's own bureau, the heaviest first."""
    return matters_visible_to(actor).filter(settled_at=None).order_by("-amount", "kind", "key")


def settled_visible_to(actor: Actor) -> QuerySet[ReconciliationItem]:
    """Select what was settled in the actor's own bureau, the latest first, each with the reason last given."""
    last = ReconciliationStep.objects.filter(item=OuterRef("pk")).order_by("-id").values("reason")[:1]
    settled = matters_visible_to(actor).filter(settled_at__isnull=False)
    return settled.annotate(reason=Subquery(last)).order_by("-settled_at", "-id")


def matters_visible_to(actor: Actor) -> QuerySet[ReconciliationItem]:
    """Select what waits or was settled in the actor's own bureau."""
    items = ReconciliationItem.objects.filter(node_id=actor.organisation_id)
    if not permissions.is_finance(actor) and not actor.reads_only:
        items = items.none()
    return items.select_related("unit", "settled_by")


def steps_of(item: ReconciliationItem) -> QuerySet[ReconciliationStep]:
    """Select what was done about a matter, the latest first."""
    return ReconciliationStep.objects.filter(item=item).select_related("unit", "by").order_by("-id")


def orders_of(item: ReconciliationItem) -> QuerySet[Transaction]:
    """Select a buyer's orders: those that wait for the decision, or those that count by it."""
    if item.kind != ItemKind.BUYER:
        return transactions.known().none()
    bought = transactions.bought_by(*astuple(buyer_of(item.key)))
    runs = ImportRun.objects.filter(node_id=item.node_id, state=RunState.LOADED).values_list("pk", flat=True)
    if item.settled_at:
        if item.is_outside:
            return bought & transactions.outside(runs)
        settled = bought.filter(unit_id=item.unit_id, rule=SETTLED, import_run__in=runs)
        return settled if item.unit_id else bought.none()
    return bought & transactions.waiting(runs)


def buyers_settled_on(unit_id: int) -> QuerySet[ReconciliationItem]:
    """Select the buyers that a bureau settled on a unit."""
    items = ReconciliationItem.objects.filter(unit_id=unit_id, kind=ItemKind.BUYER, settled_at__isnull=False)
    return items.select_related("settled_by").order_by("name", "key")


def kinds_of(items: QuerySet[ReconciliationItem]) -> list[tuple[str, str, int]]:
    """Return (kind, its name, how many) of these items."""
    counts = items.order_by("kind").values_list("kind").annotate(Count("id"))
    return [(kind, str(ItemKind(kind).label), count) for kind, count in counts]


def at_stake(items: QuerySet[ReconciliationItem]) -> Stake:
    """Sum what hangs on these items."""
    sums = items.order_by().aggregate(items=Count("id"), orders=Sum("orders"), amount=Sum("amount"))
    return Stake(sums["items"], sums["orders"] or 0, sums["amount"] or ZERO)


def items_of(run: ImportRun) -> list[ReconciliationItem]:
    """Return what a run left open."""
    return list(ReconciliationItem.objects.filter(run=run, settled_at=None).order_by("-amount", "kind", "key"))


def suggestions(items: Iterable[ReconciliationItem], path: str) -> dict[int, list[Suggestion]]:
    """Map items to units that may be meant: the same credit code first, then the closest names."""
    listed = list(items)
    names = list(organisations.unit_names(path))
    same: dict[str, list[tuple[int, str]]] = {}
    codes = {item.credit_code for item in listed if item.credit_code}
    for code, unit_id, name in organisations.units_by_credit_code(codes, path):
        same.setdefault(code, []).append((unit_id, name))
    return {item.pk: _suggest(item, same.get(item.credit_code, []), names) for item in listed}


def waiting_amount(path: str) -> tuple[int, Decimal]:
    """Return number and yuan of completed orders that bureaus at or below a path imported and that count to nobody.

    Their unit is not known, or nobody said which of two exports is right.
    """
    nodes = organisations.placements().filter(path__startswith=path).values("organisation_id")
    runs = ImportRun.objects.filter(node_id__in=nodes).values_list("pk", flat=True)
    waiting = transactions.waiting(runs).values_list("order_no", "net")
    # One statement, whatever waits: few orders do, and every board asks.
    rows = dict(waiting.order_by().union(_undecided(runs), all=True))
    return len(rows), sum(rows.values(), ZERO)


def _undecided(runs: QuerySet[ImportRun, Any]) -> QuerySet[StagedOrder, Any]:
    """Select completed orders that loaded runs left staged, with the larger amount where two are told."""
    loaded = runs.filter(state=RunState.LOADED)
    return (
        StagedOrder.objects.filter(run_id__in=loaded, outcome=Outcome.WAITING, completed_at__isnull=False)
        .filter(state__in=transactions.COUNTING_STATES)
        .filter(~Exists(transactions.completed().filter(order_no=OuterRef("order_no"))))
        .order_by()
        .values_list("order_no")
        .annotate(net=Max(F("amount") - F("refund")))
    )


def _suggest(item: ReconciliationItem, same: list[tuple[int, str]], names: list[tuple[str, int]]) -> list[Suggestion]:
    found = [Suggestion(item.unit_id, item.unit.name, "名录中的对应单位")] if item.unit_id and item.unit else []
    found += [
        Suggestion(unit_id, name, "信用代码相同", is_certain=len(same) == 1)
        for unit_id, name in same
        if unit_id != item.unit_id
    ]
    taken = {one.unit_id for one in found}
    alike = closest(_bare(item.name), names) if item.name else []
    for unit_id, name in alike:
        if unit_id not in taken:
            is_same = name == item.name
            found.append(Suggestion(unit_id, name, "名称相同" if is_same else "名称相近", is_certain=is_same))
    return found


def _bare(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 2:
            return name.removesuffix(suffix)
    return name
