"""A call is written down beside all that went before (联系记录 of a unit)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.rules import masked_number
from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import services
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.programmes.gates import require_finance
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.urging import words
from nongcai.interfaces.web.urging.filters import CallForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
def call_enter(request: WebRequest, unit_id: int, year: int) -> HttpResponse:
    require_finance(request)
    lineage = organisations.lineage_visible_to(request.actor, unit_id)
    if not lineage or unit_id == request.actor.organisation_id:
        raise Http404
    numbers = urging.numbers_of(unit_id, year, timezone.localdate())
    form = CallForm(sent(request), numbers=numbers, initial={"called_at": timezone.localtime()})
    if request.method == "POST" and form.is_valid():
        try:
            services.log_call(actor=request.actor, unit_id=unit_id, year=year, told=form.told(), at=timezone.now())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("电话记录已登记。"))
            return go_to(request, "urging:call_enter", unit_id, year)
    due = urging.reminder_due(unit_id, request.actor.organisation_id, year)
    rows = urging.contacts_of(request.actor, unit_id, year)[:SHOWN]
    context = {
        "node": lineage[-1],
        "year": year,
        "form": form,
        "due": due,
        "numbers": [(words.owner(one), one.masked) for one in numbers],
        "rows": [(one, masked_number(one.number)) for one in rows],
    }
    return page(request, "urging/call_enter.html", context, status=422 if form.errors else 200)
