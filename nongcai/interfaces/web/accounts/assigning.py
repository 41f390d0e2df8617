"""Giving and ending roles and the right to sign (任职办理)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import TRADING, Role
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts.managing import roles_offered
from nongcai.interfaces.web.accounts.managing_forms import RoleGiveForm
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.refusals import into_form, message_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.organisations.models import Membership
    from nongcai.interfaces.web.http import WebRequest


class PostEndForm(forms.Form):
    """Why a post ends."""

    words = forms.CharField(
        label=gettext_lazy("结束原因"),
        max_length=100,
        error_messages={"required": gettext_lazy("请写明结束原因，如“岗位调整”。")},
    )


@require_POST
def post_grant(request: WebRequest) -> HttpResponse:
    if not permissions.gives_roles(request.actor):
        raise Http404
    ids = [int(text) for text in request.POST.getlist("post") if text.isdigit()]
    given = services.grant_roles(actor=request.actor, membership_ids=ids, at=timezone.now()) if ids else []
    if given:
        said(request, _("已授予%d个账号所申请的角色。") % len(given))
    else:
        warned(request, _("没有选择待授予角色的账号，请勾选后再办理。"))
    return go_to(request, "accounts:account_list")


@require_http_methods(["GET", "HEAD", "POST"])
def post_give(request: WebRequest, user_id: int) -> HttpResponse:
    posts = organisations.posts_of_account(request.actor, user_id)
    if not posts or not organisations.assigns_account(request.actor, user_id, timezone.localdate()):
        raise Http404
    user = posts[0].user
    form = RoleGiveForm(sent(request), roles=roles_offered(request.actor))
    if request.method == "POST" and form.is_valid() and _given(request, posts[0], form):
        said(request, _("“%s”的任职已登记。") % user.label)
        return go_to(request, "accounts:account_show", user_id)
    context = {"form": form, "user": user}
    return page(request, "accounts/post_give.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def post_end(request: WebRequest, membership_id: int) -> HttpResponse:
    post = _post_or_404(request, membership_id)
    form = PostEndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        services.end_post(actor=request.actor, membership_id=post.pk, words=words, at=timezone.now())
        said(request, _("“%s”的这一任职已结束，账号仍保留。") % post.user.label)
        return go_to(request, "accounts:account_show", post.user_id)
    context = {"form": form, "post": post}
    return page(request, "accounts/post_end.html", context, status=422 if form.errors else 200)


@require_POST
def post_sign(request: WebRequest, membership_id: int) -> HttpResponse:
    post = _post_or_404(request, membership_id)
    may_sign = request.POST.get("may_sign") == "yes"
    services.let_sign(
        actor=request.actor,
        username=post.user.username,
        organisation_id=post.organisation_id,
        may_sign=may_sign,
        at=timezone.now(),
    )
    said(request, (_("已授予“%s”签发权。") if may_sign else _("“%s”的签发权已收回。")) % post.user.label)
    return go_to(request, "accounts:account_show", post.user_id)


def _given(request: WebRequest, post: Membership, form: RoleGiveForm) -> Membership | None:
    told = form.cleaned_data
    try:
        place = organisations.place_called(told["place"], request.actor.path)
    except DomainError as refusal:
        form.add_error("place", message_of(refusal))
        return None
    try:
        return services.give_role(
            actor=request.actor,
            user=post.user,
            organisation_id=place.id,
            role=Role(told["role"]),
            at=timezone.now(),
        )
    except DomainError as refusal:
        into_form(form, refusal)
        return None


def _post_or_404(request: WebRequest, membership_id: int) -> Membership:
    post = organisations.posts_visible_to(request.actor).exclude(role__in=TRADING).filter(pk=membership_id).first()
    if post is None or not organisations.may_assign_post(request.actor, post):
        raise Http404
    return post
