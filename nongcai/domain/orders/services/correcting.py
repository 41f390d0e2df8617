"""An order was counted to the wrong unit: asked for, agreed to by both units and their finance, counted anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from nongcai.domain.orders import permissions, queries
from nongcai.domain.orders.errors import CorrectionError, CorrectionOpenError, OrderStepError, UnknownCorrectionError
from nongcai.domain.orders.models import Order, UnitCorrection
from nongcai.domain.orders.services import counting, stepping
from nongcai.domain.orders.states import CORRECTION_MACHINE, CorrectionAction, CorrectionState, OrderAction
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.errors import UnknownNodeError
from nongcai.domain.organisations.roles import OrganisationKind
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import Node


@transaction.atomic
def ask_correction(*, actor: Actor, order_id: UUID, to_unit_id: int, words: str, at: datetime) -> UnitCorrection:
    """Ask that an order counts to another unit; before the contract is signed it is cancelled and placed anew.

    :raises CorrectionError: when that is no other budget unit.
    :raises CorrectionOpenError: when something is asked for already.
    :raises WordsMissingError: when no reason is told.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.ASK_CORRECTION)
    if queries.corrections_of(order).filter(state=CorrectionState.ASKED).exists():
        raise CorrectionOpenError
    before, after = organisations.node(order.unit_id), _unit(to_unit_id)
    if before.id == after.id:
        raise CorrectionError
    row = UnitCorrection(
        order_id=order.pk,
        seq=queries.corrections_of(order).count() + 1,
        state=CorrectionState.ASKED,
        from_unit_id=before.id,
        from_name=order.unit_name,
        from_finance_id=_finance(before),
        to_unit_id=after.id,
        to_name=after.name,
        to_finance_id=_finance(after),
        words=stepping.require_words(words),
        asked_at=at,
    )
    records.save(row)
    stepping.step(order, actor, OrderAction.ASK_CORRECTION, at, words=f"{row}：{row.words}"[:500])
    return row


@transaction.atomic
def answer_correction(
    *, actor: Actor, order_id: UUID, seq: int, agrees: bool, words: str = "", at: datetime
) -> UnitCorrection:
    """Agree for one's own unit or finance department, or say no; with the last to agree the order counts elsewhere.

    :raises NotAllowedError: when it is not the actor's to agree.
    :raises OrderStepError: when it is over.
    :raises WordsMissingError: when no reason is told for a no.
    """
    row = queries.corrections_visible_to(actor).filter(order_id=order_id, seq=seq).first()
    if row is None:
        raise UnknownCorrectionError(what=seq)
    # Whoever answers locks the order first; what was read before is read anew.
    order = Order.objects.select_for_update(no_key=True).get(pk=order_id)
    row = queries.corrections_of(order).get(seq=seq)
    parties = permissions.parties_of(actor, row)
    if not parties:
        raise NotAllowedError
    if CORRECTION_MACHINE.step(CorrectionAction.DO, row.state) is None:
        raise OrderStepError(state=CorrectionState(row.state).label, action=OrderAction.ANSWER_CORRECTION.label)
    if not agrees:
        return _refuse(order, row, actor, stepping.require_words(words), at)
    for party in parties:
        setattr(row, party, getattr(row, party) or at)
    if all(getattr(row, party) for party in permissions.PARTIES):
        row.state, row.ended_at = CorrectionState.DONE, at
    records.save(row, "state", "ended_at", *permissions.PARTIES)
    said = f"同意 {words.strip()}"[:500].strip()
    if row.state == CorrectionState.ASKED:
        stepping.step(order, actor, OrderAction.ANSWER_CORRECTION, at, words=said)
        return row
    unit = organisations.node(row.to_unit_id)
    facts: dict[str, Any] = {"unit_id": unit.id, "unit_name": unit.name, "region_code": unit.region_code}
    stepping.step(order, actor, OrderAction.ANSWER_CORRECTION, at, words=said, **facts)
    counting.recount(order, at, undone="order_corrected")
    stepping.tell_buyer(order, f"所属预算单位已更正为{unit.name}。", at)
    return row


def _refuse(order: Order, row: UnitCorrection, actor: Actor, words: str, at: datetime) -> UnitCorrection:
    row.state, row.ended_at = CorrectionState.REFUSED, at
    records.save(row, "state", "ended_at")
    stepping.step(order, actor, OrderAction.ANSWER_CORRECTION, at, words=f"不同意：{words}"[:500])
    stepping.tell_buyer(order, "更正所属预算单位的申请未获同意。", at)
    return row


def _unit(unit_id: int) -> Node:
    try:
        unit = organisations.node(unit_id)
    except UnknownNodeError as unknown:
        raise CorrectionError from unknown
    if unit.kind != OrganisationKind.UNIT:
        raise CorrectionError
    return unit


def _finance(unit: Node) -> int:
    return organisations.ids_in(unit.home_path)[-1]
