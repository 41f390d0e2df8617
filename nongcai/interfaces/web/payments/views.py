"""What is owed: to be paid, expected, or late; how punctual buyers are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.views.decorators.http import require_safe

from nongcai.domain.payments import permissions, queries
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.payments.forms import ShowForm
from nongcai.interfaces.web.payments.gates import require_money

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def due_list(request: WebRequest) -> HttpResponse:
    require_money(request)
    today = timezone.localdate()
    form = ShowForm(request.GET)
    show = form.cleaned_data["show"] if form.is_valid() else ""
    found = Paginator(queries.dues_shown_as(request.actor, show, today), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": found,
        "rows": queries.shown_dues(list(found), today),
        "totals": queries.totals(request.actor, today),
        "settles": permissions.settles(request.actor),
        "sells": permissions.sells(request.actor),
        "claimed": queries.claimed_among(request.actor, found),
        "claims": queries.waiting_claims(request.actor).count(),
        "waiting": queries.waiting_issues(request.actor).count(),
    }
    return page(request, "payments/due_list.html", context)


@require_safe
def punctuality_show(request: WebRequest) -> HttpResponse:
    require_money(request)
    rows = queries.punctuality(request.actor, timezone.localdate())
    found = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    return page(request, "payments/punctuality_show.html", {"page": found})
