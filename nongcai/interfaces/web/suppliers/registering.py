"""A supplier comes by itself (主体自愿申请)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nongcai.domain.suppliers import services
from nongcai.domain.suppliers.errors import TooManyArrivalsError
from nongcai.domain.suppliers.services import Registration
from nongcai.domain.suppliers.states import SupplierKind
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, public, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.forms import RegistrationForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

_TOLD = ("username", "label", "phone", "name", "credit_code", "county_code")


@public
@require_http_methods(["GET", "HEAD", "POST"])
def registration_new(request: HttpRequest) -> HttpResponse:
    if not settings.REGISTRATION:
        raise Http404
    form, status = RegistrationForm(sent(request)), 422
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            services.arrive(
                told=Registration(kind=SupplierKind(told["kind"]), **{name: told[name] for name in _TOLD}),
                password=told["password"],
                asker=request.META.get("REMOTE_ADDR", ""),
                asker_limit=settings.ARRIVALS_PER_ADDRESS,
                at=timezone.now(),
            )
        except TooManyArrivalsError as refusal:
            into_form(form, refusal)
            status = refusal.status
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("账号已开通，请登录后填写入驻申请。"))
            return go_to(request, "accounts:session_open")
    context = {"form": form}
    return page(request, "suppliers/registration_new.html", context, status=status if form.errors else 200)
