"""What buyers say that they have paid (货款确认): shown with a voucher, confirmed, denied, looked into."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.payments import permissions, queries, services
from nongcai.domain.payments.rules import shown
from nongcai.domain.payments.states import ClaimAction
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.payments.claim_forms import HELPS, ClaimForm, ClaimStepForm
from nongcai.interfaces.web.payments.gates import claim_or_404, order_or_404, require_claims, require_settling
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from uuid import UUID

    from django import forms
    from django.http import HttpResponse

    from nongcai.domain.payments.models import PaymentClaim
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
NOTHING_ELSE = "default-src 'none'; sandbox"


@require_safe
def claim_list(request: WebRequest) -> HttpResponse:
    require_claims(request)
    is_waiting = request.GET.get("show") == "waiting"
    rows = queries.waiting_claims if is_waiting else queries.claims_visible_to
    found = Paginator(rows(request.actor), ROWS).get_page(request.GET.get("page"))
    dues = queries.dues_of(one.order_id for one in found)
    today = timezone.localdate()
    context = {
        "page": found,
        "rows": [(one, dues[one.order_id], one.due_on is not None and one.due_on < today) for one in found],
        "desk": permissions.holder_of(request.actor),
    }
    return page(request, "payments/claim_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_new(request: WebRequest, order_id: UUID) -> HttpResponse:
    require_settling(request)
    order = order_or_404(request, order_id)
    now = timezone.now()
    due, account = queries.due_of(order, now), queries.settlement_account(order.supplier_id)
    begun = {"amount": due.amount - due.paid, "paid_on": timezone.localdate(now), "payer": due.buyer_name}
    form = ClaimForm(sent(request), request.FILES or None, initial=begun)
    if form.is_bound and form.is_valid():
        try:
            made = services.state_claim(
                actor=request.actor, order_id=order_id, told=form.told(), file=form.file(), at=now
            )
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("付款凭证已提交，等待供应商核对账户。"))
            return go_to(request, "payments:claim_show", order_id, made.seq)
    context = {"form": form, "order": order, "due": due, "account": account, "code": shown(due.code)}
    return page(request, "payments/claim_new.html", context, status=422 if form.errors else 200)


@require_safe
def claim_show(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    return _shown(request, claim_or_404(request, order_id, seq))


@require_POST
def claim_step(request: WebRequest, order_id: UUID, seq: int, action: str) -> HttpResponse:
    claim = claim_or_404(request, order_id, seq)
    if action not in HELPS:
        raise Http404
    form = ClaimStepForm(ClaimAction(action), request.POST)
    if form.is_valid():
        try:
            services.step_claim(
                actor=request.actor,
                order_id=order_id,
                seq=seq,
                action=form.action,
                words=form.cleaned_data["words"],
                at=timezone.now(),
            )
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已办理：%s。") % form.action.label)
            return go_to(request, "payments:claim_show", order_id, seq)
    return _shown(request, claim, status=422, refused=form)


@require_safe
def claim_file(request: WebRequest, order_id: UUID, seq: int) -> FileResponse:
    file = queries.voucher_of(claim_or_404(request, order_id, seq))
    if file is None:
        raise Http404
    response = FileResponse(BytesIO(file.path.read_bytes()), filename=file.name, content_type=file.media_type)
    response["Content-Security-Policy"] = NOTHING_ELSE
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _shown(
    request: WebRequest, claim: PaymentClaim, *, status: int = 200, refused: forms.Form | None = None
) -> HttpResponse:
    acts = [ClaimAction(one) for one in permissions.acts_on_claim(claim, request.actor)]
    forms_ = [ClaimStepForm(one) for one in acts]
    if isinstance(refused, ClaimStepForm):
        forms_ = [refused if one.action == refused.action else one for one in forms_]
    context = {
        "claim": claim,
        "due": queries.dues_of([claim.order_id])[claim.order_id],
        "file": queries.voucher_of(claim),
        "steps": queries.claim_steps(claim),
        "forms": forms_,
    }
    return page(request, "payments/claim_show.html", context, status=status)
