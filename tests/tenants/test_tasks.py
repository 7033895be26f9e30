"""Housekeeping by a real worker."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from tenants.tasks import forget_jobs

PROJECT = Path(__file__).parents[2]

OVER = """
    WITH job AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, status)
        VALUES ('elsewhere', %(name)s, %(status)s) RETURNING id
    )
    INSERT INTO procrastinate_events (job_id, type, at)
    SELECT id, %(status)s::text::procrastinate_job_event_type, now() - %(age)s::interval FROM job
"""


def test_jobs_that_are_over_are_forgotten(real_database: str) -> None:
    with connection.cursor() as cursor:
        for name, status, age in (
            ("done yesterday", "succeeded", "25 hours"),
            ("done today", "succeeded", "23 hours"),
            ("failed yesterday", "failed", "25 hours"),
            ("failed long ago", "failed", "31 days"),
        ):
            cursor.execute(OVER, {"name": name, "status": status, "age": age})
    # What the clock does every hour.
    with suppress(AlreadyEnqueued):
        forget_jobs.configure(task_kwargs={"timestamp": 0}).defer()
    address = os.environ["TEST_CLUSTER_URL"].replace("/postgres?", f"/{real_database}?")

    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "worker", "--queues", "housekeeping", "--one-shot"],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        timeout=60,
        check=True,
    )

    left = ProcrastinateJob.objects.filter(queue_name="elsewhere").order_by("id")
    assert list(left.values_list("task_name", flat=True)) == ["done today", "failed yesterday"]
