"""Offers: how a product is sold, for what, how much there is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.suppliers import permissions
from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError
from nongcai.interfaces.web.goods.gates import offer_or_404, own_offer_or_404, own_product_or_404
from nongcai.interfaces.web.goods.offer_forms import NewOfferForm, OfferForm, PriceForm, StockForm
from nongcai.interfaces.web.goods.showing import sold
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import Offer
    from nongcai.interfaces.web.http import WebRequest

REFUSED = (InvalidError, ConflictError, NotAllowedError)


@require_http_methods(["GET", "HEAD", "POST"])
def offer_new(request: WebRequest, product_id: int) -> HttpResponse:
    product = own_product_or_404(request, product_id)
    form = NewOfferForm(catalogue.plans_of(product.supplier_id), sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            services.add_offer(
                actor=request.actor,
                product_id=product_id,
                told=form.told(),
                price=form.cleaned_data["price"],
                quantity=Decimal(form.cleaned_data["quantity"]),
                at=timezone.now(),
            )
        except REFUSED as refusal:
            into_form(form, refusal)
        else:
            said(request, _("销售规格已保存，上架后展示。"))
            return go_to(request, "goods:product_show", product_id)
    context = {"form": form, "product": product}
    return page(request, "goods/offer_new.html", context, status=422 if form.errors else 200)


@require_safe
def offer_show(request: WebRequest, offer_id: int) -> HttpResponse:
    return _shown(request, offer_or_404(request, offer_id))


@require_POST
def offer_edit(request: WebRequest, offer_id: int) -> HttpResponse:
    offer = own_offer_or_404(request, offer_id)
    form = OfferForm(catalogue.plans_of(offer.product.supplier_id), request.POST, offer)
    at = timezone.now()
    return _done(
        request,
        offer,
        "form",
        form,
        lambda: services.change_offer(actor=request.actor, offer_id=offer_id, told=form.told(), at=at),
    )


@require_POST
def offer_price(request: WebRequest, offer_id: int) -> HttpResponse:
    offer = own_offer_or_404(request, offer_id)
    form = PriceForm(request.POST)
    at = timezone.now()
    return _done(
        request,
        offer,
        "price_form",
        form,
        lambda: services.price_offer(
            actor=request.actor, offer_id=offer_id, price=form.cleaned_data["price"], tiers=form.tiers(), at=at
        ),
    )


@require_POST
def offer_stock(request: WebRequest, offer_id: int) -> HttpResponse:
    offer = own_offer_or_404(request, offer_id)
    form = StockForm(request.POST)
    at = timezone.now()
    return _done(
        request,
        offer,
        "stock_form",
        form,
        lambda: services.stock_offer(
            actor=request.actor, offer_id=offer_id, quantity=Decimal(form.cleaned_data["quantity"]), at=at
        ),
    )


@require_POST
def offer_switch(request: WebRequest, offer_id: int) -> HttpResponse:
    offer = own_offer_or_404(request, offer_id)
    is_on = request.POST.get("is_on") == "yes"
    services.switch_offer(actor=request.actor, offer_id=offer_id, is_on=is_on, at=timezone.now())
    said(request, _("已上架。") if is_on else _("已下架。"))
    return go_to(request, "goods:product_show", offer.product_id)


def _done(request: WebRequest, offer: Offer, name: str, form: forms.Form, act: Callable[[], object]) -> HttpResponse:
    if form.is_valid():
        try:
            act()
        except REFUSED as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已保存。"))
            return go_to(request, "goods:offer_show", offer.pk)
    return _shown(request, offer, status=422, **{name: form})


def _shown(request: WebRequest, offer: Offer, *, status: int = 200, **typed: forms.Form) -> HttpResponse:
    [row] = sold([offer])
    total = int(row.stock.quantity) if row.stock else 0
    context = {
        "row": row,
        "offer": offer,
        "product": offer.product,
        "sells": permissions.sells(request.actor),
        "prices": catalogue.prices_of(offer),
        "alarm": catalogue.live_alarm(offer),
        "form": OfferForm(catalogue.plans_of(offer.product.supplier_id), None, offer),
        "price_form": PriceForm(None, offer, row.tiers),
        "stock_form": StockForm(initial={"quantity": total}),
    }
    return page(request, "goods/offer_show.html", context | typed, status=status)
