"""A layer's rules: drafted, put in force, ended, thrown away."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldRule
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent, warned
from nongcai.interfaces.web.programmes.forms import EndForm, RuleForm
from nongcai.interfaces.web.programmes.gates import layer_or_404, rule_or_404, year_or_404
from nongcai.interfaces.web.refusals import into_form, message_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.domain.programmes.models import Rule
    from nongcai.interfaces.web.http import WebRequest


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: WebRequest, year: int) -> HttpResponse:
    layer_or_404(request)
    initial = {"first_year": year_or_404(year), "last_year": year, "group": 1, "strength": "must"}
    return _write(request, RuleForm(sent(request), initial=initial), year)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_edit(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = rule_or_404(request, rule_id)
    initial: dict[str, Any] = {field.name: getattr(rule, field.name) for field in fields(ToldRule)}
    return _write(request, RuleForm(sent(request), initial=initial), rule.first_year, rule)


@require_POST
def rule_publish(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = rule_or_404(request, rule_id)
    services.publish_rule(actor=request.actor, rule_id=rule.pk, at=timezone.now())
    said(request, _("规则已启用。"))
    return _back(request, rule.first_year)


@require_POST
def rule_publish_all(request: WebRequest, year: int) -> HttpResponse:
    layer_or_404(request)
    published, refused = services.publish_rules(actor=request.actor, year=year_or_404(year), at=timezone.now())
    if published:
        said(request, _("已启用%d条规则。") % published)
    elif not refused:
        warned(request, _("没有这一年度起适用的草稿。"))
    for text, refusal in refused:
        warned(request, _("“%(text)s”没有启用：%(why)s") % {"text": text, "why": message_of(refusal)})
    return _back(request, year)


@require_POST
def rule_end(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = rule_or_404(request, rule_id)
    form = EndForm(request.POST, rule_id=rule.pk)
    if not form.is_valid():
        warned(request, _("没有终止：%s") % form.errors["last_year"][0])
        return _back(request, rule.first_year)
    services.end_rule(actor=request.actor, rule_id=rule.pk, at=timezone.now(), **form.cleaned_data)
    said(request, _("规则适用至%d年度。") % form.cleaned_data["last_year"])
    return _back(request, form.cleaned_data["last_year"])


@require_POST
def rule_discard(request: WebRequest, rule_id: int) -> HttpResponse:
    rule = rule_or_404(request, rule_id)
    services.discard_rule(actor=request.actor, rule_id=rule.pk, at=timezone.now())
    said(request, _("草稿已删除。"))
    return _back(request, rule.first_year)


def _write(request: WebRequest, form: RuleForm, year: int, rule: Rule | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            written = services.write_rule(
                actor=request.actor, told=form.told(), at=timezone.now(), rule_id=rule.pk if rule else None
            )
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("草稿已保存，试算后再启用。"))
            return _back(request, written.first_year)
    context = {"form": form, "year": year, "rule": rule}
    return page(request, "programmes/rule_edit.html", context, status=422 if form.errors else 200)


def _back(request: WebRequest, year: int) -> HttpResponse:
    return go_to(request, f"{reverse('programmes:programme_show')}?year={year}")
