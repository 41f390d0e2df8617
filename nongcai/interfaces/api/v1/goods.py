"""Products: their suppliers describe them, the platform looks at them; pictures."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.rules.describing import ToldProduct
from nongcai.domain.catalogue.states import Certificate, NetUnit, Reason
from nongcai.domain.suppliers import permissions
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Picture, Product

router = Router(tags=["goods"])
ONE = "/goods/products/{product_id}"
PICTURE = "/goods/pictures/{picture_id}"

# What a key of a row may be.
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Words = Annotated[str, Field(max_length=500)]
# The database keeps no NUL.
Sought = Annotated[str, Query(max_length=60, pattern=r"^[^\x00]*$")]


class ProductOut(Schema):
    """A product as it stands; `net_quantity` is of one piece, in `net_unit`; the county is that of its origin."""

    id: int
    supplier_id: int
    category_id: int
    name: str
    county_code: str
    producer: str
    standard: str
    shelf_life_days: int
    storage: str
    allergens: str
    net_quantity: Decimal
    net_unit: str
    words: str
    state: str
    version: int
    changed_at: datetime
    listed_at: datetime | None

    @staticmethod
    def resolve_county_code(row: Any) -> str:
        """The county of origin."""
        return str(row.county_id)


class FactOut(Schema):
    """What a product says to an attribute of its category."""

    attribute_id: int
    value: str


class ClaimOut(Schema):
    """A certificate that a product claims, and the paper that proves it."""

    certificate: str
    paper_id: int


class PictureOut(Schema):
    """A picture; its files lie at `/goods/pictures/{id}/large.jpg` and `small.jpg`."""

    id: int
    product_id: int
    position: int
    alt: str
    width: int
    height: int


class ProductChangeOut(Schema):
    """What was changed since the platform decided on the product last."""

    label: str
    before: str
    after: str


class ProductStepOut(Schema):
    """What was done with a product."""

    action: str
    state: str
    version: int
    by_office: str
    by_label: str
    reason: str
    words: str
    at: datetime


class ProductDetailOut(Schema):
    """A product with all that stands about it; `lacking` are the papers that its category wants and nobody holds."""

    product: ProductOut
    facts: list[FactOut]
    claims: list[ClaimOut]
    pictures: list[PictureOut]
    lacking: list[str]
    changes: list[ProductChangeOut]
    steps: list[ProductStepOut]


class ProductIn(Schema):
    """A product as its supplier tells it; `facts` by attribute of the category, `claims` by certificate."""

    category_id: Key
    name: Annotated[str, Field(min_length=1, max_length=100)]
    county_code: Annotated[str, Field(pattern=r"^\d{6}$")]
    producer: Annotated[str, Field(min_length=1, max_length=128)]
    shelf_life_days: Annotated[int, Field(ge=1, le=3650)]
    storage: Annotated[str, Field(min_length=1, max_length=100)]
    net_quantity: Annotated[Decimal, Field(gt=0, max_digits=12, decimal_places=3)]
    net_unit: NetUnit
    standard: Annotated[str, Field(max_length=60)] = ""
    allergens: Annotated[str, Field(max_length=100)] = ""
    words: Annotated[str, Field(max_length=2000)] = ""
    facts: dict[int, Annotated[str, Field(max_length=100)]] = {}
    claims: dict[Certificate, Key] = {}

    def told(self) -> ToldProduct:
        """Return it as the services take it."""
        given = self.dict()
        claims = {Certificate(one).value: paper for one, paper in given.pop("claims").items()}
        return ToldProduct(**given, claims=claims)


class PassProductIn(Schema):
    """The version that was seen, and some words."""

    version: Annotated[int, Field(ge=0, le=32767)]
    words: Words = ""


class ReturnProductIn(Schema):
    """Why a product comes back, and the version that was seen."""

    version: Annotated[int, Field(ge=0, le=32767)]
    reason: Reason
    words: Words


class PictureIn(Schema):
    """What is seen in a picture, for those who do not see it."""

    alt: Annotated[str, Field(min_length=1, max_length=80)]


@router.get(
    "/goods/products",
    response={200: Page[ProductOut], **REFUSALS},
    operation_id="list_goods",
    summary="One's own products; for others what those within sight have submitted",
)
def list_goods(
    request: ApiRequest, q: Sought = "", state: Sought = "", page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    if not permissions.has_to_do(request.actor):
        raise Http404
    return paged(catalogue.products_visible_to(request.actor, text=q, state=state), page, page_size, lambda row: row)


@router.get(
    ONE,
    response={200: ProductDetailOut, **REFUSALS},
    operation_id="show_product",
    summary="A product with its facts, claims, pictures, steps, and what changed since it was looked at",
)
def show_product(request: ApiRequest, product_id: int) -> dict[str, object]:
    if not permissions.has_to_do(request.actor):
        raise Http404
    product: Product = get_object_or_404(catalogue.products_visible_to(request.actor), pk=product_id)
    return {
        "product": product,
        "facts": list(product.facts.order_by("attribute_id")),
        "claims": list(product.claims.order_by("certificate")),
        "pictures": list(catalogue.pictures_of(product)),
        "lacking": catalogue.lacking_papers(product, timezone.localdate()),
        "changes": catalogue.changes_since(product),
        "steps": list(catalogue.steps_of(product)),
    }


@router.post(
    "/goods/products",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="draft_product",
    summary="Begin a product",
)
def draft_product(request: ApiRequest, told: ProductIn) -> Product:
    return services.draft_product(actor=request.actor, told=told.told(), at=timezone.now())


@router.post(
    ONE,
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="revise_product",
    summary="Say anew what a product is; one that is listed is looked at again when something changes",
)
def revise_product(request: ApiRequest, product_id: int, told: ProductIn) -> Product:
    return services.revise_product(actor=request.actor, product_id=product_id, told=told.told(), at=timezone.now())


@router.post(
    f"{ONE}/submit",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="submit_product",
    summary="Hand a product in",
)
def submit_product(request: ApiRequest, product_id: int) -> Product:
    return services.submit_product(actor=request.actor, product_id=product_id, at=timezone.now())


@router.post(
    f"{ONE}/withdraw",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="withdraw_product",
    summary="Take a product back before it was looked at",
)
def withdraw_product(request: ApiRequest, product_id: int) -> Product:
    return services.withdraw_product(actor=request.actor, product_id=product_id, at=timezone.now())


@router.post(
    f"{ONE}/retire",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="retire_product",
    summary="Sell a product no more",
)
def retire_product(request: ApiRequest, product_id: int) -> Product:
    return services.retire_product(actor=request.actor, product_id=product_id, at=timezone.now())


@router.post(
    f"{ONE}/pass",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="pass_product",
    summary="Pass a product: its offers may show",
)
def pass_product(request: ApiRequest, product_id: int, told: PassProductIn) -> Product:
    return services.pass_product(actor=request.actor, product_id=product_id, **told.dict(), at=timezone.now())


@router.post(
    f"{ONE}/return",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="return_product",
    summary="Send a product back with a reason and words, also one that is listed",
)
def return_product(request: ApiRequest, product_id: int, told: ReturnProductIn) -> Product:
    return services.return_product(actor=request.actor, product_id=product_id, **told.dict(), at=timezone.now())


@router.post(
    f"{ONE}/pictures",
    response={200: PictureOut, **ACT_REFUSALS},
    operation_id="add_picture",
    summary="Add a picture: JPEG, PNG or WebP, told by its content",
)
def add_picture(request: ApiRequest, product_id: int, told: Form[PictureIn], file: File[UploadedFile]) -> Picture:
    return services.add_picture(
        actor=request.actor,
        product_id=product_id,
        name=file.name or "",
        data=file.read(),
        alt=told.alt,
        at=timezone.now(),
    )


@router.post(
    f"{PICTURE}/remove",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="remove_picture",
    summary="Take a picture away",
)
def remove_picture(request: ApiRequest, picture_id: int) -> Product:
    return services.remove_picture(actor=request.actor, picture_id=picture_id, at=timezone.now())


@router.post(
    f"{PICTURE}/first",
    response={200: ProductOut, **ACT_REFUSALS},
    operation_id="put_picture_first",
    summary="Let a picture stand before the others",
)
def put_picture_first(request: ApiRequest, picture_id: int) -> Product:
    return services.put_first(actor=request.actor, picture_id=picture_id, at=timezone.now())
