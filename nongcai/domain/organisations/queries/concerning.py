"""Whom and what a change of organisations concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from nongcai.domain.organisations.models import Membership, Relation
from nongcai.domain.organisations.queries.tree import placements, units_under
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date


def memberships_at(organisation_ids: Iterable[int], on: date) -> QuerySet[Membership]:
    """Select who acts for these organisations beyond a day, deputies among them, with the account."""
    goes_on = Q(period__upper_inf=True) | Q(period__endswith__gt=on)
    rows = Membership.objects.filter(goes_on, organisation_id__in=list(organisation_ids))
    return rows.select_related("user").order_by("organisation_id", "id")


def relations_about(organisation_ids: Iterable[int]) -> QuerySet[Relation]:
    """Select the standing relations on either side of which one of these stands."""
    ids = list(organisation_ids)
    rows = Relation.objects.filter(Q(unit_id__in=ids) | Q(other_id__in=ids), period__upper_inf=True)
    return rows.select_related("unit", "other").order_by("unit_id", "kind", "id")


def due_under(path: str) -> dict[int, int]:
    """Map years to how many listed units stand at or below a path today."""
    rows = units_under(path).filter(organisation__listings__isnull=False)
    counted = rows.order_by().values_list("organisation__listings__year").annotate(Count("organisation__listings"))
    return dict(counted)


def placed_since(organisation_ids: Iterable[int]) -> dict[int, date]:
    """Map organisations to the day on which their latest placement begins."""
    rows = placements().filter(organisation_id__in=list(organisation_ids))
    return {unit: period.lower for unit, period in rows.values_list("organisation_id", "period")}


def at_or_below(unit_ids: Collection[int]) -> set[int]:
    """Return these units and all that stand below them today."""
    rows = records.rows_of(
        "SELECT organisation_id FROM organisations_placement "
        "WHERE upper_inf(period) AND string_to_array(rtrim(path, '.'), '.')::bigint[] && %(ids)s::bigint[]",
        ids=list(unit_ids),
    )
    return {id_ for (id_,) in rows}
