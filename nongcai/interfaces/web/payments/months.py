"""The settlement of a month, to be read and to be printed."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.utils import timezone
from django.views.decorators.http import require_safe

from nongcai.domain.payments import permissions, queries
from nongcai.interfaces.papers.files import PDF, paper_file
from nongcai.interfaces.papers.settlements import Settled, Settlement, is_over, settlement_content
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.payments.forms import MonthForm
from nongcai.interfaces.web.payments.gates import require_money

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
# Two years, and the month that is not over.
SHOWN = 25


@require_safe
def month_show(request: WebRequest) -> HttpResponse:
    form, month = _month(request)
    rows = Paginator(queries.lines_of_month(request.actor, month), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "month": month,
        "is_over": is_over(month, timezone.localdate()),
        "page": rows,
        "sums": queries.month_of(request.actor, month),
        "sells": permissions.sells(request.actor),
    }
    return page(request, "payments/month_show.html", context)


@require_safe
def month_paper(request: WebRequest) -> FileResponse:
    _form, month = _month(request)
    is_sale = permissions.sells(request.actor)
    rows = [
        Settled(
            one.number,
            one.buyer_name if is_sale else one.supplier_name,
            one.payable,
            one.arrived,
            one.left,
            one.beyond,
            one.due_on,
        )
        for one in queries.lines_of_month(request.actor, month)
    ]
    sums = queries.month_of(request.actor, month)
    told = Settlement(
        office=request.actor.organisation_name,
        is_sale=is_sale,
        month=month,
        rows=rows,
        opening=sums.opening,
        fresh=sums.fresh,
        arrived=sums.arrived,
        beyond=sums.beyond,
        left=sums.left,
        made_on=timezone.localdate(),
    )
    made = paper_file(settlement_content(told), PDF)
    name = f"货款结算单 {month:%Y-%m}.pdf"
    return FileResponse(BytesIO(made.data), as_attachment=True, filename=name, content_type=made.media_type)


def _month(request: WebRequest) -> tuple[MonthForm, date]:
    """Return the month asked for, this one where none is; a statement is of one side, so the platform has none."""
    require_money(request)
    if permissions.watches(request.actor):
        raise Http404
    months = queries.months_back(timezone.now(), SHOWN)
    form = MonthForm(months, request.GET)
    return form, form.told() or months[0]
