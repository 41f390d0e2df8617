"""Signing in through the identity service of another authority (统一身份认证), and linking an account to it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from nongcai.domain.accounts import queries as accounts
from nongcai.domain.accounts import services
from nongcai.domain.accounts.errors import (
    IdentityAnswerError,
    IdentityLinkedError,
    IdentityRefusedError,
    IdentitySilentError,
)
from nongcai.foundation import oidc
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.accounts import entering, security
from nongcai.interfaces.web.accounts.forms import PasswordShowForm
from nongcai.interfaces.web.http import go_to, page, public, said, sent, warned
from nongcai.interfaces.web.refusals import message_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from nongcai.interfaces.web.http import WebRequest

_ASKED = "identity_asked"
_ASKED_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class Asked:
    """What the service was asked, for whom a link is to be made (nobody at sign-in), and where to go on."""

    question: oidc.Question
    user_id: int | None
    to: str


@public
@require_GET
def identity_open(request: HttpRequest) -> HttpResponse:
    try:
        return go_to(request, _asked(request, to=entering.next_of(request)))
    except DomainError as refusal:
        warned(request, message_of(refusal))
        return go_to(request, "accounts:session_open")


@public
@require_GET
def identity_return(request: HttpRequest) -> HttpResponse:
    service = _service()
    # The address holds the code: whatever comes of it, the browser goes on to another one.
    try:
        asked = _take_asked(request, service)
        if asked.user_id is not None:
            return _link(request, service, asked, asked.user_id)
        user = services.sign_in_by_identity(answered=_answered(request, service, asked), at=timezone.now())
        if not entering.may_enter(user):
            raise IdentityRefusedError
    except DomainError as refusal:
        warned(request, message_of(refusal))
        signed_in = request.user.is_authenticated
        return go_to(request, "accounts:security_show" if signed_in else "accounts:session_open")
    return entering.go_on(request, user, is_proved=service.asks_twice, to=asked.to)


@require_http_methods(["GET", "HEAD", "POST"])
def identity_link(request: WebRequest) -> HttpResponse:
    service, user = _service(), security.me(request)
    form, address = PasswordShowForm(sent(request)), ""
    if request.method == "POST" and form.is_valid() and security.is_own(request, form):
        try:
            address = _asked(request, user_id=user.pk)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
    context = {"form": form, "person": user, "service": service, "address": address}
    return page(request, "accounts/identity_link.html", context, status=422 if form.errors else 200)


@require_POST
def identity_unlink(request: WebRequest) -> HttpResponse:
    service = _service()
    form = PasswordShowForm(request.POST, prefix="identity")
    if form.is_valid() and security.is_own(request, form):
        services.unlink_identity(user_id=security.me(request).pk, service=service, at=timezone.now())
        said(request, _("已解除绑定，以后不能再用{label}登录本账号。").format(label=service.label))
        return go_to(request, "accounts:security_show")
    return security.security_page(request, identity_form=form)


def _link(request: HttpRequest, service: oidc.Service, asked: Asked, user_id: int) -> HttpResponse:
    # The session may meanwhile be another's, or have ended.
    if request.user.pk != user_id:
        raise IdentityAnswerError(label=service.label)
    services.link_identity(user_id=user_id, answered=_answered(request, service, asked), at=timezone.now())
    said(request, _("已绑定，下次可以用{label}登录。").format(label=service.label))
    return go_to(request, "accounts:security_show")


def _asked(request: HttpRequest, *, user_id: int | None = None, to: str = "/") -> str:
    """Keep a question; return the address at which the service asks it.

    :raises IdentityLinkedError: when this person has an identity already.
    :raises IdentitySilentError: when the service does not answer.
    """
    service = _service()
    if user_id is not None and accounts.identity_of(user_id, service.issuer):
        raise IdentityLinkedError
    back = request.build_absolute_uri(resolve_url("accounts:identity_return"))
    try:
        # On a shared computer somebody else may still be signed in there.
        address, question = oidc.question(service, back=back, anew=user_id is not None)
    except oidc.SilentError as error:
        raise IdentitySilentError(label=service.label) from error
    request.session[_ASKED] = [timezone.now().isoformat(), asdict(question), user_id, to]
    return address


def _take_asked(request: HttpRequest, service: oidc.Service) -> Asked:
    """Take the question that was asked lately; it is answered once.

    :raises IdentityAnswerError: when none was.
    """
    since, question, user_id, to = request.session.pop(_ASKED, None) or ("", {}, None, "/")
    if not since or timezone.now() - datetime.fromisoformat(since) > _ASKED_FOR:
        raise IdentityAnswerError(label=service.label)
    return Asked(oidc.Question(**question), user_id, to)


def _answered(request: HttpRequest, service: oidc.Service, asked: Asked) -> services.Answered:
    return services.Answered(
        service=service,
        question=asked.question,
        answer=request.GET.dict(),
        asker=request.META.get("REMOTE_ADDR", ""),
        asker_limit=settings.IDENTITY_FAILURES_PER_ADDRESS,
    )


def _service() -> oidc.Service:
    """Return the identity service.

    :raises Http404: where there is none.
    """
    found = oidc.service()
    if found is None:
        raise Http404
    return found
