"""A region's own rule of paying (付款期限) and of counting (计入口径): drafted, put in force, ended, thrown away."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldCountingRule, ToldPaymentRule
from nongcai.foundation.errors import NotFoundError
from nongcai.interfaces.web.programmes.counting_form import CountingRuleForm
from nongcai.interfaces.web.programmes.drafting import Acts, Pages, Words
from nongcai.interfaces.web.programmes.gates import region_or_404
from nongcai.interfaces.web.programmes.payment_form import PaymentRuleForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.http import HttpResponse

    from nongcai.domain.programmes.models import CountingRule, PaymentRule
    from nongcai.interfaces.web.http import WebRequest

# A new rule begins with what holds, and with words of its own.
_OWN_WORDS = ("document", "paragraph", "text")


def _counting_rows(request: WebRequest) -> QuerySet[CountingRule]:
    return programmes.counting_rules_of(region_or_404(request))


def _payment_rows(request: WebRequest) -> QuerySet[PaymentRule]:
    return programmes.payment_rules_of(region_or_404(request))


def _begin_counting(request: WebRequest, year: int) -> dict[str, Any]:
    return _as_before(programmes.counting_for, _counting, request, year)


def _begin_payment(request: WebRequest, year: int) -> dict[str, Any]:
    return _as_before(programmes.payment_for, _payment, request, year)


def _as_before(
    holds: Callable[[str, int], Any], typed: Callable[[Any], dict[str, Any]], request: WebRequest, year: int
) -> dict[str, Any]:
    started = {"first_year": year, "last_year": None}
    try:
        found = typed(holds(region_or_404(request), year))
    except NotFoundError:
        return started
    return {name: value for name, value in found.items() if name not in _OWN_WORDS} | started


def _counting(rule: CountingRule) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in fields(ToldCountingRule)}


def _payment(rule: PaymentRule) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in fields(ToldPaymentRule)}


_COUNTING = Pages(
    template="programmes/counting_edit.html",
    form=CountingRuleForm,
    acts=Acts(
        services.write_counting_rule,
        services.publish_counting_rule,
        services.end_counting_rule,
        services.discard_counting_rule,
    ),
    words=Words(
        saved=_("草稿已保存，核对后再启用。"),
        published=_("计入口径已启用，按此已办完所需环节的订单一小时内计入。"),
        ended=_("计入口径适用至%d年度。"),
    ),
    rows=_counting_rows,
    begin=_begin_counting,
    typed=_counting,
)
_PAYMENTS = Pages(
    template="programmes/payment_edit.html",
    form=PaymentRuleForm,
    acts=Acts(
        services.write_payment_rule,
        services.publish_payment_rule,
        services.end_payment_rule,
        services.discard_payment_rule,
    ),
    words=Words(
        saved=_("草稿已保存，核对后再启用。"),
        published=_("付款期限已启用。"),
        ended=_("付款期限适用至%d年度。"),
    ),
    rows=_payment_rows,
    begin=_begin_payment,
    typed=_payment,
)


@require_http_methods(["GET", "HEAD", "POST"])
def counting_new(request: WebRequest, year: int) -> HttpResponse:
    return _COUNTING.new(request, year)


@require_http_methods(["GET", "HEAD", "POST"])
def counting_edit(request: WebRequest, rule_id: int) -> HttpResponse:
    return _COUNTING.edit(request, rule_id)


@require_POST
def counting_publish(request: WebRequest, rule_id: int) -> HttpResponse:
    return _COUNTING.publish(request, rule_id)


@require_POST
def counting_end(request: WebRequest, rule_id: int) -> HttpResponse:
    return _COUNTING.end(request, rule_id)


@require_POST
def counting_discard(request: WebRequest, rule_id: int) -> HttpResponse:
    return _COUNTING.discard(request, rule_id)


@require_http_methods(["GET", "HEAD", "POST"])
def payment_new(request: WebRequest, year: int) -> HttpResponse:
    return _PAYMENTS.new(request, year)


@require_http_methods(["GET", "HEAD", "POST"])
def payment_edit(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAYMENTS.edit(request, rule_id)


@require_POST
def payment_publish(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAYMENTS.publish(request, rule_id)


@require_POST
def payment_end(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAYMENTS.end(request, rule_id)


@require_POST
def payment_discard(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAYMENTS.discard(request, rule_id)
