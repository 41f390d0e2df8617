"""How an office reminds, and what was sent to whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.rules import masked_number
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.shares import queries as shares
from nongcai.domain.urging import rules
from nongcai.domain.urging.models import Contact, ReminderPolicy
from nongcai.domain.urging.states import ContactState, Kind, Rung
from nongcai.foundation.years import CHINA, day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.urging.queries.lagging import Lagging

# What went out, or is on its way.
GONE = (ContactState.SENDING, ContactState.SENT)


# The highest rung first, and which kinds of contact say so.
_SAYS: tuple[tuple[str, set[str]], ...] = (
    (Rung.NAMED, {Kind.NOTICE}),
    (Rung.WRITTEN, {Kind.LETTER}),
    (Rung.CALLED, {Kind.CALL}),
    (Rung.REMINDED, {Kind.REMINDER, Kind.LATE}),
)


@dataclass(frozen=True)
class Manner:
    """How an office reminds on a day: its settings, and the days on which it is closed."""

    policy: ReminderPolicy
    off: Collection[date]

    def is_quiet(self, at: datetime) -> bool:
        """Say whether nobody is to be disturbed."""
        local = at.astimezone(CHINA)
        return rules.is_quiet(local, self.policy.quiet_from, self.policy.quiet_to, self._resting)

    def next_open(self, at: datetime) -> datetime:
        """Return the first moment from then on at which messages go out."""
        local = at.astimezone(CHINA)
        return rules.next_open(local, self.policy.quiet_from, self.policy.quiet_to, self._resting)

    @property
    def _resting(self) -> Collection[date]:
        return self.off if self.policy.rests_on_days_off else ()


@dataclass(frozen=True)
class Known:
    """A number by which a unit is called, and whose it is; `key` tells it from the others."""

    number: str
    post: str = ""
    duty: str = ""
    key: str = "filed"

    @property
    def masked(self) -> str:
        """The number as it is shown."""
        return masked_number(self.number)


def numbers_of(unit_id: int, year: int, on: date) -> list[Known]:
    """Return by which numbers a unit is called on a day: the principal's, the deputies', then its filing's."""
    reach = organisations.reach_of([unit_id], on).get(unit_id, organisations.Reach())
    told = shares.filings_in(year).filter(organisation_id=unit_id).values_list("contact_phone", flat=True).first() or ""
    listed = [Known(one.phone, one.post, one.duty, str(one.pk)) for one in reach.standing]
    known = {one.number for one in listed} | reach.dead | {""}
    return [*listed, *([Known(told)] if told not in known else [])]


def with_numbers(late: list[Lagging], on: date) -> list[Lagging]:
    """Put the numbers of the contact list of a day in place of those that were filed, in one statement."""
    reach = organisations.reach_of([one.called_id for one in late], on)
    return [
        replace(one, phone=reach[one.called_id].mobile(one.phone)) if one.called_id in reach else one for one in late
    ]


def heard_by(unit_ids: Iterable[int]) -> dict[int, int]:
    """Map units that were closed to those under which they hang: what is said to them is heard there."""
    closed = organisations.placements().filter(organisation_id__in=set(unit_ids), organisation__closed_on__isnull=False)
    return {unit: parent for unit, parent in closed.values_list("organisation_id", "parent_id") if parent}


def manners(node_ids: Iterable[int], on: date) -> dict[int, Manner]:
    """Map finance departments to how they remind: by their own settings, else by the nearest above them."""
    wanted = set(node_ids)
    paths = dict(organisations.placements().filter(organisation_id__in=wanted).values_list("organisation_id", "path"))
    lines = {node: [int(part) for part in path.rstrip(".").split(".")] for node, path in paths.items()}
    above = {one for line in lines.values() for one in line}
    own = {row.node_id: row for row in ReminderPolicy.objects.filter(node_id__in=above)}
    off = programmes.days_off(on.year, on.year + 1)
    usual = ReminderPolicy()
    found = {}
    for node in wanted:
        line = lines.get(node, [node])
        found[node] = Manner(next((own[one] for one in reversed(line) if one in own), usual), off)
    return found


def own_policy(node_id: int) -> ReminderPolicy | None:
    """Return an office's own settings; None where it goes by those above."""
    return ReminderPolicy.objects.filter(node_id=node_id).first()


def contacts_visible_to(actor: Actor, year: int, *, text: str = "") -> QuerySet[Contact]:
    """Select what was sent to the units and offices within the actor's subtree, the latest first, by words."""
    seen = organisations.visible_to(actor)
    if text:
        seen = seen.filter(Q(name__icontains=text) | Q(unit_code__startswith=text))
    rows = Contact.objects.filter(year=year, unit__in=seen).select_related("unit", "node")
    return rows.order_by("-planned_at", "-pk")


def known_keys(keys: Iterable[str]) -> set[str]:
    """Keep the keys under which something was planned."""
    return set(Contact.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def rung_of(unit_id: int, node_id: int, year: int) -> str:
    """Say how far an office has gone with a unit in a season, by what went out."""
    return rungs_of([unit_id], node_id, year).get(unit_id, Rung.NONE)


def rungs_of(unit_ids: Iterable[int], node_id: int, year: int) -> dict[int, str]:
    """Say so of many, in one statement; who was never contacted is not named."""
    rows = Contact.objects.filter(unit_id__in=set(unit_ids), node_id=node_id, year=year, state__in=GONE)
    kinds: dict[int, set[str]] = defaultdict(set)
    for unit, kind in rows.order_by().values_list("unit_id", "kind").distinct():
        kinds[unit].add(kind)
    return {unit: next((rung for rung, said in _SAYS if said & found), Rung.NONE) for unit, found in kinds.items()}


def reminder_due(unit_id: int, node_id: int, year: int) -> datetime | None:
    """Return when a reminder goes out that waits until people may be disturbed; None where none does."""
    rows = Contact.objects.filter(unit_id=unit_id, node_id=node_id, year=year, kind__in=(Kind.REMINDER, Kind.LATE))
    return rows.filter(state=ContactState.WAITING).order_by("due_at").values_list("due_at", flat=True).first()


def contacts_of(actor: Actor, unit_id: int, year: int) -> QuerySet[Contact]:
    """Select all contacts with a unit in a season, the latest first."""
    return contacts_visible_to(actor, year).filter(unit_id=unit_id)


def lock_due(channel: str, at: datetime, most: int) -> list[Contact]:
    """Lock what may go out now; whoever does the same at the same time waits, and finds it gone."""
    rows = Contact.objects.select_for_update(of=("self",), no_key=True)
    return list(rows.filter(channel=channel, state=ContactState.WAITING, due_at__lte=at).order_by("pk")[:most])


def gone_before(unit_ids: Iterable[int], channel: str, at: datetime) -> dict[int, tuple[int, int]]:
    """Count how many reminders went to each unit today, and this week."""
    day = day_of(at)
    today = datetime.combine(day, time(), tzinfo=CHINA)
    week = today - timedelta(days=day.weekday())
    rows = Contact.objects.filter(unit_id__in=set(unit_ids), channel=channel, state__in=GONE, sent_at__gte=week)
    counted = (
        rows.exclude(kind=Kind.DIGEST)
        .order_by()
        .values_list("unit_id")
        .annotate(today=Count("pk", filter=Q(sent_at__gte=today)), week=Count("pk"))
    )
    return {unit: (in_day, in_week) for unit, in_day, in_week in counted}
