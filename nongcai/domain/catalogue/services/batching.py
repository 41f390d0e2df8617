"""A batch begins with a workbook, is tried, and done when its supplier says so."""

from __future__ import annotations

from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Greatest

from nongcai.domain.catalogue import queries
from nongcai.domain.catalogue.errors import (
    BatchEmptyError,
    BatchStepError,
    BatchTooLongError,
    SupplierNotAdmittedError,
)
from nongcai.domain.catalogue.models import OfferBatch, OfferBatchRow
from nongcai.domain.catalogue.services.changing import ChangesTrial, change
from nongcai.domain.catalogue.services.describing import require_category
from nongcai.domain.catalogue.services.making import GoodsTrial, make
from nongcai.domain.catalogue.services.staging import clear, said, stage
from nongcai.domain.catalogue.services.stepping import admitted
from nongcai.domain.catalogue.states import (
    BATCH_MACHINE,
    GOOD_ROWS,
    BatchAction,
    BatchKind,
    BatchState,
    RowOutcome,
)
from nongcai.domain.documents import services as documents
from nongcai.foundation import queue, records
from nongcai.foundation.errors import NotFoundError
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from nongcai.domain.catalogue.services.judging import SaidRow
    from nongcai.domain.catalogue.services.staging import StagedRow
    from nongcai.domain.organisations.actors import Actor

LONGEST = 50_000
# So many rows are tried, or done, in one transaction: then they are seen to be.
CHUNK = 1000
KEPT = timedelta(days=30)
EXPIRED = N_("长期未办理，核对结果已按期限清除，没有办理任何内容。需要时请重新上传。")
_TRIALS: dict[str, type[GoodsTrial] | type[ChangesTrial]] = {
    BatchKind.GOODS.value: GoodsTrial,
    BatchKind.CHANGES.value: ChangesTrial,
}
_COUNTED = {
    RowOutcome.SAME.value: "same",
    RowOutcome.WRONG.value: "wrong",
    **{one.value: "good" for one in GOOD_ROWS},
}


@transaction.atomic
def receive_batch(
    *,
    actor: Actor,
    kind: BatchKind,
    category_id: int | None,
    name: str,
    chunks: Iterable[bytes],
    at: datetime,
    queued: bool = True,
) -> OfferBatch:
    """Keep a workbook of goods of a category, or of prices and stocks, and have it tried in the background.

    :raises SupplierNotAdmittedError: when the supplier was not admitted.
    :raises CategoryClosedError: when the category takes no more products.
    :raises CategoryNotLastError: when others stand below it.
    """
    supplier = admitted(actor)
    category = None
    if kind == BatchKind.GOODS:
        category = queries.category_of(category_id or 0)
        require_category(category)
    batch = OfferBatch(
        supplier=supplier,
        kind=kind,
        category=category,
        user_id=actor.user_id,
        by_label=actor.label,
        file_name=name[-200:],
        created_at=at,
    )
    records.save(batch)
    documents.store(
        owner=batch.owner,
        name=name,
        media_type="application/octet-stream",
        chunks=chunks,
        at=at,
        user_id=actor.user_id,
        expires_at=at + KEPT,
    )
    if queued:
        queue.defer("catalogue.check_batch", batch_id=batch.pk, lock=_lock(batch))
    return batch


@transaction.atomic
def recheck_batch(*, actor: Actor, batch_id: int, queued: bool = True) -> OfferBatch:
    """Have a workbook tried once more.

    :raises BatchStepError: when it is past that.
    """
    batch = _own(actor, batch_id)
    _advance(batch, BatchAction.CHECK)
    if queued:
        queue.defer("catalogue.check_batch", batch_id=batch.pk, lock=_lock(batch))
    return batch


def check_batch(*, batch_id: int, rows: Iterable[SaidRow], at: datetime, sheet: str = "") -> OfferBatch:
    """Try the rows of a workbook's sheet: say of each what would become of it. Nothing is made.

    Some rows at a time are kept, so that whoever looks sees it go on; a killed check begins anew.

    :raises BatchTooLongError: when there are more rows than one workbook may have.
    """
    with transaction.atomic():
        batch = _locked(batch_id)
        _advance(batch, BatchAction.CHECK)
        clear(batch)
        batch.read = batch.good = batch.same = batch.wrong = batch.done = 0
        batch.sheet_name, batch.message = sheet[:100], ""
        records.save(batch, "read", "good", "same", "wrong", "done", "sheet_name", "message")
    trial, left = _TRIALS[batch.kind](batch, at), iter(rows)
    while chunk := list(islice(left, CHUNK)):
        if batch.read + len(chunk) > LONGEST:
            raise BatchTooLongError(limit=LONGEST)
        with transaction.atomic():
            _keep(batch, trial.judged(chunk))
    with transaction.atomic():
        batch.checked_at = at
        _advance(batch, BatchAction.SETTLE, "checked_at")
    records.analyze_grown(batch.read, OfferBatchRow._meta.db_table)
    return batch


@transaction.atomic
def start_batch(*, actor: Actor, batch_id: int, queued: bool = True) -> OfferBatch:
    """Have what was found good done in the background.

    :raises BatchEmptyError: when nothing was.
    :raises BatchStepError: when it was not tried, or is done.
    """
    admitted(actor)
    batch = _own(actor, batch_id)
    _require_step(batch, BatchAction.LOAD)
    if not batch.good:
        raise BatchEmptyError
    batch.user_id, batch.by_label = actor.user_id, actor.label
    _advance(batch, BatchAction.LOAD, "user", "by_label")
    if queued:
        queue.defer("catalogue.load_batch", batch_id=batch.pk, lock=_lock(batch))
    return batch


def load_batch(*, batch_id: int, at: datetime) -> OfferBatch:
    """Do what was found good, some rows in a transaction; a killed one goes on with those that are left.

    :raises SupplierNotAdmittedError: when the supplier's recommendation was recalled meanwhile.
    """
    while _load_some(batch_id, at):
        pass
    with transaction.atomic():
        batch = _locked(batch_id)
        batch.loaded_at = at
        _advance(batch, BatchAction.FINISH, "loaded_at")
        records.remove(OfferBatchRow.objects.filter(batch=batch).exclude(outcome=RowOutcome.WRONG))
    return batch


@transaction.atomic
def discard_batch(*, actor: Actor, batch_id: int) -> OfferBatch:
    """Give a batch up: its rows go, it stays as a record.

    :raises BatchStepError: when it is being done or was.
    """
    batch = _own(actor, batch_id)
    _advance(batch, BatchAction.DISCARD)
    clear(batch)
    return batch


@transaction.atomic
def fail_batch(*, batch_id: int, message: str) -> None:
    """Say why the job of a batch broke off."""
    batch = _locked(batch_id)
    batch.message = message[:500]
    _advance(batch, BatchAction.FAIL, "message")


@transaction.atomic
def clear_batches(*, at: datetime) -> int:
    """Give up what nobody took up for a month, and throw away rows as old; return how many batches were given up."""
    before = at - KEPT
    pending = [state for state in BatchState.values if BATCH_MACHINE.step(BatchAction.EXPIRE, state)]
    touched = Greatest("created_at", "checked_at")
    rows = OfferBatch.objects.annotate(touched=touched).filter(state__in=pending, touched__lt=before)
    count = 0
    for batch in rows.select_for_update(of=("self",), no_key=True, skip_locked=True):
        batch.message = EXPIRED
        _advance(batch, BatchAction.EXPIRE, "message")
        count += 1
    old = OfferBatch.objects.filter(state__in=(BatchState.LOADED, BatchState.DISCARDED), created_at__lt=before)
    records.remove(OfferBatchRow.objects.filter(batch__in=old.values("pk")))
    return count


def _keep(batch: OfferBatch, found: Sequence[StagedRow]) -> None:
    stage(batch, found)
    batch.read += len(found)
    for one in found:
        name = _COUNTED[str(one.outcome)]
        setattr(batch, name, getattr(batch, name) + 1)
    records.save(batch, "read", "good", "same", "wrong")


@transaction.atomic
def _load_some(batch_id: int, at: datetime) -> int:
    """Do the next rows that are left; return how many were looked at."""
    batch = _locked(batch_id)
    _require_step(batch, BatchAction.FINISH)
    if batch.supplier.admission_id is None:
        raise SupplierNotAdmittedError
    rows = list(queries.good_rows(batch).values_list("row_no", "told", "before")[:CHUNK])
    if not rows:
        return 0
    told = [said(row_no, values) for row_no, values, _before in rows]
    if batch.kind == BatchKind.GOODS:
        left = make(batch, told, at)
    else:
        left = change(batch, told, {row_no: before for row_no, _values, before in rows}, at)
    wrong = [one for one in left.values() if one.outcome == RowOutcome.WRONG]
    # What is done, or was there, stands where it belongs; what is wrong can still be taken away.
    looked_at = OfferBatchRow.objects.filter(batch=batch, row_no__in=[row_no for row_no, _values, _before in rows])
    records.remove(looked_at)
    stage(batch, wrong)
    batch.done += len(rows) - len(left)
    batch.wrong += len(wrong)
    batch.same += len(left) - len(wrong)
    records.save(batch, "done", "wrong", "same")
    return len(rows)


def _own(actor: Actor, batch_id: int) -> OfferBatch:
    """Return a batch of the supplier for which the actor works, locked.

    :raises NotFoundError: when it is somebody else's.
    """
    rows = queries.batches_visible_to(actor).select_for_update(of=("self",), no_key=True)
    found = rows.filter(pk=batch_id).first()
    if found is None:
        raise NotFoundError(what=batch_id)
    return found


def _locked(batch_id: int) -> OfferBatch:
    rows = OfferBatch.objects.select_related("category", "supplier").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=batch_id)


def _require_step(batch: OfferBatch, action: BatchAction) -> None:
    if BATCH_MACHINE.step(action, batch.state) is None:
        raise BatchStepError(state=batch.get_state_display(), action=action.label)


def _advance(batch: OfferBatch, action: BatchAction, *fields: str) -> None:
    step = BATCH_MACHINE.step(action, batch.state)
    if step is None:
        raise BatchStepError(state=batch.get_state_display(), action=action.label)
    batch.state = step.target
    records.save(batch, "state", *fields)


def _lock(batch: OfferBatch) -> str:
    """Return under what the batches of a supplier come one after another."""
    return f"offer-batches:{batch.supplier_id}"
