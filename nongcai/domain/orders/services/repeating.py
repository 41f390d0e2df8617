"""What standing orders order by themselves: each delivery once for each supplier, through the way that people order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.notifications import services as notifications
from nongcai.domain.orders import queries
from nongcai.domain.orders.errors import StandingLateError, StandingPostError, StandingRunError
from nongcai.domain.orders.models import StandingLine, StandingOrder, StandingRun
from nongcai.domain.orders.services import placing, planning
from nongcai.domain.orders.services.placing import PlaceTold, ToldDelivery, ToldLine
from nongcai.domain.orders.states import StandingAction, StandingState
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.foundation import queue, records
from nongcai.foundation.errors import DomainError, InvalidError
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor

_LONGEST = 500
# As an order is told.
_SAME = (
    "unit_id", "purpose", "receiver", "phone", "province", "address", "payment_mode", "payer_kind", "invoice_title",
    "tax_number", "note",
)  # fmt: skip


@transaction.atomic
def queue_standing(*, at: datetime) -> int:
    """Queue each delivery that is due, each supplier's as a job of its own; end what has run out. Return how many."""
    on = day_of(at)
    parts = queries.due_parts(on)
    _run_out({standing_id for standing_id, _day, _supplier in parts}, at)
    for standing_id, day, supplier_id in parts:
        queue.defer("orders.place_standing", standing_id=standing_id, day=day.isoformat(), supplier_id=supplier_id)
    return len(parts)


@transaction.atomic
def place_standing(*, standing_id: int, day: date, supplier_id: int, at: datetime) -> StandingRun | None:
    """Order one supplier's goods of a delivery, or write down and tell why not; nothing where that was done before."""
    standing = StandingOrder.objects.select_for_update(no_key=True).filter(pk=standing_id).first()
    if standing is None or standing.state != StandingState.RUNNING:
        return None
    on, lines = day_of(at), _lines_of(standing, day, supplier_id)
    breaks, days_off = standing.breaks.all(), queries.holidays_around(on)
    if not lines or not queries.plan_of(standing, lines, breaks, days_off).is_due(day, on):
        return None
    name = lines[0].offer.product.supplier.name
    run = StandingRun(standing_id=standing_id, day=day, supplier_id=supplier_id, supplier_name=name, at=at)
    # Of two who come at once, the second waits here at the latest, and is told that it is the second.
    if not records.insert_new(run):
        return None
    run._state.adding = False
    try:
        order = _placed(standing, run, lines, at)
    except DomainError as refusal:
        run.code, run.reason = refusal.code, _said(refusal)
        records.save(run, "code", "reason")
        _tell(standing, f"{day}送货的{name}商品未下单：{run.reason}", at)
        return run
    run.order_id = order.pk
    records.save(run, "order_id")
    return run


@transaction.atomic
def place_again(*, actor: Actor, standing_id: int, day: date, supplier_id: int, at: datetime) -> StandingRun:
    """Order, in the actor's name, what was not ordered of a delivery that is still to come.

    :raises StandingRunError: when it was, or the day has come, or nothing of it is on the list any more.
    """
    standing = planning.locked_for(actor, standing_id, StandingAction.PLACE_AGAIN)
    run = queries.standing_runs_of(standing_id).filter(day=day, supplier_id=supplier_id, order_id=None).first()
    lines = _lines_of(standing, day, supplier_id)
    if run is None or not lines or day <= day_of(at):
        raise StandingRunError
    order = placing.place(actor=actor, told=_told(standing, lines, day, at), at=at)
    run.order_id = order.pk
    records.save(run, "order_id")
    words = f"{day} {run.supplier_name} {order.number}"
    planning.step_standing(standing, actor, StandingAction.PLACE_AGAIN, at, words=words)
    return run


def _run_out(waiting: set[int], at: datetime) -> None:
    """End what delivers no more, but for what something is still to be said of."""
    over = StandingOrder.objects.filter(ends_on__lt=day_of(at)).exclude(state=StandingState.ENDED)
    for standing in over.exclude(pk__in=waiting).order_by("pk").select_for_update(no_key=True):
        actor = organisations.operator_of_machine()
        planning.step_standing(standing, actor, StandingAction.RUN_OUT, at)
        _tell(standing, "已到截止日期，自动结束；继续采购的，请重新建立。", at)


def _placed(standing: StandingOrder, run: StandingRun, lines: Sequence[StandingLine], at: datetime) -> Order:
    on = day_of(at)
    if run.day <= on:
        raise StandingLateError
    actor, told = _actor(standing, on), _told(standing, lines, run.day, at)
    # Its refusal takes back what it did, and nothing of what was done here.
    with transaction.atomic():
        return placing.place(actor=actor, told=told, at=at)


def _lines_of(standing: StandingOrder, day: date, supplier_id: int) -> list[StandingLine]:
    rows = queries.standing_lines_of(standing.pk).filter(offer__product__supplier_id=supplier_id)
    return [line for line in rows if day.isoweekday() in line.weekdays]


def _actor(standing: StandingOrder, on: date) -> Actor:
    """Return in whose name it orders, if that account is open and still in the post in which it agreed."""
    actor = organisations.actor_of(standing.user, standing.post_id, on) if standing.user.is_active else None
    if actor is None or actor.membership_id != standing.post_id or actor.role != Role.BUYER:
        raise StandingPostError
    return actor


def _told(standing: StandingOrder, lines: Sequence[StandingLine], day: date, at: datetime) -> PlaceTold:
    """Tell as a person would: at today's prices, where they are not above those that were agreed."""
    goods = catalogue.goods_to_order([line.offer_id for line in lines], day_of(at))
    wanted = []
    for line in lines:
        found = goods.get(line.offer_id)
        # Ordering at a price that is no more the price is refused.
        price = min(found.price_at(line.quantity), line.price) if found else line.price
        wanted.append(ToldLine(line.offer_id, line.quantity, price))
    same = {name: getattr(standing, name) for name in _SAME}
    delivery = ToldDelivery(standing.pk, day, standing.earliest, standing.latest)
    return PlaceTold(lines=tuple(wanted), delivery=delivery, **same)


def _said(refusal: DomainError) -> str:
    """Say a refusal in one sentence; what only says that something is wrong, by what is wrong."""
    texts = [text for told in refusal.fields.values() for text in told]
    return (texts[0] if texts and type(refusal) is InvalidError else str(refusal))[:_LONGEST]


def _tell(standing: StandingOrder, text: str, at: datetime) -> None:
    """Leave a message to whoever looked at it last; where that one is gone, to all who buy for the body."""
    buyers = [user_id for _place, user_id in organisations.members_of([standing.buyer_id], [Role.BUYER], day_of(at))]
    people = [standing.user_id] if standing.user_id in buyers else buyers
    told = [(user_id, f"周期订单“{standing.name}”：{text}"[:_LONGEST]) for user_id in people]
    notifications.tell_many(told=told, at=at, path=f"/orders/standing/{standing.pk}/")
