"""What waits for an office, decided one by one or by thousands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.shares import queries as shares
from nongcai.domain.shares import services
from nongcai.domain.shares.errors import UnexplainedFigureError
from nongcai.domain.shares.states import FilingAction, FilingState, Flag
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, warned
from nongcai.interfaces.web.refusals import into_form, message_of
from nongcai.interfaces.web.shares import words
from nongcai.interfaces.web.shares.deciding_forms import InboxFilterForm, ManyForm
from nongcai.interfaces.web.shares.views import ROWS, years_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.shares.queries import WaitingRow
    from nongcai.interfaces.web.http import WebRequest


@require_safe
def inbox_show(request: WebRequest) -> HttpResponse:
    return _inbox(request, ManyForm())


@require_POST
def inbox_decide(request: WebRequest) -> HttpResponse:
    form = ManyForm(request.POST)
    if not form.keys:
        warned(request, _("请先选择要办理的填报。"))
        return go_to(request, "shares:inbox_show")
    if not form.is_valid():
        return _inbox(request, form, status=422)
    decision = form.decision(form.cleaned_data["action"], form.keys)
    try:
        outcomes = services.decide_many(actor=request.actor, decision=decision, at=timezone.now())
    except InvalidError as refusal:
        into_form(form, refusal)
        return _inbox(request, form, status=422)
    odd = {one.filing_id for one in outcomes if isinstance(one.refusal, UnexplainedFigureError)}
    refused = [(one.name, message_of(one.refusal)) for one in outcomes if one.refusal and one.filing_id not in odd]
    context = {
        "action": words.PASSED[FilingAction(decision.action)],
        "done": [one.name for one in outcomes if one.refusal is None],
        "refused": refused,
        "form": form,
        "odd": [(row, _hints(row)) for row in shares.waiting_rows(odd, _year_of(request))] if odd else [],
        "passing": _passing(request),
    }
    return page(request, "shares/inbox_decide.html", context)


def _inbox(request: WebRequest, form: ManyForm, *, status: int = 200) -> HttpResponse:
    chosen = InboxFilterForm(request.GET, years=years_of(request))
    actor, year = request.actor, chosen.chosen_year
    waiting = shares.inbox(actor, year, **chosen.looked_for)
    found = Paginator(waiting.values_list("pk", flat=True), ROWS).get_page(request.GET.get("page"))
    counts = shares.waiting_counts(actor, year)
    is_whole = bool(chosen.cleaned_data.get("whole"))
    keys = shares.inbox_keys(waiting) if is_whole else []
    ticked = {filing for filing, _version in form.keys}
    context = {
        "filter": chosen,
        "year": year,
        "form": form,
        "page": found,
        "rows": [(row, row.filing.pk in ticked, _hints(row)) for row in shares.waiting_rows(found, year)],
        "states": [(FilingState(state).label, n) for state, n in counts.states.items() if n],
        "flags": [(flag, Flag(flag).label, n) for flag, n in counts.flags.items() if n],
        "total": counts.total,
        "beyond": max(found.paginator.count - len(found.object_list), 0),
        "most": shares.MOST_AT_ONCE,
        "is_whole": is_whole,
        "keys": " ".join(f"{filing}:{version}" for filing, version in keys),
        "n_keys": len(keys),
        "passing": _passing(request),
    }
    return page(request, "shares/inbox_show.html", context, status=status)


def _hints(row: WaitingRow) -> list[str]:
    return [words.hint(one) for one in row.hints]


def _year_of(request: WebRequest) -> int:
    return InboxFilterForm(request.GET, years=years_of(request)).chosen_year


def _passing(request: WebRequest) -> dict[str, str] | None:
    action = shares.passing_action(request.actor)
    return {"action": action, "label": str(words.PASSED[action])} if action else None
