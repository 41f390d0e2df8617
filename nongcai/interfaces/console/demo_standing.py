"""The demo's standing orders: one has run for two weeks until a price went up, one rests."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from nongcai.domain.catalogue import services as catalogue
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.orders.services import ToldStanding, ToldStandingLine
from nongcai.domain.orders.states import PayerKind, PaymentMode, Purpose
from nongcai.foundation.years import CHINA, day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor

SINCE, LEAD = 12, 2
MORNING = time(6, 10)
WORKDAYS, EVERY_DAY = (1, 3, 5), (1, 2, 3, 4, 5, 6, 7)


class Stall(NamedTuple):
    """Who sells, and what."""

    seller: Actor
    goods: Sequence[Orderable]


def order_weekly(buyer: Actor, stalls: Sequence[Stall], address: str, now: datetime) -> Iterator[tuple[Order, Stall]]:
    """Let a canteen order week by week, and return what was ordered so far with whose it is."""
    begun = now - timedelta(days=SINCE)
    weekly: list[tuple[Orderable, tuple[int, ...]]] = [(one.goods[0], WORKDAYS) for one in stalls[:-1]]
    weekly.append((stalls[-1].goods[0], EVERY_DAY))
    if len(stalls[0].goods) > 1:
        weekly.append((stalls[0].goods[1], (1, 4)))
    told = _told("食堂每周菜单", buyer, weekly, address, day_of(begun))
    services.begin_standing(actor=buyer, told=told, at=begun)
    resting = _told("教工餐厅水果", buyer, [(stalls[0].goods[-1], (2,))], address, day_of(begun))
    paused = services.begin_standing(actor=buyer, told=resting, at=begun)
    services.pause_standing(actor=buyer, standing_id=paused.pk, words="教工餐厅装修，暂不供餐。", at=begun)
    for number in range(SINCE, -1, -1):
        day = day_of(now) - timedelta(days=number)
        morning = min(datetime.combine(day, MORNING, tzinfo=CHINA), now)
        # What is refused is still to come.
        if number == 1:
            _raise_price(stalls[-1], morning)
        yield from _placed(day, morning, stalls, buyer)


def _placed(day: date, morning: datetime, stalls: Sequence[Stall], buyer: Actor) -> Iterator[tuple[Order, Stall]]:
    for standing_id, delivery, supplier_id in orders.due_parts(day):
        run = services.place_standing(standing_id=standing_id, day=delivery, supplier_id=supplier_id, at=morning)
        if run and run.order_id:
            stall = next(one for one in stalls if one.goods[0].supplier_id == supplier_id)
            yield orders.orders_visible_to(buyer).get(pk=run.order_id), stall


def _raise_price(stall: Stall, at: datetime) -> None:
    first = stall.goods[0]
    price = first.price + Decimal("0.50")
    catalogue.price_offer(actor=stall.seller, offer_id=first.offer_id, price=price, tiers=first.tiers, at=at)


def _told(
    name: str, buyer: Actor, weekly: Sequence[tuple[Orderable, tuple[int, ...]]], address: str, starts_on: date
) -> ToldStanding:
    return ToldStanding(
        name=name,
        lines=tuple(ToldStandingLine(one.offer_id, one.minimum + 4, days) for one, days in weekly),
        unit_id=buyer.buys_for_id or buyer.organisation_id,
        purpose=Purpose.CANTEEN,
        receiver="食堂库管岗",
        phone="0371-60000832",
        province="41",
        address=f"郑州市{address}",
        payment_mode=PaymentMode.GOODS_FIRST,
        payer_kind=PayerKind.CANTEEN,
        invoice_title=buyer.organisation_name,
        starts_on=starts_on,
        ends_on=timezone.localdate() + timedelta(days=120),
        lead_days=LEAD,
        earliest=time(6),
        latest=time(8),
    )
