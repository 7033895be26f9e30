"""A running installation of the test's own: web server, worker and mail server on loopback, over a real database."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

from aiosmtpd.controller import Controller

from tests import known, scrubbed

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120
# Python finds a module here that has the installation's processes write down the secrets that they make.
NOTED = str(ROOT / "tests" / "browser" / "noted")


class Inbox:
    """What the mail server has accepted, in order."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's name
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 accepted"

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in str(message["To"])]

    def wait_for(self, address: str, *, seconds: float = 30) -> EmailMessage:
        """The first message to `address`, as soon as it is there."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.to(address):
                return found[0]
            time.sleep(0.1)
        raise AssertionError(
            f"no mail to {address} within {seconds} s; there are {len(self.messages)} messages"
        )


@dataclass(frozen=True)
class Installation:
    port: int
    inbox: Inbox
    var: Path

    def url(self, customer: str, path: str = "/") -> str:
        return f"http://{customer}.localhost:{self.port}{path}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def running_installation(*, database_url: str, var: Path) -> Iterator[Installation]:
    """Serve the database at `database_url` until the block ends."""
    inbox = Inbox()
    port, mail_port = free_port(), free_port()
    mail_server = Controller(inbox, hostname="127.0.0.1", port=mail_port)
    mail_server.start()
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DATABASE_POOL_SIZE": "4",
        "VAR_DIR": str(var),
        "PUBLIC_PORT": str(port),
        "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        "PYTHONPATH": os.pathsep.join([NOTED, *filter(None, [os.environ.get("PYTHONPATH")])]),
        "SECRETS_MADE": str(var / "secrets-made"),
    }
    python = [sys.executable, "-W", "error::ResourceWarning"]
    web = [
        "granian",
        "--interface",
        "wsgi",
        "flexfleet.wsgi:application",
        "--host",
        "127.0.0.1",
        "--access-log",
    ]
    with ExitStack() as stack:
        stack.callback(mail_server.stop)
        run([*python, "manage.py", "collectstatic", "--noinput", "--verbosity=0"], environment)
        for name, command in {
            "web": [*python, "-m", *web, "--port", str(port), "--blocking-threads", "4"],
            "worker": [*python, "manage.py", "procrastinate", "worker", "--concurrency=2"],
        }.items():
            stack.enter_context(running(command, environment, log=var / f"{name}.log"))
        wait_until_served(port, log=var / "web.log")
        yield Installation(port, inbox, var)
    known.remember_secrets((var / "secrets-made").read_text().split())
    for name in ("web", "worker"):
        scrubbed.keep(var / f"{name}.log")


def run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


@contextmanager
def running(command: list[str], environment: dict[str, str], *, log: Path) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_served(port: int, *, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    request = Request(f"http://127.0.0.1:{port}/admin/login/", headers={"Host": f"console.localhost:{port}"})
    while time.monotonic() < end:
        try:
            with urlopen(request, timeout=5):  # noqa: S310  # our own server on loopback
                return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise AssertionError(f"the installation does not answer:\n{log.read_text()[-4000:]}")
