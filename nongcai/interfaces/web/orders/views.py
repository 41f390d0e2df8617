"""One order, its contract, and the files that belong to it."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from nongcai.domain.documents import queries as documents
from nongcai.domain.orders import queries as orders
from nongcai.interfaces.web.http import page
from nongcai.interfaces.web.orders.corrections import ask_form
from nongcai.interfaces.web.orders.gates import order_or_404
from nongcai.interfaces.web.orders.showing import province_of, show

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest

NOTHING_ELSE = "default-src 'none'; sandbox"


@require_safe
def order_show(request: WebRequest, order_id: UUID) -> HttpResponse:
    order = order_or_404(request, order_id)
    return page(
        request, "orders/order_show.html", show(request.actor, order) | {"correction_form": ask_form(request, order)}
    )


@require_safe
def contract_show(request: WebRequest, order_id: UUID) -> HttpResponse:
    order = order_or_404(request, order_id)
    context = {
        "order": order,
        "lines": orders.lines_of([order.pk]),
        "phone": orders.phone_shown(request.actor, order),
        "province": province_of(order),
    }
    return page(request, "orders/contract_show.html", context)


@require_safe
def evidence_file(request: WebRequest, order_id: UUID, seq: int, file_id: UUID) -> FileResponse:
    order = order_or_404(request, order_id)
    return _file(f"order-step:{order.pk}:{seq}", file_id)


@require_safe
def return_file(request: WebRequest, order_id: UUID, seq: int, file_id: UUID) -> FileResponse:
    order = order_or_404(request, order_id)
    return _file(f"order-return:{order.pk}:{seq}", file_id)


def _file(owner: str, file_id: UUID) -> FileResponse:
    file = get_object_or_404(documents.documents_of(owner).filter(deleted_at=None), pk=file_id)
    response = FileResponse(BytesIO(file.path.read_bytes()), filename=file.name, content_type=file.media_type)
    response["Content-Security-Policy"] = NOTHING_ELSE
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
