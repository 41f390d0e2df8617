"""Paying at the institution: a code to scan, what became of it, what goes back; and what the institution tells."""

from __future__ import annotations

import base64
import logging
from typing import TYPE_CHECKING, Any

import qrcode
from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from qrcode.image.svg import SvgPathImage

from nongcai.domain.payments import queries, services
from nongcai.domain.payments.states import OnlineState
from nongcai.foundation import wechat
from nongcai.foundation.cashing import ForgedNoticeError
from nongcai.interfaces.web.http import go_to, public, said, warned
from nongcai.interfaces.web.payments.gates import issue_or_404, require_money

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from nongcai.domain.orders.models import Order
    from nongcai.domain.organisations.actors import Actor
    from nongcai.domain.payments.models import Due
    from nongcai.interfaces.web.http import WebRequest

logger = logging.getLogger(__name__)

LARGEST = 64 * 1024


@require_POST
def payment_open(request: WebRequest, order_id: UUID) -> HttpResponse:
    require_money(request)
    services.open_payment(actor=request.actor, order_id=order_id, cashier=wechat.cashier(), at=timezone.now())
    return go_to(request, "payments:order_show", order_id)


@require_POST
def payment_check(request: WebRequest, order_id: UUID, seq: int) -> HttpResponse:
    require_money(request)
    found = services.check_payment(
        actor=request.actor, order_id=order_id, seq=seq, cashier=wechat.cashier(), at=timezone.now()
    )
    if found.state == OnlineState.PAID:
        said(request, _("已收到付款。"))
    else:
        warned(request, _("尚未查到付款。已支付的，正在核对，系统会自动更新，请勿重复支付。"))
    return go_to(request, "payments:order_show", order_id)


@require_POST
def transfer_return(request: WebRequest, transfer_id: UUID, seq: int) -> HttpResponse:
    issue_or_404(request, transfer_id, seq)
    words = request.POST.get("words", "")[:300]
    services.refund(
        actor=request.actor,
        transfer_id=transfer_id,
        seq=seq,
        words=words,
        cashier=wechat.cashier(),
        at=timezone.now(),
    )
    said(request, _("已申请原路退款，退款到账后自动登记。"))
    return go_to(request, "payments:issue_show", transfer_id, seq)


# No browser sends it, so it bears no token: the institution signs each notice, and nothing else is believed.
@public
@csrf_exempt
@require_POST
def notice_take(request: WebRequest) -> HttpResponse:
    cashier, now = wechat.cashier(), timezone.now()
    if cashier is None:
        raise Http404
    body = request.read(LARGEST + 1)
    try:
        if len(body) > LARGEST:
            raise ForgedNoticeError("too large")
        notice = cashier.read_notice(request.headers, body, now)
    except ForgedNoticeError as error:
        logger.warning("a notice from %s was refused: %s", request.META.get("REMOTE_ADDR", ""), error)
        return JsonResponse({"code": "FAIL", "message": _("签名有误")}, status=401)
    services.take_notice(notice=notice, at=now)
    return HttpResponse(status=204)


def shown(actor: Actor, order: Order, due: Due, at: datetime) -> dict[str, Any]:
    """Return what the page of an order's money shows of paying at the institution."""
    is_offered = wechat.cashier() is not None and queries.may_pay_online(actor, order, due)
    waiting = queries.open_online_payment(order.pk, at) if is_offered else None
    return {
        "pays_online": is_offered,
        "waiting": waiting,
        "payable": due.amount - due.paid,
        "code_image": _drawn(waiting.code) if waiting else "",
        "online_payments": queries.online_payments_of(order.pk),
        "online_refunds": queries.online_refunds_of(order.pk),
    }


def _drawn(text: str) -> str:
    """Draw a code to scan; the content policy lets pictures stand in the page."""
    drawing: bytes = qrcode.make(text, image_factory=SvgPathImage, border=2).to_string()
    return "data:image/svg+xml;base64," + base64.b64encode(drawing).decode("ascii")
