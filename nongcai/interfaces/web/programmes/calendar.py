"""The days on which offices are closed, year by year."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.programmes.forms import year_form
from nongcai.interfaces.web.programmes.gates import require_bureau, require_ruling, year_or_404
from nongcai.interfaces.web.programmes.granted import DaysOffForm
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def dayoff_list(request: WebRequest) -> HttpResponse:
    require_bureau(request)
    year = year_form(request, timezone.localdate().year).chosen_year
    return page(request, "programmes/dayoff_list.html", _listed(request, year))


@require_POST
def dayoff_enter(request: WebRequest, year: int) -> HttpResponse:
    require_ruling(request)
    form = DaysOffForm(request.POST, year=year_or_404(year))
    if form.is_valid():
        try:
            count = services.enter_days_off(
                actor=request.actor, year=year, days=form.days, worked=form.worked, at=timezone.now()
            )
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("%(year)d年的休息日已保存，连同周末共%(count)d天。") % {"year": year, "count": count})
            return go_to(request, f"{reverse('programmes:dayoff_list')}?year={year}")
    return page(request, "programmes/dayoff_list.html", _listed(request, year, form), status=422)


def _listed(request: WebRequest, year: int, typed: DaysOffForm | None = None) -> dict[str, Any]:
    calendar = programmes.calendar_of(year)
    lines = [f"{day} {name}" for day, name in calendar.holidays]
    lines += [f"{day} {_('上班')}" for day in calendar.worked]
    kept_above = organisations.staffed_above(request.actor, timezone.localdate())
    named = groupby(calendar.holidays, key=lambda pair: pair[1])
    return {
        "form": year_form(request, timezone.localdate().year, shown=year),
        "year": year,
        "calendar": calendar,
        "holidays": [(name, [day for day, _name in found]) for name, found in named],
        "may_enter": permissions.rules_region(request.actor) and not kept_above,
        "kept_above": kept_above,
        "lines_form": typed or DaysOffForm(year=year, initial={"lines": "\n".join(lines)}),
    }
