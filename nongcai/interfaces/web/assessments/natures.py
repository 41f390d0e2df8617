"""Finance says what a unit is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nongcai.domain.organisations import permissions, services
from nongcai.interfaces.web.assessments.forms import NatureForm
from nongcai.interfaces.web.assessments.gates import unit_lineage_or_404
from nongcai.interfaces.web.http import go_to, said, warned

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_POST
def nature_state(request: WebRequest, unit_id: int) -> HttpResponse:
    unit = unit_lineage_or_404(request, unit_id)[-1]
    permissions.require_finance(request.actor)
    form = NatureForm(request.POST)
    address = reverse("assessments:unit_show", args=[unit.id])
    if not form.is_valid():
        warned(request, _("没有登记：请选择单位性质后重新提交。"))
        return go_to(request, address)
    year, nature = form.cleaned_data["year"], form.cleaned_data["nature"]
    services.state_nature(actor=request.actor, unit_id=unit.id, year=year, nature=nature)
    said(request, _("已登记单位性质，自%d年度起。") % year)
    return go_to(request, f"{address}?year={year}")
