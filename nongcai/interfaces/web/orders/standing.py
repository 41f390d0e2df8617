"""Standing orders: the list, one with what comes next and what came of the last, and what is done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.orders import permissions, services
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import StandingAction
from nongcai.domain.regions import queries as regions
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.orders.gates import require_buying
from nongcai.interfaces.web.orders.standing_form import AgreeForm, BreakForm, ReasonForm
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.orders.models import Order, StandingOrder, StandingRun, StandingStep
    from nongcai.domain.orders.queries import ShownStanding
    from nongcai.interfaces.web.http import WebRequest

ROWS, RUNS = 30, 15


@dataclass(frozen=True)
class Done:
    """What came of one supplier's goods of a delivery, and where it may be ordered by hand."""

    run: StandingRun
    order: Order | None
    by_hand: str
    may_again: bool


@dataclass(frozen=True)
class Taken:
    """A step, and what was done."""

    step: StandingStep

    @property
    def label(self) -> str:
        """What was done."""
        return str(StandingAction(self.step.action).label)


@require_safe
def standing_list(request: WebRequest) -> HttpResponse:
    require_buying(request)
    found = Paginator(orders.standing_orders_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    rows = orders.listed_standing(list(found.object_list), timezone.localdate())
    return page(request, "orders/standing_list.html", {"page": found, "rows": rows})


@require_safe
def standing_show(request: WebRequest, standing_id: int) -> HttpResponse:
    return _shown(request, standing_or_404(request, standing_id))


@require_POST
def standing_pause(request: WebRequest, standing_id: int) -> HttpResponse:
    standing_or_404(request, standing_id)
    words = ReasonForm.said(request.POST)
    services.pause_standing(actor=request.actor, standing_id=standing_id, words=words, at=timezone.now())
    return _done(request, standing_id, _("已暂停，恢复前不再自动下单；已下的订单不受影响。"))


@require_POST
def standing_resume(request: WebRequest, standing_id: int) -> HttpResponse:
    standing_or_404(request, standing_id)
    services.resume_standing(actor=request.actor, standing_id=standing_id, at=timezone.now())
    return _done(request, standing_id, _("已恢复，以您的账号自动下单。"))


@require_POST
def standing_end(request: WebRequest, standing_id: int) -> HttpResponse:
    standing_or_404(request, standing_id)
    words = ReasonForm.said(request.POST)
    services.end_standing(actor=request.actor, standing_id=standing_id, words=words, at=timezone.now())
    return _done(request, standing_id, _("已结束，已下的订单不受影响。"))


@require_POST
def standing_agree(request: WebRequest, standing_id: int) -> HttpResponse:
    standing = standing_or_404(request, standing_id)
    form = AgreeForm(orders.show_standing(standing, timezone.localdate()).lines, request.POST)
    prices = form.prices() if form.is_valid() else {}
    services.agree_prices(actor=request.actor, standing_id=standing_id, prices=prices, at=timezone.now())
    return _done(request, standing_id, _("已同意新价格；此前未下单的，可在下单记录中重新下单。"))


@require_POST
def standing_rest(request: WebRequest, standing_id: int) -> HttpResponse:
    standing, form = standing_or_404(request, standing_id), BreakForm(request.POST)
    if form.is_valid():
        try:
            services.add_break(actor=request.actor, standing_id=standing_id, **form.cleaned_data, at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            return _done(request, standing_id, _("已增加停供时段；已下的订单不受影响。"))
    return _shown(request, standing, form)


@require_POST
def standing_unrest(request: WebRequest, standing_id: int, break_id: int) -> HttpResponse:
    standing_or_404(request, standing_id)
    services.remove_break(actor=request.actor, standing_id=standing_id, break_id=break_id, at=timezone.now())
    return _done(request, standing_id, _("已取消停供时段。"))


@require_POST
def standing_place(request: WebRequest, standing_id: int, day: str, supplier_id: int) -> HttpResponse:
    standing_or_404(request, standing_id)
    services.place_again(
        actor=request.actor, standing_id=standing_id, day=_day(day), supplier_id=supplier_id, at=timezone.now()
    )
    return _done(request, standing_id, _("已重新下单。"))


def standing_or_404(request: WebRequest, standing_id: int) -> StandingOrder:
    """Return a standing order within sight of whoever buys."""
    require_buying(request)
    found: StandingOrder = get_object_or_404(orders.standing_orders_visible_to(request.actor), pk=standing_id)
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Http404 from None


def _done(request: WebRequest, standing_id: int, words: str) -> HttpResponse:
    said(request, words)
    return go_to(request, "orders:standing_show", standing_id)


def _shown(request: WebRequest, standing: StandingOrder, typed: BreakForm | None = None) -> HttpResponse:
    today = timezone.localdate()
    shown = orders.show_standing(standing, today)
    actions = permissions.possible_standing_actions(request.actor, standing)
    found = Paginator(orders.standing_runs_of(standing.pk), RUNS).get_page(request.GET.get("page"))
    runs: list[StandingRun] = list(found.object_list)
    placed = orders.orders_of_runs(runs)
    context = {
        "standing": standing,
        "shown": shown,
        "province": regions.places().provinces.get(standing.province, ""),
        "actions": actions,
        "agree_form": AgreeForm(shown.dearer),
        "break_form": typed or BreakForm(),
        "pause_form": ReasonForm(auto_id="id_pause_%s"),
        "end_form": ReasonForm(auto_id="id_end_%s"),
        "page": found,
        "runs": [_run(one, placed.get(one.order_id) if one.order_id else None, shown, today, actions) for one in runs],
        "steps": [Taken(one) for one in orders.standing_steps_of(standing.pk)[:ROWS]],
    }
    return page(request, "orders/standing_show.html", context, status=422 if typed else 200)


def _run(run: StandingRun, order: Order | None, shown: ShownStanding, today: date, actions: list[str]) -> Done:
    is_open = run.order_id is None and run.day > today
    return Done(run, order, _by_hand(run, shown) if is_open else "", is_open and StandingAction.PLACE_AGAIN in actions)


def _by_hand(run: StandingRun, shown: ShownStanding) -> str:
    """Return where what was not ordered stands filled in, as far as it shows; nothing where nothing of it does."""
    asked: list[tuple[str, Any]] = []
    for one in shown.lines:
        is_of_it = one.goods is not None and one.goods.supplier_id == run.supplier_id
        if is_of_it and run.day.isoweekday() in one.line.weekdays:
            asked += [("offer", one.line.offer_id), (f"quantity_{one.line.offer_id}", one.line.quantity)]
    return f"{reverse('orders:order_new')}?{urlencode(asked)}" if asked else ""
