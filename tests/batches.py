"""A supplier's workbooks of every story: mushrooms, and prices and stocks; and the worker that takes them up."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from nongcai.domain.catalogue import queries, services
from nongcai.domain.catalogue.states import BatchKind
from nongcai.interfaces.jobs import catalogue as jobs
from tests.goods import category
from tests.market import AT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nongcai.domain.catalogue.models import OfferBatch
    from tests.market import Market

PLACE = "食用菌"
ROW: dict[str, Any] = {
    "商品名称*": "卢氏黑木耳",
    "产地*": "河南省三门峡市卢氏县",
    "生产者*": "卢氏县山货农民专业合作社",
    "执行标准": "GB/T 6192",
    "净含量*": 250,
    "净含量单位*": "克",
    "保质期（天）*": 540,
    "贮存条件*": "阴凉干燥处",
    "品种*": "木耳",
    "等级*": "一级",
    "规格*": "250克/袋",
    "销售单位*": "袋",
    "单价(元)*": 25.5,
    "库存*": 100,
}
CHANGE_HEADINGS = ("编号*", "商品名称", "规格", "单价(元)", "库存", "上架")


def rows(*changes: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a row of mushrooms for each change, by heading without the asterisk."""
    starred = {heading.rstrip("*"): heading for heading in ROW}
    return [ROW | {starred.get(name, name): value for name, value in one.items()} for one in changes]


def workbook(told: Iterable[dict[str, Any]], title: str = "商品批量发布表（干货山珍 › 食用菌）") -> bytes:
    """Write rows as a workbook."""
    kept = list(told)
    headings = list(dict.fromkeys(name for one in kept for name in one)) or list(ROW)
    return table([headings, *([one.get(name) for name in headings] for one in kept)], title)


def table(lines: Sequence[Sequence[Any]], title: str = "") -> bytes:
    """Write lines as a workbook."""
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet("商品")
        for place, line in enumerate([[title], *lines] if title else lines):
            for column, cell in enumerate(line):
                write = page.write_string if isinstance(cell, str) else page.write
                write(place, column, cell)
    return content.getvalue()


def uploaded(
    market: Market, data: bytes, *, name: str = "商品.xlsx", kind: BatchKind = BatchKind.GOODS, by: str = "supplier"
) -> OfferBatch:
    """Let the supplier upload a workbook, and the worker try it."""
    batch = services.receive_batch(
        actor=market.actor(by),
        kind=kind,
        category_id=category(PLACE).pk if kind == BatchKind.GOODS else None,
        name=name,
        chunks=[data],
        at=AT,
        queued=False,
    )
    jobs.check_batch(batch_id=batch.pk)
    return queries.batch_of(batch.pk)


def changes(market: Market, *lines: Sequence[Any], name: str = "价格.xlsx") -> OfferBatch:
    """Let the supplier upload prices and stocks."""
    return uploaded(market, table([CHANGE_HEADINGS, *lines]), name=name, kind=BatchKind.CHANGES)


def confirmed(market: Market, batch: OfferBatch) -> OfferBatch:
    """Let the supplier confirm, and the worker do it."""
    services.start_batch(actor=market.actor("supplier"), batch_id=batch.pk, queued=False)
    jobs.load_batch(batch_id=batch.pk)
    return queries.batch_of(batch.pk)


def sentences(batch: OfferBatch) -> list[str]:
    """Return what is wrong, each cell a line: row, column, sentence."""
    return [
        f"{row.row_no} {column}：{message}" for row in queries.wrong_rows(batch) for column, _, message in row.problems
    ]


def counts(batch: OfferBatch) -> tuple[int, int, int, int]:
    """Return how many rows are good, stay, are wrong, were done."""
    return batch.good, batch.same, batch.wrong, batch.done
