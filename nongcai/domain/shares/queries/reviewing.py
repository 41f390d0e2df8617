"""What those above a unit look at: what waits for them, who has filed, how far the season is."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Power
from nongcai.domain.shares import rules
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.queries.finding import filings, filings_visible_to, waiting_for
from nongcai.domain.shares.queries.hosting import unanswered_of
from nongcai.domain.shares.rules import Earlier, SaidCanteen
from nongcai.domain.shares.states import CLIMBING, FilingAction, FilingState, Flag
from nongcai.foundation.money import ZERO, percent

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Listing
    from nongcai.domain.shares.models import FilingStep
    from nongcai.domain.shares.rules import Hint

UNFILED = "unfiled"
# How many filings one act decides at most.
MOST_AT_ONCE = 5000


@dataclass(frozen=True)
class WaitingCounts:
    """How many filings wait for an office, by state and by flag."""

    states: dict[str, int]
    flags: dict[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.states.values())


@dataclass(frozen=True)
class WaitingRow:
    """A filing that waits, with what is known of the unit's year before; None where nothing is.

    `unanswered` counts the members of its shared canteen that did not acknowledge.
    """

    filing: ShareFiling
    total_last_year: Decimal | None
    reserved_last_year: Decimal | None
    purchased_last_year: Decimal | None
    unanswered: int = 0

    @property
    def hints(self) -> list[Hint]:
        """What is implausible, as far as the figures beside it tell."""
        if Flag.IMPLAUSIBLE not in self.filing.flags:
            return []
        earlier = Earlier(self.total_last_year, self.reserved_last_year, self.purchased_last_year)
        whole = SaidCanteen(rules.OWN, "", self.filing.canteen_total or ZERO, rules.ESTIMATE)
        return rules.hints([whole], self.filing.reserved or ZERO, earlier)


@dataclass(frozen=True)
class DueRow:
    """A unit that owes a filing, and the filing once there is one."""

    listing: Listing
    filing: ShareFiling | None


@dataclass(frozen=True)
class Progress:
    """How far a season is, in numbers of units; a confirmed filing whose change still climbs stays passed."""

    due: int
    filed: int
    passed: int
    states: dict[str, int]

    @property
    def missing(self) -> int:
        """Who has nothing filed yet (未填报)."""
        return self.due - sum(self.states.values())

    @property
    def changing(self) -> int:
        """Of those whom finance confirmed, whose change still climbs or was sent back."""
        return self.passed - self.states.get(FilingState.CONFIRMED, 0)

    @property
    def filing_rate(self) -> Decimal | None:
        """填报率: those whose filing stands or climbs, of all who owe one."""
        return _share(self.filed, self.due)

    @property
    def passing_rate(self) -> Decimal | None:
        """审核通过率: those whom finance confirmed, of those who filed."""
        return _share(self.passed, self.filed)


def passing_action(actor: Actor) -> FilingAction | None:
    """Return by which step filings pass that wait for the actor's office; None for those who decide nothing."""
    if not permissions.may(actor, Power.REVIEW):
        return None
    if permissions.is_bureaus(actor):
        return FilingAction.CONFIRM
    own = organisations.node(actor.organisation_id)
    below_finance = own.path.removeprefix(own.home_path).count(".") == 1
    return FilingAction.ENDORSE if below_finance else FilingAction.REVIEW


def inbox(actor: Actor, year: int, *, flag: str = "", text: str = "") -> QuerySet[ShareFiling]:
    """Select what waits for the actor's office, by a flag and by words of the unit's name or its code."""
    rows = waiting_for(actor, year)
    if flag:
        rows = rows.filter(flags__contains=[flag])
    if text:
        rows = rows.filter(Q(organisation__name__icontains=text) | Q(organisation__unit_code__startswith=text))
    return rows


def inbox_keys(rows: QuerySet[ShareFiling]) -> list[tuple[int, int]]:
    """Return (filing id, version) of what an inbox shows, as many as one act may decide."""
    return list(rows.values_list("pk", "version")[:MOST_AT_ONCE])


def waiting_counts(actor: Actor, year: int) -> WaitingCounts:
    """Count what waits for the actor's office, in one statement."""
    by_state = {f"state_{state}": Count("pk", filter=Q(state=state)) for state in CLIMBING}
    by_flag = {f"flag_{flag}": Count("pk", filter=Q(flags__contains=[flag])) for flag in Flag.values}
    found = waiting_for(actor, year).order_by().aggregate(**by_state, **by_flag)
    return WaitingCounts(
        {str(state): found[f"state_{state}"] for state in CLIMBING},
        {flag: found[f"flag_{flag}"] for flag in Flag.values},
    )


def waiting_rows(keys: Iterable[int], year: int) -> list[WaitingRow]:
    """Return the filings with these ids, in this order, each unit's year before beside it."""
    found = ShareFiling.objects.select_related("organisation", "holder").in_bulk(ordered := list(keys))
    waiting = [found[key] for key in ordered if key in found]
    units = [row.organisation_id for row in waiting]
    last = filings(units, year - 1)
    bought = dict(ledger.standings(year - 1).filter(unit_id__in=units).values_list("unit_id", "purchased"))
    open_members = unanswered_of(units, year)
    rows = []
    for row in waiting:
        before = last.get(row.organisation_id)
        total, reserved = (before.counted_total, before.counted_reserved) if before else (None, None)
        rows.append(
            WaitingRow(row, total, reserved, bought.get(row.organisation_id), open_members.get(row.organisation_id, 0))
        )
    return rows


def due_units(actor: Actor, year: int, *, text: str = "", state: str = "") -> QuerySet[Listing]:
    """Select who owes a filing within sight, by words and by how far the filing is; `unfiled` has none."""
    rows = organisations.directory(actor.path, year, text=text)
    if not state:
        return rows
    filed = ShareFiling.objects.filter(year=year)
    if state == UNFILED:
        return rows.exclude(organisation_id__in=filed.values("organisation_id"))
    return rows.filter(organisation_id__in=filed.filter(state=state).values("organisation_id"))


def due_rows(listings: Iterable[Listing], year: int) -> list[DueRow]:
    """Put the filing to each unit that owes one."""
    rows = list(listings)
    units = [row.organisation_id for row in rows]
    found = {
        filing.organisation_id: filing
        for filing in ShareFiling.objects.filter(organisation_id__in=units, year=year).select_related(
            "organisation", "holder"
        )
    }
    return [DueRow(row, found.get(row.organisation_id)) for row in rows]


def progress(actor: Actor, year: int) -> Progress:
    """Count how far the season is within sight, in two statements."""
    listed = organisations.listings(year, actor.path).order_by()
    rows = filings_visible_to(actor).filter(year=year, organisation_id__in=listed.values("organisation_id"))
    counts = {state: Count("pk", filter=Q(state=state)) for state in FilingState.values}
    stands = Q(state__in=CLIMBING) | Q(counted_version__isnull=False)
    found = rows.aggregate(
        stands=Count("pk", filter=stands), passed=Count("pk", filter=Q(counted_version__isnull=False)), **counts
    )
    return Progress(
        listed.count(), found["stands"], found["passed"], {state: found[state] for state in FilingState.values}
    )


def steps_of(filing: ShareFiling) -> QuerySet[FilingStep]:
    """Select who did what to a filing, the latest first."""
    return filing.steps.order_by("-at", "-pk")


def _share(part: int, whole: int) -> Decimal | None:
    return percent(Decimal(part), Decimal(whole))
