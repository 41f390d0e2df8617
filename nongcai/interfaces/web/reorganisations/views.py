"""Reading documents that change organisations: list, preview, print."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from nongcai.domain.organisations import permissions as organisations
from nongcai.domain.reorganisations import permissions
from nongcai.domain.reorganisations import queries as reorganisations
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.reorganisations.forms import ApprovalForm, CodesForm, LinesForm, ReverseForm
from nongcai.interfaces.web.reorganisations.gates import reorganisation_or_404, require_bureau

if TYPE_CHECKING:
    from django import forms

    from nongcai.domain.reorganisations.models import Reorganisation
    from nongcai.interfaces.web.http import WebRequest

ROWS, LINES = 30, 50


@require_safe
def reorganisation_list(request: WebRequest) -> HttpResponse:
    require_bureau(request)
    rows = Paginator(reorganisations.reorganisations_visible_to(request.actor), ROWS)
    told = reorganisations.reorganisations_told_to(request.actor)
    context = {
        "page": rows.get_page(request.GET.get("page")),
        "told": told.exclude(pk__in=reorganisations.reorganisations_visible_to(request.actor).values("pk"))[:ROWS],
        "may_draft": organisations.is_finance(request.actor),
    }
    return page(request, "reorganisations/reorganisation_list.html", context)


@require_safe
def reorganisation_show(request: WebRequest, reorganisation_id: int) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    return page(request, "reorganisations/reorganisation_show.html", shown(request, row))


@require_safe
def reorganisation_told(request: WebRequest, reorganisation_id: int) -> HttpResponse:
    row = get_object_or_404(reorganisations.reorganisations_told_to(request.actor), pk=reorganisation_id)
    lines = Paginator(reorganisations.lines_told_to(request.actor, row), LINES)
    context = {"reorganisation": row, "page": lines.get_page(request.GET.get("page"))}
    return page(request, "reorganisations/reorganisation_told.html", context)


@require_safe
def reorganisation_print(request: WebRequest, reorganisation_id: int) -> HttpResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    lines = reorganisations.told_lines(reorganisations.lines_of(row))
    context = {"reorganisation": row, "lines": lines, "printed_at": timezone.now()}
    return page(request, "reorganisations/reorganisation_print.html", context)


@require_safe
def approval_download(request: WebRequest, reorganisation_id: int, document_id: str) -> FileResponse:
    row = reorganisation_or_404(request, reorganisation_id)
    document = get_object_or_404(reorganisations.approvals_of(row.pk), pk=document_id)
    return FileResponse(BytesIO(document.path.read_bytes()), as_attachment=True, filename=document.name)


def shown(request: WebRequest, row: Reorganisation, **typed: forms.Form) -> dict[str, Any]:
    """Return what the page of a document shows."""
    preview = reorganisations.preview(row)
    concerns = Paginator(preview.concerns, LINES).get_page(request.GET.get("page"))
    blank = {
        "lines_form": LinesForm(),
        "codes_form": CodesForm(),
        "approval_form": ApprovalForm(),
        "reverse_form": ReverseForm(),
    }
    return {
        "reorganisation": row,
        "preview": preview,
        "page": concerns,
        "until_listed": [one.until_listed for one in concerns if one.until_listed],
        "approvals": reorganisations.approvals_of(row.pk),
        "changed": reorganisations.changed_counts(row) if row.enforced_at else [],
        "steps": row.steps.order_by("id"),
        "may_write": permissions.may_write(request.actor, row),
        "deeds": permissions.possible_actions(request.actor, row),
        **blank,
        **typed,
    }
