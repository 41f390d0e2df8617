"""A layer's rules: drafted, put in force one by one or all at once, ended, thrown away."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldRule
from nongcai.interfaces.web.http import said, warned
from nongcai.interfaces.web.programmes.drafting import Acts, Pages, Words, back
from nongcai.interfaces.web.programmes.forms import RuleForm
from nongcai.interfaces.web.programmes.gates import layer_or_404, year_or_404
from nongcai.interfaces.web.refusals import message_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpResponse

    from nongcai.domain.programmes.models import Rule
    from nongcai.interfaces.web.http import WebRequest


def _rows(request: WebRequest) -> QuerySet[Rule]:
    return programmes.rules_of(layer_or_404(request))


def _begin(request: WebRequest, year: int) -> dict[str, Any]:
    layer_or_404(request)
    return {"first_year": year, "last_year": year, "group": 1, "strength": "must"}


def _typed(rule: Rule) -> dict[str, Any]:
    return {field.name: getattr(rule, field.name) for field in fields(ToldRule)}


_PAGES = Pages(
    template="programmes/rule_edit.html",
    form=RuleForm,
    acts=Acts(services.write_rule, services.publish_rule, services.end_rule, services.discard_rule),
    words=Words(
        saved=gettext_lazy("草稿已保存，试算后再启用。"),
        published=gettext_lazy("规则已启用。"),
        ended=gettext_lazy("规则适用至%d年度。"),
    ),
    rows=_rows,
    begin=_begin,
    typed=_typed,
)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: WebRequest, year: int) -> HttpResponse:
    return _PAGES.new(request, year)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_edit(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAGES.edit(request, rule_id)


@require_POST
def rule_publish(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAGES.publish(request, rule_id)


@require_POST
def rule_end(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAGES.end(request, rule_id)


@require_POST
def rule_discard(request: WebRequest, rule_id: int) -> HttpResponse:
    return _PAGES.discard(request, rule_id)


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
    return back(request, year)
