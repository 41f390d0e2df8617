"""Finding the accounts of suppliers and of the offices of counties, which the platform keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations.models import Membership
from nongcai.domain.organisations.roles import OrganisationKind, Role
from nongcai.foundation.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.organisations.actors import Actor

# Whose accounts the platform keeps; its own people are opened by the operator of the machine.
KEPT = (OrganisationKind.COUNTY, OrganisationKind.SUPPLIER)
MARKET_ROLES = {role.value: str(role.label) for role in (Role.QUALITY, Role.LINKAGE, Role.SUPPLIER)}


def market_posts_visible_to(actor: Actor, *, text: str = "", state: str = "", role: str = "") -> QuerySet[Membership]:
    """Select the posts at suppliers and counties' offices with their accounts, by a word of a name, state or role."""
    if not permissions.keeps_market(actor):
        return Membership.objects.none()
    rows = Membership.objects.filter(organisation__kind__in=KEPT).select_related("user", "organisation__region")
    if text:
        named = ("user__username", "user__label", "organisation__name", "organisation__region__name")
        rows = rows.filter(Q(*((f"{name}__icontains", text) for name in named), _connector=Q.OR))
    if state:
        rows = rows.filter(user__state=state)
    if role:
        rows = rows.filter(role=role)
    return rows.order_by("organisation__kind", "organisation__region_id", "organisation_id", "user_id", "id")


def market_posts_of(actor: Actor, user_id: int) -> list[Membership]:
    """Return the posts of an account that the platform keeps: all of them stand at suppliers or counties' offices.

    :raises NotFoundError: when one stands elsewhere, or there is none.
    """
    rows = market_posts_visible_to(actor).filter(user_id=user_id)
    others = Membership.objects.filter(user_id=user_id).exclude(organisation__kind__in=KEPT)
    found = [] if others.exists() else list(rows)
    if not found:
        raise NotFoundError(what=user_id)
    return found


def functions_held(codes: Collection[str], on: date) -> dict[str, set[str]]:
    """Map divisions to the functions for which their offices have somebody on a day, activated or about to be."""
    rows = Membership.objects.filter(
        organisation__kind=OrganisationKind.COUNTY, organisation__region_id__in=codes, period__contains=on
    ).exclude(user__state="closed")
    held: dict[str, set[str]] = {}
    for code, role in rows.values_list("organisation__region_id", "role"):
        held.setdefault(code, set()).add(role)
    return held
