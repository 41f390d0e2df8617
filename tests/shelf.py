"""Goods of a story, written as rows: categories, products with one offer each, put up on the shelf."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any

from nongcai.domain.catalogue.models import Category, Offer, Product
from nongcai.domain.catalogue.services import put_up
from nongcai.domain.catalogue.states import Measured, NetUnit, ProductState, SaleUnit
from nongcai.domain.holds.models import Resource
from nongcai.domain.suppliers.services import respan
from tests.market import AT, COUNTY

if TYPE_CHECKING:
    from nongcai.domain.suppliers.models import Supplier

_NUMBERS = count(1)


@dataclass
class Goods:
    """A product with its offer."""

    product: Product
    offer: Offer

    def put_up(self) -> Goods:
        """Reckon its place on the shelf."""
        put_up([self.product.pk], at=AT)
        return self


def category(name: str, parent: Category | None = None, **facts: Any) -> Category:
    """Return a category of that name below another."""
    found, is_new = Category.objects.get_or_create(name=name, parent=parent, defaults=facts)
    if is_new:
        found.path = f"{parent.path if parent else ''}{found.pk}."
        found.save(update_fields=["path"])
    return found


def product(supplier: Supplier, name: str, **facts: Any) -> Product:
    """Make a product that was looked at."""
    told: dict[str, Any] = {
        "county_id": COUNTY,
        "producer": supplier.name,
        "shelf_life_days": 365,
        "storage": "阴凉干燥处",
        "net_quantity": Decimal(500),
        "net_unit": NetUnit.GRAM,
        "state": ProductState.LISTED,
        "version": 1,
        "changed_at": AT,
        "listed_at": AT,
    }
    facts.setdefault("category", category("干货"))
    return Product.objects.create(supplier=supplier, name=name, **(told | facts))


def offer(goods: Product, **facts: Any) -> Offer:
    """Make an offer of a product, with stock."""
    stock = Resource.objects.create(owner="offer", quantity=facts.pop("stock", 100), changed_at=AT)
    told: dict[str, Any] = {
        "specification": f"500克/袋 {next(_NUMBERS)}",
        "sale_unit": SaleUnit.BAG,
        "net": Decimal("0.5"),
        "measured": Measured.MASS,
        "price": Decimal("30.00"),
        "resource_id": stock.pk,
        "is_on": True,
        "changed_at": AT,
    }
    return Offer.objects.create(product=goods, **(told | facts))


def goods(supplier: Supplier, name: str = "卢氏黑木耳", *, of: dict[str, Any] | None = None, **facts: Any) -> Goods:
    """Make a product with an offer, `of` the offer's facts, and put it up."""
    made = product(supplier, name, **facts)
    return Goods(made, offer(made, **(of or {}))).put_up()


def sell_for_good(supplier: Supplier) -> None:
    """Let the papers of a supplier never end: pages read today's date."""
    supplier.papers.update(until=None)
    respan(supplier.pk)
