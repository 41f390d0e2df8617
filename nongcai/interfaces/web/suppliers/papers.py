"""Papers: a supplier shows them, the platform looks at them."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.suppliers import permissions, services
from nongcai.domain.suppliers import queries as suppliers
from nongcai.domain.suppliers.services import Scan, ToldPaper
from nongcai.domain.suppliers.states import PaperKind
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.forms import CauseForm, PaperForm
from nongcai.interfaces.web.suppliers.gates import own_or_404, require_market, require_platform

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def paper_list(request: WebRequest) -> HttpResponse:
    require_market(request)
    today = timezone.localdate()
    found = Paginator(suppliers.papers_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "rows": [(one, one.warning(today)) for one in found],
        "sells": permissions.sells(request.actor),
        "decides": permissions.admits(request.actor),
        "refuse_form": CauseForm(),
    }
    return page(request, "suppliers/paper_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def paper_new(request: WebRequest) -> HttpResponse:
    supplier = own_or_404(request)
    renewed = request.GET.get("replaces", "")
    old = suppliers.papers_of(supplier.pk).filter(pk=renewed).first() if renewed.isdecimal() else None
    before = {"kind": old.kind, "number": old.number, "issuer": old.issuer, "replaces_id": old.pk} if old else {}
    form = PaperForm(sent(request), request.FILES if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        file = told.pop("file")
        try:
            services.show_paper(
                actor=request.actor,
                told=ToldPaper(**told | {"kind": PaperKind(told["kind"])}),
                scan=Scan(file.name or "", file.read()),
                at=timezone.now(),
            )
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("证照已提交，等待平台核查。"))
            return go_to(request, "suppliers:paper_list")
    context = {"form": form, "old": old}
    return page(request, "suppliers/paper_new.html", context, status=422 if form.errors else 200)


@require_POST
def paper_accept(request: WebRequest, paper_id: int) -> HttpResponse:
    require_platform(request)
    services.accept_paper(actor=request.actor, paper_id=paper_id, at=timezone.now())
    said(request, _("证照已核查通过。"))
    return go_to(request, "suppliers:paper_list")


@require_POST
def paper_refuse(request: WebRequest, paper_id: int) -> HttpResponse:
    require_platform(request)
    services.refuse_paper(
        actor=request.actor, paper_id=paper_id, words=request.POST.get("words", "")[:300], at=timezone.now()
    )
    said(request, _("已登记核查不通过。"))
    return go_to(request, "suppliers:paper_list")


@require_safe
def paper_scan(request: WebRequest, paper_id: int) -> FileResponse:
    require_market(request)
    paper = get_object_or_404(suppliers.papers_of_any(request.actor), pk=paper_id)
    scan = suppliers.scans_of([paper.owner]).get(paper.owner)
    if scan is None:
        raise Http404
    content = BytesIO(scan.path.read_bytes())
    return FileResponse(content, as_attachment=True, filename=scan.name, content_type=scan.media_type)
