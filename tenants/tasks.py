"""Jobs of the platform itself."""

from __future__ import annotations

from typing import Final

from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

DONE_HOURS: Final = 24
# Somebody may want to know why.
FAILED_HOURS: Final = 30 * 24


@app.periodic(cron="41 * * * *")
@app.task(
    name="tenants.forget_jobs", queue="housekeeping", queueing_lock="tenants.forget_jobs", pass_context=True
)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    """Delete the rows of jobs that are over: each minute adds some."""
    jobs = context.app.job_manager
    await jobs.delete_old_jobs(nb_hours=DONE_HOURS)
    await jobs.delete_old_jobs(
        nb_hours=FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
