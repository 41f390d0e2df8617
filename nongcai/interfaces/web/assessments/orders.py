"""A single order, and what was counted for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
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

    from nongcai.domain.organisations.queries import Node
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def transaction_show(request: WebRequest, order_no: str) -> HttpResponse:
    order = transactions.orders([order_no]).get(order_no)
    if order is None or not transactions.is_listable(order):
        raise Http404
    # An order that went to another unit, or to none, is still told where it once counted.
    own, asked = (_lineage(request, unit_id) for unit_id in (order.unit_id, _number(request.GET.get("unit", ""))))
    entries = ledger.entries_of_order({line[-1].id for line in (own, asked) if line}, order_no)
    if not own and not entries:
        raise Http404
    context = {
        "order": order,
        "lineage": own or asked,
        "owner": own[-1] if own else None,
        "rule": words.rule(order.rule),
        "county": regions.counties([order.origin_code]).get(order.origin_code),
        "rows": entry_rows(entries),
        "several": not own or len({entry.unit_id for entry in entries}) > 1,
    }
    return page(request, "assessments/transaction_show.html", context)


def _lineage(request: WebRequest, unit_id: int | None) -> list[Node]:
    return organisations.lineage_visible_to(request.actor, unit_id) if unit_id else []


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
