"""Giving and ending roles and the right to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Field, Router, Schema

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations import services
from nongcai.domain.organisations.roles import Role
from nongcai.interfaces.api.auth import ApiRequest
from nongcai.interfaces.api.errors import ACT_REFUSALS
from nongcai.interfaces.api.pagination import LONGEST
from nongcai.interfaces.api.v1.accounts import AccountPostOut, Text, post_out
from nongcai.interfaces.api.v1.shapes import node_or_404

if TYPE_CHECKING:
    from nongcai.domain.organisations.models import Membership

router = Router(tags=["accounts"])


class GrantIn(Schema):
    """Posts that wait for their roles."""

    membership_ids: Annotated[list[int], Field(min_length=1, max_length=LONGEST)]


class RoleIn(Schema):
    """As what somebody is to act, for which organisation."""

    organisation_id: int
    role: Role


class PostEndIn(Schema):
    """Why a post ends."""

    words: Text


class SignIn(Schema):
    """Whether the holder of a post signs documents."""

    may_sign: bool


@router.post(
    "/posts/grant",
    response={200: list[AccountPostOut], **ACT_REFUSALS},
    operation_id="grant_roles",
    summary="Give accounts the roles that were asked for; whoever does not wait any longer is left out",
)
def grant_roles(request: ApiRequest, told: GrantIn) -> list[AccountPostOut]:
    given = services.grant_roles(actor=request.actor, membership_ids=told.membership_ids, at=timezone.now())
    rows = organisations.posts_visible_to(request.actor).filter(pk__in=[one.pk for one in given])
    return [post_out(row) for row in rows]


@router.post(
    "/accounts/{user_id}/posts",
    response={200: AccountPostOut, **ACT_REFUSALS},
    operation_id="give_role",
    summary="Let somebody with an account act for a further organisation from today",
)
def give_role(request: ApiRequest, user_id: int, told: RoleIn) -> AccountPostOut:
    posts = organisations.posts_of_account(request.actor, user_id)
    if not posts:
        raise Http404
    node_or_404(request.actor, told.organisation_id)
    given = services.give_role(
        actor=request.actor,
        user=posts[0].user,
        organisation_id=told.organisation_id,
        role=told.role,
        at=timezone.now(),
    )
    return post_out(_post_or_404(request, given.pk))


@router.post(
    "/posts/{membership_id}/end",
    response={200: AccountPostOut, **ACT_REFUSALS},
    operation_id="end_post",
    summary="End a post today, and with it the right to sign; the account stays",
)
def end_post(request: ApiRequest, membership_id: int, told: PostEndIn) -> AccountPostOut:
    post = _post_or_404(request, membership_id)
    services.end_post(actor=request.actor, membership_id=post.pk, words=told.words, at=timezone.now())
    return post_out(_post_or_404(request, membership_id))


@router.post(
    "/posts/{membership_id}/sign",
    response={200: AccountPostOut, **ACT_REFUSALS},
    operation_id="let_sign",
    summary="Give the holder of a post the right to sign for its organisation, or take it",
)
def let_sign(request: ApiRequest, membership_id: int, told: SignIn) -> AccountPostOut:
    post = _post_or_404(request, membership_id)
    services.let_sign(
        actor=request.actor,
        username=post.user.username,
        organisation_id=post.organisation_id,
        may_sign=told.may_sign,
        at=timezone.now(),
    )
    return post_out(_post_or_404(request, membership_id))


def _post_or_404(request: ApiRequest, membership_id: int) -> Membership:
    post = organisations.posts_visible_to(request.actor).filter(pk=membership_id).first()
    if post is None:
        raise Http404
    return post
