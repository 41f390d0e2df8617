"""The contact list of a subtree, a unit's page in it, the workbook, and who looked at whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.organisations import permissions
from nongcai.domain.organisations import queries as organisations
from nongcai.interfaces.sheets.writing import TableColumn
from nongcai.interfaces.web import exporting
from nongcai.interfaces.web.contacts.forms import LiaisonEndForm, LiaisonFilterForm, LiaisonForm, NumberLookForm
from nongcai.interfaces.web.exporting import ExportForm
from nongcai.interfaces.web.http import go_to, page, warned

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from nongcai.domain.organisations.models import Liaison
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50


@require_safe
def liaison_list(request: WebRequest) -> HttpResponse:
    form = _filter(request)
    rows = organisations.liaisons_listed(request.actor, on=timezone.localdate(), **form.wanted())
    context = {
        "form": form,
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
        "own": request.actor.organisation_id,
        "reads_looks": permissions.reads_looks(request.actor),
        "export_form": ExportForm(),
    }
    return page(request, "contacts/liaison_list.html", context)


@require_safe
def liaison_show(request: WebRequest, unit_id: int) -> HttpResponse:
    return liaison_shown(request, unit_id)


@require_safe
def look_list(request: WebRequest) -> HttpResponse:
    if not permissions.reads_looks(request.actor):
        raise Http404
    rows = Paginator(organisations.looks_visible_to(request.actor), ROWS).get_page(request.GET.get("page"))
    return page(request, "contacts/look_list.html", {"page": rows, "manages": permissions.manages(request.actor)})


@require_POST
def liaison_export(request: WebRequest) -> HttpResponseBase:
    form = ExportForm(request.POST)
    if not form.is_valid():
        warned(request, _("请填写导出用途。"))
        return go_to(request, "contacts:liaison_list")
    columns = [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("单位编码"), "text", 16),
        TableColumn(_("单位名称"), "text", 34),
        TableColumn(_("岗位"), "text", 24),
        TableColumn(_("A/B岗"), "text", 8),
        TableColumn(_("联系电话"), "text", 18),
        TableColumn(_("起始日期"), "text", 12),
        TableColumn(_("截止日期"), "text", 12),
        TableColumn(_("号码情况"), "text", 12),
    ]
    rows = organisations.liaisons_listed(request.actor, on=timezone.localdate(), **_filter(request).wanted())
    return exporting.workbook(
        request,
        _("联络员通讯录"),
        columns,
        [(place, *_cells(one)) for place, one in enumerate(rows, start=1)],
        owner=f"contacts:{request.actor.organisation_id}",
        note=_("号码中间四位不显示；需要完整号码的，请在通讯录中写明用途后查看。"),
        purpose=form.cleaned_data["purpose"],
    )


def liaison_shown(
    request: WebRequest,
    unit_id: int,
    *,
    form: LiaisonForm | None = None,
    wrong: str = "",
    revealed: Liaison | None = None,
) -> HttpResponse:
    """Answer with an organisation's contacts; with `revealed`, that one's whole number, this once."""
    lineage = organisations.lineage_visible_to(request.actor, unit_id)
    if not lineage:
        raise Http404
    node, today = lineage[-1], timezone.localdate()
    context = {
        "node": node,
        "rows": organisations.liaisons_of(unit_id),
        "today": today,
        "form": form or LiaisonForm(today=today),
        "end_form": LiaisonEndForm(initial={"until": today}),
        "look_form": NumberLookForm(),
        "may_keep": permissions.keeps_liaisons(request.actor, [node.path]),
        "may_look": permissions.looks_at_numbers(request.actor, [node.path]),
        "revealed": revealed,
        "wrong": wrong,
    }
    status = 422 if wrong or (form and form.errors) else 200
    return page(request, "contacts/liaison_show.html", context, status=status)


def _filter(request: WebRequest) -> LiaisonFilterForm:
    own = organisations.node(request.actor.organisation_id)
    below = organisations.children_of(own)
    supervising = organisations.with_units_below(one.id for one in below)
    offices = [one for one in below if one.is_finance or one.id in supervising]
    return LiaisonFilterForm(request.GET, nodes=offices)


def _cells(one: Liaison) -> tuple[str, ...]:
    return (
        one.organisation.unit_code,
        one.organisation.name,
        one.post,
        one.duty,
        one.masked_phone,
        str(one.period.lower),
        str(one.last_day or ""),
        _("号码失效") if one.dead_at else "",
    )
