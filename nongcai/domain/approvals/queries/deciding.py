"""Who decides on what waits: who holds the post, who stands in, and where there is nobody the unit's own keepers.

A request never passes because somebody has left, and never lies where nobody can decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from nongcai.domain.approvals import permissions
from nongcai.domain.approvals.models import ApprovalRequest, Delegation
from nongcai.domain.approvals.states import OPEN, Acting
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from typing import Any

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Membership

APPROVER = Role.ORDER_APPROVER
# Who keeps the trading accounts of units below.
_ABOVE = (Role.SUPERVISOR, Role.FINANCE)


def inbox(actor: Actor, on: date) -> QuerySet[ApprovalRequest]:
    """Select what waits for the actor's decision, the longest waiting first."""
    decides = _by_post(actor, on) | Q(subject__in=[])
    if permissions.keeps_own(actor):
        decides |= _nobody(on) & Q(unit_id=actor.organisation_id)
    if permissions.stands_above(actor):
        decides |= _nobody(on) & ~Q(_keepers(on)) & Q(unit_id__in=_below(actor)) & ~Q(unit_id=actor.organisation_id)
    waiting = ApprovalRequest.objects.filter(state__in=OPEN).exclude(asked_by_id=actor.user_id or 0)
    return with_names(waiting.filter(decides)).order_by("waits_since", "subject")


def requests_visible_to(actor: Actor, on: date) -> QuerySet[ApprovalRequest]:
    """Select what an own body asked for, or any that buys for the own unit; for those above what falls to them."""
    return with_names(ApprovalRequest.objects.filter(_within(actor, on))).order_by("-asked_at", "subject", "-round")


def requests_waiting() -> QuerySet[ApprovalRequest]:
    """Select all that wait for somebody's decision, for a room above to leave out what stands here."""
    return ApprovalRequest.objects.filter(state__in=OPEN)


def acting_of(actor: Actor, request: ApprovalRequest, given: Sequence[Delegation]) -> tuple[str, str]:
    """Return as what the actor decides on what waits for it, and for which post where that is another's.

    `given` are those for whom it stands in.
    """
    level = request.level
    if level.post_id == actor.membership_id or (level.post_id is None and _is_approver(actor, request)):
        return Acting.POST, ""
    covering = next((one for one in given if _covers(one, request)), None)
    if covering is not None:
        return Acting.DELEGATE, covering.from_post.user.label[:64]
    return Acting.KEEPER, level.post.user.label[:64] if level.post else ""


def deciders_of(request: ApprovalRequest, on: date) -> list[Membership]:
    """Return the posts that may decide now: who holds the level's post or stands in, else the keepers nearest to it."""
    in_office = organisations.posts_in_office(on).exclude(user_id=request.asked_by_id or 0).select_related("user")
    named = _posts_of_level(request, "")
    covering = _in_force(on).filter(_posts_of_level(request, "from_post__")).values("to_post")
    found = list(in_office.filter(named | Q(pk__in=covering)).order_by("pk"))
    if found:
        return found
    kept = in_office.filter(organisation_id=request.unit_id, role__in=permissions.KEEPING).order_by("pk")
    return list(kept) or _nearest_above(request.unit_id, in_office)


def standing_in(actor: Actor, on: date) -> list[Delegation]:
    """Return for whom the actor's post stands in on a day."""
    rows = _in_force(on).filter(to_post_id=actor.membership_id)
    return list(rows.select_related("from_post__user").order_by("pk"))


def with_names(rows: QuerySet[ApprovalRequest]) -> QuerySet[ApprovalRequest]:
    """Read along with requests who buys, for which unit, and who decides."""
    return rows.select_related("organisation", "unit", "level__post__user")


def _by_post(actor: Actor, on: date) -> Q:
    own = Q(level__post_id=actor.membership_id)
    if actor.role == APPROVER:
        own |= Q(level__post=None, organisation_id=actor.organisation_id, unit_id=actor.buys_for_id)
    for one in standing_in(actor, on):
        post = one.from_post
        own |= Q(level__post_id=post.pk)
        if post.role == APPROVER:
            own |= Q(level__post=None, organisation_id=post.organisation_id, unit_id=post.buys_for_id)
    return own


def _nobody(on: date) -> Q:
    """Hold where nobody holds the level's post, or stands in, but whoever asked."""
    asker = Coalesce(OuterRef("asked_by_id"), Value(0))
    in_office = organisations.posts_in_office(on).exclude(user_id=asker)
    covering = _in_force(on).filter(to_post__in=organisations.posts_in_office(on)).exclude(to_post__user_id=asker)
    body = {"organisation_id": OuterRef("organisation_id"), "buys_for_id": OuterRef("unit_id"), "role": APPROVER}
    covered = {f"from_post__{name}": value for name, value in body.items()}
    named = Q(Exists(in_office.filter(pk=OuterRef("level__post_id"))))
    named |= Q(Exists(covering.filter(from_post_id=OuterRef("level__post_id"))))
    anybody = Q(Exists(in_office.filter(**body))) | Q(Exists(covering.filter(**covered)))
    return ~(named | (Q(level__post=None) & anybody))


def _keepers(on: date) -> Exists:
    asker = Coalesce(OuterRef("asked_by_id"), Value(0))
    rows = organisations.posts_in_office(on).filter(organisation_id=OuterRef("unit_id"), role__in=permissions.KEEPING)
    return Exists(rows.exclude(user_id=asker))


def _within(actor: Actor, on: date) -> Q:
    if permissions.trades(actor):
        return Q(organisation_id=actor.organisation_id, unit_id=actor.buys_for_id)
    unit = permissions.unit_of(actor)
    own = Q(unit_id=unit) if unit is not None else Q(subject__in=[])
    if permissions.stands_above(actor):
        own |= Q(state__in=OPEN, unit_id__in=_below(actor)) & _nobody(on) & ~Q(_keepers(on))
    return own


def _below(actor: Actor) -> QuerySet[Any, Any]:
    return organisations.placements().filter(path__startswith=actor.path).values("organisation_id")


def _in_force(on: date) -> QuerySet[Delegation]:
    return Delegation.objects.filter(ended_at=None, first_on__lte=on, last_on__gte=on)


def _posts_of_level(request: ApprovalRequest, before: str) -> Q:
    if request.level.post_id is not None:
        return Q(**{f"{before}pk": request.level.post_id})
    body = {"organisation_id": request.organisation_id, "buys_for_id": request.unit_id, "role": APPROVER}
    return Q(**{f"{before}{name}": value for name, value in body.items()})


def _nearest_above(unit_id: int, in_office: QuerySet[Membership]) -> list[Membership]:
    above = organisations.ids_in(organisations.node(unit_id).path)[:-1]
    found = list(in_office.filter(organisation_id__in=above, role__in=_ABOVE).order_by("pk"))
    nearest = next((one for one in reversed(above) if any(post.organisation_id == one for post in found)), 0)
    return [post for post in found if post.organisation_id == nearest]


def _is_approver(actor: Actor, request: ApprovalRequest) -> bool:
    body = (actor.organisation_id, actor.buys_for_id)
    return actor.role == APPROVER and body == (request.organisation_id, request.unit_id)


def _covers(given: Delegation, request: ApprovalRequest) -> bool:
    post = given.from_post
    if request.level.post_id is not None:
        return post.pk == request.level.post_id
    body = (post.organisation_id, post.buys_for_id)
    return post.role == APPROVER and body == (request.organisation_id, request.unit_id)
