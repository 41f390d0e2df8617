"""Acts on an order; what does not fit shows again on its page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nongcai.domain.orders import permissions, services
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import OrderAction
from nongcai.foundation.errors import InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.orders.acting import BY_ACTION
from nongcai.interfaces.web.orders.forms import AnswerForm
from nongcai.interfaces.web.orders.gates import order_or_404
from nongcai.interfaces.web.orders.showing import is_offered, show
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_POST
def order_approve(request: WebRequest, order_id: UUID) -> HttpResponse:
    # Whoever agrees in the inbox goes on there.
    return _acted(request, order_id, OrderAction.APPROVE, "approvals:inbox_show" if "inbox" in request.POST else "")


@require_POST
def order_refuse(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.REFUSE)


@require_POST
def order_sign(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.SIGN)


@require_POST
def order_requote(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.REQUOTE)


@require_POST
def order_agree(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.AGREE)


@require_POST
def order_decline(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.DECLINE)


@require_POST
def order_ship(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.SHIP)


@require_POST
def order_accept(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.ACCEPT)


@require_POST
def order_evaluate(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.EVALUATE)


@require_POST
def order_cancel(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.CANCEL)


@require_POST
def order_call_off(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.CALL_OFF)


@require_POST
def order_ask_return(request: WebRequest, order_id: UUID) -> HttpResponse:
    return _acted(request, order_id, OrderAction.ASK_RETURN)


@require_POST
def return_answer(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    order, form = order_or_404(request, order_id), AnswerForm(request.POST, auto_id=f"id_answer{seq}_%s")
    permissions.require_action(request.actor, order, OrderAction.ANSWER_RETURN)
    if form.is_valid():
        try:
            services.answer_return(actor=request.actor, order_id=order_id, seq=seq, **form.told(), at=timezone.now())
        except InvalidError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已答复采购人。"))
            return go_to(request, "orders:order_show", order_id)
    context = show(request.actor, order, {"answer_return": form}, seq=seq)
    return page(request, "orders/order_show.html", context, status=422)


@require_POST
def return_take(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    services.take_return(actor=request.actor, order_id=order_id, seq=seq, at=timezone.now())
    said(request, _("已登记收到退货。"))
    return go_to(request, "orders:order_show", order_id)


def _acted(request: WebRequest, order_id: UUID, action: OrderAction, back: str = "") -> HttpResponse:
    order, act = order_or_404(request, order_id), BY_ACTION[action]
    permissions.require_action(request.actor, order, action)
    lines = list(orders.lines_of([order_id])) if act.has_lines else []
    form = act.filled(order, lines, request.POST, request.FILES)
    if form.is_valid():
        try:
            made = act.service(actor=request.actor, order_id=order_id, **_told(form), at=timezone.now())
        except InvalidError as refusal:
            if not is_offered(order, lines, act):
                raise
            into_form(form, refusal)
        else:
            said(request, str(act.elsewhere.get(getattr(made, "state", ""), act.done)))
            return go_to(request, back) if back else go_to(request, "orders:order_show", order_id)
    context = show(request.actor, order, {action.value: form})
    return page(request, "orders/order_show.html", context, status=422)


def _told(form: forms.Form) -> dict[str, Any]:
    """Return what a form says, as its service takes it."""
    told = getattr(form, "told", None)
    if told is None:
        return form.cleaned_data
    given = told()
    return given if isinstance(given, dict) else {"told": given}
