"""Goods of every story: the admitted supplier's dried mushrooms, with papers, pictures and an offer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.models import Category, Offer, Product
from nongcai.domain.catalogue.rules.describing import ToldProduct
from nongcai.domain.catalogue.services import ToldOffer
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.suppliers import services as suppliers
from nongcai.domain.suppliers.models import Paper, Supplier
from nongcai.domain.suppliers.states import PaperKind
from tests.market import AT, COUNTY, PASSWORD, SCAN, TODAY, all_the_way, on_stage, paper, registration, user_of

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Picture
    from nongcai.domain.organisations.actors import Actor
    from tests.cast import Cast
    from tests.market import Market


def picture(width: int = 40, height: int = 30, form: str = "JPEG", **options: object) -> bytes:
    """Draw a picture: brown above, green below."""
    image = Image.new("RGB", (width, height), "saddlebrown")
    image.paste("seagreen", (0, height // 2, width, height))
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def plant(market: Market) -> None:
    """Let the platform take over the tree that comes with the system."""
    services.plant_categories(actor=market.actor("platform"), at=AT)


def category(name: str) -> Category:
    """Return a category by its name."""
    return Category.objects.get(name=name)


def hold_paper(market: Market, kind: PaperKind, **changes: object) -> Paper:
    """Let the supplier hold a paper that the platform has looked at."""
    told = paper(kind, **changes)
    row = suppliers.show_paper(actor=market.actor("supplier"), told=told, scan=SCAN, at=AT)
    return suppliers.accept_paper(actor=market.actor("platform"), paper_id=row.pk, at=AT)


def open_hall(market: Market) -> Market:
    """Plant the tree; the supplier is admitted and may sell food."""
    plant(market)
    all_the_way(market)
    # Pages read the clock: it has no end.
    hold_paper(market, PaperKind.FOOD_SALE, until=None)
    return market


def hall(cast: Cast) -> Market:
    """Open the hall where the cast stands, unless it is open."""
    market = on_stage(cast)
    return market if Category.objects.exists() else open_hall(market)


def answers_of(place: Category) -> dict[int, str]:
    """Answer what a category asks: the first choice, or some words."""
    return {row.pk: (row.choices or ["本地"])[0] for row in queries.attributes_of(place) if row.is_required}


def told_product(place: str = "食用菌", **changes: object) -> ToldProduct:
    """Return dried mushrooms as their supplier tells them."""
    where = category(place)
    told = ToldProduct(
        category_id=where.pk,
        name="卢氏黑木耳",
        county_code=COUNTY,
        producer="卢氏县山货农民专业合作社",
        shelf_life_days=540,
        storage="阴凉干燥处",
        net_quantity=Decimal("250"),
        net_unit="g",
        standard="GB/T 6192",
        facts=answers_of(where),
    )
    return replace(told, **changes)  # type: ignore[arg-type]  # field names are checked at run time


def told_offer(**changes: object) -> ToldOffer:
    """Return a bag of one piece."""
    return replace(ToldOffer("250克/袋", "bag"), **changes)  # type: ignore[arg-type]  # field names are checked at run time


def drafted(market: Market, *, by: str = "supplier", **changes: object) -> Product:
    """Let the supplier begin a product."""
    place = str(changes.pop("place", "食用菌"))
    return services.draft_product(actor=market.actor(by), told=told_product(place, **changes), at=AT)


def pictured(market: Market, product: Product, data: bytes = b"", alt: str = "黑木耳干品") -> Picture:
    """Let the supplier add a picture."""
    return services.add_picture(
        actor=market.actor("supplier"),
        product_id=product.pk,
        name="photo.jpg",
        data=data or picture(),
        alt=alt,
        at=AT,
    )


def offered(market: Market, product: Product, price: str = "25.00", quantity: str = "100", **changes: object) -> Offer:
    """Let the supplier sell it, switched on."""
    actor = market.actor("supplier")
    offer = services.add_offer(
        actor=actor,
        product_id=product.pk,
        told=told_offer(**changes),
        price=Decimal(price),
        quantity=Decimal(quantity),
        at=AT,
    )
    return services.switch_offer(actor=actor, offer_id=offer.pk, is_on=True, at=AT)


def handed_in(market: Market, **changes: object) -> Product:
    """Let the supplier submit a product with a picture."""
    product = drafted(market, **changes)
    pictured(market, product)
    return submitted(market, product)


def submitted(market: Market, product: Product) -> Product:
    """Let the supplier submit."""
    return services.submit_product(actor=market.actor("supplier"), product_id=product.pk, at=AT)


def passed(market: Market, product: Product) -> Product:
    """Let the platform pass it."""
    return services.pass_product(
        actor=market.actor("platform"), product_id=product.pk, version=product.version, words="", at=AT
    )


def returned(market: Market, product: Product, words: str = "请补充产地") -> Product:
    """Let the platform send it back."""
    return services.return_product(
        actor=market.actor("platform"),
        product_id=product.pk,
        version=product.version,
        reason="origin",
        words=words,
        at=AT,
    )


def listed(market: Market, **changes: object) -> Product:
    """Bring a product with an offer all the way to the shelf."""
    product = drafted(market, **changes)
    pictured(market, product)
    offered(market, product)
    return passed(market, submitted(market, product))


def second_supplier(market: Market) -> tuple[Supplier, Actor]:
    """Let another supplier come, admitted as the first was."""
    other = suppliers.register(told=registration("second", 2, name="乙合作社"), password=PASSWORD, at=AT)
    Supplier.objects.filter(pk=other.pk).update(admission=market.supplier.admission_id)
    actor = organisations.actor_of(user_of(other), None, TODAY)
    assert actor is not None
    return other, actor
