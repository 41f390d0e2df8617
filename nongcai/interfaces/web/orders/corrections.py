"""Orders that are to count to another unit: asked for by the buyer, agreed to by both units and their finance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.orders import permissions, services
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import CorrectionState, OrderAction
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.orders.correction_forms import AnswerForm, AskForm, units_for
from nongcai.interfaces.web.orders.gates import order_or_404, require_reading
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.orders.models import Order, UnitCorrection
    from nongcai.interfaces.web.http import WebRequest

ROWS = 30


@dataclass(frozen=True)
class Asked:
    """What is asked for, how much it moves, who agreed and who has still to, and the reader's form."""

    row: UnitCorrection
    number: str
    amount: Decimal | None
    is_readable: bool
    answer: forms.Form | None

    @property
    def agreed(self) -> list[str]:
        """Who agreed."""
        return [name for name, at in self._parties() if at]

    @property
    def waiting(self) -> list[str]:
        """Who has still to agree."""
        is_open = self.row.state == CorrectionState.ASKED
        return [name for name, at in self._parties() if not at] if is_open else []

    def _parties(self) -> list[tuple[str, datetime | None]]:
        return [
            (_("原单位"), self.row.from_unit_at),
            (_("更正后单位"), self.row.to_unit_at),
            (_("原单位财政部门"), self.row.from_finance_at),
            (_("更正后单位财政部门"), self.row.to_finance_at),
        ]


@require_safe
def correction_list(request: WebRequest) -> HttpResponse:
    require_reading(request)
    return _listed(request)


@require_POST
def correction_ask(request: WebRequest, order_id: UUID) -> HttpResponse:
    order = order_or_404(request, order_id)
    permissions.require_action(request.actor, order, OrderAction.ASK_CORRECTION)
    form = AskForm(units_for(request.actor, order), request.POST)
    if form.is_valid():
        try:
            services.ask_correction(actor=request.actor, order_id=order_id, **form.cleaned_data, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已申请更正，等待双方单位和财政部门同意。"))
            return go_to(request, "orders:correction_list")
    return page(request, "orders/correction_ask.html", {"order": order, "form": form}, status=422)


@require_POST
def correction_answer(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    rows = orders.corrections_visible_to(request.actor)
    get_object_or_404(rows, order_id=order_id, seq=seq)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _listed(request, (order_id, seq), form)
    try:
        services.answer_correction(actor=request.actor, order_id=order_id, seq=seq, **form.told(), at=timezone.now())
    except InvalidError as refusal:
        into_form(form, refusal)
        return _listed(request, (order_id, seq), form)
    said(request, _("已办理。"))
    return go_to(request, "orders:correction_list")


def ask_form(request: WebRequest, order: Order) -> AskForm | None:
    """Return the form to ask for a correction, where the reader may and has another unit to name."""
    if OrderAction.ASK_CORRECTION not in permissions.possible_actions(request.actor, order):
        return None
    units = units_for(request.actor, order)
    return AskForm(units) if units else None


def _listed(
    request: WebRequest, about: tuple[UUID, int] | None = None, typed: forms.Form | None = None
) -> HttpResponse:
    found = Paginator(orders.corrections_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    rows: list[UnitCorrection] = list(found.object_list)
    keys = [row.order_id for row in rows]
    numbers, amounts = orders.numbers_of(keys), orders.amounts_of(keys)
    readable = set(orders.orders_visible_to(request.actor).filter(pk__in=keys).values_list("pk", flat=True))
    shown = []
    for place, row in enumerate(rows):
        answers = row.state == CorrectionState.ASKED and permissions.parties_of(request.actor, row)
        form = typed if about == (row.order_id, row.seq) else AnswerForm(auto_id=f"id_answer{place}_%s")
        key = row.order_id
        shown.append(Asked(row, numbers.get(key, ""), amounts.get(key), key in readable, form if answers else None))
    if typed and not any(one.answer is typed for one in shown):
        raise Http404
    return page(request, "orders/correction_list.html", {"page": found, "rows": shown}, status=422 if typed else 200)
