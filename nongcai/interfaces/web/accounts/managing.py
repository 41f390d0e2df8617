"""Accounts of a subtree (账号管理): who has one, who has activated it, opening, closing, new activation codes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts.rules import shown_code
from nongcai.domain.organisations import permissions, services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import ROLES_OF_FINANCE, Role
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts.forms import FactorResetForm
from nongcai.interfaces.web.accounts.managing_forms import AccountCloseForm, AccountFilterForm, AccountOpenForm
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form, message_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.accounts.models import User
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.organisations.models import Membership
    from nongcai.interfaces.web.http import WebRequest

ROWS = 30


@require_safe
def account_list(request: WebRequest) -> HttpResponse:
    activated = organisations.activation_by_region(request.actor)
    form = AccountFilterForm(request.GET, nodes=[row.node for row in activated[1:]])
    chosen = form.cleaned_data
    gives = permissions.gives_roles(request.actor)
    rows = organisations.posts_visible_to(
        request.actor,
        text=chosen.get("q", ""),
        state=chosen.get("state", ""),
        role=chosen.get("role", ""),
        under=chosen.get("under", ""),
    )
    context = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "whole": activated[0],
        "regions": activated[1:],
        "may_open": permissions.keeps_accounts(request.actor),
        "may_open_many": permissions.opens_accounts(request.actor),
        "ceded": request.actor.ceded,
        "waiting": organisations.awaiting_roles(request.actor).count() if gives else 0,
        "grants": gives and chosen.get("role") == Role.AWAITING,
        "manages": permissions.manages(request.actor),
    }
    return page(request, "accounts/account_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def account_open(request: WebRequest) -> HttpResponse:
    if not permissions.keeps_accounts(request.actor):
        raise Http404
    form = AccountOpenForm(sent(request), roles=roles_offered(request.actor))
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form)
        if opened:
            posts = organisations.posts_of_account(request.actor, opened.membership.user_id)
            return account_shown(request, posts, code=opened.code)
    context = {"form": form, "asks": not permissions.gives_roles(request.actor)}
    return page(request, "accounts/account_open.html", context, status=422 if form.errors else 200)


@require_safe
def account_show(request: WebRequest, user_id: int) -> HttpResponse:
    return account_shown(request, _posts(request, user_id))


@require_POST
def account_renew(request: WebRequest, user_id: int) -> HttpResponse:
    user = _posts(request, user_id)[0].user
    now = timezone.now()
    code = services.renew_post(actor=request.actor, user=user, at=now, until=_until())
    return account_shown(request, _posts(request, user_id), code=code)


@require_POST
def account_unlock(request: WebRequest, user_id: int) -> HttpResponse:
    user = _posts(request, user_id)[0].user
    services.unlock_post(actor=request.actor, user=user, at=timezone.now())
    said(request, _("账号“%s”的登录锁定已解除，可以重新登录。") % user.username)
    return go_to(request, "accounts:account_show", user_id)


@require_POST
def account_close(request: WebRequest, user_id: int) -> HttpResponse:
    posts = _posts(request, user_id)
    form = AccountCloseForm(request.POST)
    if not form.is_valid():
        return account_shown(request, posts, form=form)
    words = form.cleaned_data["words"]
    services.close_post(actor=request.actor, user=posts[0].user, at=timezone.now(), words=words)
    said(request, _("账号“%s”已停用，以后不能登录；此前办理的事项都保留。") % posts[0].user.username)
    return go_to(request, "accounts:account_show", user_id)


@require_POST
def factors_reset(request: WebRequest, user_id: int) -> HttpResponse:
    posts = _posts(request, user_id)
    form = FactorResetForm(request.POST)
    if not form.is_valid():
        return account_shown(request, posts, factor_form=form)
    words = form.cleaned_data["words"]
    services.reset_factors_of_post(actor=request.actor, user=posts[0].user, words=words, at=timezone.now())
    said(request, _("账号“%s”的两步验证已重置，并已通知本人。") % posts[0].user.username)
    return go_to(request, "accounts:account_show", user_id)


def _opened(request: WebRequest, form: AccountOpenForm) -> services.OpenedPost | None:
    told = dict(form.cleaned_data)
    try:
        place = organisations.place_called(told.pop("place"), request.actor.path)
    except DomainError as refusal:
        form.add_error("place", message_of(refusal))
        return None
    post = services.ToldPost(organisation_id=place.id, role=Role(told.pop("role")), **told)
    try:
        return services.open_post(actor=request.actor, told=post, at=timezone.now(), until=_until())
    except DomainError as refusal:
        into_form(form, refusal)
        return None


def roles_offered(actor: Actor) -> list[str]:
    """Return the roles that the actor may ask for or give, those of units first."""
    bureaus = [role for role in Role if role in ROLES_OF_FINANCE and permissions.offers_bureaus(actor)]
    return [Role.UNIT, Role.PREPARER, Role.APPROVER, Role.SUPERVISOR, *bureaus]


def _posts(request: WebRequest, user_id: int) -> list[Membership]:
    posts = organisations.posts_of_account(request.actor, user_id)
    if not posts:
        raise Http404
    return posts


def _until() -> Any:
    return timezone.now() + timedelta(days=settings.ACTIVATION_DAYS)


def account_shown(
    request: WebRequest,
    posts: list[Membership],
    *,
    code: str = "",
    form: AccountCloseForm | None = None,
    factor_form: FactorResetForm | None = None,
) -> HttpResponse:
    """Answer with an account's page; with `code` it is handed over, this once."""
    user = posts[0].user
    context = {
        "user": user,
        "posts": posts,
        "steps": accounts.steps_of(user.pk),
        "activation": accounts.open_activation(user.pk, timezone.now()),
        "form": form or AccountCloseForm(),
        "may_keep": organisations.may_keep(request.actor, user.pk, timezone.localdate()),
        **_assigned(request.actor, posts),
        "manages": permissions.manages(request.actor),
        "may_send": organisations.may_send_code(request.actor, user, timezone.localdate()),
        "locked": is_held_off(user.username),
        "may_close": accounts.may_be_closed(user),
        "renewal": accounts.renewal(user),
        "factors": accounts.factors_of(user.pk),
        "factor_form": factor_form or FactorResetForm(),
        **_handed_over(request, user, code),
    }
    wrong = any(one.errors for one in (form, factor_form) if one)
    return page(request, "accounts/account_show.html", context, status=422 if wrong else 200)


def _assigned(actor: Actor, posts: list[Membership]) -> dict[str, object]:
    """Say which posts the actor hands over and ends, and for which it gives the right to sign."""
    today = timezone.localdate()
    standing = [one for one in posts if not one.period.isempty and (one.last_day is None or one.last_day >= today)]
    assigned = {one.pk for one in standing if organisations.may_assign_post(actor, one)}
    signs = permissions.gives_roles(actor) and not permissions.keeps_accounts(actor)
    whole = organisations.assigns_account(actor, posts[0].user_id, today)
    return {
        "assigned": assigned,
        "signing": {one.pk for one in standing if signs and one.pk in assigned and one.role == Role.FINANCE},
        "may_give": whole and not any(one.buys_for_id for one in posts),
        "may_reset": whole and not organisations.signs_anywhere(posts[0].user_id),
    }


def is_held_off(username: str) -> bool:
    """Say whether a log-in name may not be tried for now."""
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    return accounts.is_locked(username, limit=settings.AXES_FAILURE_LIMIT, since=since)


def _handed_over(request: WebRequest, user: User, code: str) -> dict[str, str]:
    if not code:
        return {}
    address = request.build_absolute_uri(reverse("accounts:account_activate", args=[code]))
    return {"code": shown_code(code), "address": address, "username": user.username}
