"""What was sent to whom (联系记录), and how the office reminds (提醒设置)."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.organisations.rules import masked_number
from nongcai.domain.urging import queries as urging
from nongcai.domain.urging import services
from nongcai.domain.urging.services import ToldPolicy
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.programmes.gates import require_bureau, require_finance
from nongcai.interfaces.web.refusals import into_form
from nongcai.interfaces.web.urging.filters import ContactForm, PolicyForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def contact_list(request: WebRequest) -> HttpResponse:
    require_bureau(request)
    years = organisations.listed_years(request.actor.path) or [timezone.localdate().year]
    form = ContactForm(request.GET, years=years)
    rows = urging.contacts_visible_to(request.actor, form.chosen_year, text=form.cleaned_data.get("q") or "")
    found = Paginator(rows, 50).get_page(request.GET.get("page"))
    context = {"form": form, "page": found, "rows": [(one, masked_number(one.number)) for one in found]}
    return page(request, "urging/contact_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def policy_edit(request: WebRequest) -> HttpResponse:
    require_finance(request)
    node = request.actor.organisation_id
    standing = urging.manners([node], timezone.localdate())[node].policy
    form = PolicyForm(sent(request), initial={one.name: getattr(standing, one.name) for one in fields(ToldPolicy)})
    if request.method == "POST" and form.is_valid():
        try:
            services.set_policy(actor=request.actor, told=form.told())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("提醒设置已保存。"))
            return go_to(request, "urging:policy_edit")
    context = {"form": form, "is_own": standing.pk is not None and standing.node_id == node}
    return page(request, "urging/policy_edit.html", context, status=422 if form.errors else 200)
