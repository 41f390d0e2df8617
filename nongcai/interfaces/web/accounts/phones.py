"""Signing in by a code sent to the telephone; there where short messages are sent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nongcai.domain.accounts import services
from nongcai.domain.accounts.queries import user_signing_in
from nongcai.domain.accounts.rules import masked_phone
from nongcai.foundation import sms
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts import entering
from nongcai.interfaces.web.accounts.forms import AccountChooseForm, PhoneCodeForm, PhoneForm
from nongcai.interfaces.web.http import go_to, page, public, sent, warned
from nongcai.interfaces.web.refusals import message_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from nongcai.domain.accounts.models import User

_NUMBER, _PROVED = "phone_number", "phone_proved"
_PROVED_FOR = timedelta(minutes=5)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def phone_enter(request: HttpRequest) -> HttpResponse:
    _require_gateway()
    form = PhoneForm(sent(request))
    status = 422
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            _ask(request, number)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
            status = refusal.status
        else:
            request.session[_NUMBER] = number
            return _led_to(request, "accounts:phone_confirm")
    context = {"form": form, "next": entering.next_of(request)}
    return page(request, "accounts/phone_enter.html", context, status=status if form.errors else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def phone_confirm(request: HttpRequest) -> HttpResponse:
    _require_gateway()
    number = request.session.get(_NUMBER)
    if not number:
        return go_to(request, "accounts:phone_enter")
    form = PhoneCodeForm(sent(request))
    if request.method == "POST" and form.is_valid():
        users = _users(number, form)
        if users:
            del request.session[_NUMBER]
            return _proved(request, users)
    context = {"form": form, "number": masked_phone(number), "next": entering.next_of(request)}
    return page(request, "accounts/phone_confirm.html", context, status=422 if form.errors else 200)


@public
@require_http_methods(["GET", "HEAD", "POST"])
def phone_choose(request: HttpRequest) -> HttpResponse:
    _require_gateway()
    users = _proved_lately(request)
    if not users:
        warned(request, _("登录已超时，请重新登录。"))
        return go_to(request, "accounts:phone_enter")
    form = AccountChooseForm(sent(request))
    if request.method == "POST" and form.is_valid():
        chosen = next((user for user in users if user.pk == form.cleaned_data["account"]), None)
        if chosen is None:
            raise Http404
        del request.session[_PROVED]
        return entering.go_on(request, chosen)
    context = {"people": users, "next": entering.next_of(request)}
    return page(request, "accounts/phone_choose.html", context, status=422 if form.errors else 200)


def _ask(request: HttpRequest, number: str) -> None:
    limit = settings.CODES_PER_ADDRESS
    services.ask_for_code(
        number=number, asker=request.META.get("REMOTE_ADDR", ""), asker_limit=limit, at=timezone.now()
    )


def _users(number: str, form: PhoneCodeForm) -> list[User]:
    try:
        users = services.use_code(number=number, code=form.cleaned_data["code"], at=timezone.now())
    except DomainError as refusal:
        form.add_error("code", message_of(refusal))
        return []
    users = [user for user in users if entering.may_enter(user)]
    if not users:
        form.add_error("code", _("这个号码目前没有可以登录的账号，请用密码登录，或联系开通账号的部门。"))
    return users


def _proved(request: HttpRequest, users: list[User]) -> HttpResponse:
    """Go on for the only account of a number, or let the person choose."""
    if len(users) == 1:
        return entering.go_on(request, users[0])
    request.session[_PROVED] = [timezone.now().isoformat(), [user.pk for user in users]]
    return _led_to(request, "accounts:phone_choose")


def _proved_lately(request: HttpRequest) -> list[User]:
    since, ids = request.session.get(_PROVED) or ("", [])
    if not since or timezone.now() - datetime.fromisoformat(since) > _PROVED_FOR:
        return []
    found = (user_signing_in(pk) for pk in ids)
    return [user for user in found if user is not None and entering.may_enter(user)]


def _led_to(request: HttpRequest, name: str) -> HttpResponse:
    asked = urlencode({"next": entering.next_of(request)})
    return go_to(request, f"{resolve_url(name)}?{asked}")


def _require_gateway() -> None:
    if sms.gateway() is None:
        raise Http404
