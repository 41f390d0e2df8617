"""A lower ratio, a later day, and the days on which offices are closed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import UnknownNodeError
from nongcai.domain.organisations.permissions import require_ruling
from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import (
    CalendarKeptAboveError,
    CalendarYearError,
    ExemptionNotLowerError,
    ExemptionStandsError,
    ExtensionPastError,
    UnknownExemptionError,
    UnknownExtensionError,
)
from nongcai.domain.programmes.models import DayOff, Exemption, Extension
from nongcai.domain.programmes.rules import CANTEEN_MINIMUM, WEEKEND, weekends
from nongcai.domain.programmes.services.recording import record
from nongcai.domain.programmes.states import Deed
from nongcai.foundation import money, records
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime
    from decimal import Decimal

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node


@dataclass(frozen=True)
class ToldExemption:
    """What a higher authority's paper says: a lower `rate` in percent, for which years, for whom."""

    rate: Decimal
    first_year: int
    last_year: int
    covers_below: bool
    approved_by: str
    document: str
    paragraph: str
    ground: str


@transaction.atomic
def approve_exemption(*, actor: Actor, organisation_id: int, told: ToldExemption, at: datetime) -> Exemption:
    """Enter a lower ratio that a higher authority approved.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownNodeError: when the unit lies outside its subtree.
    :raises ExemptionStandsError: when one of these years has one for the same units.
    :raises ExemptionNotLowerError: when it asks for no less than the rules do.
    :raises InvalidError: when document, term or rate make no sense.
    """
    require_ruling(actor)
    node = _within(actor, organisation_id)
    organisations.lock(organisation_id)
    _require_lower(node, told)
    _require_only_one(node, told)
    exemption = Exemption(organisation_id=organisation_id, entered_by_id=actor.user_id, entered_at=at, **asdict(told))
    records.save(exemption)
    record(actor, Deed.EXEMPT, node.region_code, told.first_year, f"{node.name} {told.rate}%", at=at)
    return exemption


@transaction.atomic
def end_exemption(*, actor: Actor, exemption_id: int, at: datetime) -> None:
    """End an exemption from now on; what was confirmed by it stands.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownExemptionError: when nothing of that number stands within its subtree.
    """
    require_ruling(actor)
    rows = Exemption.objects.filter(organisation__in=organisations.visible_to(actor), ended_at=None)
    exemption = rows.select_related("organisation").filter(pk=exemption_id).first()
    if exemption is None:
        raise UnknownExemptionError(what=exemption_id)
    exemption.ended_at = at
    records.save(exemption, "ended_at")
    unit = exemption.organisation
    record(actor, Deed.END_EXEMPTION, unit.region_id, exemption.first_year, f"{unit.name} {exemption.rate}%", at=at)


@transaction.atomic
def extend(*, actor: Actor, organisation_id: int, year: int, due_on: date, ground: str, at: datetime) -> Extension:
    """Let a unit file until a later day; after the window this permits a late filing (补报).

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownNodeError: when the unit lies outside its subtree.
    :raises ExtensionPastError: when the day is not later than the one that stands.
    """
    require_ruling(actor)
    node = _within(actor, organisation_id)
    programme = queries.programme_for(node.region_code, year)
    granted = queries.extensions([organisation_id], year).get(organisation_id)
    due = queries.window_of(programme, "file", extended_to=granted).due_on
    if due is not None and due_on <= due:
        raise ExtensionPastError(day=due_on, due=due)
    extension = Extension(
        organisation_id=organisation_id,
        year=year,
        due_on=due_on,
        ground=ground,
        granted_by_id=actor.user_id,
        granted_at=at,
    )
    records.save(extension)
    record(actor, Deed.EXTEND, node.region_code, year, f"{node.name} {due_on}：{ground}", at=at)
    return extension


@transaction.atomic
def end_extension(*, actor: Actor, extension_id: int, at: datetime) -> Extension:
    """End an extension early: from now on the usual last day holds; what was filed by it stands.

    :raises NotAllowedError: when the actor is not finance.
    :raises UnknownExtensionError: when nothing of that number stands within its subtree.
    """
    require_ruling(actor)
    rows = Extension.objects.filter(organisation__in=organisations.visible_to(actor), ended_at=None)
    extension = rows.select_related("organisation").filter(pk=extension_id).first()
    if extension is None:
        raise UnknownExtensionError(what=extension_id)
    extension.ended_at = at
    records.save(extension, "ended_at")
    unit = extension.organisation
    record(actor, Deed.END_EXTENSION, unit.region_id, extension.year, f"{unit.name} {extension.due_on}", at=at)
    return extension


@transaction.atomic
def enter_days_off(
    *, actor: Actor, year: int, days: Mapping[date, str], worked: Collection[date] = (), at: datetime
) -> int:
    """Enter a year's holidays and weekend days `worked` (调休), in place of the former list; return how many are off.

    The other weekends come by themselves.

    :raises NotAllowedError: when the actor is not finance.
    :raises CalendarKeptAboveError: when a finance department above works here: one calendar stands for everybody.
    :raises CalendarYearError: when a day lies in another year.
    """
    require_ruling(actor)
    if above := organisations.staffed_above(actor, day_of(at)):
        raise CalendarKeptAboveError(name=above)
    for day in (*days, *worked):
        if day.year != year:
            raise CalendarYearError(day=day, year=year)
    off = dict.fromkeys(weekends(year) - set(worked), WEEKEND) | dict(days)
    records.remove(DayOff.objects.filter(day__year=year))
    records.insert_many([DayOff(day=day, name=name) for day, name in sorted(off.items())])
    own = organisations.node(actor.organisation_id)
    record(actor, Deed.ENTER_DAYS_OFF, own.region_code, year, f"{year}年度共{len(off)}天", at=at)
    return len(off)


def _require_lower(node: Node, told: ToldExemption) -> None:
    rules = queries.rules_for(node.region_code, told.first_year, path=node.path)
    asked = [rule.value for rule in rules if rule.may_refuse and rule.subject == CANTEEN_MINIMUM and rule.value]
    if asked and told.rate >= max(asked):
        raise ExemptionNotLowerError(rate=money.rounded(told.rate), asked=money.rounded(max(asked)))


def _require_only_one(node: Node, told: ToldExemption) -> None:
    rows = Exemption.objects.filter(organisation_id=node.id, covers_below=told.covers_below, ended_at=None)
    standing = rows.filter(first_year__lte=told.last_year, last_year__gte=told.first_year).first()
    if standing:
        raise ExemptionStandsError(name=node.name, rate=money.rounded(standing.rate), document=standing.document)


def _within(actor: Actor, organisation_id: int) -> Node:
    node = organisations.node(organisation_id)
    if not node.path.startswith(actor.path):
        raise UnknownNodeError(what=organisation_id)
    return node
