"""What a supplier does with its own application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers import services
from nongcai.domain.suppliers.rules import ToldDossier
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.forms import DossierForm, VersionForm
from nongcai.interfaces.web.suppliers.gates import own_or_404
from nongcai.interfaces.web.suppliers.showing import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.suppliers.models import Application, Supplier
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def supplier_own(request: WebRequest) -> HttpResponse:
    supplier = own_or_404(request)
    return page(request, "suppliers/supplier_own.html", show(request.actor, supplier, timezone.localdate()))


@require_POST
def application_renew(request: WebRequest) -> HttpResponse:
    own_or_404(request)
    services.apply_anew(actor=request.actor, at=timezone.now())
    return go_to(request, "suppliers:application_fill")


@require_http_methods(["GET", "HEAD", "POST"])
def application_fill(request: WebRequest) -> HttpResponse:
    supplier = own_or_404(request)
    application = _open_or_404(supplier)
    form = DossierForm(sent(request), initial=_before(supplier, application))
    if request.method == "POST" and form.is_valid():
        told = ToldDossier(credit_code=supplier.credit_code, **form.cleaned_data)
        try:
            services.fill_in(actor=request.actor, application_id=application.pk, told=told, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("申请资料已保存，请核对证照后提交。"))
            return go_to(request, "suppliers:supplier_own")
    context = {"form": form, "supplier": supplier, "returned": suppliers.returned_by(application)}
    return page(request, "suppliers/application_fill.html", context, status=422 if form.errors else 200)


@require_POST
def application_submit(request: WebRequest) -> HttpResponse:
    return _act(request, services.submit, _("申请已提交，等待县级部门审核。"))


@require_POST
def application_withdraw(request: WebRequest) -> HttpResponse:
    return _act(request, services.withdraw, _("申请已撤回，修改后可重新提交。"))


def _act(request: WebRequest, service: Any, done: str) -> HttpResponse:
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Http404
    application = _open_or_404(own_or_404(request))
    service(actor=request.actor, application_id=application.pk, **form.cleaned_data, at=timezone.now())
    said(request, done)
    return go_to(request, "suppliers:supplier_own")


def _open_or_404(supplier: Supplier) -> Application:
    found = suppliers.open_application(supplier)
    if found is None:
        raise Http404
    return found


def _before(supplier: Supplier, application: Application) -> dict[str, Any]:
    draft = suppliers.draft_of(application)
    if draft is None:
        return {"kind": supplier.kind, "name": supplier.name, "county_code": supplier.county.current_code}
    told = {name: getattr(draft, name) for name in suppliers.FACTS if name != "county"}
    return told | {"county_code": draft.county.current_code}
