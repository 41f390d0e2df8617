"""What the API is never asked for in our words: an address or a method that it does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, JsonResponse
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

API = "/api/"


class PlainAnswers(MiddlewareMixin):
    """Answer in the API's form what stops a call before or behind its operations."""

    def process_request(self, request: HttpRequest) -> HttpResponseBase | None:
        """Nothing is found under an address with a character that nothing can have."""
        if request.path.startswith(API) and "\x00" in request.path:
            code, message = _words(404)
            return JsonResponse({"code": code, "message": message, "fields": {}}, status=404)
        return None

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Put `{"code", "message", "fields"}` in the place of pages."""
        if not request.path.startswith(API) or response.status_code < 400 or _is_told(response):
            return response
        code, message = _words(response.status_code)
        answer = JsonResponse({"code": code, "message": message, "fields": {}}, status=response.status_code)
        for name in response.headers.keys() & {"Allow", "Retry-After"}:
            answer.headers[name] = response.headers[name]
        return answer


def _is_told(response: HttpResponseBase) -> bool:
    return response.headers.get("Content-Type", "").startswith("application/json")


def _words(status: int) -> tuple[str, str]:
    known = {
        403: ("forbidden", _("您没有权限执行此操作。")),
        404: ("not_found", _("没有找到所请求的内容，或它不在您的查看范围内。")),
        405: ("method_not_allowed", _("这个地址不接受这种请求方法，请按接口文档改用 GET 或 POST。")),
        500: ("fault", _("系统出错，请稍后再试；仍不行的，请联系系统管理员。")),
        503: ("unavailable", _("系统正在恢复，请稍后再试；提交类请求请沿用原来的 Idempotency-Key。")),
    }
    return known.get(status, ("refused", _("请求未被受理，请核对后重新提交。")))
