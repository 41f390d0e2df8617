"""A region's payment rule (付款期限): drafted, put in force, ended, thrown away."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.errors import NoPaymentRuleError
from nongcai.domain.programmes.services import ToldPaymentRule
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.programmes.forms import EndForm
from nongcai.interfaces.web.programmes.gates import region_or_404, year_or_404
from nongcai.interfaces.web.programmes.payment_form import PaymentRuleForm
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.programmes.models import PaymentRule
    from nongcai.interfaces.web.http import WebRequest

# A new rule begins with the days that hold, and with words of its own.
_OWN_WORDS = ("document", "paragraph", "text")


@require_http_methods(["GET", "HEAD", "POST"])
def payment_new(request: WebRequest, year: int) -> HttpResponse:
    region = region_or_404(request)
    initial = _days(region, year_or_404(year)) | {"first_year": year, "last_year": None}
    return _write(request, PaymentRuleForm(sent(request), initial=initial), year)


@require_http_methods(["GET", "HEAD", "POST"])
def payment_edit(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = _rule_or_404(request, rule_id)
    return _write(request, PaymentRuleForm(sent(request), initial=_told(rule)), rule.first_year, rule)


@require_POST
def payment_publish(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = _rule_or_404(request, rule_id)
    services.publish_payment_rule(actor=request.actor, rule_id=rule.pk, at=timezone.now())
    said(request, _("付款期限已启用。"))
    return _back(request, rule.first_year)


@require_POST
def payment_end(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = _rule_or_404(request, rule_id)
    form = EndForm(request.POST, rule_id=rule.pk)
    if not form.is_valid():
        warned(request, _("没有终止：%s") % form.errors["last_year"][0])
        return _back(request, rule.first_year)
    services.end_payment_rule(actor=request.actor, rule_id=rule.pk, at=timezone.now(), **form.cleaned_data)
    said(request, _("付款期限适用至%d年度。") % form.cleaned_data["last_year"])
    return _back(request, form.cleaned_data["last_year"])


@require_POST
def payment_discard(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = _rule_or_404(request, rule_id)
    services.discard_payment_rule(actor=request.actor, rule_id=rule.pk, at=timezone.now())
    said(request, _("草稿已删除。"))
    return _back(request, rule.first_year)


def _rule_or_404(request: WebRequest, rule_id: int) -> PaymentRule:
    return get_object_or_404(programmes.payment_rules_of(region_or_404(request)), pk=rule_id)


def _told(rule: PaymentRule) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in fields(ToldPaymentRule)}


def _days(region: str, year: int) -> dict[str, Any]:
    try:
        found = _told(programmes.payment_for(region, year))
    except NoPaymentRuleError:
        return {}
    return {name: value for name, value in found.items() if name not in _OWN_WORDS}


def _write(request: WebRequest, form: PaymentRuleForm, year: int, rule: PaymentRule | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            written = services.write_payment_rule(
                actor=request.actor, told=form.told(), at=timezone.now(), rule_id=rule.pk if rule else None
            )
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("草稿已保存，核对后再启用。"))
            return _back(request, written.first_year)
    context = {"form": form, "year": year, "rule": rule}
    return page(request, "programmes/payment_edit.html", context, status=422 if form.errors else 200)


def _back(request: WebRequest, year: int) -> HttpResponse:
    return go_to(request, f"{reverse('programmes:programme_show')}?year={year}")
