"""Steps of a run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nongcai.domain.imports.errors import RunStepError
from nongcai.domain.imports.models import ImportRun
from nongcai.domain.imports.states import RUN_MACHINE, RunState
from nongcai.domain.organisations import permissions
from nongcai.foundation import records
from nongcai.foundation.errors import NotAllowedError

if TYPE_CHECKING:
    from nongcai.domain.organisations.actors import Actor


def lock(run_id: int) -> ImportRun:
    """Take a run for oneself until the transaction ends."""
    return ImportRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run_id)


def lock_own(actor: Actor, run_id: int) -> ImportRun:
    """Take a run of the actor's own bureau.

    :raises NotAllowedError: when the actor is not finance, or of another bureau.
    """
    permissions.require_finance(actor)
    run = lock(run_id)
    if run.node_id != actor.organisation_id:
        raise NotAllowedError
    return run


def loaded_runs(node_id: int) -> list[int]:
    """Return the runs of a bureau whose rows count or wait for a decision."""
    runs = ImportRun.objects.filter(node_id=node_id, state=RunState.LOADED)
    return list(runs.order_by("pk").values_list("pk", flat=True))


def advance(run: ImportRun, action: str, *fields: str) -> None:
    """Take a step that the table of states permits.

    :raises RunStepError: when it does not.
    """
    step = RUN_MACHINE.step(action, run.state)
    if step is None:
        raise RunStepError(state=RunState(run.state).label)
    run.state = step.target
    records.save(run, "state", *fields)
