"""Posts: trading accounts, handing over, deputies, and many accounts at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from pydantic import StringConstraints

from nongcai.domain.accounts.rules import shown_code
from nongcai.domain.accounts.states import AccountState
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services
from nongcai.domain.organisations.roles import BuyerKind, Role
from nongcai.domain.organisations.states import PostOutcome
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.accounts import AccountCodeOut, AccountPostOut, Name, Text, code_out, post_out
from nongcai.interfaces.api.v1.shapes import node_or_404

if TYPE_CHECKING:
    from nongcai.domain.organisations.models import Membership

router = Router(tags=["accounts"])

Phone = Annotated[str, StringConstraints(pattern=r"^(1\d{10})?$")]
Cell = Annotated[str, StringConstraints(strip_whitespace=True, max_length=128)]
ROWS = 5000


class BuyersWanted(Schema):
    """What to look for: a word of a name, who buys, a state."""

    q: str = ""
    kind: BuyerKind | None = None
    state: AccountState | None = None


class BuyerIn(Schema):
    """Who is to buy for a unit, or approve, accept or pay there.

    Its own canteen needs no name, a contractor a credit code and a last day.
    """

    unit_id: int
    kind: BuyerKind
    label: Text
    username: Name
    name: Cell = ""
    credit_code: Annotated[str, StringConstraints(max_length=18)] = ""
    phone: Phone = ""
    ends_on: date | None = None
    role: Literal["buyer", "buy_approver", "acceptor", "accountant"] = "buyer"


class TermIn(Schema):
    """The last day of a buyer's contract; none where no end was agreed."""

    ends_on: date | None = None


class SuccessorIn(Schema):
    """Who takes a post over, from a day on; an account is opened where the name is new."""

    username: Name
    label: Text
    phone: Phone = ""
    on: date


class HandedOverOut(Schema):
    """The successor's post, and the activation code where an account was opened."""

    post: AccountPostOut
    code: str
    until: datetime | None


class DeputyIn(Schema):
    """Who acts in a post beside its holder, from a day to a day."""

    username: Name
    first: date
    last: date


class PostRowIn(Schema):
    """A row of the table 采购人交易账号开通填报表."""

    unit_code: Cell
    label: Text
    unit_name: Cell = ""
    credit_code: Cell = ""
    role: Cell = ""
    username: Cell = ""
    phone: Cell = ""
    account_kind: Cell = ""
    buyer_name: Cell = ""
    buyer_code: Cell = ""
    ends_on: date | None = None


class PostBatchIn(Schema):
    """Accounts that are to be opened at once; with `trial` it is only said what would become of each row."""

    rows: Annotated[list[PostRowIn], Field(min_length=1, max_length=ROWS)]
    trial: bool = False


class PostRowOut(Schema):
    """What becomes of a row, counted from 1; the code is told this once."""

    row_no: int
    outcome: PostOutcome
    username: str
    column: str
    message: str
    warnings: list[str]
    code: str


@router.get(
    "/buyers",
    response={200: Page[AccountPostOut], **REFUSALS},
    operation_id="buyers",
    summary="Trading accounts of the own unit and of those below",
)
def buyers(
    request: ApiRequest, wanted: Query[BuyersWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    rows = organisations.buyers_visible_to(
        request.actor, text=wanted.q, kind=wanted.kind or "", state=wanted.state or ""
    )
    return paged(rows, page, page_size, post_out)


@router.post(
    "/buyers",
    response={200: AccountCodeOut, **ACT_REFUSALS},
    operation_id="open_buyer",
    summary="Open a trading account for somebody who buys for a unit",
)
def open_buyer(request: ApiRequest, told: BuyerIn) -> dict[str, object]:
    node_or_404(request.actor, told.unit_id)
    now = timezone.now()
    until = now + timedelta(days=settings.ACTIVATION_DAYS)
    buyer = services.ToldBuyer(**told.dict(exclude={"role"}), role=Role(told.role))
    opened = services.open_buyer(actor=request.actor, told=buyer, at=now, until=until)
    return code_out(opened.membership.user, opened.code, until)


@router.post(
    "/posts/{membership_id}/term",
    response={200: AccountPostOut, **ACT_REFUSALS},
    operation_id="set_term",
    summary="Say until when a buyer's contract runs",
)
def set_term(request: ApiRequest, membership_id: int, told: TermIn) -> AccountPostOut:
    post = _post_or_404(request, membership_id)
    found = services.set_term(actor=request.actor, membership_id=post.pk, ends_on=told.ends_on, at=timezone.now())
    return post_out(found)


@router.post(
    "/posts/{membership_id}/hand-over",
    response={200: HandedOverOut, **ACT_REFUSALS},
    operation_id="hand_over",
    summary="Let a successor hold a post from a day on",
)
def hand_over(request: ApiRequest, membership_id: int, told: SuccessorIn) -> dict[str, object]:
    post = _post_or_404(request, membership_id)
    now = timezone.now()
    until = now + timedelta(days=settings.ACTIVATION_DAYS)
    opened = services.hand_over(
        actor=request.actor,
        membership_id=post.pk,
        successor=services.Successor(told.username, told.label, told.phone),
        on=told.on,
        at=now,
        until=until,
    )
    return {
        "post": post_out(opened.membership),
        "code": shown_code(opened.code) if opened.code else "",
        "until": until if opened.code else None,
    }


@router.post(
    "/posts/{membership_id}/depute",
    response={200: AccountPostOut, **ACT_REFUSALS},
    operation_id="depute",
    summary="Let somebody act in a post beside its holder, from a day to a day",
)
def depute(request: ApiRequest, membership_id: int, told: DeputyIn) -> AccountPostOut:
    post = _post_or_404(request, membership_id)
    deputy = services.depute(actor=request.actor, membership_id=post.pk, at=timezone.now(), **told.dict())
    return post_out(deputy)


@router.post(
    "/accounts/batch",
    response={200: list[PostRowOut], **ACT_REFUSALS},
    operation_id="open_accounts",
    summary="Open many accounts at once, with a result for each row",
)
def open_accounts(request: ApiRequest, told: PostBatchIn) -> list[PostRowOut]:
    now = timezone.now()
    rows = [organisations.SaidPost(row_no=number, **row.dict()) for number, row in enumerate(told.rows, 1)]
    judged = organisations.judge_posts(request.actor, rows, on=timezone.localdate(now))
    codes: dict[int, str] = {}
    if not told.trial:
        until = now + timedelta(days=settings.ACTIVATION_DAYS)
        opened = services.open_posts(actor=request.actor, rows=rows, at=now, until=until)
        codes = {one.judged.said.row_no: shown_code(one.code) for one in opened}
    return [
        PostRowOut(
            row_no=one.said.row_no,
            outcome=one.outcome,
            username=one.said.name,
            column=one.column,
            message=one.message,
            warnings=list(one.warnings),
            code=codes.get(one.said.row_no, ""),
        )
        for one in judged
    ]


def _post_or_404(request: ApiRequest, membership_id: int) -> Membership:
    post = organisations.posts_visible_to(request.actor).filter(pk=membership_id).first()
    if post is None:
        raise Http404
    return post
