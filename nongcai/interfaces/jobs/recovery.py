"""Jobs whose worker died are done again: each is written so that it can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

if TYPE_CHECKING:
    from procrastinate.manager import JobManager

# Workers say every ten seconds that they live.
DEAD_AFTER = 30


@app.periodic(cron="* * * * *")
@app.task(name="jobs.retry_stalled", queueing_lock="jobs.retry_stalled")
async def retry_stalled(timestamp: int) -> None:  # noqa: ARG001  the queue says for when it ran
    """Give the jobs of dead workers to living ones."""
    await give_back(app.job_manager)


async def give_back(manager: JobManager, *, dead_after: float = DEAD_AFTER) -> int:
    """Queue again what workers had begun that have not been heard of for some seconds; return how many."""
    stalled = list(await manager.get_stalled_jobs(seconds_since_heartbeat=dead_after))
    for job in stalled:
        await manager.retry_job(job)
    return len(stalled)
