"""A region's table of reserved shares (预留份额情况表), on a page and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.shares import permissions
from nongcai.domain.shares import queries as shares
from nongcai.interfaces.web.assessments.forms import YearForm
from nongcai.interfaces.web.exporting import ExportForm
from nongcai.interfaces.web.http import go_to, page, warned
from nongcai.interfaces.web.shares import exporting, words
from nongcai.interfaces.web.shares.views import ROWS, years_of

# Beyond these a table is read as a workbook.
PRINTED = 3000

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def table_show(request: WebRequest) -> HttpResponse:
    _require_office(request)
    form = YearForm(request.GET, years=years_of(request))
    year = form.chosen_year
    rows = PRINTED if request.GET.get("units") == "all" else ROWS
    found = Paginator(shares.table_units(request.actor, year), rows).get_page(request.GET.get("page"))
    table = shares.share_table(request.actor, year)
    blocks = [
        (_("本级预算单位"), _("本级小计"), table.departments, table.departments_total),
        (_("区县（市）"), _("区县（市）小计"), table.regions, table.regions_total),
    ]
    context = {
        "form": form,
        "year": year,
        "page": found,
        "is_whole": not found.has_other_pages(),
        "now": timezone.now(),
        "table": table,
        "blocks": [block for block in blocks if block[2]],
        "rows": [
            (found.start_index() + place, row, words.canteen_of(row), words.state_of(row))
            for place, row in enumerate(shares.table_rows(found, year))
        ],
        "export_form": ExportForm(),
    }
    return page(request, "shares/table_show.html", context)


@require_POST
def table_export(request: WebRequest) -> HttpResponseBase:
    _require_office(request)
    form, purpose = YearForm(request.GET, years=years_of(request)), ExportForm(request.POST)
    if not purpose.is_valid():
        warned(request, _("请填写导出用途后再导出。"))
        return go_to(request, f"{reverse('shares:table_show')}?year={form.chosen_year}")
    table = shares.share_table(request.actor, form.chosen_year)
    rows = shares.all_table_rows(request.actor, form.chosen_year)
    return exporting.table_workbook(request, table, rows, purpose.cleaned_data["purpose"])


def _require_office(request: WebRequest) -> None:
    if not (permissions.is_office(request.actor) or request.actor.reads_only):
        raise Http404
