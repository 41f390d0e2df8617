"""The rules of a year, layer by layer, and the programme of one's region."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from nongcai.domain.organisations import queries as organisations
from nongcai.domain.programmes import queries as programmes
from nongcai.domain.programmes import services
from nongcai.domain.programmes.services import ToldProgramme
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.web.http import go_to, page, said, sent
from nongcai.interfaces.web.programmes import showing
from nongcai.interfaces.web.programmes.forms import ProgrammeForm, year_form
from nongcai.interfaces.web.programmes.gates import region_or_404, year_or_404
from nongcai.interfaces.web.refusals import into_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def programme_show(request: WebRequest) -> HttpResponse:
    own, this_year = organisations.node(request.actor.organisation_id), timezone.localdate().year
    form = year_form(request, this_year)
    context = showing.context_of(request.actor, own, form.chosen_year, this_year)
    return page(request, "programmes/programme_show.html", {"form": form, **context})


@require_http_methods(["GET", "HEAD", "POST"])
def programme_edit(request: WebRequest, year: int) -> HttpResponse:
    region, year = region_or_404(request), year_or_404(year)
    written = programmes.own_programme(region, year)
    form = ProgrammeForm(sent(request), initial=_said_so_far(written, year))
    if request.method == "POST" and form.is_valid():
        try:
            services.write_programme(actor=request.actor, year=year, told=form.told(), at=timezone.now())
        except DomainError as refusal:
            into_form(form, refusal)
        else:
            said(request, _("%d年度的方案已保存。") % year)
            return _back(request, year)
    context = {"form": form, "year": year, "written": written}
    return page(request, "programmes/programme_edit.html", context, status=422 if form.errors else 200)


@require_POST
def programme_publish(request: WebRequest, year: int) -> HttpResponse:
    region_or_404(request)
    services.publish_programme(actor=request.actor, year=year_or_404(year), at=timezone.now())
    said(request, _("%d年度的方案已启用。") % year)
    return _back(request, year)


@require_POST
def programme_copy(request: WebRequest, year: int) -> HttpResponse:
    region_or_404(request)
    copied = services.copy_to_next_year(actor=request.actor, year=year_or_404(year), at=timezone.now())
    said(request, _("已复制为%d年度的草稿，请逐项核对日期和依据文件后启用。") % copied.year)
    return _back(request, copied.year)


def _back(request: WebRequest, year: int) -> HttpResponse:
    return go_to(request, f"{reverse('programmes:programme_show')}?year={year}")


def _said_so_far(written: Any, year: int) -> dict[str, Any]:
    if written is None:
        title = _("政府采购脱贫地区农副产品（%d年度）") % year
        return {"title": title, "zone_name": _("脱贫地区"), "leading_count": 4, "mode": "reconciled"}
    return {field.name: getattr(written, field.name) for field in fields(ToldProgramme)}
