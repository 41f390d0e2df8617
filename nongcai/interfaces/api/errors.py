"""A refusal becomes `{"code", "message", "fields"}` with its status; so does everything else that stops a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from nongcai.foundation.errors import DomainError

if TYPE_CHECKING:
    from ninja import NinjaAPI


class Refusal(Schema):
    """Why a request was not answered; `fields` maps names of parameters to sentences."""

    code: str
    message: str
    fields: dict[str, list[str]] = {}


# What every read may be answered with besides its figures.
REFUSALS: dict[int, Any] = {401: Refusal, 403: Refusal, 404: Refusal, 422: Refusal}
# An act may also come at the wrong time.
ACT_REFUSALS: dict[int, Any] = {**REFUSALS, 409: Refusal}


def install(api: NinjaAPI) -> None:
    """Teach an API to answer refusals."""

    @api.exception_handler(DomainError)
    def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
        message = _(type(error).message).format(**error.facts)
        return _answer(api, request, status=error.status, code=error.code, message=message, fields=error.fields)

    @api.exception_handler(AuthenticationError)
    def stranger(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
        return _answer(api, request, status=401, code="not_signed_in", message=_("请先登录。"))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, _error: Http404) -> HttpResponse:
        message = _("没有找到所请求的内容，或它不在您的查看范围内。")
        return _answer(api, request, status=404, code="not_found", message=message)

    @api.exception_handler(ValidationError)
    def misread(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields: dict[str, list[str]] = {}
        for one in error.errors:
            fields.setdefault(str(one["loc"][-1]), []).append(_("填写的值不符合要求。"))
        message = _("请求参数有误，请按提示修改。")
        return _answer(api, request, status=422, code="invalid", message=message, fields=fields)

    @api.exception_handler(HttpError)
    def other(request: HttpRequest, error: HttpError) -> HttpResponse:
        return _answer(api, request, status=error.status_code, code="refused", message=str(error))


def _answer(
    api: NinjaAPI,
    request: HttpRequest,
    *,
    status: int,
    code: str,
    message: str,
    fields: dict[str, list[str]] | None = None,
) -> HttpResponse:
    body = {"code": code, "message": message, "fields": fields or {}}
    return api.create_response(request, body, status=status)
