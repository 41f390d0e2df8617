"""How long each has at incidents: published by the platform, read by both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nongcai.domain.support import permissions, queries, services
from nongcai.foundation.errors import ConflictError, InvalidError
from nongcai.interfaces.web.http import go_to, page, said
from nongcai.interfaces.web.incidents.forms import TermForm
from nongcai.interfaces.web.incidents.gates import require_reading
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_http_methods(["GET", "HEAD", "POST"])
def term_list(request: WebRequest) -> HttpResponse:
    require_reading(request)
    form = TermForm(request.POST) if request.method == "POST" else TermForm()
    if form.is_bound:
        permissions.require_watcher(request.actor)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        told = {"level": given["level"], "from_on": given["from_on"], "terms": form.terms()}
        try:
            services.publish_terms(actor=request.actor, **told, at=timezone.now())
        except (InvalidError, ConflictError) as refusal:
            into_form(form, refusal)
        else:
            said(request, _("已公布，自执行之日起提出的和转入下一步的交易异常适用。"))
            return go_to(request, "incidents:term_list")
    context = {
        "terms": queries.terms_shown(timezone.localdate()),
        "published": queries.terms_published(),
        "form": form if permissions.watches(request.actor) else None,
    }
    return page(request, "incidents/term_list.html", context, status=422 if form.errors else 200)
