"""Import runs in the background."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from nongcai.domain.imports import services as imports
from nongcai.interfaces.sheets import importing


@app.task(name="imports.check")
def check(*, run_id: int) -> None:
    """Read a run's files and judge them."""
    importing.check_run(run_id=run_id, at=timezone.now())


@app.task(name="imports.load")
def load(*, run_id: int) -> None:
    """Load what a run's dry run found good."""
    imports.load(run_id=run_id, at=timezone.now())
