"""The cart: what is in it by supplier, with what changed; putting, changing, removing."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.orders import queries as orders
from nongcai.domain.orders import services
from nongcai.domain.organisations import queries as organisations
from nongcai.domain.regions import queries as regions
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.hall.choosing import back_to_hall, chosen
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.orders.cart_forms import CartForm, PutForm
from nongcai.interfaces.web.orders.gates import require_buying
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.reorders.forms import QuantityForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

MOST = 200


@require_safe
def cart_show(request: WebRequest) -> HttpResponse:
    require_buying(request)
    today, provinces = timezone.localdate(), regions.places().provinces
    form = CartForm(provinces, request.GET, own=_province(request))
    parts = orders.cart_of(request.actor, today, province=form.place)
    context = {
        "form": form,
        "parts": [(one, [line for line in one.lines if line.may_be_ordered]) for one in parts],
        "place": provinces.get(form.place, ""),
        "total": sum((one.amount + (one.freight or 0) for one in parts), Decimal("0.00")),
    }
    return page(request, "orders/cart_show.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def cart_add(request: WebRequest) -> HttpResponse:
    require_buying(request)
    rows = chosen(request, MOST)
    if request.method == "POST":
        form = PutForm(rows, request.POST)
        if rows and form.is_valid():
            try:
                count = services.put(actor=request.actor, quantities=form.quantities(), at=timezone.now())
            except (InvalidError, ConflictError) as refusal:
                into_form(form, refusal)
            else:
                said(request, _("已加入采购车，车中共%d种商品。") % count)
                return go_to(request, back_to_hall(form.cleaned_data["back"], reverse("orders:cart_show")))
    else:
        form = PutForm(rows, initial={"back": request.headers.get("Referer", "")})
    context = {"form": form, "rows": form.amounts(rows)}
    return page(request, "orders/cart_add.html", context, status=422 if form.is_bound else 200)


@require_POST
def cart_change(request: WebRequest, line_id: int) -> HttpResponse:
    require_buying(request)
    form = QuantityForm(request.POST)
    quantity = form.cleaned_data["quantity"] if form.is_valid() else 0
    services.change(actor=request.actor, line_id=line_id, quantity=quantity, at=timezone.now())
    said(request, _("数量已保存。"))
    return go_to(request, "orders:cart_show")


@require_POST
def cart_remove(request: WebRequest, line_id: int) -> HttpResponse:
    require_buying(request)
    get_object_or_404(orders.cart_lines(request.actor), pk=line_id)
    services.remove(actor=request.actor, line_ids=[line_id])
    said(request, _("已从采购车移除。"))
    return go_to(request, "orders:cart_show")


def _province(request: WebRequest) -> str:
    """Return to where the last order went, else where the unit lies."""
    last = orders.latest_of(request.actor)
    if last:
        return last.province
    key = request.actor.buys_for_id or request.actor.organisation_id
    return organisations.regions_of([key]).get(key, "")[:2]
