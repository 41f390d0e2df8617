"""Whom a unit's filing climbs past: second-level unit, supervising unit, finance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import UnknownNodeError
from nongcai.domain.programmes import queries as programmes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nongcai.domain.programmes.queries import Passage
    from nongcai.domain.shares.models import ShareFiling


@dataclass(frozen=True)
class Chain:
    """Who decides on a unit's filing, by organisation id; None where the chain has no such link."""

    unit: int
    second: int | None
    supervisor: int | None
    finance: int
    path: str
    home_path: str
    region_code: str
    # Who writes: the unit itself, after its closing the one under which it hangs.
    filer: int
    # Whether units file here (自填模式), or the 832 platform decides and exports tell what became of it (对账模式).
    is_self_filed: bool = False
    is_reconciled: bool = False

    @property
    def after_filing(self) -> int:
        """Whom a filed form waits for."""
        return self.second or self.supervisor or self.finance

    @property
    def goes_up_at_once(self) -> bool:
        """Whether nobody stands between the unit and finance."""
        return self.second is None and self.supervisor is None


def chains(unit_ids: Iterable[int], *, second_review: bool = False) -> dict[int, Chain]:
    """Return the chains of units on today's tree, in two statements whatever their number.

    A first-level unit with others below supervises itself: another of its persons endorses. `second_review` puts the
    unit above one of the third level or lower in between (二级单位审核). A closed unit's filing climbs as that of the
    unit under which it hangs, its successor's.
    """
    wanted = list(unit_ids)
    rows = list(
        organisations.placements()
        .filter(organisation_id__in=wanted)
        .values_list("organisation_id", "path", "home_path", "organisation__region_id", "organisation__closed_on")
    )
    lines = {unit: _line(path, home)[: -1 if closed else None] for unit, path, home, _, closed in rows}
    supervising = organisations.with_units_below([line[0] for line in lines.values() if len(line) == 1])
    found = {}
    for unit, path, home, region, closed in rows:
        line = lines[unit]
        supervisor = line[0] if len(line) > 1 or supervising.intersection(line) else None
        second = line[-2] if second_review and len(line) > 2 else None
        finance = int(home.rstrip(".").rpartition(".")[2])
        filer = unit if closed is None else (line or [finance])[-1]
        found[unit] = Chain(unit, second, supervisor, finance, path, home, region, filer)
    return found


def chains_of(rows: Iterable[ShareFiling]) -> dict[int, Chain]:
    """Return the chains of filings by unit, as the programme of each one's year orders them."""
    by_year: dict[int, list[int]] = {}
    for row in rows:
        by_year.setdefault(row.year, []).append(row.organisation_id)
    found: dict[int, Chain] = {}
    for year, unit_ids in by_year.items():
        found |= chains_for(unit_ids, year)
    return found


def chains_for(unit_ids: Iterable[int], year: int) -> dict[int, Chain]:
    """Return the chains of units as the programmes of a year order them."""
    plain = chains(unit_ids)
    passages = {
        code: programmes.passage_in(code, year) for code in sorted({chain.region_code for chain in plain.values()})
    }
    reviewed = [unit for unit, chain in plain.items() if passages[chain.region_code].has_second_review]
    found = plain | (chains(reviewed, second_review=True) if reviewed else {})
    return {unit: _passing(chain, passages[chain.region_code]) for unit, chain in found.items()}


def chain_of(unit_id: int, year: int) -> Chain:
    """Return a unit's chain as the year's programme orders it.

    :raises UnknownNodeError: when the unit stands nowhere today.
    """
    found = chains_for([unit_id], year).get(unit_id)
    if found is None:
        raise UnknownNodeError(what=unit_id)
    return found


def _passing(chain: Chain, passage: Passage) -> Chain:
    return replace(chain, is_self_filed=passage.is_self_filed, is_reconciled=passage.is_reconciled)


def _line(path: str, home: str) -> list[int]:
    return [int(part) for part in path.removeprefix(home).rstrip(".").split(".")]
