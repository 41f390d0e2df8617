"""Settlement accounts: where buyers pay to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.payments import permissions, queries, services
from nongcai.domain.payments.services import ToldAccount
from nongcai.foundation import wechat
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.payments.forms import AccountForm, WordsForm
from nongcai.interfaces.web.payments.gates import seller_or_404
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_platform

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def account_list(request: WebRequest) -> HttpResponse:
    if not permissions.watches(request.actor):
        seller_or_404(request)
    found = Paginator(queries.accounts_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    rows = [(one, WordsForm(auto_id=f"id_refuse{one.pk}_%s")) for one in found]
    context = {"page": found, "rows": rows, "sells": permissions.sells(request.actor)}
    return page(request, "payments/account_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def account_new(request: WebRequest) -> HttpResponse:
    supplier = seller_or_404(request)
    form = AccountForm(sent(request), is_merchant=wechat.cashier() is not None, initial={"holder_name": supplier.name})
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        words = told.pop("words")
        try:
            services.propose_account(actor=request.actor, told=ToldAccount(**told), words=words, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("结算账户已提交，平台核对前仍使用原账户。"))
            return go_to(request, "payments:account_list")
    return page(request, "payments/account_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def account_confirm(request: WebRequest, account_id: int) -> HttpResponse:
    require_platform(request)
    services.confirm_account(actor=request.actor, account_id=account_id, at=timezone.now())
    said(request, _("结算账户已核对通过。"))
    return go_to(request, "payments:account_list")


@require_POST
def account_refuse(request: WebRequest, account_id: int) -> HttpResponse:
    require_platform(request)
    words = request.POST.get("words", "")[:300]
    services.refuse_account(actor=request.actor, account_id=account_id, words=words, at=timezone.now())
    said(request, _("已登记核对不通过。"))
    return go_to(request, "payments:account_list")
