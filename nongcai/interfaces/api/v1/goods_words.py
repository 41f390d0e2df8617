"""Words that the platform keeps: synonyms, names in the lists of markets, lists of counties."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.queries import SaidCounty
from nongcai.domain.catalogue.services import Meaning
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.goods import Key
from nongcai.interfaces.api.v1.hall import PLAIN

if TYPE_CHECKING:
    from nongcai.domain.catalogue.models import Synonym

router = Router(tags=["goods"])

Word = Annotated[str, Field(min_length=1, max_length=40, pattern=PLAIN)]


class SynonymOut(Schema):
    """Words of one meaning."""

    id: int
    words: list[str]
    is_on: bool


class SynonymIn(Schema):
    """Words of one meaning."""

    words: Annotated[list[Word], Field(min_length=2, max_length=12)]


class SynonymSwitchIn(Schema):
    """Whether they stand for each other."""

    is_on: bool


class ListOut(Schema):
    """A list of counties: how many are on it now, and how many ever were."""

    name: str
    standing: int
    count: int
    since: date
    until: date | None
    document: str


class ListIn(Schema):
    """Counties, by their codes, that a document puts on a list from a day on."""

    name: Word
    document: Annotated[str, Field(min_length=1, max_length=120, pattern=PLAIN)]
    since: date
    counties: Annotated[list[Annotated[str, Field(pattern=r"^\d{6}$")]], Field(min_length=1, max_length=832)]


class GoodsWordEndIn(Schema):
    """Which list."""

    name: Word


class MarketNameOut(Schema):
    """As which category, with which words, a name is read; without a category it is left out."""

    id: int
    name: str
    category_id: int | None
    words: list[str]


class MarketNameIn(Schema):
    """As which category, with which words, a name is read; null for none."""

    name: Annotated[str, Field(min_length=1, max_length=60, pattern=PLAIN)]
    category_id: Key | None
    words: Annotated[list[Annotated[str, Field(min_length=1, max_length=20, pattern=PLAIN)]], Field(max_length=5)] = []


class ForgottenOut(Schema):
    """Which name was forgotten."""

    name: str


class CountOut(Schema):
    """How many."""

    count: int


@router.get(
    "/goods/synonyms",
    response={200: Page[SynonymOut], **REFUSALS},
    operation_id="list_synonyms",
    summary="Words that stand for each other, those in use first",
)
def list_synonyms(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_keeper(request)
    return paged(catalogue.synonyms(), page, page_size, lambda row: row)


@router.post(
    "/goods/synonyms",
    response={200: SynonymOut, **ACT_REFUSALS},
    operation_id="add_synonym",
    summary="Let words stand for each other",
)
def add_synonym(request: ApiRequest, told: SynonymIn) -> Synonym:
    return services.add_synonym(actor=request.actor, words=told.words)


@router.post(
    "/goods/synonyms/{synonym_id}",
    response={200: SynonymOut, **ACT_REFUSALS},
    operation_id="switch_synonym",
    summary="Let words stand for each other no more, or again",
)
def switch_synonym(request: ApiRequest, synonym_id: int, told: SynonymSwitchIn) -> Synonym:
    return services.switch_synonym(actor=request.actor, synonym_id=synonym_id, is_on=told.is_on)


@router.get(
    "/prices/names",
    response={200: Page[MarketNameOut], **REFUSALS},
    operation_id="list_market_names",
    summary="As which category names in the lists of markets are read",
)
def list_market_names(request: ApiRequest, page: PageNumber = 1, page_size: PageSize = 50) -> dict[str, object]:
    _require_keeper(request)
    return paged(catalogue.market_names(), page, page_size, lambda row: row)


@router.post(
    "/prices/names",
    response={200: CountOut, **ACT_REFUSALS},
    operation_id="tell_market_name",
    summary="Say as which category a name is read; one that was told before stays, the count is then 0",
)
def tell_market_name(request: ApiRequest, told: MarketNameIn) -> dict[str, int]:
    meaning = Meaning(told.category_id, told.words)
    return {"count": services.name_markets(actor=request.actor, meanings={told.name: meaning})}


@router.post(
    "/prices/names/{market_name_id}/forget",
    response={200: ForgottenOut, **ACT_REFUSALS},
    operation_id="forget_market_name",
    summary="Forget as which category a name is read; the next list asks again",
)
def forget_market_name(request: ApiRequest, market_name_id: int) -> dict[str, str]:
    return {"name": services.forget_market_name(actor=request.actor, market_name_id=market_name_id)}


@router.get(
    "/goods/counties",
    response={200: list[ListOut], **REFUSALS},
    operation_id="list_county_lists",
    summary="Lists of counties by which goods are found",
)
def list_county_lists(request: ApiRequest) -> list[dict[str, Any]]:
    _require_keeper(request)
    return catalogue.county_lists()


@router.post(
    "/goods/counties",
    response={200: CountOut, **ACT_REFUSALS},
    operation_id="put_counties_on_list",
    summary="Put counties on a list by a document; return how many are new on it",
)
def put_counties_on_list(request: ApiRequest, told: ListIn) -> dict[str, int]:
    rows = [SaidCounty(number, code) for number, code in enumerate(told.counties, start=1)]
    same = {name: getattr(told, name) for name in ("name", "document", "since")}
    return {"count": services.list_counties(actor=request.actor, rows=rows, **same)}


@router.post(
    "/goods/counties/end",
    response={200: CountOut, **ACT_REFUSALS},
    operation_id="end_county_list",
    summary="Let a list of counties end with this day",
)
def end_county_list(request: ApiRequest, told: GoodsWordEndIn) -> dict[str, int]:
    return {"count": services.end_county_list(actor=request.actor, name=told.name, at=timezone.now())}


def _require_keeper(request: ApiRequest) -> None:
    if not permissions.keeps_categories(request.actor):
        raise Http404
