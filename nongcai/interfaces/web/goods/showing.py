"""What the page of a product shows, to its supplier, its county and the platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nongcai.domain.catalogue import permissions
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.rules.pricing import unit_price
from nongcai.domain.suppliers import permissions as supplier_permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.states import PaperKind
from nongcai.interfaces.web.goods.forms import PassForm, PictureForm, ReturnForm

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from nongcai.domain.catalogue.models import Offer, Product
    from nongcai.domain.catalogue.rules.pricing import Tier
    from nongcai.domain.holds.models import Resource
    from nongcai.domain.organisations.actors import Actor


@dataclass(frozen=True)
class Sold:
    """An offer with its stock, tiers and what a kilogram, litre or piece of it costs."""

    offer: Offer
    stock: Resource | None
    tiers: list[Tier]
    unit_price: Decimal


def sold(offers: Iterable[Offer]) -> list[Sold]:
    """Return offers with their stocks."""
    rows = list(offers)
    stock = catalogue.stock_of(rows)
    return [
        Sold(one, stock.get(one.resource_id), catalogue.tiers_of(one), unit_price(one.price, one.net)) for one in rows
    ]


def show(actor: Actor, product: Product, on: date, **typed: Any) -> dict[str, Any]:
    """Return what stands about a product: facts, claims, pictures, offers, steps, and what the reader may do."""
    acts = permissions.acts_on(product, actor)
    needed = [(PaperKind(kind).label, paper) for kind, paper in catalogue.needed_papers(product, on)]
    own = supplier_permissions.sells(actor)
    context = {
        "product": product,
        "category_name": catalogue.names_above([product.category])[product.category_id],
        "facts": product.facts.select_related("attribute").order_by("attribute__position", "attribute_id"),
        "claims": [
            (one, one.paper.term.holds(on)) for one in product.claims.select_related("paper").order_by("certificate")
        ],
        "needed": [(label, paper) for label, paper in needed if paper],
        "lacking": [label for label, paper in needed if paper is None],
        "standing": suppliers.standing_of(product.supplier, on),
        "pictures": catalogue.pictures_of(product),
        "offers": sold(catalogue.offers_of(product)),
        "steps": catalogue.steps_of(product),
        "changes": catalogue.changes_since(product),
        "returned": catalogue.returned_by(product) if own else None,
        "acts": acts,
        "sells": own,
        "may_describe": own and permissions.may_describe(product, actor),
        "may_offer": own and permissions.may_offer(product, actor),
        "picture_form": PictureForm(),
        "pass_form": PassForm(initial={"version": product.version}),
        "return_form": ReturnForm(initial={"version": product.version}),
    }
    return context | typed
