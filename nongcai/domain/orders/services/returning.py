"""What was accepted goes back: the buyer asks, the supplier answers, and takes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.holds import services as holds
from nongcai.domain.orders import queries
from nongcai.domain.orders.errors import OrderStepError, ReturnError, UnknownReturnError
from nongcai.domain.orders.models import OrderReturn, ReturnLine
from nongcai.domain.orders.services import accepting, settling, spending, stepping
from nongcai.domain.orders.states import RETURN_MACHINE, OrderAction, ReturnAction, ReturnState, Shortfall
from nongcai.foundation import records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order, OrderLine
    from nongcai.domain.orders.services.accepting import Photo
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class ToldReturn:
    """So many sale units of a line."""

    line: int
    quantity: int


@transaction.atomic
def ask_return(
    *,
    actor: Actor,
    order_id: UUID,
    told: Sequence[ToldReturn],
    reason: str,
    words: str,
    photos: Sequence[Photo] = (),
    at: datetime,
) -> OrderReturn:
    """Ask the supplier to take goods back that were accepted.

    :raises ReturnError: when nothing is told, or more than was accepted and not given back yet.
    :raises WordsMissingError: when no reason is told.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.ASK_RETURN)
    lines = stepping.lines_by_seq(order)
    asked = queries.quantities_going_back(order)
    is_twice = len({one.line for one in told}) != len(told)
    if not told or is_twice or reason not in Shortfall.values or not all(_is_there(one, lines, asked) for one in told):
        raise ReturnError
    row = OrderReturn(
        order_id=order.pk,
        seq=queries.returns_of(order).count() + 1,
        state=ReturnState.ASKED,
        reason=reason,
        words=stepping.require_words(words),
        asked_at=at,
    )
    records.save(row)
    rows = [ReturnLine(order_id=order.pk, seq=row.seq, line=one.line, quantity=one.quantity) for one in told]
    records.insert_many(rows)
    accepting.keep_evidence(actor=actor, owner=row.owner, photos=photos, at=at)
    stepping.step(order, actor, OrderAction.ASK_RETURN, at, words=row.words)
    stepping.tell_seller(order, "采购人申请退货，请答复。", at)
    return row


@transaction.atomic
def answer_return(
    *, actor: Actor, order_id: UUID, seq: int, agrees: bool, words: str = "", at: datetime
) -> OrderReturn:
    """Agree to take goods back, or say why not.

    :raises WordsMissingError: when it is refused without a reason.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.ANSWER_RETURN)
    row = _row(order, seq, ReturnAction.AGREE if agrees else ReturnAction.REFUSE)
    row.answer = words.strip()[:500] if agrees else stepping.require_words(words)
    row.answered_at = at
    records.save(row, "state", "answer", "answered_at")
    stepping.step(order, actor, OrderAction.ANSWER_RETURN, at, words=row.answer)
    stepping.tell_buyer(order, "供应商同意退货，请寄回。" if agrees else "供应商不同意退货。", at)
    return row


@transaction.atomic
def take_return(*, actor: Actor, order_id: UUID, seq: int, at: datetime) -> Order:
    """Take goods back: they are there again, and are not to be paid; what had counted is counted anew.

    :raises OrderStepError: when it was not agreed to.
    """
    order = stepping.locked_for(actor, order_id, OrderAction.TAKE_ALL_BACK)
    row = _row(order, seq, ReturnAction.TAKE)
    row.taken_at = at
    records.save(row, "state", "taken_at")
    lines = stepping.lines_by_seq(order)
    back = []
    for one in queries.return_lines_of(row):
        line = lines[one.line]
        line.returned += one.quantity
        line.payable = accepting.payable(line)
        records.save(line, "returned", "payable")
        back.append((line.resource_id, one.quantity))
    holds.take_back(source=order.source, told=stepping.summed(back), at=at)
    is_all = not accepting.is_anything_left(lines.values())
    action, before = OrderAction.TAKE_ALL_BACK if is_all else OrderAction.TAKE_RETURN, order.due
    stepping.step(order, actor, action, at, due=accepting.due_of(order, lines.values()))
    spending.give_back(order, before, at)
    if is_all:
        spending.free(order, at)
    stepping.tell_buyer(order, "供应商已收到退货，已付的款项请办理退款。", at)
    return settling.settle(order, actor, at)


def _is_there(one: ToldReturn, lines: Mapping[int, OrderLine], asked: Mapping[int, int]) -> bool:
    line = lines.get(one.line)
    return line is not None and 0 < one.quantity <= line.accepted - line.returned - asked.get(one.line, 0)


def _row(order: Order, seq: int, action: ReturnAction) -> OrderReturn:
    row = queries.returns_of(order).filter(seq=seq).first()
    if row is None:
        raise UnknownReturnError(what=seq)
    step = RETURN_MACHINE.step(action, row.state)
    if step is None:
        raise OrderStepError(state=ReturnState(row.state).label, action=action.label)
    row.state = step.target
    return row
