"""Products: the list, what waits, one with all that stands about it, writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.suppliers import permissions
from nongcai.foundation.errors import ConflictError, InvalidError, NotAllowedError
from nongcai.interfaces.web.exporting import ExportForm
from nongcai.interfaces.web.goods.forms import CategoryChoice, FindForm, ProductForm
from nongcai.interfaces.web.goods.gates import own_product_or_404, product_or_404
from nongcai.interfaces.web.goods.showing import show
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import own_or_404, require_market, require_platform

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.catalogue.models import Category, Product
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def product_list(request: WebRequest) -> HttpResponse:
    require_market(request)
    form = FindForm(request.GET)
    told = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    rows = catalogue.products_visible_to(request.actor, text=told["q"], state=told["state"])
    context = {
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "filter_form": form,
        "export_form": ExportForm(),
        "may_export": permissions.sells(request.actor) or permissions.admits(request.actor),
        "sells": permissions.sells(request.actor),
    }
    return page(request, "goods/product_list.html", context)


@require_safe
def queue_show(request: WebRequest) -> HttpResponse:
    require_platform(request)
    rows = Paginator(catalogue.waiting_products(request.actor), ROWS)
    return page(request, "goods/queue_show.html", {"page": rows.get_page(request.GET.get("page"))})


@require_safe
def product_show(request: WebRequest, product_id: int) -> HttpResponse:
    product = product_or_404(request, product_id)
    return page(request, "goods/product_show.html", show(request.actor, product, timezone.localdate()))


@require_http_methods(["GET", "HEAD", "POST"])
def product_new(request: WebRequest) -> HttpResponse:
    own_or_404(request)
    choice = CategoryChoice(request.GET or None)
    if not choice.is_valid():
        return page(request, "goods/product_new.html", {"choice_form": choice})
    return _written(request, catalogue.category_of(choice.cleaned_data["category"]), None)


@require_http_methods(["GET", "HEAD", "POST"])
def product_edit(request: WebRequest, product_id: int) -> HttpResponse:
    product = own_product_or_404(request, product_id)
    choice = CategoryChoice(request.GET or None)
    # Another category asks other things.
    category = catalogue.category_of(choice.cleaned_data["category"]) if choice.is_valid() else product.category
    return _written(request, category, product)


def _written(request: WebRequest, category: Category, product: Product | None) -> HttpResponse:
    supplier = own_or_404(request)
    papers = catalogue.papers_for(supplier.pk, timezone.localdate())
    form = ProductForm(category, papers, sent(request), product)
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, form, product)
        except (InvalidError, ConflictError, NotAllowedError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("商品已保存。"))
            return go_to(request, "goods:product_show", kept.pk)
    context = {
        "form": form,
        "product": product,
        "category_name": catalogue.names_above([category])[category.pk],
        "choice_form": CategoryChoice(initial={"category": category.pk}),
    }
    return page(request, "goods/product_edit.html", context, status=422 if form.errors else 200)


def _keep(request: WebRequest, form: ProductForm, product: Product | None) -> Product:
    told, at = form.told(), timezone.now()
    if product is None:
        return services.draft_product(actor=request.actor, told=told, at=at)
    return services.revise_product(actor=request.actor, product_id=product.pk, told=told, at=at)
