"""The rules of a year, layer by layer, each with its document."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from django.utils import timezone
from django.views.decorators.http import require_safe

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.foundation.errors import NotFoundError
from nongcai.interfaces.web.assessments.forms import YearForm
from nongcai.interfaces.web.http import page

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

T = TypeVar("T")


@require_safe
def programme_show(request: WebRequest) -> HttpResponse:
    own = organisations.node(request.actor.organisation_id)
    this_year = timezone.localdate().year
    listed = organisations.listed_years(own.path) or [this_year]
    offered = range(min(*listed, this_year), max(*listed, this_year) + 1)
    form = YearForm(request.GET, years=[listed[0], *(year for year in offered if year != listed[0])])
    year = form.chosen_year
    rules = programmes.rules_for(own.region_code, year)
    context = {
        "form": form,
        "year": year,
        "own": own,
        "programme": _or_none(programmes.programme_for, own.region_code, year),
        "counting": _or_none(programmes.counting_for, own.region_code, year),
        "layers": [(name, list(found)) for name, found in groupby(rules, key=lambda rule: rule.layer_name)],
    }
    return page(request, "programmes/programme_show.html", context)


def _or_none(asked: Callable[[str, int], T], region_code: str, year: int) -> T | None:
    # A year without a programme is an ordinary thing to look at.
    try:
        return asked(region_code, year)
    except NotFoundError:
        return None
