"""The buyer accepts what came: whole or in part, by line, with what is missing and why."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Sum

from nongcai.domain.documents import services as documents
from nongcai.domain.documents.services import ToldFile
from nongcai.domain.holds import services as holds
from nongcai.domain.orders import rules
from nongcai.domain.orders.errors import (
    AcceptanceError,
    AcceptedTooMuchError,
    EvidenceError,
    LookedAtTooMuchError,
    RestRefusedError,
    ShortfallReasonError,
)
from nongcai.domain.orders.models import Acceptance, ParcelLine
from nongcai.domain.orders.services import settling, spending, stepping
from nongcai.domain.orders.states import OrderAction, Shortfall
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order, OrderLine
    from nongcai.domain.organisations.actors import Actor

_PHOTOS, _BYTES = 9, 10 * 2**20
_TOLD = {
    OrderAction.ACCEPT: "采购人已验收。",
    OrderAction.ACCEPT_PART: "采购人已部分验收。",
    OrderAction.ACCEPT_NONE: "采购人验收时全部未收，无须付款。",
}


@dataclass(frozen=True)
class ToldAcceptance:
    """What of a line is accepted, by weight where it is paid so, and what is not, and why."""

    line: int
    accepted: int
    refused: int = 0
    reason: str = ""
    weight: Decimal | None = None
    words: str = ""


@dataclass(frozen=True)
class Photo:
    """A photograph or a scan as evidence."""

    name: str
    data: bytes


@transaction.atomic
def accept_goods(
    *,
    actor: Actor,
    order_id: UUID,
    told: Sequence[ToldAcceptance] | None = None,
    photos: Sequence[Photo] = (),
    words: str = "",
    at: datetime,
) -> Order:
    """Accept what came, or of each line what is told; what is refused is not paid, and there again to be sold.

    :raises AcceptanceError: when nothing is told.
    :raises AcceptedTooMuchError: when more is accepted than came.
    :raises LookedAtTooMuchError: when more is accepted and refused than is left.
    :raises RestRefusedError: when of what is still to be sent a part is refused.
    :raises ShortfallReasonError: when something is refused without a reason.
    :raises WeightBandError: when a weight lies outside of what was offered.
    :raises EvidenceError: when a photograph is none.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.ACCEPT)
    lines = stepping.lines_by_seq(order)
    rows = look_at(order, lines, told, at)
    action = _action(lines.values())
    words = words.strip()[:500]
    take(order, actor, action, at, lines=lines, rows=rows, words=words)
    keep_evidence(actor=actor, owner=f"order-step:{order.pk}:{order.steps}", photos=photos, at=at)
    stepping.tell_seller(order, _TOLD[action], at)
    return settling.settle(order, actor, at)


def look_at(
    order: Order, lines: Mapping[int, OrderLine], told: Sequence[ToldAcceptance] | None, at: datetime
) -> list[Acceptance]:
    """Change the lines by what is told of them, or accept all that came; return what is to be kept of it."""
    weights = _weights(order)
    if told is None:
        told = [ToldAcceptance(seq, line.here) for seq, line in lines.items() if line.here]
    if not told or len({one.line for one in told}) != len(told):
        raise AcceptanceError
    return [_looked_at(order, lines.get(one.line), one, weights, at) for one in told]


def take(
    order: Order,
    actor: Actor,
    action: OrderAction,
    at: datetime,
    *,
    lines: Mapping[int, OrderLine],
    rows: Sequence[Acceptance],
    words: str = "",
) -> None:
    """Write the lines, the step and what is to be paid; give back what was refused."""
    for row in rows:
        records.save(lines[row.line], "accepted", "refused", "weight", "payable")
    refused = stepping.summed((lines[row.line].resource_id, row.refused) for row in rows)
    holds.take_back(source=order.source, told=refused, at=at)
    facts: dict[str, Any] = {"due": due_of(order, lines.values())}
    if action != OrderAction.ACCEPT_PART:
        facts["goods_accepted_at"] = at
    amount = rules.total(row.amount for row in rows)
    is_more = any(line.unsent for line in lines.values()) and not any(line.here for line in lines.values())
    stepping.step(order, actor, action, at, words=words, sum_=amount, is_more_to_come=is_more, **facts)
    if action == OrderAction.ACCEPT_NONE:
        spending.free(order, at)
    elif action != OrderAction.ACCEPT_PART:
        spending.spend(order, at)
    for row in rows:
        row.seq = order.steps
    records.insert_many(rows)


def due_of(order: Order, lines: Collection[OrderLine]) -> Decimal:
    """Return what is to be paid for lines as they stand; where nothing is left of any, carriage is not paid either."""
    goods = rules.total(line.payable for line in lines)
    return goods + order.freight if is_anything_left(lines) else goods


def is_anything_left(lines: Collection[OrderLine]) -> bool:
    """Say whether of lines something was kept, or is still to come."""
    return any(line.open or line.accepted - line.returned for line in lines)


def _action(lines: Collection[OrderLine]) -> OrderAction:
    if any(line.open for line in lines):
        return OrderAction.ACCEPT_PART
    return OrderAction.ACCEPT if is_anything_left(lines) else OrderAction.ACCEPT_NONE


def _looked_at(
    order: Order, line: OrderLine | None, one: ToldAcceptance, weights: Mapping[int, Decimal], at: datetime
) -> Acceptance:
    if line is None or min(one.accepted, one.refused) < 0 or not one.accepted + one.refused:
        raise AcceptanceError
    _require_there(line, one)
    weight = None
    if line.is_weighed and one.accepted:
        # What was refused before has left, with its weight.
        is_rest = not one.refused and not line.refused and one.accepted == line.here
        weight = one.weight
        if weight is None and is_rest:
            weight = weights.get(line.seq, Decimal(0)) - (line.weight or 0)
        rules.require_weight(line.weighed, one.accepted, weight)
    line.accepted += one.accepted
    line.refused += one.refused
    if weight is not None:
        line.weight = (line.weight or Decimal(0)) + weight
    line.payable = payable(line)
    return Acceptance(
        order_id=order.pk,
        seq=0,
        line=line.seq,
        accepted=one.accepted,
        refused=one.refused,
        reason=one.reason if one.refused else "",
        weight=weight,
        amount=_amount(line, one, weight),
        words=one.words.strip()[:500],
        at=at,
    )


def payable(line: OrderLine) -> Decimal:
    """Return what is to be paid for a line as it stands: for what was accepted and kept, and for what is to come."""
    coming = rules.amount_of(line.price, line.open)
    if line.weight is None:
        return rules.amount_of(line.price, line.accepted - line.returned) + coming
    kept = line.weight * (line.accepted - line.returned) / line.accepted
    return rules.weighed_amount(line.weighed, kept) + coming


def _amount(line: OrderLine, one: ToldAcceptance, weight: Decimal | None) -> Decimal:
    if weight is not None:
        return rules.weighed_amount(line.weighed, weight)
    return rules.amount_of(line.price, one.accepted)


def _require_there(line: OrderLine, one: ToldAcceptance) -> None:
    goods: dict[str, Any] = {"what": line.product_name, "unit": line.unit}
    both = one.accepted + one.refused
    if one.accepted > line.here:
        raise AcceptedTooMuchError(left=line.here, told=one.accepted, **goods)
    if both > line.open:
        raise LookedAtTooMuchError(left=line.open, told=both, **goods)
    if line.here < both < line.open:
        most, all_ = line.here - one.accepted, line.open - one.accepted
        raise RestRefusedError(unsent=line.unsent, most=most, all=all_, **goods)
    if one.refused and one.reason not in Shortfall.values:
        raise ShortfallReasonError(told=one.refused, **goods)


def _weights(order: Order) -> dict[int, Decimal]:
    rows = ParcelLine.objects.filter(order_id=order.pk, weight__isnull=False).order_by().values_list("line")
    return dict(rows.annotate(weight=Sum("weight")))


def keep_evidence(*, actor: Actor, owner: str, photos: Sequence[Photo], at: datetime) -> None:
    """Keep photographs and scans as evidence.

    :raises EvidenceError: when one is none, or too large, or there are too many.
    """
    if not photos:
        return
    if len(photos) > _PHOTOS or any(len(one.data) > _BYTES for one in photos):
        raise EvidenceError(most=_PHOTOS)
    files = []
    for one in photos:
        media_type = rules.media_type_of(one.data)
        if not media_type:
            raise EvidenceError(most=_PHOTOS)
        files.append(ToldFile(owner, one.name, media_type, one.data))
    documents.store_many(told=files, at=at, user_id=actor.user_id)
