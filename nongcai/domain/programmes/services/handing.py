"""Targets are handed down (任务分解下达)."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.permissions import require_ruling
from nongcai.domain.programmes import queries
from nongcai.domain.programmes.errors import (
    NoTargetsError,
    NotHandedHereError,
    RepeatedCodesError,
    UnknownAddresseesError,
)
from nongcai.domain.programmes.models import Target
from nongcai.domain.programmes.services.recording import record
from nongcai.domain.programmes.states import Deed
from nongcai.foundation import money, records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node

_NAMED = 5


@dataclass(frozen=True)
class ToldTargets:
    """What a document hands down for a year, in yuan; its number and its day."""

    year: int
    document: str
    dated_on: date


@transaction.atomic
def hand_down(*, actor: Actor, told: ToldTargets, amounts: Mapping[int, Decimal], at: datetime) -> int:
    """Hand targets down by organisation; return how many differ from what stood. What stood stays on record.

    :raises NotAllowedError: when the actor writes no region's programme.
    :raises NoTargetsError: when there are none.
    :raises NotHandedHereError: when one is neither a unit of its own nor a finance department right below.
    :raises InvalidError: when an amount is below zero, or no document is named.
    """
    require_ruling(actor)
    if not amounts:
        raise NoTargetsError
    office = organisations.node(actor.organisation_id)
    _require_addressees(office, amounts)
    standing = queries.targets_of(amounts, told.year)
    common = asdict(told) | {"office_id": office.id, "entered_by_id": actor.user_id, "entered_at": at}
    rows = [
        Target(organisation_id=organisation_id, amount=amount, **common)
        for organisation_id, amount in sorted(amounts.items(), key=lambda pair: pair[1])
        if _differs(standing.get(organisation_id), amount, told)
    ]
    if rows:
        # What is wrong with any is wrong with the one of the least amount, and is said of it in words.
        records.save(rows[0])
        records.insert_many(rows[1:])
        record(actor, Deed.HAND_DOWN, office.region_code, told.year, _words(rows, told), at=at)
    return len(rows)


@transaction.atomic
def hand_down_by_code(*, actor: Actor, told: ToldTargets, amounts: Sequence[tuple[str, Decimal]], at: datetime) -> int:
    """Hand targets down by unit code, or by the division code of a finance department; all of them, or none.

    :raises NotAllowedError: when the actor writes no region's programme.
    :raises RepeatedCodesError: when a code stands there twice.
    :raises UnknownAddresseesError: when it is not clear whom a code means.
    :raises InvalidError: for what `hand_down` refuses.
    """
    require_ruling(actor)
    codes = [code for code, _amount in amounts]
    if repeated := [code for code, times in Counter(codes).items() if times > 1]:
        raise RepeatedCodesError(codes=_quoted(repeated))
    found = queries.addressees(organisations.node(actor.organisation_id), codes)
    if unknown := [code for code in codes if code not in found]:
        raise UnknownAddresseesError(codes=_quoted(unknown))
    by_id = {found[code]: amount for code, amount in amounts}
    return hand_down(actor=actor, told=told, amounts=by_id, at=at)


def _quoted(codes: Sequence[str]) -> str:
    more = f"等{len(codes)}个" if len(codes) > _NAMED else ""
    return "、".join(f"“{code}”" for code in codes[:_NAMED]) + more


def _require_addressees(office: Node, amounts: Mapping[int, Decimal]) -> None:
    rows = queries.addressed_by(office).filter(organisation_id__in=list(amounts), organisation__closed_on=None)
    if others := set(amounts) - set(rows.values_list("organisation_id", flat=True)):
        names = organisations.names_of(sorted(others)[:_NAMED])
        raise NotHandedHereError(names="、".join(names.values()) or "—")


def _differs(standing: Target | None, amount: Decimal, told: ToldTargets) -> bool:
    if standing is None:
        return True
    return (standing.amount, standing.document, standing.dated_on) != (amount, told.document, told.dated_on)


def _words(rows: list[Target], told: ToldTargets) -> str:
    total = money.shown(sum((row.amount for row in rows), Decimal(0)))
    if len(rows) > 1:
        return f"{told.document}：共{len(rows)}个单位，合计{total}元"
    name = organisations.names_of([rows[0].organisation_id])[rows[0].organisation_id]
    return f"{told.document}：{name} {total}元"
