"""Entering what years without detail came to (期初汇总数)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nongcai.domain.assessments import permissions, services
from nongcai.domain.assessments import queries as assessments
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.assessments.forms import OpeningEnterForm
from nongcai.interfaces.web.assessments.gates import lineage_or_404
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_http_methods(["GET", "HEAD", "POST"])
def opening_enter(request: WebRequest, node_id: int) -> HttpResponse:
    lineage = lineage_or_404(request, node_id)
    if not permissions.may_enter_openings(request.actor, node_id):
        raise Http404
    versions = list(assessments.opening_versions(lineage[-1]))
    form = OpeningEnterForm(sent(request), standing=versions, chosen=request.GET.get("year", ""))
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_opening_sum(actor=request.actor, node_id=node_id, told=form.told(), at=timezone.now())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("%s年度的期初汇总数已登记。") % form.cleaned_data["year"])
            return go_to(request, "assessments:opening_enter", node_id)
    context = {"lineage": lineage, "node": lineage[-1], "form": form, "versions": versions}
    return page(request, "assessments/opening_enter.html", context, status=422 if form.errors else 200)
