"""Steps of a run."""

from __future__ import annotations

from nongcai.domain.imports.errors import RunStepError
from nongcai.domain.imports.models import ImportRun
from nongcai.domain.imports.states import RUN_MACHINE, RunState
from nongcai.foundation import records


def lock(run_id: int) -> ImportRun:
    """Take a run for oneself until the transaction ends."""
    return ImportRun.objects.select_for_update(of=("self",), no_key=True).get(pk=run_id)


def advance(run: ImportRun, action: str, *fields: str) -> None:
    """Take a step that the table of states permits.

    :raises RunStepError: when it does not.
    """
    step = RUN_MACHINE.step(action, run.state)
    if step is None:
        raise RunStepError(state=RunState(run.state).label)
    run.state = step.target
    records.save(run, "state", *fields)
