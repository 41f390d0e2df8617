"""Rehearsing drafted rules on last year's confirmed figures (试算): which units would fall short, by how much."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes.rules import MISSED, UNKNOWN, Facts, judge
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.queries.finding import as_counted, confirmed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import ListedPlace
    from nongcai.domain.programmes.permissions import Layer
    from nongcai.domain.programmes.queries import BoundRule
    from nongcai.domain.programmes.rules import Demand

NO_CANTEEN = "none"
_TOLD = ("farm_total", "union_members", "union_planned", "welfare_total", "union_funds", "gift_total")


@dataclass(frozen=True)
class ShortUnit:
    """A unit that would miss a demand: what would be asked of it and what it had, in yuan."""

    unit_id: int
    code: str
    name: str
    rule: BoundRule
    asked: Decimal
    had: Decimal
    gap: Decimal


@dataclass(frozen=True)
class Rehearsal:
    """What drafted rules would have come to in the `figures_year`, in numbers of units.

    `judged` units could be told, by all demands or some; `short` of them would miss one, `refused` one that shall be
    kept (应当); `unknown` could not be told at all, for want of figures; `untouched` are not concerned.
    """

    figures_year: int
    rules: list[BoundRule]
    rows: list[ShortUnit]
    judged: int
    short: int
    refused: int
    unknown: int
    untouched: int


@dataclass(frozen=True)
class _Unit:
    """A listed unit with its confirmed filing, if any, and what it had reserved the year before."""

    id: int
    code: str
    name: str
    path: str
    facts: Facts
    has_filed: bool


def rehearse(actor: Actor, layer: Layer, year: int, drafts: Collection[int]) -> Rehearsal:
    """Judge drafted rules of a layer for a year by what the units within the actor's subtree filed the year before.

    Exemptions of the year are heeded. A unit without a confirmed filing cannot be told.
    """
    bound = programmes.rules_for(layer.region_code, year, path=actor.path, drafts=drafts)
    rehearsed = [rule for rule in bound if rule.id in drafts and rule.value is not None]
    layers = {rule.layer_code for rule in rehearsed}
    own = [rule for rule in bound if rule.layer_code in layers]
    units = _units(actor.path, year - 1)
    lowered = programmes.exemptions([unit.path for unit in units], year)
    rows: list[ShortUnit] = []
    refused = 0
    outcomes: Counter[str] = Counter()
    for unit in units:
        demands = [one for one in judge(own, unit.facts, lowered_to=lowered.get(unit.id)) if _bears(one, drafts)]
        missed = [row for demand in demands for row in _missed(unit, demand)]
        rows += missed
        refused += any(row.rule.may_refuse for row in missed)
        outcomes[_outcome(unit, demands, is_short=bool(missed))] += 1
    rows.sort(key=lambda row: (-row.gap, row.code))
    short, unknown, untouched = outcomes["short"], outcomes["unknown"], outcomes["untouched"]
    return Rehearsal(year - 1, rehearsed, rows, len(units) - unknown - untouched, short, refused, unknown, untouched)


def _units(path: str, year: int) -> list[_Unit]:
    listed = organisations.listed_places(year, path)
    rows = as_counted(
        ShareFiling.objects.filter(
            organisation_id__in=[one.organisation_id for one in listed], year__in=(year - 1, year)
        ),
        "canteen",
        *_TOLD,
    )
    filed = {(row.organisation_id, row.year): row for row in rows}
    return [
        _unit(one, filed.get((one.organisation_id, year)), filed.get((one.organisation_id, year - 1))) for one in listed
    ]


def _unit(listed: ListedPlace, filing: ShareFiling | None, before: ShareFiling | None) -> _Unit:
    facts = Facts(
        reserved_last_year=before.counted_reserved if before else None,
        union_members=listed.union_members,
        has_canteen=(confirmed(filing, "canteen") if filing else listed.canteen) != NO_CANTEEN,
        has_union_funds=listed.union_members > 0,
        is_enterprise=organisations.is_enterprise(listed.nature),
    )
    if filing is not None:
        facts = replace(facts, **_said(filing))
    return _Unit(listed.organisation_id, listed.code, listed.name, listed.path, facts, filing is not None)


def _said(filing: ShareFiling) -> dict[str, Any]:
    told = {
        "reserved": filing.counted_reserved,
        "canteen_total": filing.counted_total,
        **{name: confirmed(filing, name) for name in _TOLD},
    }
    return {name: value for name, value in told.items() if value is not None}


def _bears(demand: Demand[BoundRule], drafts: Collection[int]) -> bool:
    return any(verdict.rule.id in drafts for verdict in demand.verdicts)


def _missed(unit: _Unit, demand: Demand[BoundRule]) -> Iterator[ShortUnit]:
    nearest = demand.nearest
    if unit.has_filed and demand.outcome == MISSED and nearest.bound is not None and nearest.measured is not None:
        yield ShortUnit(unit.id, unit.code, unit.name, nearest.rule, nearest.bound, nearest.measured, nearest.gap)


def _outcome(unit: _Unit, demands: list[Demand[BoundRule]], *, is_short: bool) -> str:
    if not demands:
        return "untouched"
    if is_short:
        return "short"
    told = unit.has_filed and any(demand.outcome != UNKNOWN for demand in demands)
    return "kept" if told else "unknown"
