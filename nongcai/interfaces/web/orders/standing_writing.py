"""Writing down a standing order: a new one, of the cart or an order; another list for one that runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.orders import permissions, services
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.states import StandingAction
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.regions import queries as regions
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.hall.choosing import is_key
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.orders.gates import key_in, require_buying
from nongcai.interfaces.web.orders.placing_form import REMEMBERED, remembered
from nongcai.interfaces.web.orders.standing import standing_or_404
from nongcai.interfaces.web.orders.standing_form import QUANTITY, WEEKDAYS, StandingForm
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from nongcai.domain.orders.models import StandingOrder
    from nongcai.domain.orders.services import ToldStanding
    from nongcai.interfaces.web.http import WebRequest

MOST, DAYS = 100, 120
# As they stand in the standing order.
SAME = (
    *REMEMBERED, "unit_id", "note", "name", "starts_on", "ends_on", "lead_days", "earliest", "latest",
    "rests_on_days_off",
)  # fmt: skip
USUAL = {"lead_days": 2, "earliest": time(6), "latest": time(8), "rests_on_days_off": True}


@dataclass
class Filled:
    """With what the form is filled in: goods with what is usual of each, and all else."""

    quantities: dict[int, int | None]
    facts: dict[str, Any]
    weekdays: dict[int, list[int]] = field(default_factory=dict)

    @property
    def initial(self) -> dict[str, Any]:
        """By the names of the fields."""
        amounts = {f"{QUANTITY}{key}": quantity for key, quantity in self.quantities.items()}
        return {**self.facts, **amounts, **{f"{WEEKDAYS}{key}": days for key, days in self.weekdays.items()}}


@require_http_methods(["GET", "HEAD", "POST"])
def standing_new(request: WebRequest) -> HttpResponse:
    require_buying(request)

    def keep(told: ToldStanding) -> StandingOrder:
        return services.begin_standing(actor=request.actor, told=told, at=timezone.now())

    return _written(request, "orders/standing_new.html", _new(request), keep, {})


@require_http_methods(["GET", "HEAD", "POST"])
def standing_edit(request: WebRequest, standing_id: int) -> HttpResponse:
    standing = standing_or_404(request, standing_id)
    permissions.require_standing_action(request.actor, standing, StandingAction.CHANGE)

    def keep(told: ToldStanding) -> StandingOrder:
        return services.change_standing(actor=request.actor, standing_id=standing_id, told=told, at=timezone.now())

    return _written(request, "orders/standing_edit.html", _old(request, standing), keep, {"standing": standing})


def _written(
    request: WebRequest,
    template: str,
    filled: Filled,
    keep: Callable[[ToldStanding], StandingOrder],
    context: dict[str, Any],
) -> HttpResponse:
    told, today = sent(request), timezone.localdate()
    keys = list(filled.quantities)[:MOST]
    if told is not None:
        keys = list(dict.fromkeys(int(text) for text in told.getlist("offer")[:MOST] if is_key(text)))
    found = catalogue.goods_to_order(keys, today)
    goods = {key: found[key] for key in keys if key in found}
    units, provinces = organisations.units_to_buy_for(request.actor, today), regions.places().provinces
    form = StandingForm(goods, units, provinces, told, initial=filled.initial)
    is_sent = form.is_bound and bool(goods) and form.is_valid()
    is_changed = is_sent and (len(goods) < len(keys) or form.cleaned_data["seen"] != form.shown)
    if is_sent and not is_changed:
        try:
            standing = keep(form.told())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已保存，将按送货日自动下单。"))
            return go_to(request, "orders:standing_show", standing.pk)
    context |= {"form": form, "is_changed": is_changed}
    context["gone"] = catalogue.names_of(key for key in keys if key not in goods)
    return page(request, template, context, status=422 if form.is_bound else 200)


def _new(request: WebRequest) -> Filled:
    """Fill in as in an order that is named, else what is told of offers, else what is in the cart."""
    actor, today = request.actor, timezone.localdate()
    usual = {**USUAL, "starts_on": today + timedelta(days=1), "ends_on": today + timedelta(days=DAYS)}
    key = key_in(request.GET, "order")
    order = orders.orders_visible_to(actor).filter(pk=key).first() if key else None
    if order:
        facts = {name: getattr(order, name) for name in (*REMEMBERED, "unit_id", "note")}
        lines = orders.lines_of([order.pk])
        return Filled({line.offer_id: line.quantity for line in lines}, usual | facts)
    units = organisations.units_to_buy_for(actor, today)
    facts = remembered(orders.latest_of(actor), units[0].region_code[:2] if units else "", actor.organisation_name)
    told = [text for text in request.GET.getlist("offer")[:MOST] if is_key(text)]
    asked: dict[int, int | None] = {int(text): _quantity(request.GET.get(f"{QUANTITY}{text}", "")) for text in told}
    return Filled(asked or _in_cart(request), usual | facts)


def _old(request: WebRequest, standing: StandingOrder) -> Filled:
    """Fill in as it is; with the goods of the cart where they are asked for, on no day yet."""
    lines = list(orders.standing_lines_of(standing.pk))
    quantities: dict[int, int | None] = {line.offer_id: line.quantity for line in lines}
    weekdays = {line.offer_id: line.weekdays for line in lines}
    more = _in_cart(request) if request.GET.get("cart") else {}
    facts = {name: getattr(standing, name) for name in SAME}
    return Filled(more | quantities, facts, weekdays)


def _in_cart(request: WebRequest) -> dict[int, int | None]:
    return {line.offer_id: line.quantity for line in orders.cart_lines(request.actor)[:MOST]}


def _quantity(text: str) -> int | None:
    return int(text) if is_key(text) else None
