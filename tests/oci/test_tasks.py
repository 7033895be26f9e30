"""The watch over returns by a real worker: a process of its own, and a database that commits."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from oci.enums import Event
from oci.models import JournalEntry
from oci.tasks import rescue_visits
from reservations.models import OutboxMail
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.returns import make_registered

PROJECT = Path(__file__).parents[2]


def work(database: str) -> None:
    """Let a worker do what is due."""
    address = os.environ["TEST_CLUSTER_URL"].replace("/postgres?", f"/{database}?")
    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "visits", "--one-shot"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": address},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=60,
        check=True,
    )


def watches() -> list[str]:
    jobs = ProcrastinateJob.objects.filter(task_name="oci.watch_return").order_by("id")
    return list(jobs.values_list("status", flat=True))


def leave_to_a_dead_worker() -> None:
    """What a worker leaves that was killed in the middle of the job."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')"
        )
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing',"
            " worker_id = (SELECT max(id) FROM procrastinate_workers) WHERE task_name = 'oci.watch_return'"
        )


def test_worker_notes_what_is_due_and_nothing_else(real_database: str, acme: Customer) -> None:
    now = timezone.now()
    with use_customer(acme):
        due = make_registered(now=now - timedelta(hours=1)).punch_out
        make_registered(now=now, slug="other")

    work(real_database)

    assert watches() == ["succeeded", "todo"]
    with use_customer(acme):
        (entry,) = JournalEntry.objects.filter(event=Event.OVERDUE)
        assert entry.punch_out == due
        assert OutboxMail.objects.count() == 1


def test_job_of_a_dead_worker_is_done_by_the_next(real_database: str, acme: Customer) -> None:
    with use_customer(acme):
        make_registered(now=timezone.now() - timedelta(hours=1))
    leave_to_a_dead_worker()
    # What the clock does every five minutes.
    with suppress(AlreadyEnqueued):
        rescue_visits.configure(task_kwargs={"timestamp": 0}).defer()

    work(real_database)

    assert watches() == ["succeeded"]
    with use_customer(acme):
        assert OutboxMail.objects.count() == 1
