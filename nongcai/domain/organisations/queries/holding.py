"""Finding posts by who holds them: for rooms in which posts decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.models import Membership

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet


def posts_in_office(on: date) -> QuerySet[Membership]:
    """Select the posts that people hold on a day who can sign in."""
    return Membership.objects.filter(period__contains=on, user__is_active=True)


def posts_buying_for(unit_ids: Iterable[int]) -> QuerySet[Membership]:
    """Select the posts of those who buy for units, also such as are over, by body and person."""
    rows = Membership.objects.filter(buys_for_id__in=list(unit_ids)).select_related("user", "organisation", "buys_for")
    return rows.order_by("buys_for_id", "organisation_id", "user_id", "pk")
