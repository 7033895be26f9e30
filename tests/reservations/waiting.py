from __future__ import annotations

import time

from django.db import connection


def wait_until_blocked(number: int) -> None:
    """Return once so many other connections to this database wait for a lock; fail after ten seconds."""
    deadline = time.monotonic() + 10
    blocked = 0
    while blocked < number:
        assert time.monotonic() < deadline, f"{blocked} of {number} wait for a lock"
        time.sleep(0.01)
        with connection.cursor() as cursor:
            # Inside a transaction, PostgreSQL goes on showing the activity that was asked for first.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            (blocked,) = cursor.fetchone()
