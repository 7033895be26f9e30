"""A pooler in transaction mode that does not track `search_path`: every client's statements share one connection.

It speaks as much of PostgreSQL's protocol as it takes to start a session and to pass on simple queries.
https://www.postgresql.org/docs/18/protocol-flow.html
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Lock, Thread
from typing import BinaryIO, cast
from urllib.parse import parse_qs, urlsplit

PROTOCOL = 3 << 16
# What a client may ask before it starts: encryption, by TLS or by GSSAPI.
ENCRYPTION = {80877103, 80877104}


class Pooler(ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, *, database_url: str) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.taken = Lock()
        address = urlsplit(database_url)
        query = parse_qs(address.query)
        self.upstream = socket.socket(socket.AF_UNIX)
        self.upstream.connect(f"{query['host'][0]}/.s.PGSQL.{query['port'][0]}")
        self.answers = self.upstream.makefile("rb")
        parameters = f"user\0{address.username}\0database\0{address.path[1:]}\0\0".encode()
        self.upstream.sendall(struct.pack("!ii", 8 + len(parameters), PROTOCOL) + parameters)
        # What a client is told when it starts; the server has said the same to us.
        self.greeting = read_until_ready(self.answers)

    def server_close(self) -> None:
        super().server_close()
        self.answers.close()
        self.upstream.close()


class Session(BaseRequestHandler):
    def handle(self) -> None:
        pooler = cast("Pooler", self.server)
        with self.request.makefile("rb") as questions:
            while True:
                length, version = struct.unpack("!ii", questions.read(8))
                questions.read(length - 8)
                if version not in ENCRYPTION:
                    break
                self.request.sendall(b"N")
            self.request.sendall(pooler.greeting)
            while (message := read_message(questions)) and message[:1] == b"Q":
                with pooler.taken:
                    pooler.upstream.sendall(message)
                    answer = read_until_ready(pooler.answers)
                self.request.sendall(answer)


def read_message(stream: BinaryIO) -> bytes:
    """One message with its head; empty at the end of the stream."""
    head = stream.read(5)
    return head + stream.read(struct.unpack("!i", head[1:])[0] - 4) if head else b""


def read_until_ready(stream: BinaryIO) -> bytes:
    messages = [read_message(stream)]
    while messages[-1][:1] not in {b"Z", b""}:
        messages.append(read_message(stream))
    return b"".join(messages)


@contextmanager
def unsafe_pooler(*, database_url: str) -> Iterator[str]:
    """The address of the database through a pooler that runs until the block ends."""
    with Pooler(database_url=database_url) as pooler:
        thread = Thread(target=pooler.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        address = urlsplit(database_url)
        try:
            yield f"postgresql://{address.username}@127.0.0.1:{pooler.server_address[1]}{address.path}"
        finally:
            pooler.shutdown()
            thread.join()
