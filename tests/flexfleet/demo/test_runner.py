from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flexfleet.postgres import development_cluster
from tests.known import remember_secrets
from tests.scrubbed import keep

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture
def var(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    # For root the database is outside.
    shutil.rmtree(development_cluster(tmp_path).home, ignore_errors=True)


def start(port: int, var: Path) -> subprocess.Popen[str]:
    leave_out = {"DATABASE_URL", "DATABASE_POOL_SIZE", "SECRET_KEY", "PUBLIC_PORT", "EMAIL_URL"}
    environment = {name: value for name, value in os.environ.items() if name not in leave_out}
    return subprocess.Popen(
        [sys.executable, "-m", "flexfleet.demo", "--port", str(port)],
        cwd=CHECKOUT,
        env={**environment, "VAR_DIR": str(var)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(port: int, var: Path) -> Iterator[dict[str, Any]]:
    """A running demo, stopped with Ctrl-C's signal; it must end well."""
    demo = start(port, var)
    try:
        while not (var / "demo.json").exists():
            assert demo.poll() is None, demo.communicate()[0]
            time.sleep(0.1)
        yield json.loads((var / "demo.json").read_text())
        demo.send_signal(signal.SIGINT)
        output, _ = demo.communicate(timeout=60)
        assert output.endswith("The demo has stopped; its data is kept.\n")
        assert demo.returncode == 0
        assert not (var / "demo.json").exists()
        remember_secrets(json.loads((var / "demo-secrets.json").read_text()).values())
        for log in (var / "log").iterdir():
            keep(log)
    finally:
        demo.kill()
        demo.wait()


def get(url: str, port: int) -> tuple[int, str]:
    """Ask 127.0.0.1 whatever the resolver makes of *.localhost."""
    host, _, path = url.removeprefix("http://").partition("/")
    request = urllib.request.Request(f"http://127.0.0.1:{port}/{path}", headers={"Host": host})
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310  # the address is our own
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_demo_says_that_the_port_is_taken(var: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        demo = start(port, var)
        output, _ = demo.communicate(timeout=30)

    assert demo.returncode == 1
    assert output == (
        f"Port {port} cannot be used (Address already in use). "
        f"Stop what listens there, or choose another: make demo PORT={port + 1}\n"
    )
    assert not (var / "postgres").exists()


@pytest.mark.slow
def test_demo_serves_stops_and_keeps_its_data(var: Path) -> None:
    port = free_port()

    with served(port, var) as first:
        mode = stat.S_IMODE((var / "demo.json").stat().st_mode)
        second_start = start(port, var)
        refused, _ = second_start.communicate(timeout=30)
        pages = {
            url: get(url, port)[0]
            for url in (
                f"{first['console']['url']}admin/login/",
                *(
                    connection["entry_url"]
                    for buyer in first["customers"]
                    for connection in buyer["connections"]
                ),
                f"http://nobody.localhost:{port}/",
            )
        }
    with served(port, var) as second:
        pass

    assert refused == "The demo of this checkout is running already; stop that one first.\n"
    # An entry without parameters is refused by a page of ours.
    first_page, *others = pages.values()
    assert first_page == 200
    assert all(400 <= status < 500 for status in others), pages
    assert second == first
    assert mode == 0o600
    assert [buyer["slug"] for buyer in first["customers"]] == ["acme", "globex"]
    assert {person["role"] for person in first["console"]["staff"]} == {
        "administrator",
        "account_manager",
        "operations",
        "auditor",
    }
    assert set(first["customers"][0]["connections"][0]) == {
        "name",
        "entry_url",
        "method",
        "parameter_names",
        "credentials",
        "sample_parameters",
        "return_origins",
    }
