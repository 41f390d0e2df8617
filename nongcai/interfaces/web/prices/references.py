"""What markets publish: entered one by one, struck out when wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.foundation.errors import ConflictError, InvalidError, NotFoundError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.prices.forms import ReferenceFindForm, ReferenceForm
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_platform

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def reference_list(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = ReferenceFindForm(request.GET)
    text = form.cleaned_data["q"].replace("\x00", "") if form.is_valid() else ""
    rows = Paginator(catalogue.references(text=text), ROWS)
    context = {"page": rows.get_page(request.GET.get("page")), "filter_form": form}
    return page(request, "prices/reference_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reference_new(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = ReferenceForm(sent(request), initial={"day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.enter_reference(actor=request.actor, told=form.told(), at=timezone.now())
        except (InvalidError, ConflictError, NotFoundError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("参考价已录入。"))
            return go_to(request, "prices:reference_list")
    return page(request, "prices/reference_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def reference_strike(request: WebRequest, reference_id: int) -> HttpResponse:
    require_platform(request)
    services.strike_reference(actor=request.actor, reference_id=reference_id)
    said(request, _("参考价已作废，不再与商品对照。"))
    return go_to(request, "prices:reference_list")


@require_safe
def name_list(request: WebRequest) -> HttpResponse:
    require_platform(request)
    rows = Paginator(catalogue.market_names(), ROWS)
    return page(request, "prices/name_list.html", {"page": rows.get_page(request.GET.get("page"))})


@require_POST
def name_forget(request: WebRequest, market_name_id: int) -> HttpResponse:
    require_platform(request)
    name = services.forget_market_name(actor=request.actor, market_name_id=market_name_id)
    said(request, _("已删除“%s”的对应，下次导入时重新选择。") % name)
    return go_to(request, "prices:name_list")
