"""What the played buyer makes of an installation that goes wrong; going right is tested with the command."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from oci.buyer.browser import Browser
from oci.buyer.errors import (
    BuyerError,
    EntryRefusedError,
    NotBookableError,
    NotReturnedError,
    PageProblemError,
)
from oci.buyer.listener import listening
from oci.buyer.punch_out import Entry, Outcome, order

HOOK_URL = "https://erp.example/hook?session=1"
BOOKING = """<h1>Book</h1><form action="/p/1/check/"><input name="secret" value="s">
<input name="pick_up_date" value="25-11-2026"><input name="return_date" value="26-11-2026">
<input type="radio" name="vehicle_class" value="MBMR"></form>"""
CHECK = '<h1>Check</h1><form action="/p/1/register/"><input name="secret" value="s"></form>'
REFERENCE = '<p class="reference">ACME-26-000001</p>'
PROBLEM = '<h1>Time is over</h1><dd class="code">PUNCH_OUT_EXPIRED</dd><dd class="code">AB12</dd>'

Page = tuple[int, str]
GOOD = {"/oci/srm/": (303, "/p/1/"), "/p/1/": (200, BOOKING), "/p/1/check/": (200, CHECK)}


def return_form(action: str, *fields: str) -> str:
    inputs = "".join(f'<input type="hidden" name="{name}" value="1">' for name in fields)
    return f'{REFERENCE}<form method="post" id="return" action="{action}">{inputs}</form>'


@contextmanager
def installation(pages: Mapping[str, Page]) -> Iterator[str]:
    """Answers each path with a status and a page, or where to go; yields its origin."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.answer(*pages[self.path])

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.answer(*pages[self.path])

        def answer(self, status: int, text: str) -> None:
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", text)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002  # the base class's name
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


def play(pages: Mapping[str, Page]) -> Outcome:
    browser = Browser(seconds=10, on_step=lambda _step: None)
    with installation({**GOOD, **pages}) as origin, listening() as listener:
        entry = Entry(f"{origin}/oci/srm/", "POST", (("HOOK_URL", HOOK_URL),), HOOK_URL)
        return order(entry=entry, browser=browser, listener=listener)


@pytest.mark.parametrize(
    ("pages", "error", "message"),
    [
        ({"/oci/srm/": (200, PROBLEM)}, EntryRefusedError, "PUNCH_OUT_EXPIRED: Time is over (AB12)"),
        ({"/oci/srm/": (301, "/elsewhere")}, EntryRefusedError, "301: no page of ours"),
        ({"/oci/srm/": (502, "<h1>Bad Gateway</h1>")}, EntryRefusedError, "502: Bad Gateway"),
        ({"/p/1/": (410, PROBLEM)}, PageProblemError, "PUNCH_OUT_EXPIRED: Time is over (AB12)"),
        ({"/p/1/": (200, REFERENCE)}, PageProblemError, "no booking form on the page ''"),
        (
            {"/p/1/check/": (200, f'{BOOKING}<div id="errors"><li>Too early.</li><li>Too far.</li></div>')},
            NotBookableError,
            "Too early. Too far.",
        ),
        (
            {"/p/1/register/": (200, CHECK)},
            PageProblemError,
            "the price has changed since the answers were checked",
        ),
        (
            {"/p/1/register/": (200, f'{BOOKING}<div id="errors"><li>Gone.</li></div>')},
            PageProblemError,
            "Gone.",
        ),
        (
            {"/p/1/register/": (200, REFERENCE)},
            NotReturnedError,
            "ACME-26-000001 is registered, but the page has no form to go back with",
        ),
        (
            {"/p/1/register/": (200, return_form("https://evil.example/"))},
            NotReturnedError,
            f"ACME-26-000001 is registered, but the form goes to https://evil.example/ instead of {HOOK_URL}",
        ),
        (
            {"/p/1/register/": (200, return_form("https://erp.example/hook", "NEW_ITEM-QUANTITY[1]"))},
            NotReturnedError,
            "ACME-26-000001 is registered, but the query of HOOK_URL did not come back whole",
        ),
    ],
)
def test_order_tells_what_went_wrong(
    pages: Mapping[str, Page], error: type[BuyerError], message: str
) -> None:
    with pytest.raises(BuyerError) as raised:
        play(pages)

    assert (type(raised.value), str(raised.value)) == (error, message)


@pytest.mark.parametrize(
    ("form", "cart"),
    [
        (return_form(HOOK_URL, "NEW_ITEM-QUANTITY[1]"), (("NEW_ITEM-QUANTITY[1]", "1"),)),
        (
            return_form("https://erp.example/hook", "session", "NEW_ITEM-QUANTITY[1]"),
            (("session", "1"), ("NEW_ITEM-QUANTITY[1]", "1")),
        ),
    ],
)
def test_order_takes_the_query_of_hook_url_from_the_address_or_the_fields(
    form: str, cart: tuple[tuple[str, str], ...]
) -> None:
    outcome = play({"/p/1/register/": (200, form)})

    assert (outcome.reference, outcome.cart) == ("ACME-26-000001", cart)
    assert "FIELD_MISSING_WITHOUT" in {finding.rule for finding in outcome.findings}
