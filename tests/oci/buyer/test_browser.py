from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest

from oci.buyer.browser import Answer, Browser, Step
from oci.buyer.errors import NoAnswerError
from oci.buyer.listener import Arrival, listening


@contextmanager
def server(*parts: bytes, pause: float = 0) -> Iterator[int]:
    """Answers one request with `parts`, a pause after each."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve_one, args=(listener, parts, pause))
        thread.start()
        yield listener.getsockname()[1]
        thread.join()


def serve_one(listener: socket.socket, parts: tuple[bytes, ...], pause: float) -> None:
    connection, _address = listener.accept()
    with connection:
        connection.recv(65_536)
        for part in parts:
            try:
                connection.sendall(part)
            except OSError:
                return
            time.sleep(pause)


@contextmanager
def answering(*answers: bytes) -> Iterator[tuple[int, list[bytes]]]:
    """Answers a request with each of `answers`; yields the port, and what it is sent."""
    heard: list[bytes] = []

    def serve() -> None:
        for answer in answers:
            connection, _address = listener.accept()
            with connection:
                heard.append(connection.recv(65_536))
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], heard
        thread.join()


def cookies(request: bytes) -> str:
    lines = request.decode("ascii").split("\r\n")
    return next((line.removeprefix("Cookie: ") for line in lines if line.startswith("Cookie: ")), "")


def browser(*, seconds: float = 5) -> tuple[Browser, list[Step]]:
    steps: list[Step] = []
    return Browser(seconds=seconds, on_step=steps.append), steps


def test_browser_posts_as_a_form_of_the_charset_does() -> None:
    posting, steps = browser()

    with listening() as listener:
        address = listener.in_place_of("https://erp.example/hook?session=1")
        answer = posting.post("return", address, [("ä", "€ é\nž"), ("empty", "")], charset="ISO-8859-1")

    assert listener.arrivals == [Arrival("/hook?session=1", b"%E4=%80+%E9%0D%0A%9E&empty=")]
    assert listener.arrivals[0].fields("ISO-8859-1") == (("ä", "€ é\nž"), ("empty", ""))
    assert listener.arrivals[0].query == [("session", "1")]
    assert [(step.name, step.status, step.size) for step in steps] == [("return", 200, len(answer.text))]


def test_browser_knows_names_of_this_machine_and_follows_nothing() -> None:
    visiting, _steps = browser()
    redirect = b"HTTP/1.1 303 See Other\r\nLocation: /p/1/\r\nContent-Length: 0\r\n\r\n"

    with server(redirect) as port:
        answer = visiting.get("entry", f"http://acme.localhost:{port}/oci/srm/")

    assert answer == Answer(303, "/p/1/", "")


def test_browser_gives_up_when_the_time_is_over() -> None:
    visiting, steps = browser(seconds=0.3)
    begin = time.monotonic()

    with (
        server(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 20, pause=0.05) as port,
        pytest.raises(NoAnswerError, match="page: the time is over"),
    ):
        visiting.get("page", f"http://127.0.0.1:{port}/")

    assert (time.monotonic() - begin < 2, steps) == (True, [])


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n" + b"x" * 3_000_000,
        b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort",
    ],
)
def test_browser_refuses_what_is_no_page(answer: bytes) -> None:
    visiting, _steps = browser()

    with server(answer) as port, pytest.raises(NoAnswerError, match=r"^page: "):
        visiting.get("page", f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "address", ["", "acme.example/oci", "ftp://acme.example/", "http://[/", "http://a:b/"]
)
def test_browser_refuses_what_is_no_address(address: str) -> None:
    visiting, _steps = browser()

    with pytest.raises(NoAnswerError, match=r"^entry: no answer that can be read"):
        visiting.get("entry", f"{address}?PASSWORD=secret")


@pytest.mark.parametrize(("keeps_cookies", "sent"), [(True, "a=1; b=2; c=3"), (False, "")])
def test_browser_sends_a_host_the_cookies_that_it_keeps(*, keeps_cookies: bool, sent: str) -> None:
    visiting = Browser(seconds=5, on_step=lambda _step: None, keeps_cookies=keeps_cookies)
    first = (
        b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: a=0; Path=/; HttpOnly; SameSite=None\r\n"
        b'Set-Cookie: b=2\r\nSet-Cookie: b"ad\r\n\r\n'
    )
    second = b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nSet-Cookie: a=1\r\nSet-Cookie: c=3\r\n\r\n"

    with answering(first, second, second) as (port, heard):
        for step in ("entry", "page", "check"):
            visiting.get(step, f"http://127.0.0.1:{port}/")

    assert [cookies(request) for request in heard] == ["", "a=0; b=2" if sent else "", sent]


def test_listener_refuses_a_second_post_to_an_address_that_takes_one() -> None:
    posting, steps = browser()

    with listening(takes_once=True) as listener:
        for address in ("/hook?token=1", "/hook?token=2", "/hook?token=1"):
            posting.post("return", f"{listener.origin}{address}", [("a", "b")])

    assert [step.status for step in steps] == [200, 200, 409]
    assert [arrival.target for arrival in listener.arrivals] == ["/hook?token=1", "/hook?token=2"]


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("https://erp.example/hook?a=1", "/hook?a=1"),
        ("https://erp.example", "/"),
        ("SAPEVENT:POST", "/POST"),
    ],
)
def test_listener_stands_in_for_any_address(address: str, here: str) -> None:
    with listening() as listener:
        assert listener.in_place_of(address) == f"{listener.origin}{here}"
