"""A hall made up for measuring orders: a school's buyers, a co-operative, and what it offers."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bench import ground

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from nongcai.domain.catalogue.models import Offer
    from nongcai.domain.orders.services import PlaceTold
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class Hall:
    """Who buys, who sells what, and when."""

    buyer: Actor
    seller: Actor
    offers: Sequence[Offer]
    unit_id: int
    at: datetime

    def told(self, quantity: int, lines: Sequence[int] = (0,)) -> PlaceTold:
        """Return an order of some of the offers."""
        from nongcai.domain.orders.services import PlaceTold, ToldLine

        return PlaceTold(
            lines=tuple(ToldLine(self.offers[one].pk, quantity) for one in lines),
            unit_id=self.unit_id,
            purpose="canteen",
            receiver="食堂库管岗",
            phone="0371-60000000",
            province="41",
            address="郑州市中原区某路1号",
            payment_mode="goods_first",
            payer_kind="canteen",
            invoice_title="郑州市第一中学",
        )


def open_hall(*, offers: int, stock: int = 1000) -> Hall:
    """Put the people of the tests' story on stage, and offer so much; the database is empty before."""
    from nongcai.domain.catalogue import services as catalogue
    from nongcai.domain.catalogue.models import Offer
    from tests import cast, goods, market

    ground.say("putting people on stage …")
    people = cast.put_on_stage(filings=False)
    cast.hire_buyer(people)
    stall = goods.open_hall(market.open_market())
    product = goods.listed(stall)
    ground.say(f"offering {offers} …")
    seller = stall.actor("supplier")
    for number in range(1, offers):
        told = goods.told_offer(specification=f"{number}号袋")
        more = catalogue.add_offer(
            actor=seller,
            product_id=product.pk,
            told=told,
            price=Decimal(25),
            quantity=Decimal(stock),
            at=market.AT,
        )
        catalogue.switch_offer(actor=seller, offer_id=more.pk, is_on=True, at=market.AT)
    rows = list(Offer.objects.order_by("pk"))
    return Hall(people.actor("buyer"), seller, rows, people.units["4101000002"].id, market.AT)
