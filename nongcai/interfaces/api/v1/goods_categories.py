"""The tree of categories, and what each asks of its products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import ToldAttribute, ToldCategory
from nongcai.domain.catalogue.states import AttributeKind
from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers.states import PaperKind
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.v1.goods import Key

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Category, CategoryAttribute

router = Router(tags=["goods"])
ONE = "/goods/categories/{category_id}"

Name = Annotated[str, Field(min_length=1, max_length=40)]
Position = Annotated[int, Field(ge=0, le=9999)]


class CategoryOut(Schema):
    """A category; `path` holds the ids from the root to itself. Those above it want their papers, too."""

    id: int
    parent_id: int | None
    name: str
    path: str
    position: int
    needs: list[str]
    is_open: bool


class AttributeOut(Schema):
    """What a category asks of its products; prices are compared among those that say the same where `is_priced`."""

    id: int
    category_id: int
    name: str
    kind: str
    choices: list[str]
    is_required: bool
    is_priced: bool
    position: int


class CategoryIn(Schema):
    """A category's name, the papers that it wants, its place among its like."""

    name: Name
    needs: list[PaperKind] = []
    position: Position = 0


class NewCategoryIn(CategoryIn):
    """A category below another, or at the root."""

    parent_id: Key | None = None


class MoveIn(Schema):
    """Below which a category comes; null for the root."""

    parent_id: Key | None


class OpenIn(Schema):
    """Whether it takes products."""

    is_open: bool


class AttributeIn(Schema):
    """What a category asks; choices where it offers some."""

    name: Name
    kind: AttributeKind
    choices: Annotated[list[Name], Field(max_length=40)] = []
    is_required: bool = True
    is_priced: bool = False
    position: Position = 0


class PlantedOut(Schema):
    """How many categories were added."""

    count: int


@router.get(
    "/goods/categories",
    response={200: list[CategoryOut], **REFUSALS},
    operation_id="list_categories",
    summary="The tree of categories, each before what stands below it",
)
def list_categories(request: ApiRequest) -> list[Category]:
    _require_market(request)
    return catalogue.categories()


@router.get(
    f"{ONE}/attributes",
    response={200: list[AttributeOut], **REFUSALS},
    operation_id="list_attributes",
    summary="What a category, with those above it, asks of its products",
)
def list_attributes(request: ApiRequest, category_id: int) -> list[CategoryAttribute]:
    _require_market(request)
    return catalogue.attributes_of(catalogue.category_of(category_id))


@router.post(
    "/goods/categories",
    response={200: CategoryOut, **ACT_REFUSALS},
    operation_id="add_category",
    summary="Add a category",
)
def add_category(request: ApiRequest, told: NewCategoryIn) -> Category:
    return services.add_category(actor=request.actor, told=ToldCategory(**told.dict()), at=timezone.now())


@router.post(
    "/goods/categories/plant",
    response={200: PlantedOut, **ACT_REFUSALS},
    operation_id="plant_categories",
    summary="Add what is missing of the tree that comes with the system",
)
def plant_categories(request: ApiRequest) -> dict[str, int]:
    return {"count": services.plant_categories(actor=request.actor, at=timezone.now())}


@router.post(
    ONE,
    response={200: CategoryOut, **ACT_REFUSALS},
    operation_id="change_category",
    summary="Rename a category, say which papers it wants and where it stands",
)
def change_category(request: ApiRequest, category_id: int, told: CategoryIn) -> Category:
    return services.change_category(actor=request.actor, category_id=category_id, **told.dict(), at=timezone.now())


@router.post(
    f"{ONE}/move",
    response={200: CategoryOut, **ACT_REFUSALS},
    operation_id="move_category",
    summary="Put a category, with all below it, under another",
)
def move_category(request: ApiRequest, category_id: int, told: MoveIn) -> Category:
    return services.move_category(
        actor=request.actor, category_id=category_id, parent_id=told.parent_id, at=timezone.now()
    )


@router.post(
    f"{ONE}/open",
    response={200: CategoryOut, **ACT_REFUSALS},
    operation_id="open_category",
    summary="Let a category take products, or no more",
)
def open_category(request: ApiRequest, category_id: int, told: OpenIn) -> Category:
    return services.open_category(actor=request.actor, category_id=category_id, is_open=told.is_open, at=timezone.now())


@router.post(
    f"{ONE}/attributes",
    response={200: AttributeOut, **ACT_REFUSALS},
    operation_id="ask_attribute",
    summary="Let a category ask something of its products",
)
def ask_attribute(request: ApiRequest, category_id: int, told: AttributeIn) -> CategoryAttribute:
    return services.ask_attribute(actor=request.actor, category_id=category_id, told=ToldAttribute(**told.dict()))


@router.post(
    "/goods/attributes/{attribute_id}",
    response={200: AttributeOut, **ACT_REFUSALS},
    operation_id="change_attribute",
    summary="Change what a category asks; its kind stays",
)
def change_attribute(request: ApiRequest, attribute_id: int, told: AttributeIn) -> CategoryAttribute:
    return services.change_attribute(actor=request.actor, attribute_id=attribute_id, told=ToldAttribute(**told.dict()))


def _require_market(request: ApiRequest) -> None:
    if not permissions.has_to_do(request.actor):
        raise Http404
