"""Orders of every story: the school's canteen buys dried mushrooms of the co-operative."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from nongcai.domain.catalogue.models import Offer
from nongcai.domain.orders import services
from nongcai.domain.orders.models import Order
from nongcai.domain.orders.services import PlaceTold, ToldLine, ToldParcel, ToldParcelLine
from nongcai.domain.orders.states import PayerKind, PaymentMode, Purpose
from nongcai.domain.organisations import queries as organisations
from tests import goods
from tests.cast import hire_buyer
from tests.market import AT
from tests.shelf import sell_for_good

if TYPE_CHECKING:
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor
    from tests.cast import Cast
    from tests.market import Market

SCHOOL = "4101000002"
# 河南.
PROVINCE = "41"
PHOTO = b"\xff\xd8\xff a photograph"


class Trade:
    """The school's canteen, the supplier, and what is offered."""

    def __init__(self, cast: Cast, market: Market) -> None:
        self.cast, self.market = cast, market
        if "buyer" not in cast.users:
            hire_buyer(cast)
        goods.listed(market)
        self.offer = Offer.objects.latest("pk")

    def actor(self, name: str) -> Actor:
        """Return somebody of the cast or of the market."""
        return self.cast.actor(name) if name in self.cast.users else self.market.actor(name)

    @property
    def operator(self) -> Actor:
        """The machine's."""
        return organisations.operator_of_machine()

    def told(self, *lines: ToldLine, **changes: object) -> PlaceTold:
        """Return ten bags, goods first, for the school."""
        told = PlaceTold(
            lines=lines or (ToldLine(self.offer.pk, 10),),
            unit_id=self.cast.units[SCHOOL].id,
            purpose=Purpose.CANTEEN,
            receiver="食堂库管岗",
            phone="0371-60000000",
            province=PROVINCE,
            address="郑州市中原区某路1号",
            payment_mode=PaymentMode.GOODS_FIRST,
            payer_kind=PayerKind.CANTEEN,
            invoice_title="郑州市第一中学",
        )
        return replace(told, **changes)  # type: ignore[arg-type]  # field names are checked at run time

    def placed(self, *lines: ToldLine, by: str = "buyer", **changes: object) -> Order:
        """Let the canteen order."""
        return services.place(actor=self.actor(by), told=self.told(*lines, **changes), at=AT)

    def signed(self, *lines: ToldLine, **changes: object) -> Order:
        """Let the supplier sign."""
        order = self.placed(*lines, **changes)
        return services.sign(actor=self.actor("supplier"), order_id=order.pk, at=AT)

    def parcel(self, order: Order, *lines: tuple[int, int] | tuple[int, int, Decimal], at: datetime = AT) -> Order:
        """Let the supplier send a parcel: (line, quantity, weight)…"""
        told = ToldParcel("中通快递", "ZT1", tuple(ToldParcelLine(*line) for line in lines))
        return services.ship(actor=self.actor("supplier"), order_id=order.pk, told=told, at=at)

    def shipped(self, *lines: ToldLine, **changes: object) -> Order:
        """Let the supplier send all at once."""
        order = self.signed(*lines, **changes)
        quantities = [line.quantity for line in lines] or [10]
        return self.parcel(order, *enumerate(quantities, 1))

    def accepted(self, **changes: object) -> Order:
        """Let the canteen accept all."""
        order = self.shipped(**changes)
        return services.accept_goods(actor=self.actor("buyer"), order_id=order.pk, at=AT)

    def billed(self, order: Order, at: datetime = AT) -> Order:
        """Let the supplier show an invoice."""
        return services.note_invoice_shown(actor=self.actor("supplier"), order_id=order.pk, at=at)

    def invoiced(self, order: Order) -> Order:
        """Let the canteen accept the invoice."""
        return services.accept_invoice(actor=self.actor("buyer"), order_id=order.pk, at=AT)

    def paid(self, order: Order, amount: str | Decimal | None = None) -> Order:
        """Note a payment; all that is due, unless told."""
        sum_ = order.due if amount is None else Decimal(amount)
        return services.note_paid(actor=self.operator, order_id=order.pk, amount=sum_, at=AT)

    def completed(self, **changes: object) -> Order:
        """Let all that is wanted be done."""
        return self.paid(self.invoiced(self.accepted(**changes)))


def open_trade(cast: Cast) -> Trade:
    """Open the hall, hire the canteen's buyer, and offer a hundred bags."""
    return Trade(cast, goods.hall(cast))


def open_trade_for_good(cast: Cast) -> Trade:
    """Open it for pages, which read the clock: the supplier's papers have no end."""
    found = open_trade(cast)
    sell_for_good(found.offer.product.supplier)
    return found
