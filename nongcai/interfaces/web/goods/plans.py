"""Plans of carriage (运费模板)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError
from nongcai.interfaces.web.goods.gates import plan_or_404
from nongcai.interfaces.web.goods.offer_forms import PlanForm
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import own_or_404

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import FreightPlan
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def plan_list(request: WebRequest) -> HttpResponse:
    supplier = own_or_404(request)
    return page(request, "goods/plan_list.html", {"plans": catalogue.plans_of(supplier.pk)})


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: WebRequest) -> HttpResponse:
    own_or_404(request)
    return _written(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_edit(request: WebRequest, plan_id: int) -> HttpResponse:
    return _written(request, plan_or_404(request, plan_id))


def _written(request: WebRequest, plan: FreightPlan | None) -> HttpResponse:
    form = PlanForm(sent(request), plan)
    if request.method == "POST" and form.is_valid():
        told = {"actor": request.actor, "name": form.cleaned_data["name"], "fees": form.fees()}
        try:
            if plan is None:
                services.add_plan(**told)
            else:
                services.change_plan(plan_id=plan.pk, **told, at=timezone.now())
        except (InvalidError, ConflictError, NotAllowedError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("运费模板已保存。"))
            return go_to(request, "goods:plan_list")
    context = {"form": form, "plan": plan}
    return page(request, "goods/plan_edit.html", context, status=422 if form.errors else 200)
