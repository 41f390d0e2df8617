"""Queue a job by name, in the caller's transaction."""

from __future__ import annotations

from typing import Any

from procrastinate.contrib.django import app


def defer(task: str, *, lock: str | None = None, **arguments: Any) -> int:
    """Queue `room.verb`; it is gone when the caller rolls back. Jobs of one `lock` run one after another."""
    return int(app.configure_task(task, lock=lock, queueing_lock=None).defer(**arguments))


def queuing(task: str, arguments: str, rows: str) -> str:
    """Return a sub-statement `queued` that queues a job as `defer` does, its arguments told by SQL over some rows.

    Where there are none, nothing is queued.
    """
    # The first three are what `configure_task` takes where nothing else is told.
    job = f"ROW('default', '{task}', 0, NULL, NULL, {arguments}, NULL)"
    return (
        f"queued AS (SELECT procrastinate_defer_jobs_v1(ARRAY[{job}]::procrastinate_job_to_defer_v1[]) "
        f"FROM {rows} HAVING count(*) > 0)"
    )
