"""What is said of a unit in the directories, year by year: its name, its nature (单位性质)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Q, Subquery

from nongcai.domain.organisations.models import Listing, Organisation
from nongcai.domain.organisations.natures import UnitNature, is_enterprise
from nongcai.domain.organisations.queries.tree import units_under

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from django.db.models import QuerySet

NATURES = {value: str(label) for value, label in UnitNature.choices}


def natures_until(year: int, organisation_ids: Iterable[int]) -> dict[int, str]:
    """Map units to the nature that the directory of a year, or the latest before it, gives them."""
    rows = Listing.objects.filter(organisation_id__in=list(organisation_ids), year__lte=year).exclude(nature="")
    return dict(rows.order_by("year").values_list("organisation_id", "nature"))


def divisions() -> QuerySet[Organisation, Any]:
    """Select each organisation's id and division code, for a room above to join."""
    return Organisation.objects.values("id", "region_id")


def unlisted(path: str, year: int, text: str) -> QuerySet[Organisation]:
    """Select the units at or below a path, closed ones left out, of which a year's directory knows nothing, by words.

    So are those that came out of another (分设单位) until a directory lists them.
    """
    standing = units_under(path).filter(organisation__closed_on=None).values("organisation_id")
    rows = Organisation.objects.filter(pk__in=standing).exclude(listings__year=year)
    found = Q(name__icontains=text) | Q(unit_code__startswith=text) | Q(credit_code__istartswith=text)
    return rows.filter(found).select_related("region").order_by("official_order", "region_id", "unit_code")


def name_of_year() -> Subquery:
    """Return what a year's directory calls the unit, for rows that have `organisation` and `year`."""
    rows = Listing.objects.filter(organisation_id=OuterRef("organisation_id"), year=OuterRef("year"))
    return Subquery(rows.values("name")[:1])


def is_firm(organisation_id: int, year: int) -> bool | None:
    """Say whether a year's directory has a unit as a state-owned firm (国有企业); None where nobody said it."""
    rows = Listing.objects.filter(organisation_id=organisation_id, year=year)
    return is_enterprise(rows.values_list("nature", flat=True).first() or "")
