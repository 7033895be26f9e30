"""What starts behind a pooler that mixes customers up: nothing, by whatever door."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.flexfleet.unsafe_pooler import unsafe_pooler

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "door",
    [
        ["-c", "import flexfleet.wsgi"],
        ["manage.py", "procrastinate", "worker", "--one-shot"],
    ],
    ids=["web server", "worker"],
)
def test_door_stays_shut_behind_an_unsafe_pooler(door: list[str]) -> None:
    with unsafe_pooler(database_url=os.environ["TEST_CLUSTER_URL"]) as address:
        started = subprocess.run(
            [sys.executable, *door],
            cwd=CHECKOUT,
            env={**os.environ, "DATABASE_URL": address},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    assert started.returncode == 1
    assert "tenants.pooler.UnsafePoolerError: a connection whose search path is" in started.stderr
