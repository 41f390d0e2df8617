"""One side of an order reports that something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.errors import UnknownOrderError
from nongcai.domain.support import permissions, queries
from nongcai.domain.support.errors import (
    IncidentKindError,
    IncidentOpenError,
    NoContractError,
    QualityPastError,
    VisiblePastError,
)
from nongcai.domain.support.models import Incident
from nongcai.domain.support.services.noting import lock_order, move, note, require_words, stop_clock, tell
from nongcai.domain.support.states import HIDDEN, KINDS, VISIBLE, IncidentAction, IncidentState, Level, Side
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError
from nongcai.foundation.texts import N_
from nongcai.foundation.years import chinese_day, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.orders.services import Photo
    from nongcai.domain.organisations.actors import Actor

REPORTED = N_("{who}提出交易异常“{kind}”，请于{day}前答复，逾期转平台处理。")


@dataclass(frozen=True)
class ToldIncident:
    """What is wrong, how grave it is, and what there is to show for it."""

    kind: str
    level: str
    words: str
    files: Sequence[Photo] = ()


@transaction.atomic
def report(*, actor: Actor, order_id: UUID, told: ToldIncident, at: datetime) -> Incident:
    """Report something of an order; its clock stands still, and the other side has to reply.

    :raises UnknownOrderError: when there is none within sight.
    :raises NotAllowedError: when the actor is of neither side.
    :raises NoContractError: when it was not signed.
    :raises IncidentKindError: when the side cannot report such a thing.
    :raises VisiblePastError: when it shows at once, and the term for inspecting is over.
    :raises QualityPastError: when two years are over.
    :raises IncidentOpenError: when one of this side is open, but for an appeal.
    :raises IncidentWordsError: without words.
    :raises EvidenceError: when a file is none that is kept.
    """
    lock_order(order_id)
    order, side = _order(actor, order_id)
    if order.signed_at is None:
        raise NoContractError
    if told.kind not in KINDS[side] or told.level not in Level.values:
        raise IncidentKindError
    _require_time(order, told.kind, at)
    earlier = Incident.objects.filter(order_id=order_id)
    if earlier.filter(side=side, ended_at=None).exclude(state=IncidentState.APPEALED).exists():
        raise IncidentOpenError
    incident = _made(order, side, told, earlier.count() + 1, at)
    move(incident, IncidentState.REPORTED, at)
    records.save(incident)
    note(incident, IncidentAction.REPORT, actor=actor, words=incident.words, files=told.files, at=at)
    stop_clock(incident, actor=actor, at=at)
    _tell(incident, side, at)
    return incident


def _order(actor: Actor, order_id: UUID) -> tuple[Order, Side]:
    order = orders.orders_visible_to(actor).filter(pk=order_id).first()
    if order is None:
        raise UnknownOrderError(what=order_id)
    side = permissions.side_of(actor)
    if side not in {Side.BUYER, Side.SELLER} or actor.organisation_id not in {order.buyer_id, order.seller_id}:
        raise NotAllowedError
    return order, Side(side)


def _require_time(order: Order, kind: str, at: datetime) -> None:
    """Want what is said of goods to be said in time."""
    if kind not in (*VISIBLE, *HIDDEN):
        return
    is_visible = kind in VISIBLE
    last = queries.report_until(order, is_visible=is_visible)
    if last is not None and day_of(at) > last:
        raise (VisiblePastError if is_visible else QualityPastError)(day=chinese_day(last))


def _made(order: Order, side: Side, told: ToldIncident, seq: int, at: datetime) -> Incident:
    return Incident(
        order_id=order.pk,
        seq=seq,
        number=order.number,
        buyer_id=order.buyer_id,
        buyer_name=order.buyer_name,
        seller_id=order.seller_id,
        seller_name=order.supplier_name,
        most=order.amount,
        side=side,
        kind=told.kind,
        level=told.level,
        words=require_words(told.words),
        steps=1,
        reported_at=at,
    )


def _tell(incident: Incident, side: Side, at: datetime) -> None:
    facts = {"who": side.label, "kind": incident.get_kind_display()}
    day = chinese_day(incident.due_on) if incident.due_on else ""
    tell(incident, [incident.holder], REPORTED.format(**facts, day=day), at=at)
