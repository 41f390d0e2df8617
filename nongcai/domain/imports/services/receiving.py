"""A run begins with files, and may be given up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models.functions import Greatest

from nongcai.domain.documents import services as documents
from nongcai.domain.imports.errors import NoFilesError, OpenQuestionsError, WrongRowsError
from nongcai.domain.imports.models import ImportRun, Level, Outcome, Problem, Question
from nongcai.domain.imports.services.running import advance, lock, lock_own
from nongcai.domain.imports.services.staging import STAGED, clear
from nongcai.domain.imports.states import RUN_MACHINE, RunState
from nongcai.domain.organisations import permissions
from nongcai.foundation import queue, records
from nongcai.foundation.texts import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from nongcai.domain.organisations.actors import Actor

EXPIRED = N_("长期未导入，核对结果已按期限清除，没有导入任何数据。需要时请重新上传。")


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it came."""

    name: str
    media_type: str
    chunks: Iterable[bytes]


@transaction.atomic
def receive(
    *, actor: Actor, files: Sequence[ReceivedFile], at: datetime, originals_until: datetime, queued: bool
) -> ImportRun:
    """Keep the files until a day and begin a run; `queued` has it checked in the background.

    :raises NotAllowedError: when the actor is not finance.
    :raises NoFilesError: when there is no file.
    """
    permissions.require_finance(actor)
    if not files:
        raise NoFilesError
    run = ImportRun(node_id=actor.organisation_id, state=RunState.RECEIVED, created_by_id=actor.user_id, created_at=at)
    records.save(run)
    for file in files:
        documents.store(
            owner=owner_of(run.pk),
            name=file.name,
            media_type=file.media_type,
            chunks=file.chunks,
            at=at,
            user_id=actor.user_id,
            expires_at=originals_until,
        )
    if queued:
        queue.defer("imports.check", run_id=run.pk, lock=owner_of(run.pk))
    return run


@transaction.atomic
def start_check(*, actor: Actor, run_id: int, at: datetime) -> None:
    """Have a run checked again in the background.

    :raises NotAllowedError: when the actor is not finance of the run's bureau.
    :raises RunStepError: when the run is past being checked.
    """
    run = lock_own(actor, run_id)
    run.moved_at = at
    advance(run, "check", "moved_at")
    queue.defer("imports.check", run_id=run_id, lock=owner_of(run_id))


@transaction.atomic
def start_load(
    *, actor: Actor, run_id: int, all_or_nothing: bool, at: datetime, partly: bool = False, queued: bool = True
) -> None:
    """Have a checked run loaded, in the background when `queued`; `partly` leaves out what nobody decided.

    :raises NotAllowedError: when the actor is not finance of the run's bureau.
    :raises OpenQuestionsError: when something only a person can decide is open.
    :raises WrongRowsError: when it is to be all or nothing and something is wrong.
    """
    run = lock_own(actor, run_id)
    open_questions = Question.objects.filter(run=run, answer="").count()
    if open_questions and not partly:
        raise OpenQuestionsError(count=open_questions)
    wrong = wrong_rows_of(run) if all_or_nothing else 0
    if wrong:
        raise WrongRowsError(count=wrong)
    run.all_or_nothing, run.loaded_by_id, run.moved_at = all_or_nothing, actor.user_id, at
    advance(run, "load", "all_or_nothing", "loaded_by", "moved_at")
    if queued:
        queue.defer("imports.load", run_id=run.pk, lock=owner_of(run.pk))


@transaction.atomic
def discard(*, actor: Actor, run_id: int, at: datetime) -> None:
    """Give a run up: what was staged goes, the run stays as a record.

    :raises NotAllowedError: when the actor is not finance of the run's bureau.
    :raises RunStepError: when it is being loaded or was.
    """
    run = lock_own(actor, run_id)
    run.moved_at = at
    advance(run, "discard", "moved_at")
    clear(run.pk)


@transaction.atomic
def fail(*, run_id: int, message: str) -> None:
    """Say why a run's job broke off; the run can be checked again."""
    run = lock(run_id)
    run.message = message[:500]
    advance(run, "fail", "message")


@transaction.atomic
def clear_staging(*, at: datetime, unloaded_before: datetime) -> int:
    """Throw away what is no longer needed of staged rows; return how many rows of loaded runs went.

    Of runs loaded a day ago or earlier, rows that wait for a decision stay. Runs that nobody took up since
    `unloaded_before` are given up with all that they staged.
    """
    _expire(at, unloaded_before)
    old = ImportRun.objects.filter(state=RunState.LOADED, loaded_at__lt=at - timedelta(days=1)).values("pk")
    kept = (Outcome.WAITING, Outcome.WRONG)
    return sum(
        records.remove(model._default_manager.filter(run_id__in=old).exclude(outcome__in=kept))
        for model in STAGED.values()
    )


def _expire(at: datetime, before: datetime) -> None:
    pending = [state for state in RunState.values if RUN_MACHINE.step("expire", state)]
    touched = Greatest("created_at", "checked_at", "moved_at")
    untouched = ImportRun.objects.annotate(touched=touched).filter(state__in=pending, touched__lt=before)
    # Whoever is at one of them takes it up.
    for run in untouched.select_for_update(of=("self",), no_key=True, skip_locked=True):
        run.moved_at, run.message = at, EXPIRED
        advance(run, "expire", "moved_at", "message")
        clear(run.pk)


def wrong_rows_of(run: ImportRun) -> int:
    """Count the rows with an error, and the files that cannot be read at all."""
    errors = Problem.objects.filter(run=run, level=Level.ERROR)
    return errors.order_by().values("sheet_id", "row_no").distinct().count()


def owner_of(run_id: int) -> str:
    """Return the name under which a run's files are kept."""
    return f"import-run:{run_id}"
