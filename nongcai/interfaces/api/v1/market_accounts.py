"""Accounts of counties' offices and suppliers, which the platform keeps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from nongcai.domain.accounts.states import AccountState
from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.domain.organisations.services import ToldStaff
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services as supplier_services
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.accounts import AccountCodeOut, AccountPostOut, CloseIn, Name, Text, code_out, post_out

if TYPE_CHECKING:
    from datetime import datetime

router = Router(tags=["accounts"])

Office = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=128)]


class MarketAccountsWanted(Schema):
    """What to look for: a word of a name, a state, a role."""

    q: str = ""
    state: AccountState | None = None
    role: Literal["quality", "linkage", "supplier"] | None = None


class OfficeIn(Schema):
    """An account that is to be opened at an office of a county, for one of its two functions."""

    county_code: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    office: Office
    role: Literal["quality", "linkage"]
    label: Text
    username: Name
    phone: Annotated[str, StringConstraints(pattern=r"^(1\d{10})?$")] = ""


class UnstaffedOut(Schema):
    """A county where applications wait, and the functions for which it has nobody."""

    code: str
    place: str
    waiting: int
    lacking: list[str]


@router.get(
    "/market/accounts",
    response={200: Page[AccountPostOut], **REFUSALS},
    operation_id="list_market_accounts",
    summary="Accounts of counties' offices and suppliers with their posts",
)
def list_market_accounts(
    request: ApiRequest, wanted: Query[MarketAccountsWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    _require_keeper(request)
    rows = organisations.market_posts_visible_to(
        request.actor, text=wanted.q, state=wanted.state or "", role=wanted.role or ""
    )
    return paged(rows, page, page_size, post_out)


@router.get(
    "/market/accounts/unstaffed",
    response={200: list[UnstaffedOut], **REFUSALS},
    operation_id="list_unstaffed_counties",
    summary="Counties where applications wait and one of the two functions has nobody",
)
def list_unstaffed_counties(request: ApiRequest) -> list[UnstaffedOut]:
    _require_keeper(request)
    found = suppliers.unstaffed_counties(request.actor, timezone.localdate())
    return [
        UnstaffedOut(code=one.code, place=one.place, waiting=one.waiting, lacking=list(one.lacking)) for one in found
    ]


@router.post(
    "/market/accounts",
    response={200: AccountCodeOut, **ACT_REFUSALS},
    operation_id="open_market_account",
    summary="Open an account at an office of one of the 832 counties",
)
def open_market_account(request: ApiRequest, told: OfficeIn) -> dict[str, object]:
    now = timezone.now()
    opened = supplier_services.open_office(
        actor=request.actor,
        county_code=told.county_code,
        office=told.office,
        told=ToldStaff(told.username, told.label, Role(told.role), told.phone),
        at=now,
        until=_until(now),
    )
    return code_out(opened.membership.user, opened.code, _until(now))


@router.post(
    "/market/accounts/{account_id}/renew",
    response={200: AccountCodeOut, **ACT_REFUSALS},
    operation_id="renew_market_account",
    summary="Make a new activation code; the password and the former code hold no longer",
)
def renew_market_account(request: ApiRequest, account_id: int) -> dict[str, object]:
    user, now = organisations.market_posts_of(request.actor, account_id)[0].user, timezone.now()
    code = services.renew_market_post(actor=request.actor, user_id=account_id, at=now, until=_until(now))
    return code_out(user, code, _until(now))


@router.post(
    "/market/accounts/{account_id}/unlock",
    response={200: list[AccountPostOut], **ACT_REFUSALS},
    operation_id="unlock_market_account",
    summary="End the lock-out after failed tries to sign in",
)
def unlock_market_account(request: ApiRequest, account_id: int) -> list[AccountPostOut]:
    services.unlock_market_post(actor=request.actor, user_id=account_id, at=timezone.now())
    return _posts(request, account_id)


@router.post(
    "/market/accounts/{account_id}/factors",
    response={200: list[AccountPostOut], **ACT_REFUSALS},
    operation_id="reset_market_factors",
    summary="Take away lost second factors; the person is told",
)
def reset_market_factors(request: ApiRequest, account_id: int, told: CloseIn) -> list[AccountPostOut]:
    now = timezone.now()
    services.reset_factors_of_market_post(actor=request.actor, user_id=account_id, words=told.words, at=now)
    return _posts(request, account_id)


@router.post(
    "/market/accounts/{account_id}/close",
    response={200: list[AccountPostOut], **ACT_REFUSALS},
    operation_id="close_market_account",
    summary="Close an account; it is never deleted",
)
def close_market_account(request: ApiRequest, account_id: int, told: CloseIn) -> list[AccountPostOut]:
    services.close_market_post(actor=request.actor, user_id=account_id, words=told.words, at=timezone.now())
    return _posts(request, account_id)


def _posts(request: ApiRequest, account_id: int) -> list[AccountPostOut]:
    return [post_out(row) for row in organisations.market_posts_of(request.actor, account_id)]


def _require_keeper(request: ApiRequest) -> None:
    if not permissions.keeps_market(request.actor):
        raise Http404


def _until(now: datetime) -> datetime:
    return now + timedelta(days=settings.ACTIVATION_DAYS)
