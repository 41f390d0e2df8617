"""How products are sold: offers with prices and stock, and plans of carriage."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.rules.pricing import Fee, Tier, unit_price
from nongcai.domain.catalogue.services import ToldOffer
from nongcai.domain.catalogue.states import SaleUnit
from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.goods import Key

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import FreightPlan, Offer

router = Router(tags=["goods"])
ONE = "/goods/offers/{offer_id}"

# What it must be besides, the rules say in one sentence.
Price = Annotated[Decimal, Field(max_digits=14, decimal_places=4)]
Quantity = Annotated[int, Field(ge=0, le=99_999_999)]
Fare = Annotated[Decimal, Field(ge=0, max_digits=8, decimal_places=2)]
Month = Annotated[int, Field(ge=1, le=12)]


class TierOut(Schema):
    """From how many sale units on a price holds."""

    from_quantity: Annotated[int, Field(ge=2, le=99_999_999)]
    price: Price


class GoodsOfferOut(Schema):
    """An offer: `net` in kilograms, litres or pieces as `measured` says, and what one of these costs."""

    id: int
    product_id: int
    specification: str
    sale_unit: str
    pieces: int
    net: Decimal
    measured: str
    gross_kilograms: Decimal | None
    price: Decimal
    unit_price: Decimal
    tiers: list[TierOut]
    minimum: int
    lead_days: int
    season_from: int | None
    season_to: int | None
    is_catch_weight: bool
    band_percent: Decimal | None
    freight_id: int | None
    is_on: bool

    @staticmethod
    def resolve_unit_price(row: Any) -> Decimal:
        """What a kilogram, litre or piece costs."""
        return unit_price(row.price, row.net)

    @staticmethod
    def resolve_tiers(row: Any) -> list[Tier]:
        """Its tiers, from the smallest quantity up."""
        return catalogue.tiers_of(row)


class StockOut(Schema):
    """How much there is of an offer in all, of it promised, sold, and still to be had, in sale units."""

    quantity: Decimal
    held: Decimal
    committed: Decimal
    available: Decimal


class OfferPriceOut(Schema):
    """A price that was set, and the one before."""

    before: Decimal | None
    after: Decimal
    at: datetime


class OfferDetailOut(Schema):
    """An offer with its stock and all its prices, the last first."""

    offer: GoodsOfferOut
    stock: StockOut
    prices: list[OfferPriceOut]


class OfferIn(Schema):
    """How a product is sold; without a plan carriage is free. A band is told of goods paid by weight."""

    specification: Annotated[str, Field(min_length=1, max_length=60)]
    sale_unit: SaleUnit
    pieces: Annotated[int, Field(ge=1, le=100_000)] = 1
    gross_kilograms: Annotated[Decimal, Field(gt=0, max_digits=10, decimal_places=3)] | None = None
    minimum: Annotated[int, Field(ge=1, le=100_000)] = 1
    lead_days: Annotated[int, Field(ge=0, le=90)] = 3
    season_from: Month | None = None
    season_to: Month | None = None
    is_catch_weight: bool = False
    band_percent: Annotated[Decimal, Field(gt=0, max_digits=4, decimal_places=1)] | None = None
    freight_id: Key | None = None


class NewOfferIn(OfferIn):
    """How a product is sold, for what, and how much there is in all."""

    price: Price
    quantity: Quantity


class PriceIn(Schema):
    """A price with its tiers, from the smallest quantity up."""

    price: Price
    tiers: Annotated[list[TierOut], Field(max_length=4)] = []


class StockIn(Schema):
    """How much there is in all, in sale units."""

    quantity: Quantity


class OfferSwitchIn(Schema):
    """Whether it shows."""

    is_on: bool


class FeeOut(Schema):
    """Carriage to a province (two digits of its code; "" for all others)."""

    province: Annotated[str, Field(pattern=r"^(\d{2})?$")] = ""
    delivers: bool = True
    first_kilograms: Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=3)] = Decimal(1)
    first_fee: Fare = Decimal(0)
    next_fee: Fare = Decimal(0)
    free_from: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)] | None = None


class PlanIn(Schema):
    """A plan of carriage."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    fees: Annotated[list[FeeOut], Field(min_length=1, max_length=40)]

    def told(self) -> list[Fee]:
        """Return the fees as the services take them."""
        return [Fee(**one) for one in self.dict()["fees"]]


class FreightPlanOut(Schema):
    """A plan of carriage with its rows."""

    id: int
    name: str
    fees: list[FeeOut]

    @staticmethod
    def resolve_fees(row: Any) -> list[Fee] | None:
        """Its rows."""
        return catalogue.fees_of(row)


@router.get(
    "/goods/products/{product_id}/offers",
    response={200: list[GoodsOfferOut], **REFUSALS},
    operation_id="list_goods_offers",
    summary="How a product is sold",
)
def list_goods_offers(request: ApiRequest, product_id: int) -> list[Offer]:
    if not permissions.has_to_do(request.actor):
        raise Http404
    product = get_object_or_404(catalogue.products_visible_to(request.actor), pk=product_id)
    return list(catalogue.offers_of(product))


@router.get(
    ONE,
    response={200: OfferDetailOut, **REFUSALS},
    operation_id="show_goods_offer",
    summary="An offer with its stock and all its prices",
)
def show_goods_offer(request: ApiRequest, offer_id: int) -> dict[str, object]:
    if not permissions.has_to_do(request.actor):
        raise Http404
    offer = get_object_or_404(catalogue.offers_visible_to(request.actor), pk=offer_id)
    stock = catalogue.stock_of([offer])[offer.resource_id]
    return {"offer": offer, "stock": stock, "prices": list(catalogue.prices_of(offer))}


@router.post(
    "/goods/products/{product_id}/offers",
    response={200: GoodsOfferOut, **ACT_REFUSALS},
    operation_id="add_offer",
    summary="Sell a product in one way more",
)
def add_offer(request: ApiRequest, product_id: int, told: NewOfferIn) -> Offer:
    given = told.dict()
    price, quantity = given.pop("price"), Decimal(given.pop("quantity"))
    return services.add_offer(
        actor=request.actor,
        product_id=product_id,
        told=ToldOffer(**given),
        price=price,
        quantity=quantity,
        at=timezone.now(),
    )


@router.post(
    ONE,
    response={200: GoodsOfferOut, **ACT_REFUSALS},
    operation_id="change_offer",
    summary="Say anew how a product is sold, but for price and stock",
)
def change_offer(request: ApiRequest, offer_id: int, told: OfferIn) -> Offer:
    offer = ToldOffer(**told.dict())
    return services.change_offer(actor=request.actor, offer_id=offer_id, told=offer, at=timezone.now())


@router.post(
    f"{ONE}/price",
    response={200: GoodsOfferOut, **ACT_REFUSALS},
    operation_id="price_offer",
    summary="Set a price with its tiers; what it was before is kept",
)
def price_offer(request: ApiRequest, offer_id: int, told: PriceIn) -> Offer:
    tiers = [Tier(one.from_quantity, one.price) for one in told.tiers]
    return services.price_offer(
        actor=request.actor, offer_id=offer_id, price=told.price, tiers=tiers, at=timezone.now()
    )


@router.post(
    f"{ONE}/stock",
    response={200: StockOut, **ACT_REFUSALS},
    operation_id="stock_offer",
    summary="Say how much there is in all; never less than was promised or sold",
)
def stock_offer(request: ApiRequest, offer_id: int, told: StockIn) -> object:
    quantity = Decimal(told.quantity)
    return services.stock_offer(actor=request.actor, offer_id=offer_id, quantity=quantity, at=timezone.now())


@router.post(
    f"{ONE}/switch",
    response={200: GoodsOfferOut, **ACT_REFUSALS},
    operation_id="switch_offer",
    summary="Let an offer show, or no more",
)
def switch_offer(request: ApiRequest, offer_id: int, told: OfferSwitchIn) -> Offer:
    return services.switch_offer(actor=request.actor, offer_id=offer_id, is_on=told.is_on, at=timezone.now())


@router.get(
    "/goods/freight",
    response={200: list[FreightPlanOut], **REFUSALS},
    operation_id="list_freight_plans",
    summary="One's own plans of carriage",
)
def list_freight_plans(request: ApiRequest) -> list[FreightPlan]:
    supplier = suppliers.supplier_of(request.actor)
    if supplier is None:
        raise Http404
    return list(catalogue.plans_of(supplier.pk))


@router.post(
    "/goods/freight",
    response={200: FreightPlanOut, **ACT_REFUSALS},
    operation_id="add_freight_plan",
    summary="Write down a plan of carriage",
)
def add_freight_plan(request: ApiRequest, told: PlanIn) -> FreightPlan:
    return services.add_plan(actor=request.actor, name=told.name, fees=told.told())


@router.post(
    "/goods/freight/{plan_id}",
    response={200: FreightPlanOut, **ACT_REFUSALS},
    operation_id="change_freight_plan",
    summary="Write a plan of carriage anew, for all offers that go by it",
)
def change_freight_plan(request: ApiRequest, plan_id: int, told: PlanIn) -> FreightPlan:
    return services.change_plan(
        actor=request.actor, plan_id=plan_id, name=told.name, fees=told.told(), at=timezone.now()
    )
