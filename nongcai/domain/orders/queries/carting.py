"""The cart, by supplier, held against what is offered today."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.holds import queries as holds
from nongcai.domain.orders import rules
from nongcai.domain.orders.models import CartLine

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from nongcai.domain.catalogue.queries import Orderable
    from nongcai.domain.organisations.actors import Actor

# What may stand against an order of a line, in words.
CHANGES = {
    "gone": _("已下架、过季或者供应商暂停销售"),
    "stock": _("库存不足"),
    "minimum": _("少于起订量"),
    "not_delivered": _("不配送到收货地"),
    "price": _("价格有变"),
}
# What only is to be looked at; all else keeps a line from being ordered.
_HARMLESS = frozenset({"price"})


@dataclass(frozen=True)
class ShownCartLine:
    """A line with what it costs today, how much is left, and what changed since it was put there."""

    line: CartLine
    goods: Orderable | None
    price: Decimal | None
    left: Decimal
    changes: tuple[str, ...]

    @property
    def amount(self) -> Decimal:
        """What it costs today; nothing where it does not show."""
        return rules.amount_of(self.price, self.line.quantity) if self.price is not None else Decimal("0.00")

    @property
    def may_be_ordered(self) -> bool:
        """Nothing stands against it."""
        return not set(self.changes) - _HARMLESS


@dataclass(frozen=True)
class CartPart:
    """What one supplier sells of it: this becomes one order. `freight` is None where something is not delivered."""

    supplier_id: int
    supplier_name: str
    lines: tuple[ShownCartLine, ...]
    freight: Decimal | None

    @property
    def amount(self) -> Decimal:
        """What the goods cost that may be ordered."""
        return rules.total(one.amount for one in self.lines if one.may_be_ordered)


def cart_lines(actor: Actor) -> QuerySet[CartLine]:
    """Select the lines of the own cart, in the order in which they were put there."""
    return CartLine.objects.filter(post_id=actor.membership_id).order_by("added_at", "pk")


def cart_of(actor: Actor, on: date, *, province: str = "") -> list[CartPart]:
    """Return the own cart by supplier as it stands on a day, in a fixed number of statements.

    With a province it is said what is not delivered there, and what carriage costs.
    """
    lines = list(cart_lines(actor).select_related("offer__product__supplier"))
    goods = catalogue.goods_to_order([line.offer_id for line in lines], on)
    stock = holds.resources([line.offer.resource_id for line in lines])
    by_supplier: dict[int, list[ShownCartLine]] = {}
    for line in lines:
        left = stock[line.offer.resource_id].available if line.offer.resource_id in stock else Decimal(0)
        shown = _shown(line, goods.get(line.offer_id), left, province)
        by_supplier.setdefault(line.offer.product.supplier_id, []).append(shown)
    return [_part(supplier_id, rows, province) for supplier_id, rows in by_supplier.items()]


def _part(supplier_id: int, rows: list[ShownCartLine], province: str) -> CartPart:
    wanted = [(one.goods, one.line.quantity, one.amount) for one in rows if one.goods and one.may_be_ordered]
    freight = catalogue.carriage_of(wanted, province) if province else None
    return CartPart(supplier_id, rows[0].line.offer.product.supplier.name, tuple(rows), freight)


def _shown(line: CartLine, goods: Orderable | None, left: Decimal, province: str) -> ShownCartLine:
    if goods is None:
        return ShownCartLine(line, None, None, left, ("gone",))
    price = goods.price_at(line.quantity)
    found = {
        "stock": left < line.quantity,
        "minimum": line.quantity < goods.minimum,
        "not_delivered": bool(province) and not goods.delivers_to(province),
        "price": price != line.price,
    }
    return ShownCartLine(line, goods, price, left, tuple(name for name, is_so in found.items() if is_so))
