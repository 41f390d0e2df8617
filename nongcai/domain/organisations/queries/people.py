"""Finding people's memberships, and the accounts of a subtree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.states import AccountAction
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.actors import MARKET, Actor, of_post
from nongcai.domain.organisations.models import Membership, Organisation
from nongcai.domain.organisations.queries.tree import (
    Node,
    children_of,
    finance_ids,
    ids_in,
    node,
    placements,
    unit_called,
)
from nongcai.domain.organisations.roles import CEDED, MAY, OFFICERS, TRADING, Power, Role
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.records import Part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from nongcai.domain.accounts.models import AccountStep, User

# Where a post is kept: a buyer's at the unit its purchases count to.
_PLACE = Coalesce("buys_for_id", "organisation_id")
# A part of what tells many: those who act for an organisation in a role on a day.
_MEMBERS = """
    SELECT DISTINCT m.user_id FROM organisations_membership m JOIN accounts_user a ON a.id = m.user_id
    WHERE m.organisation_id = %(member_of)s AND m.role = %(member_role)s AND m.period @> %(member_on)s::date
        AND a.is_active
    ORDER BY 1
"""
# By what a list of accounts can be chosen.
ROLES = {value: str(label) for value, label in Role.choices}


@dataclass(frozen=True)
class Activated:
    """How many accounts of a region were opened and not closed again, and how many of them were activated."""

    node: Node
    opened: int
    activated: int
    buyers_opened: int = 0
    buyers_activated: int = 0

    @property
    def rate(self) -> float | None:
        """The percentage of management accounts that were activated (激活率)."""
        return self.activated * 100 / self.opened if self.opened else None

    @property
    def buyers_rate(self) -> float | None:
        """The same of trading accounts."""
        return self.buyers_activated * 100 / self.buyers_opened if self.buyers_opened else None


def members_of(organisation_ids: Iterable[int], roles: Iterable[str], on: date) -> list[tuple[int, int]]:
    """Return (organisation id, user id) of those who act for these organisations in one of these roles on a day."""
    rows = Membership.objects.filter(
        organisation_id__in=list(organisation_ids), role__in=list(roles), period__contains=on, user__is_active=True
    )
    return list(rows.order_by("organisation_id", "user_id").values_list("organisation_id", "user_id").distinct())


def members_in(organisation_id: int, role: Role, on: date) -> Part:
    """Select (`user_id`) who acts for an organisation in a role on a day, for a statement that tells them."""
    return Part(_MEMBERS, {"member_of": organisation_id, "member_role": role.value, "member_on": on})


def county_offices(codes: Iterable[str]) -> list[int]:
    """Return the offices that recommend suppliers of the counties of these codes."""
    rows = Organisation.objects.filter(kind="county", region_id__in=list(codes), closed_on=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def platforms() -> list[int]:
    """Return the bodies that run the platform."""
    return list(
        Organisation.objects.filter(kind="platform", closed_on=None).order_by("pk").values_list("pk", flat=True)
    )


def staffed_above(actor: Actor, on: date) -> str:
    """Return the name of the highest finance department above the actor's where anybody writes rules; "" if none."""
    above, writing = ids_in(actor.path)[:-1], [role for role, powers in MAY.items() if Power.RULE in powers]
    rows = Membership.objects.filter(organisation_id__in=above, organisation__kind="finance", role__in=writing)
    rows = rows.filter(period__contains=on)
    names = dict(rows.values_list("organisation_id", "organisation__name"))
    return next((names[id_] for id_ in above if id_ in names), "")


def memberships_of(user: User, on: date) -> QuerySet[Membership]:
    """Select whom a person may act for on a day."""
    return (
        Membership.objects.filter(user=user, period__contains=on)
        .select_related("organisation", "buys_for")
        .order_by("id")
    )


def people_of(organisation_id: int, role: Role, on: date) -> QuerySet[Membership]:
    """Select who acts for an organisation in a role on a day."""
    return Membership.objects.filter(
        organisation_id=organisation_id, role=role, period__contains=on, user__is_active=True
    ).order_by("id")


def actors_of(organisation_id: int, role: Role, on: date) -> list[Actor]:
    """Return the actors who may act for an organisation in a role on a day, as it stands in the tree."""
    path = node(organisation_id).path
    rows = people_of(organisation_id, role, on).select_related("user", "organisation").annotate(**_in_office(on))
    return [_actor(row.user, row, path) for row in rows]


def operator_of(place: Node, user_id: int | None = None) -> Actor:
    """Return the actor of a command or a job: finance of a node, for the person who asked for it."""
    return Actor(user_id, "系统命令", place.id, place.name, Role.FINANCE, place.path, region_code=place.region_code)


def operator_of_machine() -> Actor:
    """Return the actor of a command that concerns no office in particular; all lies within its sight."""
    return Actor(None, "系统命令", 0, "", Role.FINANCE, "")


def applicant() -> Actor:
    """Return the actor of somebody who comes by itself, before it has an account (主体自愿申请)."""
    return Actor(None, "自行注册", 0, "", Role.SUPPLIER, MARKET)


def posts_visible_to(
    actor: Actor, *, text: str = "", state: str = "", role: str = "", under: str = ""
) -> QuerySet[Membership]:
    """Select the posts of the actor's subtree with their accounts, by a word of a name, state, role, or a path."""
    below = under if under.startswith(actor.path) else actor.path
    rows = _posts(below).select_related("user", "organisation", "buys_for")
    if text:
        named = ("user__username", "user__label", "organisation__name", "buys_for__name")
        rows = rows.filter(Q(*((f"{name}__icontains", text) for name in named), _connector=Q.OR))
    if state:
        rows = rows.filter(user__state=state)
    if role:
        rows = rows.filter(role=role)
    return rows.order_by("organisation__official_order", "organisation_id", "user_id", "id")


def posts_of_account(actor: Actor, user_id: int) -> list[Membership]:
    """Return an account's posts within the actor's sight; none when it has none there."""
    return list(posts_visible_to(actor).filter(user_id=user_id))


def place_called(text: str, path: str) -> Node:
    """Return the finance node of a division code, or the one unit with this code or name, within a subtree.

    :raises UnknownUnitError: when there is none.
    :raises SeveralUnitsError: when it is not clear which.
    """
    for found in finance_ids([text]).values():
        place = node(found)
        if place.path.startswith(path):
            return place
    return node(unit_called(text, path).pk)


def paths_of_account(user_id: int, on: date) -> list[str]:
    """Return where a person acts or will act: the paths of the organisations."""
    held = Membership.objects.filter(user_id=user_id)
    standing = held.exclude(period__fully_lt=(on, None))
    # Who has left keeps those who kept the last posts.
    posts = standing if standing.exists() else held
    rows = placements().filter(organisation_id__in=posts.exclude(role__in=TRADING).values("organisation_id"))
    return list(rows.values_list("path", flat=True))


def units_bought_for(user_id: int, on: date) -> list[str]:
    """Return the paths of the units for which a person buys or will buy; of one who stopped, those of before."""
    held = Membership.objects.filter(user_id=user_id)
    standing = held.exclude(period__fully_lt=(on, None))
    posts = standing if standing.exists() else held
    rows = placements().filter(organisation_id__in=posts.filter(role__in=TRADING).values("buys_for_id"))
    return list(rows.values_list("path", flat=True))


def keeps_account(actor: Actor, user_id: int, on: date) -> bool:
    """Say whether the actor keeps all posts of an account: a unit those of its buyers, too."""
    return _has_all(actor, user_id, on, permissions.keeps)


def assigns_account(actor: Actor, user_id: int, on: date) -> bool:
    """Say whether the actor gives and ends the roles of an account: of all its posts."""
    return _has_all(actor, user_id, on, permissions.assigns)


def require_assigner_of_account(actor: Actor, user_id: int, on: date) -> None:
    """Let whoever gives the roles of an account pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not assigns_account(actor, user_id, on):
        raise NotAllowedError


def require_keeper_of_account(actor: Actor, user_id: int, on: date) -> None:
    """Let whoever keeps all posts of an account pass.

    :raises NotAllowedError: when the actor is anything else.
    """
    if not keeps_account(actor, user_id, on):
        raise NotAllowedError


def may_assign_post(actor: Actor, post: Membership) -> bool:
    """Say whether the actor hands this post over, finds a deputy for it, and ends it."""
    keeps = permissions.keeps_buyers if post.role in TRADING else permissions.assigns
    return keeps(actor, [node(post.place_id).path])


def signs_anywhere(user_id: int) -> bool:
    """Say whether a person has the right to sign for some organisation."""
    return Membership.objects.filter(user_id=user_id, may_sign=True).exists()


def is_apart(user_id: int, role: Role, on: date) -> bool:
    """Say whether a further post keeps each of the three officers (三员) apart from the others and all other work."""
    held = Membership.objects.filter(user_id=user_id).exclude(role=Role.AWAITING)
    standing = held.exclude(period__fully_lt=(on, None)).exclude(period__isempty=True)
    return not (standing if role in OFFICERS else standing.filter(role__in=OFFICERS)).exists()


def awaiting_roles(actor: Actor) -> QuerySet[Membership]:
    """Select the accounts below the actor's office that wait for the roles which were asked for."""
    rows = posts_visible_to(actor, role=Role.AWAITING).exclude(organisation_id=actor.organisation_id)
    return rows.exclude(asked_role="").exclude(user__state="closed")


def steps_visible_to(
    actor: Actor, *, person: str = "", action: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[AccountStep]:
    """Select what was done to the accounts of the actor's subtree (操作日志), by whom or to whom, of a kind, and when.

    :raises NotAllowedError: when the actor does not review.
    """
    if not permissions.reviews_steps(actor):
        raise NotAllowedError
    users = _posts(actor.path).values("user_id")
    return accounts.steps_among(users, person=person, action=action, since=since, until=until)


def may_keep(actor: Actor, user_id: int, on: date) -> bool:
    """Say whether the actor may close the account and give it new activation codes."""
    return keeps_account(actor, user_id, on) and (permissions.is_operator(actor) or not signs_anywhere(user_id))


def may_send_code(actor: Actor, user: User, on: date) -> bool:
    """Say whether the actor, as support, may give an account that waits for its person a new activation code."""
    if not permissions.may(actor, Power.SEND_CODES):
        return False
    paths = [*paths_of_account(user.pk, on), *units_bought_for(user.pk, on)]
    waits = accounts.renewal(user) == AccountAction.ISSUE
    return permissions.sends_codes(actor, paths) and waits and not signs_anywhere(user.pk)


def activation_by_region(actor: Actor) -> list[Activated]:
    """Count opened and activated accounts, for the actor's whole subtree and each region directly below."""
    own = node(actor.organisation_id)
    home = placements().filter(organisation_id=OuterRef("place")).values("home_path")[:1]
    ways = {"": ~Q(role__in=TRADING), "buyers_": Q(role__in=TRADING)}
    counts = {
        f"{way}{name}": Count("user_id", distinct=True, filter=which & condition)
        for way, which in ways.items()
        for name, condition in (("opened", Q()), ("activated", Q(user__is_active=True)))
    }
    counted = (
        _posts(actor.path)
        .exclude(user__state="closed")
        .annotate(place=_PLACE)
        .annotate(home=Subquery(home))
        .order_by()
        .values("home")
        .annotate(**counts)
        .values_list("home", *counts)
    )
    rows = list(counted)
    # All rows stand below the actor; a unit's have the path of the bureau above it.
    whole = _summed(own, rows, "")
    return [whole, *(_summed(child, rows, child.path) for child in children_of(own) if child.is_finance)]


def _in_office(on: date) -> dict[str, Exists]:
    """Whether an officer is in office where a membership acts, by the names of `CEDED`."""
    # Who trades leaves things to those of the same unit only.
    same = Q(buys_for=None) | Q(buys_for=OuterRef("buys_for_id"))
    there = Membership.objects.filter(
        same, organisation_id=OuterRef("organisation_id"), period__contains=on, user__is_active=True
    )
    return {f"has_{role.value}": Exists(there.filter(role=role)) for role in CEDED}


def _actor(user: User, row: Membership, path: str) -> Actor:
    found = [role for role in CEDED if getattr(row, f"has_{role.value}")]
    there = row.organisation
    return of_post(user, row, name=there.name, path=path, region_code=there.region_id, in_office=found)


def _has_all(actor: Actor, user_id: int, on: date, has: Callable[[Actor, list[str]], bool]) -> bool:
    managing, buying = paths_of_account(user_id, on), units_bought_for(user_id, on)
    if not buying:
        return has(actor, managing)
    return permissions.keeps_buyers(actor, buying) and (not managing or has(actor, managing))


def _posts(path: str) -> QuerySet[Membership]:
    places = placements().filter(path__startswith=path).values("organisation_id")
    # A post without a unit that it buys for is kept where its organisation stands.
    return Membership.objects.filter(Q(buys_for_id__in=places) | Q(buys_for=None, organisation_id__in=places))


def _summed(region: Node, rows: list[tuple[Any, ...]], path: str) -> Activated:
    within = [counts for home, *counts in rows if home.startswith(path)]
    return Activated(region, *(sum(column) for column in zip(*within, strict=True)) if within else (0, 0))
