"""What the page of a batch shows: how far it is, what is wrong, what would become of the rest."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from nongcai.domain.catalogue import queries as catalogue
from nongcai.domain.catalogue.states import BATCH_MACHINE, BatchKind, BatchState, RowOutcome, SaleUnit
from nongcai.interfaces.web.templatetags.shell import moment

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from nongcai.domain.catalogue.models import OfferBatch, OfferBatchRow
    from nongcai.interfaces.web.http import WebRequest

ROWS = 50
WRONG, GOOD, SAME = "wrong", "good", "same"
_DONE = {
    BatchState.RECEIVED.value: 1,
    BatchState.CHECKING.value: 1,
    BatchState.FAILED.value: 1,
    BatchState.CHECKED.value: 2,
    BatchState.LOADING.value: 2,
    BatchState.LOADED.value: 3,
}


@dataclass(frozen=True)
class Cell:
    """What a row would change of an offer, and what stands."""

    before: Any
    after: Any

    @property
    def is_changed(self) -> bool:
        """Whether it would."""
        return self.after is not None and self.after != self.before


def batch_page(request: WebRequest, batch: OfferBatch) -> dict[str, Any]:
    """Gather the steps, counts and rows of a batch."""
    acts = [] if batch.is_busy else BATCH_MACHINE.actions(batch.state, request.actor.role)
    context = {
        "batch": batch,
        "busy": batch.is_busy,
        "acts": acts,
        "steps": _steps(batch),
        "is_goods": batch.kind == BatchKind.GOODS,
        "title": _title(batch),
        "may_load": "load" in acts and batch.good > 0,
        # The shares of a bar, in hundredths.
        "share": Decimal(100 * batch.done / batch.good) if batch.good else None,
    }
    return context | (_rows(request, batch) if batch.state in {BatchState.CHECKED, BatchState.LOADED} else {})


def _title(batch: OfferBatch) -> str:
    return f"{batch.get_kind_display()} · {batch.category.name}" if batch.category else batch.get_kind_display()


def _rows(request: WebRequest, batch: OfferBatch) -> dict[str, Any]:
    counts = {WRONG: batch.wrong, GOOD: batch.good, SAME: batch.same}
    labels = {WRONG: _("有误"), GOOD: _("可办理"), SAME: _("已有，不变")}
    # Only what is wrong is kept once the rest is done.
    kept = [name for name in counts if counts[name] and (batch.state == BatchState.CHECKED or name == WRONG)]
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in kept else (kept[0] if kept else "")
    rows = Paginator(_select(batch, chosen), ROWS).get_page(request.GET.get("page"))
    return {
        "chosen": chosen,
        "tabs": [
            {"label": f"{labels[name]}（{counts[name]}）", "url": f"?show={name}", "current": name == chosen}
            for name in kept
        ],
        "page": rows,
        "rows": [_shown(batch, row) for row in rows],
    }


def _select(batch: OfferBatch, chosen: str) -> QuerySet[OfferBatchRow]:
    if chosen == GOOD:
        return catalogue.good_rows(batch)
    return catalogue.batch_rows(batch, RowOutcome.SAME if chosen == SAME else RowOutcome.WRONG)


def _shown(batch: OfferBatch, row: OfferBatchRow) -> dict[str, Any]:
    told, before = row.told, row.before
    shown: dict[str, Any] = {"row": row, "price": _figure(told.get("price")), "quantity": told.get("quantity")}
    if batch.kind == BatchKind.GOODS:
        unit = told.get("sale_unit")
        return shown | {"unit": SaleUnit(unit).label if unit else ""}
    return shown | {
        "price": Cell(_figure(before.get("price")), _figure(told.get("price"))),
        "quantity": Cell(before.get("quantity"), told.get("quantity")),
        "is_on": Cell(before.get("is_on"), told.get("is_on")),
    }


def _figure(text: Any) -> Decimal | None:
    return None if text is None else Decimal(text)


def _steps(batch: OfferBatch) -> list[dict[str, str]]:
    done = _DONE.get(batch.state, 0)
    noted = (batch.created_at, batch.checked_at, batch.loaded_at)
    return [
        {
            "label": label,
            "state": "done" if place < done else "current" if place == done else "waiting",
            "note": moment(at) if at and place < done else "",
        }
        for place, (label, at) in enumerate(zip((_("上传"), _("核对"), _("办理")), noted, strict=True))
    ]
