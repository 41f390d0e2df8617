"""Accounts of counties' offices and suppliers (县级部门和供应商账号), which the platform keeps."""

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
from nongcai.domain.organisations.roles import Role
from nongcai.domain.organisations.services import ToldStaff
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services as supplier_services
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts.managing import is_held_off
from nongcai.interfaces.web.accounts.market_forms import (
    MarketCloseForm,
    MarketFactorForm,
    MarketFilterForm,
    OfficeOpenForm,
)
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from nongcai.domain.organisations.models import Membership
    from nongcai.interfaces.web.http import WebRequest

ROWS = 30


@require_safe
def market_list(request: WebRequest) -> HttpResponse:
    _require_keeper(request)
    form = MarketFilterForm(request.GET)
    form.full_clean()
    chosen = form.cleaned_data
    rows = organisations.market_posts_visible_to(
        request.actor, text=chosen.get("q", ""), state=chosen.get("state", ""), role=chosen.get("role", "")
    )
    context = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "unstaffed": suppliers.unstaffed_counties(request.actor, timezone.localdate()),
    }
    return page(request, "accounts/market_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def market_open(request: WebRequest) -> HttpResponse:
    _require_keeper(request)
    form = OfficeOpenForm(sent(request), initial={"county_code": request.GET.get("county", "")})
    if request.method == "POST" and form.is_valid():
        opened = _opened(request, form)
        if opened is not None:
            user_id = opened.membership.user_id
            return _shown(request, organisations.market_posts_of(request.actor, user_id), code=opened.code)
    return page(request, "accounts/market_open.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def market_show(request: WebRequest, user_id: int) -> HttpResponse:
    return _shown(request, organisations.market_posts_of(request.actor, user_id))


@require_POST
def market_renew(request: WebRequest, user_id: int) -> HttpResponse:
    now = timezone.now()
    code = services.renew_market_post(actor=request.actor, user_id=user_id, at=now, until=_until(now))
    return _shown(request, organisations.market_posts_of(request.actor, user_id), code=code)


@require_POST
def market_unlock(request: WebRequest, user_id: int) -> HttpResponse:
    user = services.unlock_market_post(actor=request.actor, user_id=user_id, at=timezone.now())
    said(request, _("账号“%s”的登录锁定已解除，可以重新登录。") % user.username)
    return go_to(request, "accounts:market_show", user_id)


@require_POST
def market_close(request: WebRequest, user_id: int) -> HttpResponse:
    posts = organisations.market_posts_of(request.actor, user_id)
    form = MarketCloseForm(request.POST)
    if not form.is_valid():
        return _shown(request, posts, form=form)
    words = form.cleaned_data["words"]
    user = services.close_market_post(actor=request.actor, user_id=user_id, words=words, at=timezone.now())
    said(request, _("账号“%s”已停用，以后不能登录；此前办理的事项都保留。") % user.username)
    return go_to(request, "accounts:market_show", user_id)


@require_POST
def market_reset(request: WebRequest, user_id: int) -> HttpResponse:
    posts = organisations.market_posts_of(request.actor, user_id)
    form = MarketFactorForm(request.POST)
    if not form.is_valid():
        return _shown(request, posts, factor_form=form)
    words, now = form.cleaned_data["words"], timezone.now()
    user = services.reset_factors_of_market_post(actor=request.actor, user_id=user_id, words=words, at=now)
    said(request, _("账号“%s”的两步验证已重置，并已通知本人。") % user.username)
    return go_to(request, "accounts:market_show", user_id)


def _require_keeper(request: WebRequest) -> None:
    if not permissions.keeps_market(request.actor):
        raise Http404


def _opened(request: WebRequest, form: OfficeOpenForm) -> services.OpenedPost | None:
    told, now = dict(form.cleaned_data), timezone.now()
    county_code, office, role = (told.pop(name) for name in ("county_code", "office", "role"))
    try:
        return supplier_services.open_office(
            actor=request.actor,
            county_code=county_code,
            office=office,
            told=ToldStaff(role=Role(role), **told),
            at=now,
            until=_until(now),
        )
    except DomainError as refusal:
        into_form(form, refusal)
        return None


def _shown(
    request: WebRequest,
    posts: list[Membership],
    *,
    code: str = "",
    form: MarketCloseForm | None = None,
    factor_form: MarketFactorForm | None = None,
) -> HttpResponse:
    """Answer with an account's page; with `code` it is handed over, this once."""
    user = posts[0].user
    context: dict[str, Any] = {
        "user": user,
        "posts": posts,
        "steps": accounts.steps_of(user.pk),
        "activation": accounts.open_activation(user.pk, timezone.now()),
        "locked": is_held_off(user.username),
        "may_close": accounts.may_be_closed(user),
        "renewal": accounts.renewal(user),
        "factors": accounts.factors_of(user.pk),
        "form": form or MarketCloseForm(),
        "factor_form": factor_form or MarketFactorForm(),
    }
    if code:
        address = request.build_absolute_uri(reverse("accounts:account_activate", args=[code]))
        context |= {"code": shown_code(code), "address": address}
    wrong = any(one.errors for one in (form, factor_form) if one)
    return page(request, "accounts/market_show.html", context, status=422 if wrong else 200)


def _until(now: datetime) -> datetime:
    return now + timedelta(days=settings.ACTIVATION_DAYS)
