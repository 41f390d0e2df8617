"""Queue a job by name, in the caller's transaction."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app


def defer(task: str, *, lock: str | None = None, **arguments: Any) -> int:
    """Queue `room.verb`; it is gone when the caller rolls back. Jobs of one `lock` run one after another."""
    return int(app.configure_task(task, lock=lock, queueing_lock=None).defer(**arguments))
