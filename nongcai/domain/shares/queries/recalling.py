"""What a version said, as a form would tell it again; and what differs between versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from nongcai.domain.shares.models import SAID
from nongcai.domain.shares.queries.judging import SaidFiling
from nongcai.domain.shares.rules import ESTIMATE, OUTSOURCED, OWN, SaidCanteen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nongcai.domain.shares.models import CanteenRow, FilingVersion

_NOT_SAID = {"filed_by_id", "filed_by_label", "filed_by_office", "host_id"}


@dataclass(frozen=True)
class Difference:
    """A field that a version changed, or a canteen by its place (`canteen`, 1, …); None where there was none."""

    name: str
    old: object
    new: object
    place: int = 0


def said_of(version: FilingVersion) -> SaidFiling:
    """Return what a version said; an exported total without canteens (对账模式) stands as one."""
    canteens = tuple(_canteen(row) for row in version.canteens.all())
    if not canteens and version.canteen_total:
        kind = OUTSOURCED if version.canteen == OUTSOURCED else OWN
        canteens = (SaidCanteen(kind, "", version.canteen_total, ESTIMATE),)
    names = [name for name in SaidFiling.__dataclass_fields__ if name not in {"canteens", "ratio"}]
    values = {name: getattr(version, name) for name in names}
    if version.host_id is not None:
        values["host_name"] = ""
    return SaidFiling(canteens=canteens, **values)


def differences(older: FilingVersion, newer: FilingVersion) -> list[Difference]:
    """Return what a version says otherwise than the one before, in the order of the form."""
    return [*_canteens(list(older.canteens.all()), list(newer.canteens.all())), *_fields(older, newer)]


def said_otherwise(old: SaidFiling, new: SaidFiling) -> list[Difference]:
    """Return what one form tells otherwise than another, in the order of the form."""
    places = range(max(len(old.canteens), len(new.canteens)))
    pairs = [(_told(old.canteens, place), _told(new.canteens, place)) for place in places]
    found = [Difference("canteen_row", *pair, place) for place, pair in enumerate(pairs, start=1) if pair[0] != pair[1]]
    if old.set_aside != new.set_aside:
        found.append(Difference("reserved", old.set_aside, new.set_aside))
    names = [name for name in SaidFiling.__dataclass_fields__ if name not in {"canteens", "reserved", "ratio"}]
    both = ((name, getattr(old, name), getattr(new, name)) for name in names)
    return [*found, *(Difference(*one) for one in both if one[1] != one[2])]


def _told(rows: Sequence[SaidCanteen], place: int) -> SaidCanteen | None:
    if place >= len(rows):
        return None
    one = rows[place]
    return replace(one, contractor_name="") if one.contractor_id else one


def _fields(older: FilingVersion, newer: FilingVersion) -> Iterator[Difference]:
    for name in SAID:
        old, new = getattr(older, name), getattr(newer, name)
        if name not in _NOT_SAID and old != new:
            yield Difference(name, old, new)


def _canteens(older: Sequence[CanteenRow], newer: Sequence[CanteenRow]) -> Iterator[Difference]:
    for place in range(max(len(older), len(newer))):
        old, new = _at(older, place), _at(newer, place)
        if old != new:
            yield Difference("canteen_row", old, new, place + 1)


def _at(rows: Sequence[CanteenRow], place: int) -> SaidCanteen | None:
    return _canteen(rows[place]) if place < len(rows) else None


def _canteen(row: CanteenRow) -> SaidCanteen:
    return SaidCanteen(
        kind=row.kind,
        name=row.name,
        total=row.total,
        total_source=row.total_source,
        diners=row.diners,
        contractor_id=row.contractor_id,
        contractor_name=row.contractor_name,
        account_due_on=row.account_due_on,
    )
