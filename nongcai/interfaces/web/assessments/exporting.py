"""Boards as workbooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.interfaces.sheets.writing import TableColumn
from nongcai.interfaces.web.assessments import tables, words
from nongcai.interfaces.web.exporting import workbook

if TYPE_CHECKING:
    from typing import Any

    from django.http import FileResponse

    from nongcai.domain.assessments.queries import Board
    from nongcai.interfaces.web.assessments.choosing import ChosenBoard
    from nongcai.interfaces.web.assessments.tables import Row
    from nongcai.interfaces.web.http import WebRequest


def board_workbook(request: WebRequest, chosen: ChosenBoard, purpose: str) -> FileResponse:
    """Answer with a board's rows as a workbook."""
    board = chosen.board
    return workbook(
        request,
        f"{tables.heading(board)}（{words.group(chosen.group, board.node)}）",
        _columns(),
        [_cells(place, row) for place, row in enumerate(chosen.rows, start=1)],
        owner=f"board:{board.node.id}",
        note=_note(board),
        purpose=purpose,
    )


def _note(board: Board) -> str:
    dated = _("数据截至导出时。")
    if board.snapshot:
        dated = _("与通报一致的数据快照，截至 %s。") % board.as_of
    elif board.as_of:
        dated = (
            _("数据截至 %s，按当日已登记数据。") if board.known_then else _("数据截至 %s，按现有台账回看。")
        ) % board.as_of
    return dated + _("金额单位：元；预留比例=预留份额÷年度食堂食材采购总额，完成率=完成交易额÷预留份额，四舍五入。")


def _columns() -> list[TableColumn]:
    return [
        TableColumn(_("序号"), "count", 6),
        TableColumn(_("名称"), "text", 34),
        TableColumn(_("年度食堂食材采购总额（元）"), "money", 20),
        TableColumn(_("预留份额（元）"), "money"),
        TableColumn(_("预留比例（%）"), "percent"),
        TableColumn(_("预留比例名次"), "count"),
        TableColumn(_("完成交易额（元）"), "money"),
        TableColumn(_("完成交易额名次"), "count"),
        TableColumn(_("完成率（全口径，%）"), "percent", 14),
        TableColumn(_("完成率（食堂口径，%）"), "percent", 14),
        *(TableColumn(str(label), "count") for label in (_("应填报单位"), _("已填报单位"), _("有预留单位"))),
        *(TableColumn(str(label), "count") for label in (_("有采购单位"), _("已完成单位"))),
    ]


def _cells(place: int, row: Row) -> tuple[Any, ...]:
    one = row.line.figures
    return (
        place, row.line.node.name, one.canteen_total, one.reserved, one.ratio, row.by_ratio, one.purchased,
        row.by_purchased, one.completion_rate, one.canteen_rate, one.due, one.filed, one.reserving, one.buying,
        one.finished,
    )  # fmt: skip
