"""Bring everything up, say where it is, and take it down again."""

from __future__ import annotations

import fcntl
import http.client
import json
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType
from typing import NoReturn

from flexfleet.demo.errors import DemoError
from flexfleet.demo.output import say
from flexfleet.demo.processes import Processes
from flexfleet.demo.summary import summary
from flexfleet.postgres import DATABASE, PostgresError, development_cluster

HOST = "127.0.0.1"
RECORD = "demo.json"
WEB_SERVER = "web server"
ANSWER_SECONDS = 60
WATCH_SECONDS = 0.25
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class PortTakenError(DemoError):
    """Something else listens where the demo would."""


class AlreadyRunningError(DemoError):
    """This checkout's demo runs already."""


class NotAnsweringError(DemoError):
    """The web server runs and gives no page."""


class Stopped(BaseException):
    """Somebody asked for the end: no error, and not to be caught as one."""


def run_demo(*, port: int, var: Path) -> int:
    """Serve the demo on `port` until a signal ends it; returns the exit status.

    What it makes lies in `var`, and is found again by the next start.
    """
    for number in STOP_SIGNALS:
        signal.signal(number, _stop)
    try:
        with ExitStack() as stack:
            stack.enter_context(_only_one(var))
            stack.enter_context(_record_while_running(var / RECORD))
            _check_port(port)
            _serve(port, var, stack)
    except Stopped:
        say("The demo has stopped; its data is kept.")
        return 0
    except (DemoError, PostgresError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    for other in STOP_SIGNALS:
        # From here on everything is being stopped; a second Ctrl-C must not leave half of it behind.
        signal.signal(other, signal.SIG_IGN)
    raise Stopped


def _serve(port: int, var: Path, stack: ExitStack) -> NoReturn:
    record = var / RECORD
    environment = {**os.environ, "PUBLIC_SCHEME": "http", "PUBLIC_PORT": str(port), "VAR_DIR": str(var)}
    if "DATABASE_URL" not in os.environ:
        say("Starting PostgreSQL")
        cluster = stack.enter_context(development_cluster(var))
        if not cluster.has_database(DATABASE):
            cluster.create_database(DATABASE)
    processes = stack.enter_context(Processes(environment=environment, logs=var / "log"))
    processes.run(
        [sys.executable, "-m", "flexfleet.demo.prepare"],
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"],
    )
    say("Starting the web server and the worker")
    processes.start(WEB_SERVER, _web_server(port))
    _wait_for_first_page(port, processes)
    # Somebody waits for the page, and nobody for the mail.
    processes.start("worker", [sys.executable, "manage.py", "procrastinate", "worker"])
    (var / ".demo.json").rename(record)
    say(summary(json.loads(record.read_text())))
    while True:
        time.sleep(WATCH_SECONDS)
        processes.check()


def _web_server(port: int) -> list[str]:
    options = ["--interface=wsgi", f"--host={HOST}", f"--port={port}", "--blocking-threads=4", "--no-ws"]
    return [sys.executable, "-m", "granian", *options, "flexfleet.wsgi:application"]


def _wait_for_first_page(port: int, processes: Processes) -> None:
    deadline = time.monotonic() + ANSWER_SECONDS
    status = 0
    while time.monotonic() < deadline:
        processes.check()
        status = _ask(port)
        if status == http.HTTPStatus.OK:
            return
        time.sleep(0.1)
    raise NotAnsweringError(
        f"No page within {ANSWER_SECONDS} s (last status: {status or 'none'}). "
        f"The {WEB_SERVER} said last:\n{processes.last_words(WEB_SERVER)}"
    )


def _ask(port: int) -> int:
    """The status of the console's first page; 0 while nothing listens."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", "/admin/login/", headers={"Host": f"console.localhost:{port}"})
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


@contextmanager
def _record_while_running(record: Path) -> Iterator[None]:
    """The presence of the record says that the demo answers, so an old one must not outlive its demo."""
    record.unlink(missing_ok=True)
    try:
        yield
    finally:
        record.unlink(missing_ok=True)


@contextmanager
def _only_one(var: Path) -> Iterator[None]:
    var.mkdir(parents=True, exist_ok=True)
    with (var / "demo.lock").open("ab") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError(
                "The demo of this checkout is running already; stop that one first."
            ) from None
        yield


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise PortTakenError(
                f"Port {port} cannot be used ({error.strerror}). "
                f"Stop what listens there, or choose another: make demo PORT={port + 1}"
            ) from error
