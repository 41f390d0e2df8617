"""What of workbooks of goods is handed to a supplier: the form of a category, the wrong rows. Any door may call it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.states import PROVEN_BY, Certificate
from nongcai.domain.regions import queries as regions
from nongcai.domain.suppliers.states import PaperKind
from nongcai.interfaces.sheets.goods_forms import Held, goods_spec
from nongcai.interfaces.sheets.goods_reading import read_batch
from nongcai.interfaces.sheets.goods_writing import write_goods_form
from nongcai.interfaces.sheets.writing import write_rejects

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from io import BytesIO

    from nongcai.domain.catalogue.models import Category, OfferBatch
    from nongcai.domain.suppliers.models import Supplier
    from nongcai.interfaces.sheets.planning import SheetPlan


def write_form_of(content: BytesIO, category: Category, supplier: Supplier, on: date) -> str:
    """Write the table of a category for a supplier to fill in; return its title."""
    spec = goods_spec(catalogue.asked_by(category), catalogue.names_above([category])[category.pk])
    needs = "、".join(str(PaperKind(kind).label) for kind in catalogue.needs_of(category))
    places = [one.place for one in regions.places().counties]
    write_goods_form(content, spec, places=places, held=_held(supplier, on), needs=needs)
    return spec.title


def rejects_of(batch: OfferBatch) -> Callable[[BytesIO, str], None]:
    """Return what writes the wrong rows of a batch, each with what is wrong, given a file and a watermark.

    :raises UnreadableFileError: when its workbook was deleted in its time.
    """
    plan = read_batch(batch).plan
    reasons = {
        row.row_no: [f"{column}：{message}" if column else message for column, _value, message in row.problems]
        for row in catalogue.wrong_rows(batch)
    }
    return partial(_rejects, plan, reasons)


def _rejects(plan: SheetPlan, reasons: dict[int, list[str]], content: BytesIO, mark: str) -> None:
    write_rejects(content, plan=plan, reasons=reasons, watermark=mark, title=plan.spec.title)


def _held(supplier: Supplier, on: date) -> Held:
    papers = catalogue.papers_for(supplier.pk, on)
    numbers = {
        one.value: tuple(row.number or _("是") for row in papers if row.kind == PROVEN_BY[one]) for one in Certificate
    }
    return Held(numbers, tuple(plan.name for plan in catalogue.plans_of(supplier.pk)))
