"""The table of who has filed, as a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.writing import TableColumn
from nongcai.interfaces.web import exporting
from nongcai.interfaces.web.shares import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from django.http import FileResponse

    from nongcai.domain.shares.queries import DueRow
    from nongcai.interfaces.web.http import WebRequest


def filings_workbook(request: WebRequest, year: int, rows: Iterable[DueRow], purpose: str) -> FileResponse:
    """Answer with the year's units and their filings."""
    return exporting.workbook(
        request,
        _("%d年度预留份额填报情况表") % year,
        _columns(),
        [_cells(place, row) for place, row in enumerate(rows, start=1)],
        owner=f"filings:{request.actor.organisation_id}",
        note=_("数据截至导出时。金额单位：元；预留比例=预留金额÷年度食堂食材采购总额，四舍五入。"),
        purpose=purpose,
    )


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("单位编码"), "text", 16),
        TableColumn(_("单位名称"), "text", 34),
        TableColumn(_("区划"), "text", 14),
        TableColumn(_("状态"), "text", 14),
        TableColumn(_("食堂情况"), "text", 16),
        TableColumn(_("年度食堂食材采购总额（元）"), "money", 20),
        TableColumn(_("预留金额（元）"), "money"),
        TableColumn(_("预留比例（%）"), "percent"),
        TableColumn(_("年初预留数（元）"), "money"),
        TableColumn(_("现行预留数（元）"), "money"),
        TableColumn(_("待办单位"), "text", 26),
        TableColumn(_("待办起始时间"), "moment"),
        TableColumn(_("填报时间"), "moment"),
        TableColumn(_("财政确认时间"), "moment"),
        TableColumn(_("备注"), "text", 30),
    ]


def _cells(place: int, row: DueRow) -> tuple[Any, ...]:
    listing, filing = row.listing, row.filing
    known = (place, listing.code, listing.name, listing.region.name)
    if filing is None:
        return (*known, _("未填报"), *(None for _column in range(11)))
    return (
        *known, filing.get_state_display(), words.value("canteen", filing.canteen), filing.canteen_total,
        filing.reserved, filing.ratio, filing.reserved_initially,
        filing.counted_reserved, filing.holder.name if filing.holder else None, filing.held_since, filing.filed_at,
        filing.confirmed_at, filing.remark,
    )  # fmt: skip
