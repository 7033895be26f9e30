"""A real SMTP server on loopback whose answers a test writes beforehand."""

from __future__ import annotations

import asyncio
import socket
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from threading import Event

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

ACCEPT = "250 Taken over"


class Drop(Enum):
    """Where the server hangs up instead of answering."""

    IN_DATA = "after the 354, while the message is on its way"
    AFTER_DATA = "after the message, before its answer"


class MailServer:
    """What it accepted, in order. `rcpt` and `data` hold the next answers; past them it accepts everything."""

    def __init__(self) -> None:
        self.accepted: list[EmailMessage] = []
        self.rcpt: deque[str] = deque()
        self.data: deque[str | Drop] = deque()
        self.arrived = Event()  # a message is here and waits for its answer
        self.answering = Event()  # clear it to let messages wait
        self.answering.set()
        self.port = 0

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.rcpt.popleft() if self.rcpt else ACCEPT
        if answer == ACCEPT:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        self.arrived.set()
        while not self.answering.is_set():
            await asyncio.sleep(0.01)
            if server.transport is None or server.transport.is_closing():
                return "451 The client is gone"
        answer = self.data.popleft() if self.data else ACCEPT
        if isinstance(answer, Drop):
            _hang_up(server)
            return "451 Hung up"
        if answer == ACCEPT:
            content = envelope.content
            assert isinstance(content, bytes)
            self.accepted.append(message_from_bytes(content, policy=policy.default))
        return answer


class _Conversation(SMTP):
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802  # aiosmtpd's name
        script: MailServer = self.event_handler
        if script.data and script.data[0] == Drop.IN_DATA:
            script.data.popleft()
            await self.push("354 Go ahead")
            _hang_up(self)
            return
        await super().smtp_DATA(arg)


class _Listener(Controller):
    def factory(self) -> SMTP:
        return _Conversation(self.handler, hostname="mail.example", enable_SMTPUTF8=False)


def _hang_up(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.Transport)
    server.transport.abort()


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a server for the block, on a free port of 127.0.0.1."""
    script = MailServer()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        script.port = probe.getsockname()[1]
    listener = _Listener(script, hostname="127.0.0.1", port=script.port)
    listener.start()
    try:
        yield script
    finally:
        script.answering.set()
        listener.stop()
