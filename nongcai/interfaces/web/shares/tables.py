"""A region's table of reserved shares (预留份额情况表), on a page, on paper and as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.domain.shares.queries import TableRow
    from nongcai.interfaces.web.http import WebRequest

# A browser lays out no more rows in reasonable time.
MOST_PRINTED = 5000


@require_safe
def table_show(request: WebRequest) -> HttpResponse:
    _require_office(request)
    form = YearForm(request.GET, years=years_of(request))
    year = form.chosen_year
    found = Paginator(shares.table_units(request.actor, year), ROWS).get_page(request.GET.get("page"))
    context = _sums(request, year) | {
        "form": form,
        "page": found,
        "rows": _lines(shares.table_rows(found, year), first=found.start_index()),
        "export_form": ExportForm(),
    }
    return page(request, "shares/table_show.html", context)


@require_safe
def table_print(request: WebRequest) -> HttpResponse:
    _require_office(request)
    year = YearForm(request.GET, years=years_of(request)).chosen_year
    count = shares.table_units(request.actor, year).count()
    context = _sums(request, year) | {
        "count": count,
        "most": MOST_PRINTED,
        "is_too_long": count > MOST_PRINTED,
        "rows": _lines(shares.all_table_rows(request.actor, year)) if count <= MOST_PRINTED else [],
        "printed_at": timezone.now(),
    }
    return page(request, "shares/table_print.html", context)


@require_POST
def table_export(request: WebRequest) -> HttpResponseBase:
    _require_office(request)
    form, purpose = YearForm(request.GET, years=years_of(request)), ExportForm(request.POST)
    if not purpose.is_valid():
        warned(request, _("请填写导出用途后再导出。"))
        return go_to(request, f"{reverse('shares:table_show')}?year={form.chosen_year}")
    table = shares.share_table(request.actor, form.chosen_year)
    rows = shares.all_table_rows(request.actor, form.chosen_year)
    residents = shares.resident_rows(request.actor, form.chosen_year)
    return exporting.table_workbook(request, table, rows, residents, purpose.cleaned_data["purpose"])


def _sums(request: WebRequest, year: int) -> dict[str, Any]:
    """Return what stands above the units, and who resides here but is summed elsewhere."""
    table = shares.share_table(request.actor, year)
    blocks = [
        (_("本级预算单位"), _("本级小计"), table.departments, table.departments_total),
        (_("区县（市）"), _("区县（市）小计"), table.regions, table.regions_total),
    ]
    return {
        "year": year,
        "table": table,
        "blocks": [block for block in blocks if block[2]],
        "residents": _lines(shares.resident_rows(request.actor, year)),
    }


def _lines(rows: Iterable[TableRow], *, first: int = 1) -> list[tuple[int, TableRow, str, str]]:
    return [(place, row, words.canteen_of(row), words.state_of(row)) for place, row in enumerate(rows, start=first)]


def _require_office(request: WebRequest) -> None:
    if not (permissions.is_office(request.actor) or request.actor.reads_only):
        raise Http404
