"""A buyer orders of one supplier, for one unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.functional import cached_property
from uuid_utils.compat import uuid7

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.holds.errors import NotEnoughError
from nongcai.domain.orders import queries, rules
from nongcai.domain.orders.errors import (
    EmptyOrderError,
    NotDeliveredError,
    OfferGoneError,
    OrderKeyTakenError,
    OutOfStockError,
    PriceChangedError,
    SeveralSuppliersError,
    UnitNotBoughtForError,
)
from nongcai.domain.orders.models import Order, OrderLine
from nongcai.domain.orders.queries import Listed
from nongcai.domain.orders.services import asking, spending, stepping
from nongcai.domain.orders.states import HOLDERS, OrderAction, OrderState, PaymentMode
from nongcai.domain.organisations.permissions import require_power
from nongcai.domain.organisations.roles import Power
from nongcai.foundation import planned, records
from nongcai.foundation.records import Part
from nongcai.foundation.undoing import act
from nongcai.foundation.years import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime, time
    from uuid import UUID

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.queries import BuyingUnit
    from nongcai.domain.programmes.queries import PaymentBounds

LINES = 200
# What was read a moment ago is there; how it stands is said after it was asked whether it has to wait.
_TYPED = {
    *("purpose", "receiver", "phone", "province", "address", "payment_mode", "term_days", "payer_kind"),
    *("invoice_title", "tax_number", "note", "freight", "amount"),
}
_FOUND = frozenset(field.name for field in Order._meta.fields if field.name not in _TYPED)

_EMPTIED = """
    emptied AS (DELETE FROM orders_cartline WHERE post_id = %(post)s AND offer_id = ANY (%(ordered)s::bigint[]))
"""


@dataclass(frozen=True)
class ToldLine:
    """So many sale units of an offer; `price` is what the buyer saw, where it saw one."""

    offer_id: int
    quantity: int
    price: Decimal | None = None


@dataclass(frozen=True)
class ToldDelivery:
    """Which standing order orders, and when it is to come."""

    standing_id: int
    day: date
    earliest: time
    latest: time


@dataclass(frozen=True)
class PlaceTold:
    """What is ordered, for which unit, to where, how it is paid, and for which delivery where it orders by itself."""

    lines: tuple[ToldLine, ...]
    unit_id: int
    purpose: str
    receiver: str
    phone: str
    province: str
    address: str
    payment_mode: str
    payer_kind: str
    invoice_title: str
    tax_number: str = ""
    note: str = ""
    term_days: int | None = None
    delivery: ToldDelivery | None = None


@dataclass(frozen=True)
class Chosen:
    """A line and the offer that it is of."""

    seq: int
    told: ToldLine
    goods: Orderable

    @cached_property
    def price(self) -> Decimal:
        return self.goods.price_at(self.told.quantity)

    @cached_property
    def amount(self) -> Decimal:
        return rules.amount_of(self.price, self.told.quantity)


def place(*, actor: Actor, told: PlaceTold, at: datetime, key: UUID | None = None) -> Order:
    """Order; the stock is held, and the order waits for its approval, or else for the supplier.

    `key` is the order's own from before it was placed: with the same once more, the same order is returned.

    :raises NotAllowedError: when the actor does not buy.
    :raises OrderKeyError: when the key was not made a short while ago.
    :raises UnitNotBoughtForError: when the account does not buy for that unit.
    :raises TermDaysError: when payment is put off beyond the region's rule, or the law.
    :raises TermForPayFirstError: when it is, for what is paid before it is sent.
    :raises OfferGoneError: when an offer does not show any more.
    :raises PriceChangedError: when the buyer saw another price.
    :raises NotDeliveredError: when something is not delivered there.
    :raises OutOfStockError: when less is there.
    :raises BudgetShortError: when a budget of the body has less left.
    """
    return place_listed(actor=actor, told=told, at=at, key=key).order


@act
def place_listed(*, actor: Actor, told: PlaceTold, at: datetime, key: UUID | None = None) -> Listed:
    """Order as `place` does, for whoever shows the lines at once: what was just written is not read again."""
    require_power(actor, Power.BUY)
    if key is not None:
        rules.require_key(key, at)
        placed = _placed(actor, key)
        if placed is not None:
            return queries.with_lines([placed])[0]
    on = day_of(at)
    offers = _offers_of(told.lines)
    standing, goods = queries.ready_to_place(actor, told.unit_id, told.purpose, offers, on)
    if standing.unit is None:
        raise UnitNotBoughtForError(fields={"unit_id": [UnitNotBoughtForError.message]})
    _require_term(told, standing.bounds)
    chosen = _chosen(told, goods)
    order = _order(actor, told, standing.unit, chosen)
    order.id = key or uuid7()
    order.number = rules.number_of(order.id)
    order.placed_at = order.since = at
    order.budgets = standing.budgets
    lines = [_line(order, one) for one in chosen]
    records.check(order, but=_FOUND)
    order.state = OrderState.WAITING if asking.ask(order, lines, standing, actor, at) else OrderState.PLACED
    order.holder = HOLDERS[OrderState(order.state)]
    order.waits_until = at + timedelta(days=standing.bounds.lapses_after_days)
    if order.state == OrderState.PLACED:
        order.approved_at = at
    step = stepping.step_row(order, actor, OrderAction.PLACE, at, words=_words(told), amount=order.amount)
    along = [records.inserting(order, *lines, step), *_emptied(actor, told)]
    if order.state == OrderState.PLACED:
        along.append(stepping.telling_seller(order, "有新订单，请签约。", at))
    _hold(order, lines, chosen, along, at)
    return Listed(order, lines)


def _placed(actor: Actor, key: UUID) -> Order | None:
    # The second of two who come at once waits here for the first.
    records.lock_keys([f"order:{key}"])
    found = Order.objects.filter(pk=key).first()
    if found and (found.user_id, found.buyer_id) != (actor.user_id, actor.organisation_id):
        raise OrderKeyTakenError
    return found


def _require_term(told: PlaceTold, bounds: PaymentBounds) -> None:
    is_goods_first = told.payment_mode == PaymentMode.GOODS_FIRST
    rules.require_term(told.term_days, is_goods_first=is_goods_first, most=bounds.longest_days, rule=bounds.document)


def _words(told: PlaceTold) -> str:
    return "按周期订单自动下单" if told.delivery else ""


def _emptied(actor: Actor, told: PlaceTold) -> list[Part]:
    """Take what is ordered out of the cart; what orders by itself, leaves it alone."""
    if told.delivery:
        return []
    facts = {"post": actor.membership_id, "ordered": planned.array_of(one.offer_id for one in told.lines)}
    return [Part(_EMPTIED, facts)]


def chosen_of(lines: Sequence[ToldLine], on: date) -> list[Chosen]:
    """Return lines with the offers that they are of.

    :raises EmptyOrderError: when there is none, or one offer twice.
    :raises OfferGoneError: when an offer does not show.
    """
    return _with_goods(lines, catalogue.goods_to_order(_offers_of(lines), on))


def _offers_of(lines: Sequence[ToldLine]) -> list[int]:
    offers = [line.offer_id for line in lines]
    if not 0 < len(offers) <= LINES or len(set(offers)) != len(offers):
        raise EmptyOrderError(most=LINES)
    return offers


def _with_goods(lines: Sequence[ToldLine], goods: Mapping[int, Orderable]) -> list[Chosen]:
    _require_all([line.offer_id for line in lines], goods)
    return [Chosen(seq, line, goods[line.offer_id]) for seq, line in enumerate(lines, 1)]


def require_line(one: Chosen, province: str) -> None:
    """Want a quantity, the price that was seen, and goods that are delivered to a province."""
    rules.require_quantity(one.told.quantity, one.goods.minimum)
    if one.told.price is not None and one.told.price != one.price:
        raise PriceChangedError(what=one.goods.product_name, before=one.told.price, now=one.price)
    if not one.goods.delivers_to(province):
        raise NotDeliveredError(what=one.goods.product_name)


def _chosen(told: PlaceTold, goods: Mapping[int, Orderable]) -> list[Chosen]:
    chosen = _with_goods(told.lines, goods)
    if len({one.goods.supplier_id for one in chosen}) > 1:
        raise SeveralSuppliersError
    for one in chosen:
        require_line(one, told.province)
    return chosen


def _require_all(offers: Sequence[int], goods: Mapping[int, Orderable]) -> None:
    gone = [offer_id for offer_id in offers if offer_id not in goods]
    if gone:
        raise OfferGoneError(what="、".join(catalogue.names_of(gone)), offers=gone)


def _order(actor: Actor, told: PlaceTold, unit: BuyingUnit, chosen: Sequence[Chosen]) -> Order:
    goods_amount = rules.total(one.amount for one in chosen)
    together = [(one.goods, one.told.quantity, one.amount) for one in chosen]
    # Each is delivered there, as was asked before.
    freight = catalogue.carriage_of(together, told.province) or Decimal("0.00")
    first = chosen[0].goods
    return records.made(
        Order,
        buyer_id=actor.organisation_id,
        buyer_name=actor.organisation_name,
        buyer_code=unit.body_code,
        buyer_kind=unit.body_kind,
        user_id=actor.user_id or 0,
        unit_id=unit.id,
        unit_name=unit.name,
        region_code=unit.region_code,
        supplier_id=first.supplier_id,
        seller_id=first.seller_id,
        supplier_name=first.supplier_name,
        purpose=told.purpose,
        receiver=told.receiver.strip(),
        phone=told.phone.strip(),
        province=told.province,
        address=told.address.strip(),
        payment_mode=told.payment_mode,
        term_days=told.term_days,
        payer_kind=told.payer_kind,
        invoice_title=told.invoice_title.strip(),
        tax_number=told.tax_number.strip(),
        note=told.note.strip(),
        goods_amount=goods_amount,
        freight=freight,
        amount=goods_amount + freight,
        due=goods_amount + freight,
        paid=Decimal("0.00"),
        steps=1,
        **_delivery(told),
    )


def _delivery(told: PlaceTold) -> dict[str, Any]:
    one = told.delivery
    if one is None:
        return {}
    hours = {"deliver_from": one.earliest, "deliver_until": one.latest}
    return {"standing_id": one.standing_id, "deliver_on": one.day, **hours}


def _line(order: Order, one: Chosen) -> OrderLine:
    goods = one.goods
    return records.made(
        OrderLine,
        order_id=order.pk,
        seq=one.seq,
        offer_id=goods.offer_id,
        resource_id=goods.resource_id,
        product_name=goods.product_name,
        specification=goods.specification,
        sale_unit=goods.sale_unit,
        county_code=goods.county_code,
        category_path=goods.category_path,
        category=goods.category,
        quantity=one.told.quantity,
        price=one.price,
        amount=one.amount,
        net=goods.net,
        measured=goods.measured,
        band_percent=goods.band_percent,
        payable=one.amount,
    )


def _hold(
    order: Order, lines: Sequence[OrderLine], chosen: Sequence[Chosen], along: Sequence[Part], at: datetime
) -> None:
    """Hold and write all of it in one statement (decision 40)."""
    stock = stepping.summed((one.goods.resource_id, one.told.quantity) for one in chosen)
    try:
        spending.hold(order, lines, stock, at, *along)
    except NotEnoughError as refusal:
        scarce = next(one.goods for one in chosen if one.goods.resource_id == refusal.facts["resource_id"])
        facts = {name: refusal.facts[name] for name in ("left", "wanted")}
        raise OutOfStockError(what=scarce.product_name, offer_id=scarce.offer_id, **facts) from refusal
