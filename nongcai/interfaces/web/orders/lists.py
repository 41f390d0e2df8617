"""Lists of orders, of either side; what does not count yet; what is taken away of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.orders import permissions
from nongcai.domain.orders import queries as orders
from nongcai.domain.orders.queries import Stage
from nongcai.domain.orders.states import Holder, OrderAction
from nongcai.domain.organisations.permissions import may
from nongcai.domain.organisations.roles import Power
from nongcai.interfaces.sheets.order_writing import COLUMNS, order_rows
from nongcai.interfaces.web.exporting import ExportForm, workbook
from nongcai.interfaces.web.http import go_to, page, warned
from nongcai.interfaces.web.orders.acting import ACTS
from nongcai.interfaces.web.orders.forms import FindForm
from nongcai.interfaces.web.orders.gates import key_in, require_reading, require_selling

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.domain.orders.models import Order
    from nongcai.domain.orders.queries import Listed, MissingStep
    from nongcai.domain.organisations.actors import Actor
    from nongcai.interfaces.web.http import WebRequest
    from nongcai.interfaces.web.orders.acting import Act

ROWS, EXPORTED = 30, 20_000


@dataclass(frozen=True)
class Row:
    """An order of a list, whom it waits for, and what the reader may do about it."""

    order: Order
    goods: str
    missing: MissingStep | None
    acts: list[Act]
    money: str

    @property
    def holder(self) -> str:
        """Which side it waits for; nothing where nobody has it."""
        return "" if self.order.holder == Holder.NOBODY else self.order.get_holder_display()

    @property
    def lacks_of(self) -> str:
        """Which side is to take the missing step: also another than has the order, of which an invoice is owed."""
        if self.missing and self.missing.action != OrderAction.SHOW_INVOICE and self.order.owes_invoice:
            return str(Holder.BUYER.label)
        return self.holder

    @property
    def wanted(self) -> str:
        """What it waits for there, where no form of the order says so."""
        return _("待供应商开具发票") if self.order.owes_invoice else ""

    @property
    def act(self) -> Act | None:
        """What is done next."""
        return next(iter(self.acts), None)

    @property
    def button(self) -> str:
        """The words of its button."""
        if self.act is None:
            return ""
        return _("去审批") if self.act.action == OrderAction.APPROVE else _("去%s") % self.act.title


@require_safe
def order_list(request: WebRequest) -> HttpResponse:
    require_reading(request)
    return _listed(request, "orders/order_list.html")


@require_safe
def sale_list(request: WebRequest) -> HttpResponse:
    require_selling(request)
    return _listed(request, "orders/sale_list.html")


@require_POST
def order_export(request: WebRequest) -> HttpResponseBase:
    require_reading(request)
    return _exported(request, "orders:order_list")


@require_POST
def sale_export(request: WebRequest) -> HttpResponseBase:
    require_selling(request)
    return _exported(request, "orders:sale_list")


@require_safe
def uncounted_list(request: WebRequest) -> HttpResponse:
    require_reading(request)
    rows = orders.uncounted_orders(request.actor).order_by("id")
    after = key_in(request.GET, "after")
    found = orders.with_lines(list((rows.filter(pk__gt=after) if after else rows)[: ROWS + 1]))
    shown = found[:ROWS]
    context = {
        "rows": [_lacking(one) for one in _rows(request.actor, shown)],
        "sum": orders.uncounted_sum(request.actor),
        "next_url": f"?after={shown[-1].order.pk}" if len(found) > ROWS else "",
        "first_url": reverse("orders:uncounted_list") if after else "",
        "shows_unit": not permissions.trades(request.actor),
    }
    return page(request, "orders/uncounted_list.html", context)


def _rows(actor: Actor, found: list[Listed]) -> list[Row]:
    missing = orders.missing_steps([one.order for one in found], timezone.now())
    return [_row(actor, one, missing[one.order.pk]) for one in found]


def _row(actor: Actor, one: Listed, missing: MissingStep | None) -> Row:
    """Return an order of a list with the first thing that the reader may do, but to end it."""
    actions = permissions.possible_actions(actor, one.order)
    return Row(
        one.order,
        orders.names_of(one.lines),
        missing,
        [act for act in ACTS if act.action in actions and not act.is_ending],
        _money(actor, one.order, missing),
    )


def _money(actor: Actor, order: Order, missing: MissingStep | None) -> str:
    """Return the words of the button to the page of the money, where that is what the reader is to do there."""
    if order.owes_invoice and permissions.concerns(actor, order, Power.SELL):
        return _("去开票")
    if missing is None or not permissions.trades(actor):
        return ""
    found = {OrderAction.PAY: (Power.SETTLE, _("去付款")), OrderAction.ACCEPT_INVOICE: (Power.ACCEPT, _("去验票"))}
    power, words = found.get(OrderAction(missing.action), (None, ""))
    return words if power and may(actor, power) else ""


def _lacking(row: Row) -> Row:
    """Leave of what the reader may do the step that the order lacks until it counts."""
    action = row.missing.action if row.missing else ""
    acts = [act for act in row.acts if act.action == action]
    return replace(row, acts=acts)


def _listed(request: WebRequest, template: str) -> HttpResponse:
    form, after = FindForm(request.GET), key_in(request.GET, "after")
    told = form.told()
    found, following = orders.page_of(
        orders.orders_found(request.actor, text=told["text"], stage=told["stage"]), after, ROWS
    )
    context = {
        "rows": _rows(request.actor, found),
        "form": form,
        "tabs": _tabs(request, told),
        "next_url": _address(request.path, told, str(following)) if following else "",
        "first_url": _address(request.path, told) if after else "",
        "export_form": ExportForm(),
        "export_query": urlencode({"q": told["text"], "stage": told["stage"]}),
        "trades": permissions.trades(request.actor),
        "sells": permissions.sells(request.actor),
        "is_filtered": any(told.values()),
    }
    return page(request, template, context)


def _tabs(request: WebRequest, told: dict[str, str]) -> list[dict[str, Any]]:
    counts = orders.stage_counts(request.actor)
    tabs = [
        {
            "label": f"{Stage(stage).label} {count}" if count else Stage(stage).label,
            "url": _address(request.path, {"stage": stage.value}),
            "current": told["stage"] == stage,
        }
        for stage, count in counts.items()
    ]
    is_all = told["stage"] not in counts
    return [{"label": _("全部"), "url": request.path, "current": is_all}, *tabs]


def _address(path: str, told: dict[str, str], after: str = "") -> str:
    names = {"text": "q"}
    asked = {names.get(name, name): value for name, value in (told | {"after": after}).items() if value}
    return f"{path}?{urlencode(asked)}" if asked else path


def _exported(request: WebRequest, back: str) -> HttpResponseBase:
    purpose, form = ExportForm(request.POST), FindForm(request.GET)
    told = form.told()
    if not purpose.is_valid():
        warned(request, _("请填写导出用途后再下载。"))
        return go_to(request, _address(reverse(back), told))
    rows: QuerySet[Order] = orders.orders_found(request.actor, text=told["text"], stage=told["stage"])
    found = orders.with_lines(list(rows[:EXPORTED]))
    return workbook(
        request,
        _("订单明细"),
        COLUMNS,
        order_rows(found, lambda order: orders.phone_shown(request.actor, order)),
        owner=f"orders:{request.actor.organisation_id}",
        note=_("一行一种商品；最多%d张订单。") % EXPORTED,
        purpose=purpose.cleaned_data["purpose"],
    )
