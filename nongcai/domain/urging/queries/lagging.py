"""Who has not filed, and which filings wait for whom, since when."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import BigIntegerField, Case, Count, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import queries as shares
from nongcai.domain.shares.states import CLIMBING, FilingState, Flag

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from nongcai.domain.organisations.queries import Node
    from nongcai.domain.programmes.queries import Window
    from nongcai.domain.shares.queries import Season

FILE, APPROVE, ENDORSE, CONFIRM = "file", "approve", "endorse", "confirm"
# Until a unit has filed, its last day is that of filing.
WITH_UNIT = frozenset({FILE, APPROVE})
# What stands out is named in this order.
EXCEPTIONS = (Flag.LATE, Flag.BELOW_RULE, Flag.IMPLAUSIBLE, Flag.CHANGED)
_STEPS = {
    FilingState.PREPARED: APPROVE,
    FilingState.FILED: ENDORSE,
    FilingState.REVIEWED: ENDORSE,
    FilingState.ENDORSED: CONFIRM,
}


@dataclass(frozen=True)
class Lagging:
    """A unit whose filing is not through: the step it waits at, who must act since when, and the step's last day.

    For a unit that was closed its successor acts.
    """

    unit_id: int
    code: str
    name: str
    path: str
    step: str
    holder_id: int
    since: datetime | None
    due_on: date | None
    phone: str
    is_sensitive: bool = False
    supervisor_id: int = 0

    @property
    def is_with_unit(self) -> bool:
        """Whether it has not filed yet: nothing is written, or it lies with its own approver (在单位内审核)."""
        return self.step in WITH_UNIT

    @property
    def called_id(self) -> int:
        """By whose numbers one asks for its filing."""
        return self.holder_id if self.is_with_unit else self.unit_id


@dataclass(frozen=True)
class Bureau:
    """A finance department right below, and how many of the units under it are at which step."""

    node_id: int
    name: str
    steps: dict[str, int]

    @property
    def total(self) -> int:
        """All that are not through."""
        return sum(self.steps.values())


@dataclass(frozen=True)
class Waiting:
    """What waits for one reviewing office."""

    holder_id: int
    total: int
    flags: dict[str, int]
    oldest: datetime | None
    due_on: date | None

    @property
    def exceptions(self) -> list[tuple[str, int]]:
        """What stands out, in words, with how many there are."""
        return [(str(flag.label), self.flags[flag]) for flag in EXCEPTIONS if self.flags.get(flag)]


def lagging(node: Node, year: int, season: Season) -> list[Lagging]:
    """Return who under a finance department's own hand is not through, in a handful of statements.

    Units of the departments below are theirs: nobody is urged past them (越级).
    """
    windows = _windows(season)
    told = ("organisation_id", "code", "name", "place", "filer", "state", "holder", "since", "phone")
    names = (*told, "organisation__is_sensitive")
    rows = list(_listed(node, year).values_list(*names))
    later = programmes.extensions([row[0] for row in rows], year)
    found = []
    for unit, code, name, place, filer, state, holder, since, phone, sensitive in rows:
        step = _STEPS.get(state, FILE)
        is_within = step in WITH_UNIT
        due = _last_day(windows, FILE if is_within else step, later.get(unit) if is_within else None)
        acts = filer if is_within or holder is None else holder
        above = int(place.removeprefix(node.path).partition(".")[0])
        found.append(Lagging(unit, code, name, place, step, acts, since, due, phone, sensitive, above))
    return found


def lagging_bureaus(node: Node, year: int) -> list[Bureau]:
    """Count who is not through under each finance department right below, in official order (机构排序)."""
    rows = _placed(node, year).exclude(home=node.path)
    counted = rows.order_by().values_list("home", "state").annotate(n=Count("pk"))
    found: dict[int, Counter[str]] = {}
    for home, state, n in counted:
        below = int(home.removeprefix(node.path).partition(".")[0])
        found.setdefault(below, Counter())[_STEPS.get(state, FILE)] += n
    below_it = organisations.nodes(organisations.placements().filter(organisation_id__in=found))
    return [Bureau(one.id, one.name, dict(found[one.id])) for one in below_it]


def waiting_by_holder(node: Node, year: int, season: Season) -> list[Waiting]:
    """Return what waits for each reviewing office of a finance department's own units, in one statement."""
    windows = _windows(season)
    own = organisations.units_under(node.path).filter(home_path=node.path).values("organisation_id")
    rows = shares.filings_in(year).filter(organisation_id__in=own, state__in=CLIMBING, holder__isnull=False)
    held: dict[int, list[tuple[str, list[str], datetime | None]]] = {}
    for holder, state, flags, since in rows.order_by("holder_id").values_list(
        "holder_id", "state", "flags", "held_since"
    ):
        held.setdefault(holder or 0, []).append((state, flags, since))
    found = []
    for holder, filings in held.items():
        counted = Counter(flag for _state, marked, _since in filings for flag in marked)
        oldest = min((since for _state, _marked, since in filings if since), default=None)
        days = [_last_day(windows, _STEPS[FilingState(state)]) for state, *_ in filings]
        due = min((day for day in days if day), default=None)
        found.append(Waiting(holder, len(filings), dict(counted), oldest, due))
    return found


def _listed(node: Node, year: int) -> QuerySet[Any]:
    unit = OuterRef("organisation_id")
    filed, before = (shares.filings_in(one).filter(organisation_id=unit) for one in (year, year - 1))
    standing = organisations.placements().filter(organisation_id=unit)

    def told(rows: QuerySet[Any], name: str) -> Subquery:
        return Subquery(rows.values(name)[:1])

    rows: QuerySet[Any] = (
        _placed(node, year)
        .filter(home=node.path)
        .annotate(
            place=told(standing, "path"),
            # After a unit's closing, the one under which it hangs writes.
            filer=Case(
                When(organisation__closed_on=None, then=F("organisation_id")),
                default=told(standing, "parent_id"),
                output_field=BigIntegerField(),
            ),
            holder=told(filed, "holder_id"),
            since=told(filed, "held_since"),
            phone=Coalesce(NullIf(told(filed, "contact_phone"), Value("")), told(before, "contact_phone"), Value("")),
        )
    )
    return rows


def _placed(node: Node, year: int) -> QuerySet[Any]:
    """Select the units of which nothing counts yet; a change of what counts is nobody's delay."""
    unit = OuterRef("organisation_id")
    filings = shares.filings_in(year).filter(organisation_id=unit)
    filed = filings.values("state")[:1]
    home = organisations.placements().filter(organisation_id=unit).values("home_path")[:1]
    due = organisations.listings(year, node.path).filter(~Exists(filings.filter(counted_version__isnull=False)))
    rows: QuerySet[Any] = due.annotate(home=Subquery(home), state=Coalesce(Subquery(filed), Value("")))
    return rows


def _windows(season: Season) -> dict[str, Window]:
    return programmes.windows_of(season.programme) if season.programme else {}


def _last_day(windows: Mapping[str, Window], step: str, extended_to: date | None = None) -> date | None:
    usual = windows[step].due_on if step in windows else None
    return max((day for day in (usual, extended_to) if day is not None), default=None)
