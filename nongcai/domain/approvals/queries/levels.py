"""Which levels stand, who may decide at them, and who may stand in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.approvals import permissions
from nongcai.domain.approvals.models import ApprovalLevel, Delegation
from nongcai.domain.approvals.rules import is_amount, levels_for
from nongcai.domain.approvals.states import Purpose
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import ROLES_OF_UNITS, Role

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Membership


# A part of what is asked with every order: from which amount on a body that buys for a place asks about something for a
# purpose, and whether it has levels at all.
LEVELS_BEGIN = """
    SELECT COALESCE(min(l.from_amount) FILTER (WHERE l.purpose = %(purpose)s),
            min(l.from_amount) FILTER (WHERE l.purpose = '')) AS asks_from, count(*) > 0 AS has_levels
    FROM approvals_approvallevel l
    WHERE l.organisation_id = %(body)s AND l.unit_id = %(place)s AND l.ended_at IS NULL
"""


@dataclass(frozen=True)
class Body:
    """Who buys (采购人), for which unit."""

    organisation_id: int
    unit_id: int
    name: str


@dataclass(frozen=True)
class ShownLevels:
    """The levels of a body for one purpose, or for all that have none of their own, which `others` names."""

    body: Body
    purpose: str
    levels: list[ApprovalLevel]
    others: list[tuple[str, str]]

    @property
    def purpose_label(self) -> str:
        """The purpose in Chinese; empty for all."""
        return str(Purpose(self.purpose).label) if self.purpose else ""


def levels_needed(organisation_id: int, unit_id: int, purpose: str, amount: Decimal) -> list[ApprovalLevel]:
    """Return the levels that an amount needs, in their order: those of the purpose, else those for all."""
    rows = _standing().filter(organisation_id=organisation_id, unit_id=unit_id, purpose__in=("", purpose))
    levels = list(rows.order_by("number"))
    own = [one for one in levels if one.purpose] or levels
    return own[: levels_for(amount, [one.from_amount for one in own])]


def asks_for(amount: Decimal, asks_from: Decimal | None) -> bool:
    """Say whether an amount is asked about, by what `LEVELS_BEGIN` told; what is no amount never passes unasked."""
    return not (is_amount(amount) and amount) or (asks_from is not None and amount >= asks_from)


def levels_visible_to(actor: Actor) -> QuerySet[ApprovalLevel]:
    """Select the levels that stand for an own body, or for any that buys for the own unit."""
    rows = _standing().filter(_within(actor)).select_related("organisation", "post__user")
    return rows.order_by("organisation_id", "purpose", "number")


def levels_shown(actor: Actor, on: date) -> list[ShownLevels]:
    """Return the levels of each body within sight, also such as have none."""
    rows = list(levels_visible_to(actor))
    found = []
    for body in bodies_visible_to(actor, on):
        own = [one for one in rows if one.organisation_id == body.organisation_id]
        purposes = sorted({one.purpose for one in own} | {""})
        others = [(one.value, str(one.label)) for one in Purpose if one.value not in purposes]
        for purpose in purposes:
            levels = [one for one in own if one.purpose == purpose]
            found.append(ShownLevels(body, purpose, levels, [] if purpose else others))
    return found


def bodies_visible_to(actor: Actor, on: date) -> list[Body]:
    """Return who buys for the own unit; for who works for one of these, that one."""
    unit = permissions.unit_of(actor)
    if unit is None:
        return []
    posts = organisations.posts_in_office(on).filter(buys_for_id=unit)
    if permissions.trades(actor):
        posts = posts.filter(organisation_id=actor.organisation_id)
    found = dict(posts.order_by("organisation_id").values_list("organisation_id", "organisation__name"))
    return [Body(pk, unit, name) for pk, name in sorted(found.items(), key=lambda one: (one[0] != unit, one[0]))]


def approvers_of(organisation_id: int, unit_id: int, on: date) -> list[Membership]:
    """Return the posts that a level may name: a body's approvers, and where it has none its buyers."""
    posts = organisations.posts_in_office(on).filter(organisation_id=organisation_id, buys_for_id=unit_id)
    found = list(posts.filter(role__in=(Role.ORDER_APPROVER, Role.BUYER)).select_related("user").order_by("pk"))
    return [one for one in found if one.role == Role.ORDER_APPROVER] or found


def delegations_visible_to(actor: Actor) -> QuerySet[Delegation]:
    """Select who stands in for whom in an own body, or in any that buys for the own unit; the latest first."""
    unit = permissions.unit_of(actor)
    rows = Delegation.objects.filter(from_post__buys_for_id=unit) if unit is not None else Delegation.objects.none()
    if permissions.trades(actor):
        rows = rows.filter(Q(from_post__organisation_id=actor.organisation_id) | Q(to_post_id=actor.membership_id))
    names = ("from_post__user", "from_post__organisation", "to_post__user", "to_post__organisation")
    return rows.select_related(*names).order_by("-first_on", "-pk")


def posts_to_delegate(actor: Actor) -> list[Membership]:
    """Return the posts for which the actor may name somebody: its own; for keepers all that approve, also left ones."""
    if permissions.keeps_own(actor):
        named = _standing().filter(unit_id=actor.organisation_id).exclude(post=None).values("post")
        posts = organisations.posts_buying_for([actor.organisation_id])
        return list(posts.filter(Q(role=Role.ORDER_APPROVER) | Q(pk__in=named)))
    if not permissions.trades(actor) or actor.buys_for_id is None:
        return []
    own = organisations.posts_buying_for([actor.buys_for_id]).filter(pk=actor.membership_id)
    named = _standing().filter(post_id=actor.membership_id).values("post")
    return list(own.filter(Q(role=Role.ORDER_APPROVER) | Q(pk__in=named)))


def posts_to_stand_in(unit_id: int, on: date) -> list[Membership]:
    """Return who may stand in for those who buy for a unit: others who buy for it, and the unit's own people."""
    in_office = organisations.posts_in_office(on).select_related("user", "organisation")
    own = Q(organisation_id=unit_id, role__in=ROLES_OF_UNITS)
    return list(in_office.filter(Q(buys_for_id=unit_id) | own).order_by("organisation_id", "pk"))


def stands_in_for(to_post: Membership, from_post: Membership) -> bool:
    """Say whether a post may stand in for another: of the same body, or of the unit for which it buys."""
    if to_post.user_id == from_post.user_id:
        return False
    same = (to_post.organisation_id, to_post.buys_for_id) == (from_post.organisation_id, from_post.buys_for_id)
    return same or (to_post.organisation_id == from_post.buys_for_id and to_post.role in ROLES_OF_UNITS)


def _standing() -> QuerySet[ApprovalLevel]:
    return ApprovalLevel.objects.filter(ended_at=None)


def _within(actor: Actor) -> Q:
    unit = permissions.unit_of(actor)
    if unit is None:
        return Q(pk__in=[])
    if permissions.trades(actor):
        return Q(unit_id=unit, organisation_id=actor.organisation_id)
    return Q(unit_id=unit)
