"""HOOK_URL: the buyer's end of the way back, on this machine's loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from oci.protocol.charsets import CHARSETS

__all__ = ["Arrival", "Listener", "listening"]

LARGEST_CART = 2_000_000  # bytes
RECEIVED = b"<!doctype html><title>Received</title>"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One post, as it came: the path with its query, and the body."""

    target: str
    body: bytes

    @property
    def query(self) -> list[tuple[str, str]]:
        return parse_qsl(urlsplit(self.target).query, keep_blank_values=True)

    def fields(self, charset: str) -> tuple[tuple[str, str], ...]:
        """What the body holds, in the order of the form; `charset` is the form's."""
        decoded = parse_qsl(
            self.body.decode("ascii", "replace"), keep_blank_values=True, encoding=CHARSETS[charset]
        )
        return tuple((name, value.replace("\r\n", "\n")) for name, value in decoded)


@dataclass
class Listener:
    """Where posts arrive. `arrivals` has them in order; those that are refused are not among them."""

    port: int
    takes_once: bool = False
    arrivals: list[Arrival] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def in_place_of(self, address: str) -> str:
        """The address here that stands for `address`: the same path and query; `SAPEVENT:POST` has a path too."""
        parts = urlsplit(address)
        return self.origin + urlunsplit(("", "", f"/{parts.path.removeprefix('/')}", parts.query, ""))

    def is_spent(self, target: str) -> bool:
        """Whether a post to `target` is one too many."""
        return self.takes_once and any(arrival.target == target for arrival in self.arrivals)


@contextmanager
def listening(port: int = 0, *, takes_once: bool = False) -> Iterator[Listener]:
    """Take posts on this port of 127.0.0.1 until the block ends; 0 takes any free one. Raises OSError.

    With `takes_once` a second post to the same address is refused, as by systems that give out one-time returns.
    """

    class Handler(BaseHTTPRequestHandler):
        timeout = 10  # seconds without a byte

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            if length > LARGEST_CART:
                self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                return
            body = self.rfile.read(length)
            if listener.is_spent(self.path):
                self.send_error(HTTPStatus.CONFLICT)
                return
            listener.arrivals.append(Arrival(self.path, body))
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(RECEIVED)))
            self.end_headers()
            self.wfile.write(RECEIVED)

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class's name
            """Say nothing: what arrives is the caller's to print."""

    with HTTPServer(("127.0.0.1", port), Handler) as server:
        listener = Listener(server.server_port, takes_once)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield listener
        finally:
            server.shutdown()
            thread.join()
