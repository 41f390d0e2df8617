"""A refusal becomes `{"code", "message", "fields"}` with its status; so does everything else that stops a request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from nongcai.foundation.errors import DomainError
from nongcai.foundation.texts import N_

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


# What the library refuses by itself, in English.
_OTHERS = {
    400: ("unreadable", N_("请求内容无法读取，应为 UTF-8 编码的 JSON，请核对格式后重新提交。")),
    403: ("forbidden", N_("您没有权限执行此操作。")),
    429: ("too_often", N_("请求过于频繁，请稍后再试。")),
}
_ANY = ("refused", N_("请求未被受理，请核对后重新提交。"))


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
        if isinstance(error.__cause__, DomainError):
            return refused(request, error.__cause__)
        code, message = _OTHERS.get(error.status_code, _ANY)
        return _answer(api, request, status=error.status_code, code=code, message=_(message))


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
