"""A single order, and what was counted for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from nongcai.domain.ledger import queries as ledger
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.regions import queries as regions
from nongcai.domain.transactions import queries as transactions
from nongcai.interfaces.web.assessments import words
from nongcai.interfaces.web.assessments.units import entry_rows
from nongcai.interfaces.web.http import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def transaction_show(request: WebRequest, order_no: str) -> HttpResponse:
    order = get_object_or_404(transactions.visible_to(request.actor), pk=order_no)
    unit_id = order.unit_id or 0
    context = {
        "order": order,
        "lineage": organisations.lineage_visible_to(request.actor, unit_id),
        "rule": words.rule(order.rule),
        "county": regions.counties([order.origin_code]).get(order.origin_code),
        "rows": entry_rows(ledger.entries_of_order(unit_id, order_no)),
    }
    return page(request, "assessments/transaction_show.html", context)
