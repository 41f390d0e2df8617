"""Signing in and out, activating an account, and choosing for whom to act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.organisations import queries as organisations
from nongcai.foundation import oidc, sms
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts import entering
from nongcai.interfaces.web.accounts.forms import MembershipChooseForm, SessionOpenForm
from nongcai.interfaces.web.accounts.managing_forms import AccountActivateForm
from nongcai.interfaces.web.http import go_to, page, public, said, sent
from nongcai.interfaces.web.middleware import MEMBERSHIP
from nongcai.interfaces.web.refusals import message_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@public
@require_http_methods(["GET", "HEAD", "POST"])
def session_open(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return go_to(request, entering.next_of(request))
    form = SessionOpenForm(sent(request))
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            return entering.go_on(request, user)
        form.add_error(None, gettext("登录名或密码不正确，请核对后重试。"))
    return _login_page(request, form, status=422 if form.errors else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def account_activate(request: HttpRequest, code: str = "") -> HttpResponse:
    form = AccountActivateForm(sent(request), initial={"code": code})
    if request.method == "POST" and form.is_valid():
        try:
            user = services.activate(
                code=form.cleaned_data["code"], password=form.cleaned_data["password"], at=timezone.now()
            )
        except DomainError as refusal:
            form.add_error("code", message_of(refusal))
        else:
            said(request, gettext("账号“%s”已激活，请用登录名和刚设置的密码登录。") % user.username)
            return go_to(request, "accounts:session_open")
    owner = accounts.user_to_activate(code, timezone.now()) if code else None
    context = {"form": form, "owner": owner, "lapsed": bool(code) and owner is None}
    return page(request, "accounts/account_activate.html", context, status=422 if form.errors else 200)


@public
@require_POST
def session_close(request: HttpRequest) -> HttpResponse:
    logout(request)
    return go_to(request, "accounts:session_open")


@require_http_methods(["GET", "HEAD", "POST"])
def membership_choose(request: WebRequest) -> HttpResponse:
    memberships = organisations.memberships_of(request.user, timezone.localdate())  # type: ignore[arg-type]  # past LoginGate
    form = MembershipChooseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        chosen = get_object_or_404(memberships, pk=form.cleaned_data["membership"])
        request.session[MEMBERSHIP] = chosen.pk
        said(request, gettext("已切换到：%s") % chosen.organisation.name)
        return go_to(request, "desk:desk_show")
    return page(request, "accounts/membership_choose.html", {"memberships": memberships})


def locked_out(request: HttpRequest, _response: HttpResponse | None, _credentials: Any) -> HttpResponse:
    """Say in one sentence that too many tries failed; axes calls this."""
    form = SessionOpenForm({"username": request.POST.get("username", ""), "password": "-"})
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    text = gettext("连续多次登录失败，该登录名已暂停登录，请 %d 分钟后再试，或请开通账号的部门解除锁定。")
    form.add_error(None, text % minutes)
    return _login_page(request, form, status=429)


def _login_page(request: HttpRequest, form: SessionOpenForm, *, status: int) -> HttpResponse:
    people = accounts.demo_users() if settings.DEMO else []
    context = {
        "form": form,
        "next": entering.next_of(request),
        "people": people,
        "by_passkey": entering.second_step_is_on(),
        "service": oidc.service(),
        "by_phone": sms.gateway() is not None,
        "demo_password": settings.DEMO_PASSWORD,
    }
    return page(request, "accounts/session_open.html", context, status=status)
