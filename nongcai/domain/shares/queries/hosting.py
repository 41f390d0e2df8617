"""Who manages a shared canteen, and who runs an outsourced one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares.errors import AmbiguousHostError, UnknownHostError

if TYPE_CHECKING:
    from nongcai.domain.shares.queries.chains import Chain


def host_named(chain: Chain, text: str) -> int:
    """Return the unit that a unit code or an exact name means; a code of one's own region goes first.

    :raises UnknownHostError: when there is none.
    :raises AmbiguousHostError: when there are several.
    """
    root = chain.path.partition(".")[0] + "."
    coded = list(organisations.units_with_codes([text], root).values_list("id", "region_id"))
    near = [unit for unit, region in coded if region == chain.region_code]
    found = near or [unit for unit, _ in coded] or [unit for _, unit in organisations.units_by_name([text], root)]
    if not found:
        raise UnknownHostError(text=text, fields={"host": [str(UnknownHostError.message).format(text=text)]})
    if len(found) > 1:
        told = str(AmbiguousHostError.message).format(text=text, n=len(found))
        raise AmbiguousHostError(text=text, n=len(found), fields={"host": [told]})
    return found[0]


def contractors_of(unit_id: int) -> dict[int, str]:
    """Map the bodies that run a unit's canteens today to their names: they have a trading account."""
    rows = organisations.relations_of(unit_id).filter(kind="contractor")
    return {row.other_id: row.other.name for row in rows}
