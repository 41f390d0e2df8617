"""Steps with a product; what does not fit shows again on its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from nongcai.domain.catalogue import services
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.goods.forms import PassForm, ReturnForm
from nongcai.interfaces.web.goods.gates import own_product_or_404, product_or_404
from nongcai.interfaces.web.goods.showing import show
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_platform

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpResponse
    from django_stubs_ext import StrOrPromise

    from nongcai.interfaces.web.http import WebRequest


@dataclass(frozen=True)
class Act:
    """A decision: its form, by which name the page knows that, what does it, and what is said when it is done."""

    name: str
    form: type[forms.Form]
    service: Any
    done: StrOrPromise


PASS = Act("pass_form", PassForm, services.pass_product, _("已审核通过。"))
RETURN = Act("return_form", ReturnForm, services.return_product, _("已退回修改。"))


@require_POST
def product_submit(request: WebRequest, product_id: int) -> HttpResponse:
    return _own(request, product_id, services.submit_product, gettext("商品已提交，等待平台审核。"))


@require_POST
def product_withdraw(request: WebRequest, product_id: int) -> HttpResponse:
    return _own(request, product_id, services.withdraw_product, gettext("商品已撤回，修改后可重新提交。"))


@require_POST
def product_retire(request: WebRequest, product_id: int) -> HttpResponse:
    return _own(request, product_id, services.retire_product, gettext("商品已停售。"))


@require_POST
def product_pass(request: WebRequest, product_id: int) -> HttpResponse:
    return _decided(request, product_id, PASS)


@require_POST
def product_return(request: WebRequest, product_id: int) -> HttpResponse:
    return _decided(request, product_id, RETURN)


def _own(request: WebRequest, product_id: int, service: Any, done: str) -> HttpResponse:
    own_product_or_404(request, product_id)
    service(actor=request.actor, product_id=product_id, at=timezone.now())
    said(request, done)
    return go_to(request, "goods:product_show", product_id)


def _decided(request: WebRequest, product_id: int, act: Act) -> HttpResponse:
    require_platform(request)
    product = product_or_404(request, product_id)
    form = act.form(request.POST)
    if form.is_valid():
        try:
            act.service(actor=request.actor, product_id=product_id, **form.cleaned_data, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, str(act.done))
            return go_to(request, "goods:queue_show")
    context = show(request.actor, product, timezone.localdate(), **{act.name: form})
    return page(request, "goods/product_show.html", context, status=422)
