"""What is said of a unit in the directories: its nature (单位性质), year by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations.models import Listing
from nongcai.domain.organisations.natures import UnitNature, is_enterprise

if TYPE_CHECKING:
    from collections.abc import Iterable

NATURES = {value: str(label) for value, label in UnitNature.choices}


def natures_until(year: int, organisation_ids: Iterable[int]) -> dict[int, str]:
    """Map units to the nature that the directory of a year, or the latest before it, gives them."""
    rows = Listing.objects.filter(organisation_id__in=list(organisation_ids), year__lte=year).exclude(nature="")
    return dict(rows.order_by("year").values_list("organisation_id", "nature"))


def is_firm(organisation_id: int, year: int) -> bool | None:
    """Say whether a year's directory has a unit as a state-owned firm (国有企业); None where nobody said it."""
    rows = Listing.objects.filter(organisation_id=organisation_id, year=year)
    return is_enterprise(rows.values_list("nature", flat=True).first() or "")
