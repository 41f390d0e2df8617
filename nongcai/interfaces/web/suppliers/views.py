"""Reading suppliers: the list, what waits, the dossier of one."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from nongcai.domain.suppliers import permissions
from nongcai.domain.suppliers import queries as suppliers
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.suppliers.forms import FindForm, ManyForm
from nongcai.interfaces.web.suppliers.gates import application_or_404, require_reviewer, supplier_or_404
from nongcai.interfaces.web.suppliers.showing import show

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def supplier_list(request: WebRequest) -> HttpResponse:
    require_reviewer(request)
    form = FindForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    rows = Paginator(suppliers.suppliers_visible_to(request.actor, text=text), ROWS)
    context = {"page": rows.get_page(request.GET.get("page")), "filter_form": form}
    return page(request, "suppliers/supplier_list.html", context)


@require_safe
def application_list(request: WebRequest) -> HttpResponse:
    require_reviewer(request)
    return shown_waiting(request)


def shown_waiting(request: WebRequest, form: ManyForm | None = None, *, status: int = 200) -> HttpResponse:
    """Answer with what waits; those that may be recommended may be chosen for one letter."""
    found = Paginator(suppliers.waiting_for(request.actor), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": found,
        "ready": permissions.ready_to_recommend(request.actor, found.object_list),
        "many_form": form or ManyForm(),
    }
    return page(request, "suppliers/application_list.html", context, status=status)


@require_safe
def supplier_show(request: WebRequest, supplier_id: int) -> HttpResponse:
    require_reviewer(request)
    supplier = supplier_or_404(request, supplier_id)
    return page(request, "suppliers/supplier_show.html", show(request.actor, supplier, timezone.localdate()))


@require_safe
def letter_download(request: WebRequest, application_id: int) -> FileResponse:
    letter = suppliers.letter_of(application_or_404(request, application_id))
    if letter is None:
        raise Http404
    content = BytesIO(letter.path.read_bytes())
    return FileResponse(content, as_attachment=True, filename=letter.name, content_type=letter.media_type)
