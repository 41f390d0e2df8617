"""Orders whose state would go back, and all rows that would change what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.imports import queries as imports
from nongcai.domain.imports import services
from nongcai.domain.imports.states import RUN_MACHINE
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.imports import workbooks
from nongcai.interfaces.web.imports.gates import for_readers, run_or_404

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse, QueryDict

    from nongcai.domain.imports.models import ImportRun
    from nongcai.interfaces.web.http import WebRequest

ORDERS = 50
ACCEPT, KEEP = "accept", "keep"


@require_safe
@for_readers
def run_backward(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    every = imports.backward_orders(run)
    private = every.filter(buyer__buyer_kind="individual")
    found = Paginator(every.exclude(buyer__buyer_kind="individual"), ORDERS).get_page(request.GET.get("page"))
    context = {
        "run": run,
        "page": found,
        "rows": imports.listed_backward(found),
        "private": private.count(),
        "private_accepted": private.filter(outcome="changed").exists(),
        "total": every.count(),
        "may_act": "decide" in RUN_MACHINE.actions(run.state, request.actor.role),
    }
    return page(request, "imports/run_backward.html", context)


@require_POST
@for_readers
def run_backward_decide(request: WebRequest, run_id: int) -> HttpResponse:
    run = run_or_404(request, run_id)
    choices = _choices(run, request.POST)
    count = services.decide_backward(actor=request.actor, run_id=run.pk, choices=choices, at=timezone.now())
    if count:
        said(request, _("已记下%d笔订单的决定；没有决定的保留现有数据。") % count)
    else:
        warned(request, _("没有记下任何决定：请先为订单选择“按本次更正”或“保留现有”。"))
    return go_to(request, "imports:run_backward", run.pk)


@require_POST
@for_readers
def run_changes(request: WebRequest, run_id: int) -> FileResponse:
    return workbooks.changes(request, run_or_404(request, run_id))


def _choices(run: ImportRun, posted: QueryDict) -> dict[str, bool]:
    every = imports.backward_orders(run)
    if posted.get("all") in {ACCEPT, KEEP}:
        return dict.fromkeys(every.values_list("order_no", flat=True), posted["all"] == ACCEPT)
    chosen = {name.removeprefix("order-"): text for name, text in posted.items() if name.startswith("order-")}
    if posted.get("private") in {ACCEPT, KEEP}:
        private = every.filter(buyer__buyer_kind="individual").values_list("order_no", flat=True)
        chosen |= dict.fromkeys(private, posted["private"])
    return {number: text == ACCEPT for number, text in chosen.items() if text in {ACCEPT, KEEP}}
