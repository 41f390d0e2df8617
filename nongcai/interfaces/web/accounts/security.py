"""登录安全: a person's own password and second step; and the second step at sign-in."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.contrib.auth import authenticate, update_session_auth_hash
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.accounts.sealing import SealingAdapter, seal, unseal
from nongcai.foundation import oidc
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts import entering
from nongcai.interfaces.web.accounts.asking import host_of, remember
from nongcai.interfaces.web.accounts.forms import (
    FactorSetUpForm,
    PasskeyRemoveForm,
    PasswordChangeForm,
    PasswordShowForm,
    SecondStepForm,
)
from nongcai.interfaces.web.http import go_to, page, public, said, sent, warned
from nongcai.interfaces.web.refusals import message_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from nongcai.domain.accounts.models import User
    from nongcai.interfaces.web.http import WebRequest

_SECRET = "factor_secret"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def session_confirm(request: HttpRequest) -> HttpResponse:
    user, to = entering.half_in(request)
    if user is None:
        return _begin_again(request)
    form = SecondStepForm(sent(request))
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            services.pass_second_step(user_id=user.pk, code=form.cleaned_data["code"], at=timezone.now())
        except DomainError as refusal:
            form.add_error("code", message_of(refusal))
            status = refusal.status
        else:
            return entering.enter(request, user, to)
    return confirm_page(request, user, form=form, status=status if form.errors else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def session_secure(request: HttpRequest) -> HttpResponse:
    user, to = entering.half_in(request)
    # Whoever has a second factor already passes by it; another one is set up behind it.
    if user is None or accounts.factors_of(user.pk):
        return _begin_again(request)
    form = SecondStepForm(sent(request))
    if request.method == "POST" and form.is_valid():
        codes = _set_up(request, user, form)
        if codes:
            entering.begin(request, user)
            return codes_shown(request, user, codes, to=to)
    return page(request, "accounts/session_secure.html", _shown(request, user, form), status=_status(form))


@require_safe
def security_show(request: WebRequest) -> HttpResponse:
    return security_page(request)


@require_POST
def password_change(request: WebRequest) -> HttpResponse:
    form = PasswordChangeForm(request.POST)
    if form.is_valid() and is_own(request, form):
        user = services.change_password(user_id=me(request).pk, password=form.cleaned_data["new"], at=timezone.now())
        update_session_auth_hash(request, user)
        said(request, _("密码已修改，下次请用新密码登录。"))
        return go_to(request, "accounts:security_show")
    return security_page(request, password_form=form)


@require_http_methods(["GET", "HEAD", "POST"])
def factor_enter(request: WebRequest) -> HttpResponse:
    entering.require_second_step()
    form = FactorSetUpForm(sent(request))
    if request.method == "POST" and form.is_valid() and is_own(request, form):
        codes = _set_up(request, me(request), form)
        if codes:
            return codes_shown(request, me(request), codes)
    return page(request, "accounts/factor_enter.html", _shown(request, me(request), form), status=_status(form))


@require_POST
def factor_remove(request: WebRequest) -> HttpResponse:
    entering.require_second_step()
    form = PasswordShowForm(request.POST, prefix="remove")
    if form.is_valid() and is_own(request, form):
        required = entering.must_set_up(me(request))
        services.remove_totp(user_id=me(request).pk, is_required=required, at=timezone.now())
        said(request, _("两步验证已关闭，以后登录不再需要验证码。"))
        return go_to(request, "accounts:security_show")
    return security_page(request, remove_form=form)


@require_POST
def codes_renew(request: WebRequest) -> HttpResponse:
    entering.require_second_step()
    form = PasswordShowForm(request.POST, prefix="codes")
    if form.is_valid() and is_own(request, form):
        codes = services.renew_codes(user_id=me(request).pk, at=timezone.now())
        return codes_shown(request, me(request), codes)
    return security_page(request, codes_form=form)


def confirm_page(
    request: HttpRequest, user: User, *, form: SecondStepForm | None = None, refused: str = "", status: int = 422
) -> HttpResponse:
    """Answer with the page of the second step; `refused` says why a passkey was not taken."""
    factors = accounts.factors_of(user.pk)
    asked = ""
    if factors.passkeys:
        options, state = services.question_to_use(host=host_of(request), user_id=user.pk)
        remember(request, state)
        asked = json.dumps(options)
    context = {"form": form or SecondStepForm(), "person": user, "factors": factors, "asked": asked, "refused": refused}
    return page(request, "accounts/session_confirm.html", context, status=status)


def security_page(request: WebRequest, **forms: forms.Form) -> HttpResponse:
    """Answer with 登录安全; a form that was refused stands in it with its errors."""
    user = me(request)
    factors = accounts.factors_of(user.pk)
    service = oidc.service()
    context = {
        "person": user,
        "second_step": entering.second_step_is_on(),
        "factors": factors,
        "must": entering.must_set_up(user),
        "password_form": PasswordChangeForm(),
        "remove_form": PasswordShowForm(prefix="remove"),
        "codes_form": PasswordShowForm(prefix="codes"),
        "service": service,
        "identity": accounts.identity_of(user.pk, service.issuer) if service else None,
        "identity_form": PasswordShowForm(prefix="identity"),
        "passkey_form": PasskeyRemoveForm(prefix="passkey", passkeys=factors.passkeys),
        **forms,
    }
    return page(request, "accounts/security_show.html", context, status=422 if forms else 200)


def _shown(request: HttpRequest, user: User, form: forms.Form) -> dict[str, Any]:
    """Return what a page shows to an authenticator app; the secret waits in the session until its first code came."""
    sealed = request.session.get(_SECRET) or seal(accounts.new_totp_secret())
    request.session[_SECRET] = sealed
    secret = unseal(sealed)
    drawing = SealingAdapter().build_totp_svg(accounts.totp_address(user, secret))
    image = "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode("ascii")
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return {"form": form, "person": user, "image": image, "secret": spaced}


def _set_up(request: HttpRequest, user: User, form: forms.Form) -> list[str]:
    sealed = request.session.get(_SECRET)
    if not sealed:
        form.add_error("code", _("本页停留过久，请重新扫码后再填。"))
        return []
    told = {"secret": unseal(sealed), "code": form.cleaned_data["code"]}
    try:
        codes = services.set_up_totp(user_id=user.pk, at=timezone.now(), **told)
    except DomainError as refusal:
        form.add_error("code", message_of(refusal))
        return []
    del request.session[_SECRET]
    return codes


def codes_shown(request: HttpRequest, user: User, codes: list[str], *, to: str = "") -> HttpResponse:
    """Hand recovery codes over, this once."""
    head = _("农采恢复码 账号：{username}。每个只能使用一次，请妥善保管。").format(username=user.username)
    text = "\r\n".join([head, *codes, ""])
    context = {"codes": codes, "file": f"data:text/plain;charset=utf-8,{quote(text)}", "to": to}
    return page(request, "accounts/codes_renew.html", context)


def is_own(request: WebRequest, form: forms.Form) -> bool:
    """Say whether the password typed is this person's; failures count as those at sign-in do."""
    found = authenticate(request, username=me(request).username, password=form.cleaned_data["password"])
    if found is None:
        form.add_error("password", _("密码不正确，请重新输入。"))
    return found is not None


def me(request: WebRequest) -> User:
    """Return who has signed in."""
    user: User = request.user  # type: ignore[assignment]  # past LoginGate
    return user


def _begin_again(request: HttpRequest) -> HttpResponse:
    if not request.user.is_authenticated:
        warned(request, _("登录已超时，请重新登录。"))
    return go_to(request, "accounts:session_open")


def _status(form: forms.Form) -> int:
    return 422 if form.errors else 200
