"""Passkeys (通行密钥): adding and removing one, signing in with it. The browser's part is frontend/src/passkeys.js."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.accounts.errors import WrongPasskeyError
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts import entering, security
from nongcai.interfaces.web.accounts.asking import host_of, remember, take_state
from nongcai.interfaces.web.accounts.forms import PasskeyAddForm, PasskeyRemoveForm, PasskeyUseForm
from nongcai.interfaces.web.http import go_to, page, public, said, sent
from nongcai.interfaces.web.refusals import message_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from nongcai.domain.accounts.models import User
    from nongcai.interfaces.web.http import WebRequest


@public
@require_http_methods(["GET", "HEAD", "POST"])
def session_passkey(request: HttpRequest) -> HttpResponse:
    entering.require_second_step()
    form = PasskeyUseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        user = _answered(request, form)
        if user is not None and entering.may_enter(user):
            # The device has checked its holder by finger, face or PIN: that is two steps.
            return entering.go_on(request, user, is_proved=True)
        form.add_error(None, message_of(WrongPasskeyError()))
    context = {"form": form, "next": entering.next_of(request), "asked": _question(request)}
    return page(request, "accounts/session_passkey.html", context, status=422 if form.errors else 200)


@public
@require_POST
def passkey_confirm(request: HttpRequest) -> HttpResponse:
    user, to = entering.half_in(request)
    form = PasskeyUseForm(request.POST)
    if user is None or not form.is_valid():
        return go_to(request, "accounts:session_open")
    if _answered(request, form, user) is None:
        return security.confirm_page(request, user, refused=message_of(WrongPasskeyError()))
    return entering.enter(request, user, to)


@require_http_methods(["GET", "HEAD", "POST"])
def passkey_enter(request: WebRequest) -> HttpResponse:
    entering.require_second_step()
    form = PasskeyAddForm(sent(request))
    user = security.me(request)
    if request.method == "POST" and form.is_valid() and security.is_own(request, form):
        codes = _added(request, user, form)
        if codes:
            return security.codes_shown(request, user, codes)
        if codes is not None:
            said(request, _("通行密钥已添加，下次可以直接用它登录。"))
            return go_to(request, "accounts:security_show")
    options, state = services.question_to_add(user=user, host=host_of(request))
    remember(request, state)
    context = {"form": form, "person": user, "asked": json.dumps(options)}
    return page(request, "accounts/passkey_enter.html", context, status=422 if form.errors else 200)


@require_POST
def passkey_remove(request: WebRequest) -> HttpResponse:
    entering.require_second_step()
    user = security.me(request)
    form = PasskeyRemoveForm(request.POST, prefix="passkey", passkeys=accounts.factors_of(user.pk).passkeys)
    if form.is_valid() and security.is_own(request, form):
        services.remove_passkey(
            user_id=user.pk,
            passkey_id=int(form.cleaned_data["passkey"]),
            is_required=entering.must_set_up(user),
            at=timezone.now(),
        )
        said(request, _("通行密钥已移除，以后不能再用它登录；请在设备上也将其删除。"))
        return go_to(request, "accounts:security_show")
    return security.security_page(request, passkey_form=form)


def _question(request: HttpRequest) -> str:
    """Return what the page asks a passkey; the session keeps what the answer is held against."""
    options, state = services.question_to_use(host=host_of(request))
    remember(request, state)
    return json.dumps(options)


def _added(request: WebRequest, user: User, form: PasskeyAddForm) -> list[str] | None:
    try:
        return services.add_passkey(
            user_id=user.pk,
            name=form.cleaned_data["name"],
            host=host_of(request),
            state=take_state(request),
            answer=form.cleaned_data["credential"],
            at=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return None


def _answered(request: HttpRequest, form: PasskeyUseForm, user: User | None = None) -> User | None:
    try:
        return services.use_passkey(
            host=host_of(request),
            state=take_state(request),
            answer=form.cleaned_data["credential"],
            at=timezone.now(),
            user_id=user.pk if user else None,
        )
    except DomainError:
        return None
