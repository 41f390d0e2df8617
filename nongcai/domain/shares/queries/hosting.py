"""Who manages a shared canteen, and who runs an outsourced one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.shares.errors import AmbiguousHostError, UnknownHostError
from nongcai.domain.shares.models import ShareFiling
from nongcai.domain.shares.queries.checking import Sharing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.shares.queries.chains import Chain


def host_named(chain: Chain, text: str) -> int:
    """Return the unit that a unit code or an exact name means; a code of one's own region goes first.

    :raises UnknownHostError: when there is none.
    :raises AmbiguousHostError: when there are several.
    """
    found = Named([text], chain.path).by(text, chain.region_code)
    if not found:
        raise UnknownHostError(text=text, fields={"host": [str(UnknownHostError.message).format(text=text)]})
    if len(found) > 1:
        told = str(AmbiguousHostError.message).format(text=text, n=len(found))
        raise AmbiguousHostError(text=text, n=len(found), fields={"host": [told]})
    return found[0]


class Named:
    """Whom codes and exact names mean within a whole tree, looked up in two statements whatever their number."""

    def __init__(self, texts: Iterable[str], path: str) -> None:
        root, wanted = path.partition(".")[0] + ".", set(texts)
        self.coded: dict[str, list[tuple[int, str]]] = {}
        self.named: dict[str, list[int]] = {}
        if not wanted:
            return
        for code, unit, region in organisations.units_with_codes(wanted, root).values_list(
            "unit_code", "id", "region_id"
        ):
            self.coded.setdefault(code, []).append((unit, region))
        for name, unit in organisations.units_by_name(wanted, root):
            self.named.setdefault(name, []).append(unit)

    @property
    def units(self) -> set[int]:
        """All units that any of the texts may mean."""
        coded = {unit for found in self.coded.values() for unit, _ in found}
        return coded.union(*self.named.values())

    def by(self, text: str, region_code: str) -> list[int]:
        """Return the units that a text may mean, seen from a region."""
        coded = self.coded.get(text, [])
        near = [unit for unit, region in coded if region == region_code]
        return near or [unit for unit, _ in coded] or self.named.get(text, [])


def sharing(unit_ids: Iterable[int], host_ids: Iterable[int], year: int) -> Sharing:
    """Return which of these hosts eat at others' themselves, and which of these units others named as host."""
    rows = ShareFiling.objects.filter(year=year, organisation_id__in=list(host_ids)).exclude(host=None, host_name="")
    members = dict(rows.values_list("organisation_id", "organisation__name"))
    named = ShareFiling.objects.filter(year=year, host_id__in=list(unit_ids)).values_list("host_id", flat=True)
    return Sharing(members, set(named))


def contractors_of(unit_id: int) -> dict[int, str]:
    """Map the bodies that run a unit's canteens today to their names: they have a trading account."""
    rows = organisations.relations_of(unit_id).filter(kind="contractor")
    return {row.other_id: row.other.name for row in rows}
