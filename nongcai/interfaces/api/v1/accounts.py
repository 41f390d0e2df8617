"""Accounts of the actor's subtree: reading, opening, closing, new activation codes."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import StringConstraints

from nongcai.domain.accounts.rules import shown_code
from nongcai.domain.accounts.states import AccountAction, AccountState
from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Role
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS, REFUSALS
from nongcai.interfaces.api.pagination import Page, PageNumber, PageSize, paged
from nongcai.interfaces.api.v1.shapes import node_or_404

if TYPE_CHECKING:
    from nongcai.domain.accounts.models import AccountStep, User
    from nongcai.domain.organisations.models import Membership

router = Router(tags=["accounts"])

Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{3,64}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]


class AccountsWanted(Schema):
    """What to look for: a word of a name, a state, a role."""

    q: str = ""
    state: AccountState | None = None
    role: Role | None = None


class AccountPostOut(Schema):
    """An account's post for an organisation; the telephone number is masked.

    An account that was opened without a role is `awaiting` the `asked_role`.
    A trading account has `buys_for_id`, the unit to which its purchases count; `last_day` is the post's last.
    """

    membership_id: int
    user_id: int
    username: str
    label: str
    phone: str
    state: AccountState
    last_login: datetime | None
    organisation_id: int
    organisation_name: str
    role: Role
    asked_role: Role | None
    may_sign: bool
    buys_for_id: int | None
    last_day: date | None


class AccountIn(Schema):
    """A post that is to be opened."""

    organisation_id: int
    role: Role
    label: Text
    username: Name
    phone: Annotated[str, StringConstraints(pattern=r"^(1\d{10})?$")] = ""


class StepsWanted(Schema):
    """What to look for: a word of whoever acted or of the account, a kind of act, days."""

    person: str = ""
    action: AccountAction | None = None
    since: date | None = None
    until: date | None = None


class AccountStepOut(Schema):
    """What was done to an account, by whom and when."""

    at: datetime
    user_id: int
    username: str
    label: str
    action: AccountAction
    state: AccountState
    by_organisation: str
    by_label: str
    words: str


class CloseIn(Schema):
    """Why an account is closed."""

    words: Text


class AccountCodeOut(Schema):
    """An activation code, told this once."""

    user_id: int
    username: str
    code: str
    until: datetime


@router.get(
    "/accounts",
    response={200: Page[AccountPostOut], **REFUSALS},
    operation_id="accounts",
    summary="Accounts of the subtree with their posts",
)
def accounts(
    request: ApiRequest, wanted: Query[AccountsWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    rows = organisations.posts_visible_to(
        request.actor, text=wanted.q, state=wanted.state or "", role=wanted.role or ""
    )
    return paged(rows, page, page_size, post_out)


@router.get(
    "/accounts/steps",
    response={200: Page[AccountStepOut], **REFUSALS},
    operation_id="account_steps",
    summary="What was done to the accounts of the subtree, the latest first",
)
def account_steps(
    request: ApiRequest, wanted: Query[StepsWanted], page: PageNumber = 1, page_size: PageSize = 50
) -> dict[str, object]:
    if not permissions.reviews_steps(request.actor):
        raise Http404
    rows = organisations.steps_visible_to(
        request.actor, person=wanted.person, action=wanted.action or "", since=wanted.since, until=wanted.until
    )
    return paged(rows, page, page_size, _step_out)


@router.post(
    "/accounts",
    response={200: AccountCodeOut, **ACT_REFUSALS},
    operation_id="open_account",
    summary="Open an account for a post below one's own office",
)
def open_account(request: ApiRequest, told: AccountIn) -> dict[str, object]:
    node_or_404(request.actor, told.organisation_id)
    now = timezone.now()
    until = now + timedelta(days=settings.ACTIVATION_DAYS)
    post = services.ToldPost(**told.dict())
    opened = services.open_post(actor=request.actor, told=post, at=now, until=until)
    return code_out(opened.membership.user, opened.code, until)


@router.post(
    "/accounts/{user_id}/renew",
    response={200: AccountCodeOut, **ACT_REFUSALS},
    operation_id="renew_account",
    summary="Make a new activation code; the password and the former code hold no longer",
)
def renew_account(request: ApiRequest, user_id: int) -> dict[str, object]:
    user = _user_or_404(request, user_id)
    now = timezone.now()
    until = now + timedelta(days=settings.ACTIVATION_DAYS)
    return code_out(user, services.renew_post(actor=request.actor, user=user, at=now, until=until), until)


@router.post(
    "/accounts/{user_id}/unlock",
    response={200: list[AccountPostOut], **ACT_REFUSALS},
    operation_id="unlock_account",
    summary="End the lock-out after failed tries to sign in",
)
def unlock_account(request: ApiRequest, user_id: int) -> list[AccountPostOut]:
    user = _user_or_404(request, user_id)
    services.unlock_post(actor=request.actor, user=user, at=timezone.now())
    return [post_out(row) for row in organisations.posts_of_account(request.actor, user_id)]


@router.post(
    "/accounts/{user_id}/close",
    response={200: list[AccountPostOut], **ACT_REFUSALS},
    operation_id="close_account",
    summary="Close an account; it is never deleted",
)
def close_account(request: ApiRequest, user_id: int, told: CloseIn) -> list[AccountPostOut]:
    user = _user_or_404(request, user_id)
    services.close_post(actor=request.actor, user=user, at=timezone.now(), words=told.words)
    return [post_out(row) for row in organisations.posts_of_account(request.actor, user_id)]


def _step_out(step: AccountStep) -> AccountStepOut:
    return AccountStepOut(
        at=step.at,
        user_id=step.user_id,
        username=step.user.username,
        label=step.user.label,
        action=AccountAction(step.action),
        state=AccountState(step.state),
        by_organisation=step.organisation_name,
        by_label=step.label,
        words=step.words,
    )


def _user_or_404(request: ApiRequest, user_id: int) -> User:
    posts = organisations.posts_of_account(request.actor, user_id)
    if not posts:
        raise Http404
    return posts[0].user


def post_out(row: Membership) -> AccountPostOut:
    """Show a post."""
    user = row.user
    return AccountPostOut(
        membership_id=row.pk,
        user_id=user.pk,
        username=user.username,
        label=user.label,
        phone=user.masked_phone,
        state=AccountState(user.state),
        last_login=user.last_login,
        organisation_id=row.organisation_id,
        organisation_name=row.organisation.name,
        role=Role(row.role),
        asked_role=Role(row.asked_role) if row.asked_role else None,
        may_sign=row.may_sign,
        buys_for_id=row.buys_for_id,
        last_day=row.last_day,
    )


def code_out(user: User, code: str, until: datetime) -> dict[str, object]:
    """Show an activation code."""
    return {"user_id": user.pk, "username": user.username, "code": shown_code(code), "until": until}
