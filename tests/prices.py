"""Prices of a story: rivals who sell the same, a rule, what a market says, a proof of a price elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.models import Offer, PriceAlarm
from nongcai.domain.catalogue.services import ToldElsewhere, ToldReference, ToldRule, Verdict
from nongcai.domain.catalogue.states import AlarmAction, PriceBasis
from nongcai.domain.suppliers import services as suppliers
from nongcai.domain.suppliers.models import SellingSpan
from tests.market import AT, PASSWORD, SCAN, TODAY, registration
from tests.shelf import Goods, goods

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.suppliers.models import Supplier
    from tests.market import Market

# Of half a kilogram each: 36, 38, 40, 42, 44 yuan a kilogram.
RIVALS = ("18.00", "19.00", "20.00", "21.00", "22.00")


def rivals(count: int = 3) -> list[Supplier]:
    """Let others come who may sell."""
    found = []
    for number in range(count):
        told = registration(f"rival{number}", 50 + number, name=f"同行{number}合作社")
        row = suppliers.register(told=told, password=PASSWORD, at=AT)
        SellingSpan.objects.create(supplier=row, since=date(2024, 1, 1))
        found.append(row)
    return found


def like_offers(prices: tuple[str, ...] = RIVALS, *, count: int = 3, **facts: Any) -> list[Goods]:
    """Let rivals sell like goods, in turns, and reckon what they cost."""
    others = rivals(count)
    rows = [
        goods(others[place % count], "卢氏木耳", of={"price": Decimal(price)}, **facts)
        for place, price in enumerate(prices)
    ]
    services.reckon_like_prices(at=AT)
    return rows


def rule(actor: Actor, percent: str = "30", basis: PriceBasis = PriceBasis.MEDIAN, **changes: Any) -> Any:
    """Let the platform write a rule."""
    told: dict[str, Any] = {"reply_days": 5, "since": TODAY, "document": "平台价格管理办法", "paragraph": "第三条"}
    return services.add_price_rule(
        actor=actor, told=ToldRule(basis=basis, percent=Decimal(percent), **(told | changes))
    )


def told_reference(category_id: int, price: str = "40", **changes: Any) -> ToldReference:
    """Return what a market says of mushrooms, by kilogram."""
    told: dict[str, Any] = {
        "category_id": category_id,
        "name": "黑木耳",
        "place": "郑州万邦市场",
        "day": TODAY,
        "price": Decimal(price),
        "quantity": Decimal(1),
        "unit": "kg",
        "source": "每日行情",
    }
    return ToldReference(**(told | changes))


def told_elsewhere(price: str = "20.00", quantity: str = "500", **changes: Any) -> ToldElsewhere:
    """Return what a shop elsewhere asks for half a kilogram."""
    told: dict[str, Any] = {"shop": "某平台旗舰店", "unit": "g", "day": TODAY}
    return ToldElsewhere(price=Decimal(price), quantity=Decimal(quantity), **(told | changes))


def prove(actor: Actor, offer: Offer, *, at: datetime = AT, **changes: Any) -> Any:
    """Let somebody show that it is sold for less elsewhere."""
    told = told_elsewhere(**changes)
    return services.prove_elsewhere(actor=actor, offer_id=offer.pk, told=told, scan=SCAN, at=at)


def dear(market: Market, price: str = "60.00") -> Goods:
    """Let the supplier sell half a kilogram dearly."""
    return goods(market.supplier, "卢氏木耳", of={"price": Decimal(price)})


def set_price(market: Market, offer: Offer, price: str, *, at: datetime = AT) -> Offer:
    """Let the supplier set a price."""
    actor = market.actor("supplier")
    return services.price_offer(actor=actor, offer_id=offer.pk, price=Decimal(price), tiers=[], at=at)


def alarm_of(offer: Offer) -> PriceAlarm:
    """Return the last alarm about an offer."""
    return PriceAlarm.objects.filter(offer=offer).latest("pk")


def reply(market: Market, alarm: PriceAlarm, words: str = "有机种植，成本较高。", scans: Any = ()) -> PriceAlarm:
    """Let the supplier reply."""
    actor = market.actor("supplier")
    return services.reply_to_alarm(actor=actor, alarm_id=alarm.pk, words=words, scans=scans, at=AT)


def decide(market: Market, alarm: PriceAlarm, action: AlarmAction, *, later: int = 0) -> PriceAlarm:
    """Let the platform decide, some days later."""
    verdict = Verdict(action, "已核对成本材料。")
    actor, at = market.actor("platform"), AT + timedelta(days=later)
    return services.decide_alarm(actor=actor, alarm_id=alarm.pk, verdict=verdict, at=at)


def alarmed(market: Market, price: str = "60.00") -> PriceAlarm:
    """Bring the supplier to an alarm: forty yuan a kilogram are usual, it asks more."""
    like_offers()
    rule(market.actor("platform"))
    made = dear(market, price)
    services.watch_prices([made.offer.pk], at=AT)
    return alarm_of(made.offer)
