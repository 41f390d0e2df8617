"""Workbooks of goods that people take away: templates, wrong rows, offers with prices and stocks."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.suppliers import permissions
from nongcai.interfaces.sheets.goods_handing import rejects_of, write_form_of
from nongcai.interfaces.sheets.goods_writing import OFFERS, offer_rows, write_changes_form
from nongcai.interfaces.sheets.reading import UnreadableFileError
from nongcai.interfaces.web.exporting import ExportForm, exported, workbook
from nongcai.interfaces.web.exporting import sent as sent_workbook
from nongcai.interfaces.web.goods.forms import FindForm
from nongcai.interfaces.web.goods.gates import batch_or_404, category_or_404
from nongcai.interfaces.web.http import go_to, warned
from nongcai.interfaces.web.suppliers.gates import own_or_404, require_market

if TYPE_CHECKING:
    from django.http import FileResponse, HttpResponse

    from nongcai.interfaces.web.http import WebRequest


@require_safe
def batch_template(request: WebRequest, category_id: int) -> FileResponse:
    supplier = own_or_404(request)
    category = category_or_404(category_id)
    if category not in catalogue.open_leaves():
        raise Http404
    content = BytesIO()
    title = write_form_of(content, category, supplier, timezone.localdate())
    return sent_workbook(content, f"{title}.xlsx")


@require_POST
def batch_form(request: WebRequest) -> HttpResponse | FileResponse:
    own_or_404(request)
    purpose = ExportForm(request.POST)
    if not purpose.is_valid():
        warned(request, _("请填写导出用途后再下载。"))
        return go_to(request, "goods:batch_change")
    lines = catalogue.batch_lines_visible_to(request.actor)
    return exported(
        request,
        owner=f"offers:{request.actor.organisation_id}",
        name=_("价格和库存表"),
        purpose=purpose.cleaned_data["purpose"],
        at=timezone.now(),
        write=lambda content, mark: write_changes_form(content, lines, watermark=mark),
    )


@require_POST
def batch_rejects(request: WebRequest, batch_id: int) -> HttpResponse | FileResponse:
    batch = batch_or_404(request, batch_id)
    try:
        write = rejects_of(batch)
    except UnreadableFileError as error:
        warned(request, str(error))
        return go_to(request, "goods:batch_show", batch_id)
    return exported(
        request,
        owner=batch.owner,
        name=_("有误行 %s") % batch.file_name.rpartition(".")[0],
        purpose=_("改正有误行后重新上传"),
        at=timezone.now(),
        write=write,
    )


@require_POST
def offer_export(request: WebRequest) -> HttpResponse | FileResponse:
    require_market(request)
    if not (permissions.sells(request.actor) or permissions.admits(request.actor)):
        raise Http404
    purpose, form = ExportForm(request.POST), FindForm(request.GET)
    if not purpose.is_valid():
        warned(request, _("请填写导出用途后再下载。"))
        return go_to(request, f"{reverse('goods:product_list')}?{request.GET.urlencode()}")
    told = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    lines = catalogue.batch_lines_visible_to(request.actor, text=told["q"], state=told["state"])
    return workbook(
        request,
        _("销售规格一览"),
        OFFERS,
        offer_rows(lines),
        owner=f"offers:{request.actor.organisation_id}",
        note=_("已停售的商品不列。"),
        purpose=purpose.cleaned_data["purpose"],
    )
