"""A buyer's system on an origin of its own: sends the employee off, and takes the cart at HOOK_URL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

FRAME = """<!doctype html><title>Purchasing</title><h1>Purchasing</h1>
<form method="{method}" action="{action}" target="{target}">{inputs}<button>Order a vehicle</button></form>
{frame}"""
RECEIVED = "<!doctype html><title>Purchasing</title><h1>Cart received</h1>"


@dataclass
class Buyer:
    """Set `page` before a visit; read `carts` after it."""

    port: int
    page: str = ""
    carts: list[dict[str, str]] = field(default_factory=list)

    @property
    def origin(self) -> str:
        return f"http://buyer.localhost:{self.port}"

    @property
    def hook_url(self) -> str:
        """With a query, which must survive untouched."""
        return f"{self.origin}/hook?session=4711&step=2"

    def offer(self, *, action: str, method: str, parameters: Mapping[str, str], framed: bool) -> str:
        """Prepare the page that starts a punch-out; returns its address."""
        inputs = "".join(
            f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
            for name, value in parameters.items()
        )
        self.page = FRAME.format(
            method=method,
            action=escape(action),
            target="shop" if framed else "_self",
            inputs=inputs,
            frame='<iframe name="shop" title="Shop" width="1100" height="900"></iframe>' if framed else "",
        )
        return f"{self.origin}/start"


@contextmanager
def running_buyer() -> Iterator[Buyer]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(buyer.page)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            fields = parse_qsl(self.rfile.read(length).decode(), keep_blank_values=True)
            query = self.path.partition("?")[2]
            buyer.carts.append({**dict(fields), "query": query})
            self.answer(RECEIVED)

        def answer(self, page: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    buyer = Buyer(server.server_port)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield buyer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
