"""From how many percent above what on a supplier is asked about a price."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.catalogue import permissions, services
from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.rules import comparing
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.prices.forms import RuleForm
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.suppliers.gates import require_market, require_platform

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def rule_list(request: WebRequest) -> HttpResponse:
    require_market(request)
    today = timezone.localdate()
    rows = [(rule, rule.until is None or rule.until > today) for rule in catalogue.price_rules()]
    context = {
        "rows": rows,
        "keeps": permissions.keeps_categories(request.actor),
        "fewest_offers": comparing.FEWEST_OFFERS,
        "fewest_suppliers": comparing.FEWEST_SUPPLIERS,
        "reference_days": comparing.REFERENCE_DAYS,
        "proof_days": comparing.PROOF_DAYS,
        "reply_days": comparing.REPLY_DAYS,
    }
    return page(request, "prices/rule_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: WebRequest) -> HttpResponse:
    require_platform(request)
    form = RuleForm(sent(request), initial={"since": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            services.add_price_rule(actor=request.actor, told=form.told())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("规则已保存，施行后每天核对一次，改价时即时核对。"))
            return go_to(request, "prices:rule_list")
    return page(request, "prices/rule_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
def rule_end(request: WebRequest, rule_id: int) -> HttpResponse:
    require_platform(request)
    services.end_price_rule(actor=request.actor, rule_id=rule_id, at=timezone.now())
    said(request, _("规则今天截止，已发出的价格提醒继续办理。"))
    return go_to(request, "prices:rule_list")
