"""Background jobs that belong to a customer.

A job carries the customer's slug and ids, never personal data. It is deferred on Django's own connection, so it exists
only if the transaction that wanted it commits.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from tenants.context import current_customer, use_customer
from tenants.models import Customer


class CustomerTask:
    """A task that runs inside the schema of the customer it was deferred for."""

    def __init__(self, task: Task[..., Any, ...]) -> None:
        self.task = task

    def defer(self, *, lock: str | None = None, at: datetime | None = None, **ids: int | str) -> int:
        """Queue the job for the active customer; returns the job's id.

        `lock` keeps jobs of one name from running at the same time, per customer. It runs from `at` on, or at once.
        """
        customer = current_customer()
        scoped = f"{customer.schema_name}:{lock}" if lock else None
        job_id: int = self.task.configure(lock=scoped, schedule_at=at).defer(customer=customer.slug, **ids)
        return job_id


def customer_task(
    *, name: str, queue: str = "default", retry: RetryStrategy | None = None
) -> Callable[[Callable[..., None]], CustomerTask]:
    """Declare a job: `@customer_task(name="reservations.deliver_mail")` over a function of ids."""

    def decorate(function: Callable[..., None]) -> CustomerTask:
        def run(customer: str, **ids: int | str) -> None:
            with use_customer(Customer.objects.get(slug=customer)):
                function(**ids)

        return CustomerTask(app.task(name=name, queue=queue, retry=retry or False)(run))

    return decorate
