"""What waits to be reconciled: seen with suggestions, settled one by one or in bulk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.imports import services
from nongcai.interfaces.web.http import go_to, page, said, warned
from nongcai.interfaces.web.imports.choosing import Picks, list_page
from nongcai.interfaces.web.imports.gates import for_readers

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
@for_readers
def reconciliation_list(request: WebRequest) -> HttpResponse:
    return page(request, "imports/reconciliation_list.html", list_page(request, Picks()))


@require_POST
@for_readers
def reconciliation_settle(request: WebRequest) -> HttpResponse:
    picks = Picks.of(request.POST)
    if "find" in request.POST:
        return page(request, "imports/reconciliation_list.html", list_page(request, picks))
    choices = picks.only(request.POST.get("only"))
    count = services.settle_many(actor=request.actor, choices=choices, at=timezone.now(), reason=picks.reason)
    if count:
        said(request, _("已处理%d项，相关数据已计入，今后导入时按此办理。") % count)
    else:
        warned(request, _("没有处理任何事项：请先为事项选择对应单位。"))
    return go_to(request, picks.address)
