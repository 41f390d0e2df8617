"""Import runs in the background."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from nongcai.domain.imports import services as imports
from nongcai.domain.imports.errors import RunStepError
from nongcai.foundation import history
from nongcai.foundation.errors import DomainError
from nongcai.interfaces.sheets import importing

if TYPE_CHECKING:
    from collections.abc import Iterator


@app.task(name="imports.check")
def check(*, run_id: int) -> None:
    """Read a run's files and judge them."""
    with history.told(job="imports.check", run=run_id), _telling_the_run(run_id):
        importing.check_run(run_id=run_id, at=timezone.now())


@app.task(name="imports.load")
def load(*, run_id: int) -> None:
    """Load what a run's dry run found good."""
    with history.told(job="imports.load", run=run_id), _telling_the_run(run_id):
        imports.load(run_id=run_id, at=timezone.now())


@contextmanager
def _telling_the_run(run_id: int) -> Iterator[None]:
    """Have whoever looks at the run see that its job broke off, and why."""
    try:
        yield
    except RunStepError:
        raise  # another job has taken the run on
    except DomainError as refusal:
        imports.fail(run_id=run_id, message=str(refusal))
    except Exception:  # a bug still ends the job; the run must not look busy for ever
        imports.fail(run_id=run_id, message=_("系统出错，没有导入任何数据。请重新核对；若仍出错，请联系系统运维人员。"))
        raise
