"""The scan of the signed form: uploaded with the version that it was printed of, taken away as a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.shares import showing
from nongcai.interfaces.web.shares.gates import filing_or_404, unit_year_or_404
from nongcai.interfaces.web.shares.scan_forms import ScanForm

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_POST
def scan_upload(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    filing = filing_or_404(request, unit_id, year)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.attach_scan(
                actor=request.actor,
                filing_id=filing.pk,
                version=form.cleaned_data["version"],
                name=file.name or "",
                data=file.read(),
                at=timezone.now(),
            )
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("扫描件已上传。"))
            return go_to(request, "shares:filing_show", unit_id, year)
    found = unit_year_or_404(request, unit_id, year)
    context = {**showing.show(request.actor, found), "scan_form": form}
    return page(request, "shares/filing_show.html", context, status=422)


@require_safe
def scan_list(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    found = unit_year_or_404(request, unit_id, year)
    if found.filing is None:
        raise Http404
    filed = {one.number: one for one in shares.versions_of(found.filing)}
    context = {
        "lineage": found.lineage,
        "node": found.node,
        "year": year,
        "filing": found.filing,
        "versions": [(n, filed.get(n), scans) for n, scans in shares.scans_of_versions(found.filing)],
    }
    return page(request, "shares/scan_list.html", context)


@require_safe
def scan_download(request: WebRequest, unit_id: int, year: int, document_id: UUID) -> FileResponse:
    document = shares.scan_of(filing_or_404(request, unit_id, year), document_id)
    content = BytesIO(document.path.read_bytes())
    return FileResponse(content, as_attachment=True, filename=document.name, content_type=document.media_type)
