"""From a supplier's workbook to the rows that the room of goods judges: any door may call it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue import services
from nongcai.domain.catalogue.services import Fault, SaidRow
from nongcai.domain.catalogue.states import BatchKind
from nongcai.interfaces.sheets.goods_forms import CHANGES, TITLE, goods_spec
from nongcai.interfaces.sheets.headings import half_width
from nongcai.interfaces.sheets.parsing import parse
from nongcai.interfaces.sheets.planning import plan_by
from nongcai.interfaces.sheets.reading import UnreadableFileError, open_workbook
from nongcai.interfaces.sheets.refusals import Limits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from nongcai.domain.catalogue.models import OfferBatch
    from nongcai.interfaces.sheets.columns import SheetSpec
    from nongcai.interfaces.sheets.parsing import ParsedRow
    from nongcai.interfaces.sheets.planning import SheetPlan

ACCEPTED = (".xlsx", ".xls", ".csv")
LARGEST = 30_000_000
LIMITS = Limits(file_bytes=LARGEST, unpacked_bytes=300_000_000, part_bytes=100_000_000, rows=60_000, columns=120)
_BRACKETS = str.maketrans("()", "（）")
# The sheet of what may be chosen has headings of one or two columns.
_BY_CHANCE = 2
_NAMED = re.compile(rf"{TITLE}\((.+?)\)")


@dataclass(frozen=True)
class ReadGoods:
    """What a workbook holds: how it is read, and its rows as they come."""

    plan: SheetPlan
    rows: Iterator[SaidRow]


def check_batch(*, batch_id: int, at: datetime) -> OfferBatch:
    """Read the workbook of a batch and have its rows tried.

    :raises UnreadableFileError: when it cannot be read, or is no such table.
    """
    batch = catalogue.batch_of(batch_id)
    read = read_batch(batch)
    return services.check_batch(batch_id=batch_id, rows=read.rows, at=at, sheet=read.plan.raw.sheet_name)


def read_batch(batch: OfferBatch) -> ReadGoods:
    """Read the workbook of a batch.

    :raises UnreadableFileError: when it cannot be read, is no such table, or was deleted.
    """
    file = catalogue.batch_file(batch)
    if file is None or not file.path.exists():
        raise UnreadableFileError(_("上传的表格已按期限删除，请重新上传。"))
    if batch.kind == BatchKind.CHANGES:
        return read_changes(file.path, name=file.name)
    return read_goods(file.path, name=file.name, spec=spec_of(batch))


def spec_of(batch: OfferBatch) -> SheetSpec:
    """Return the table of the category of a batch, or that of prices and stocks."""
    if batch.category is None:
        return CHANGES
    name = catalogue.names_above([batch.category])[batch.category.pk]
    return goods_spec(catalogue.asked_by(batch.category), name)


def read_goods(path: Path, *, name: str, spec: SheetSpec) -> ReadGoods:
    """Read the first sheet that is the table of a category.

    :raises UnreadableFileError: when none is, or it is that of another category.
    """
    plan = _plan(path, name, spec)
    for line in plan.raw.title:
        found = _NAMED.search(half_width(line))
        if found and f"({found[1]})" not in half_width(spec.title):
            text = _("“{name}”是分类“{found}”的商品表，与所选分类不同；请选“{found}”后上传，或下载所选分类的模板填写。")
            raise UnreadableFileError(text.format(name=name, found=found[1]))
    return ReadGoods(plan, (_said(row, plan, _goods) for row in parse(plan)))


def read_changes(path: Path, *, name: str) -> ReadGoods:
    """Read the first sheet that is a table of prices and stocks.

    :raises UnreadableFileError: when none is.
    """
    plan = _plan(path, name, CHANGES)
    return ReadGoods(plan, (_said(row, plan, _changes) for row in parse(plan)))


def _plan(path: Path, name: str, spec: SheetSpec) -> SheetPlan:
    plans = [plan_by(raw, spec) for raw in open_workbook(path, name=name, limits=LIMITS)]
    plan = next((one for one in plans if one.is_ready), None)
    if plan is not None:
        return plan
    closest = max(plans, key=lambda one: len(one.columns))
    if len(closest.columns) <= _BY_CHANCE:
        text = _("“{name}”中没有填写了内容的《{title}》，请下载模板，按模板填写后再上传。")
        raise UnreadableFileError(text.format(name=name, title=spec.title))
    text = _("“{name}”不是《{title}》：{reason}请下载模板，按模板填写后再上传。")
    raise UnreadableFileError(text.format(name=name, title=spec.title, reason=closest.reason))


def _said(row: ParsedRow, plan: SheetPlan, shaped: Callable[[dict[str, Any]], dict[str, Any]]) -> SaidRow:
    values = dict(zip(plan.spec.fields, row.values, strict=True))
    if not row.problems:
        return SaidRow(row.row_no, shaped(values))
    fields = {place.heading.shown[:100]: name for name, place in plan.columns.items()}
    faults = tuple(
        Fault(fields.get(one.column_label, ""), _shown(one.column_label), one.value, one.message)
        for one in row.problems
        if one.level == "error"
    )
    return SaidRow(row.row_no, shaped(values), faults)


def _shown(label: str) -> str:
    """Write a heading as pages do."""
    return label.rstrip("*").translate(_BRACKETS)


def _goods(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"is_catch_weight": values["is_catch_weight"] == "yes"}


def _changes(values: dict[str, Any]) -> dict[str, Any]:
    is_on = values["is_on"]
    return values | {"is_on": is_on == "yes" if is_on else None}
