"""Jobs of visits: the watch over returns, and the housekeeping of every customer."""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from oci.domain.overdue import note_overdue
from oci.domain.sweeping import sweep_all
from tenants.jobs import customer_task

QUEUE: Final = "visits"
# What is noted is noted in one transaction, so trying again is safe.
PATIENT = RetryStrategy(max_attempts=6, exponential_wait=4)


@customer_task(name="oci.watch_return", queue=QUEUE, retry=PATIENT)
def watch_return(punch_out_id: int) -> None:
    """Look whether the return of a punch-out of the active customer was seen in its time."""
    note_overdue(punch_out_id=punch_out_id, now=timezone.now())


# No `lock`: a worker that died in the middle would hold it for ever. Two sweeps at once do no harm.
@app.periodic(cron="17 * * * *")
@app.task(name="oci.sweep", queue=QUEUE, queueing_lock="oci.sweep")
def sweep(timestamp: int) -> None:
    """End visits whose time is over and delete what no customer wants to keep, at all customers."""
    sweep_all(now=timezone.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="oci.rescue_visits", queue=QUEUE, queueing_lock="oci.rescue_visits", pass_context=True)
async def rescue_visits(context: JobContext, timestamp: int) -> None:
    """Put jobs back in the queue whose worker has died (no heartbeat for half a minute)."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(queue=QUEUE):
        await jobs.retry_job(job)
