"""What a line bought (条线数据), for its readers at the 总工会 and the 国资委; origins for the 农业农村局."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from nongcai.domain.assessments import queries as assessments
from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.roles import Power
from nongcai.interfaces.web.assessments.forms import YearForm
from nongcai.interfaces.web.http import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
# Who buys, in the words of its line.
_BUYERS = {"union": _("工会"), "enterprise": _("国有企业")}


@require_safe
def line_show(request: WebRequest) -> HttpResponse:
    if not permissions.may(request.actor, Power.READ_LINE):
        raise Http404
    years = organisations.listed_years(request.actor.path) or [timezone.localdate().year]
    form = YearForm(request.GET, years=years)
    board = assessments.line_board(request.actor, form.chosen_year)
    context = {
        "form": form,
        "board": board,
        "who": _BUYERS[board.channel],
        "page": Paginator(board.rows, ROWS).get_page(request.GET.get("page")),
    }
    return page(request, "assessments/line_show.html", context)


@require_safe
def origin_show(request: WebRequest) -> HttpResponse:
    if not permissions.may(request.actor, Power.READ_ORIGINS):
        raise Http404
    years = organisations.listed_years(request.actor.path) or [timezone.localdate().year]
    form = YearForm(request.GET, years=years)
    board = assessments.origin_board(request.actor, form.chosen_year)
    counties = Paginator(board.counties, ROWS).get_page(request.GET.get("page"))
    return page(request, "assessments/origin_show.html", {"form": form, "board": board, "page": counties})
