"""The directory of units."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.decorators.http import require_safe

from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.organisations.forms import UnitFilterForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 30


@require_safe
def unit_list(request: WebRequest) -> HttpResponse:
    own = organisations.node(request.actor.organisation_id)
    below = [child for child in organisations.children_of(own) if child.is_finance]
    years = organisations.listed_years(own.path) or [timezone.localdate().year]
    form = UnitFilterForm(request.GET, years=years, nodes=below)
    chosen = form.cleaned_data
    paths = {child.id: child.path for child in below}
    rows = organisations.directory(
        paths.get(chosen.get("under") or own.id, own.path),
        form.chosen_year,
        text=chosen.get("q", ""),
        canteen=chosen.get("canteen", ""),
        nature=chosen.get("nature", ""),
    )
    context = {"form": form, "page": Paginator(rows, ROWS).get_page(request.GET.get("page"))}
    return page(request, "organisations/unit_list.html", context)
