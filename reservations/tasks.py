"""Jobs of requests: the delivery of mail, and the rescue of what a dead worker left behind."""

from __future__ import annotations

from typing import Final

from django.utils import timezone
from procrastinate import RetryDecision, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job

from reservations.domain import delivery
from tenants.jobs import customer_task

QUEUE: Final = "mail"
LONGEST_WAIT: Final = 6 * 60 * 60


class BackOff(RetryStrategy):
    """Wait 4, 16, 64, 256 … seconds, six hours at most: `delivery.MAX_ATTEMPTS` tries span eighteen hours.

    The mail counts the tries that were noted on it. `max_attempts` ends a job that fails before it can note
    anything.
    """

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        if isinstance(exception, delivery.MailGoneError):
            return None
        if self.max_attempts and job.attempts >= self.max_attempts:
            return None
        return RetryDecision(retry_in={"seconds": min(4 ** (job.attempts + 1), LONGEST_WAIT)})


@customer_task(name="reservations.deliver_mail", queue=QUEUE, retry=BackOff(max_attempts=30))
def deliver_mail(mail_id: int) -> None:
    """Hand over one mail of the active customer's outbox."""
    delivery.deliver(mail_id=mail_id, now=timezone.now())


# No `lock`: a worker that died in the middle would hold it for ever. The queueing lock keeps rescues from piling up.
@app.periodic(cron="* * * * *")
@app.task(
    name="reservations.rescue_mail", queue=QUEUE, queueing_lock="reservations.rescue_mail", pass_context=True
)
async def rescue_mail(context: JobContext, timestamp: int) -> None:
    """Put jobs back in the queue whose worker has died (no heartbeat for half a minute).

    Delivering is safe to repeat: the mail's row says whether the server has accepted.
    """
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(queue=QUEUE):
        await jobs.retry_job(job)
