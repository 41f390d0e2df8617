"""Finding whom to call (通讯录), which numbers are dead, and who looked at whole ones."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.models import Liaison, NumberLook
from nongcai.domain.organisations.queries.tree import placements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from nongcai.domain.organisations.actors import Actor

_MOBILE = re.compile(r"1\d{10}")


@dataclass(frozen=True)
class Reach:
    """By which numbers an organisation is reached on a day, the principal's first, and which proved dead."""

    standing: tuple[Liaison, ...] = ()
    dead: frozenset[str] = frozenset()

    def number(self, other: str = "") -> str:
        """Return the number to call: of the list, else another that is known, unless it is dead."""
        return next((one.phone for one in self.standing), "" if other in self.dead else other)

    def mobile(self, other: str = "") -> str:
        """Return the number that takes short messages."""
        known = next((one.phone for one in self.standing if _MOBILE.fullmatch(one.phone)), "")
        return known or ("" if other in self.dead else other)


def liaisons_visible_to(actor: Actor) -> QuerySet[Liaison]:
    """Select the contacts of the actor's subtree, in official order, principals first."""
    rows = Liaison.objects.filter(organisation__placements__in=placements().filter(path__startswith=actor.path))
    order = ("organisation__official_order", "organisation_id", "is_deputy", "-period", "-pk")
    return rows.select_related("organisation").order_by(*order)


def liaisons_listed(
    actor: Actor, *, on: date, text: str = "", under: str = "", dead: bool = False
) -> QuerySet[Liaison]:
    """Select whom to call on a day, by words, a path, or those whose number is dead and not replaced."""
    rows = liaisons_visible_to(actor).filter(period__contains=on)
    rows = rows.filter(_waiting(on)) if dead else rows.filter(Q(dead_at=None) | _waiting(on))
    if under and under.startswith(actor.path):
        rows = rows.filter(organisation__placements__in=placements().filter(path__startswith=under))
    if text:
        found = Q(organisation__name__icontains=text) | Q(organisation__unit_code__startswith=text)
        rows = rows.filter(found | Q(post__icontains=text))
    return rows


def liaisons_of(organisation_id: int) -> QuerySet[Liaison]:
    """Select all contacts of an organisation, the latest first."""
    return Liaison.objects.filter(organisation_id=organisation_id).order_by(F("period").desc(), "is_deputy", "-pk")


def waiting_for_numbers(organisation_id: int, on: date) -> int:
    """Count an organisation's numbers that are dead and not replaced."""
    return Liaison.objects.filter(_waiting(on), organisation_id=organisation_id).count()


def dead_numbers(actor: Actor, on: date) -> tuple[int, int]:
    """Count the numbers that are dead and not replaced: (of the actor's organisation, of those below a bureau)."""
    if not permissions.is_finance(actor):
        return waiting_for_numbers(actor.organisation_id, on), 0
    own = Q(organisation_id=actor.organisation_id)
    counts = (
        liaisons_listed(actor, on=on, dead=True)
        .order_by()
        .aggregate(own=Count("pk", filter=own), below=Count("pk", filter=~own))
    )
    return counts["own"], counts["below"]


def reach_of(organisation_ids: Iterable[int], on: date) -> dict[int, Reach]:
    """Map organisations to how they are reached on a day, in one statement; who has no entry is left out."""
    found: dict[int, list[Liaison]] = {}
    rows = Liaison.objects.filter(organisation_id__in=set(organisation_ids)).order_by("is_deputy", "-period", "-pk")
    for row in rows.filter(Q(period__contains=on) | Q(dead_at__isnull=False)):
        found.setdefault(row.organisation_id, []).append(row)
    return {unit: _reach(rows, on) for unit, rows in found.items()}


def looks_visible_to(actor: Actor) -> QuerySet[NumberLook]:
    """Select who looked at whole numbers of the actor's subtree, the latest first; for finance and audit only."""
    if not permissions.reads_looks(actor):
        return NumberLook.objects.none()
    seen = liaisons_visible_to(actor).order_by().values("pk")
    places = placements().filter(path__startswith=actor.path).values("organisation_id")
    rows = NumberLook.objects.filter(Q(liaison__in=seen) | Q(organisation_id__in=places))
    return rows.select_related("liaison__organisation", "organisation", "user").order_by("-at", "-pk")


def _waiting(on: date) -> Q:
    others = Liaison.objects.filter(
        organisation_id=OuterRef("organisation_id"),
        is_deputy=OuterRef("is_deputy"),
        dead_at=None,
        period__contains=on,
    )
    return Q(~Exists(others), dead_at__isnull=False, period__contains=on)


def _reach(rows: list[Liaison], on: date) -> Reach:
    standing = tuple(one for one in rows if one.dead_at is None and on in one.period)
    alive = {one.phone for one in standing}
    return Reach(standing, frozenset(one.phone for one in rows if one.dead_at) - alive)
