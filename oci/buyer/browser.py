"""A browser without script, in which everything together takes no longer than it may."""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import (
    HTTPConnection,
    HTTPException,
    HTTPResponse,
    HTTPSConnection,
    IncompleteRead,
    InvalidURL,
)
from http.cookies import CookieError, SimpleCookie
from urllib.parse import SplitResult, urlsplit

from oci.protocol.call import build_query

from .errors import NoAnswerError

__all__ = ["Answer", "Browser", "Step"]

LARGEST_PAGE = 2_000_000  # bytes
CHUNK = 65_536
FORM = "application/x-www-form-urlencoded"
HEADERS = {"Accept": "text/html", "Accept-Language": "en", "User-Agent": "FlexFleet punch_out"}

Fields = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Step:
    """One request and its answer, in figures. `size` is that of the answer, in bytes."""

    name: str
    status: int
    seconds: float
    size: int


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str
    text: str


class Browser:
    """Goes where it is sent and tells `on_step`. All its steps together must end within `seconds`.

    It keeps cookies only when it is told to, and then sends each host its own, whatever path they are for.
    """

    def __init__(
        self, *, seconds: float, on_step: Callable[[Step], None], keeps_cookies: bool = False
    ) -> None:
        self._end = time.monotonic() + seconds
        self._on_step = on_step
        self._keeps_cookies = keeps_cookies
        self._cookies: dict[str, dict[str, str]] = {}

    def get(self, step: str, address: str) -> Answer:
        """Raises NoAnswerError."""
        return self._request(step, "GET", address)

    def post(self, step: str, address: str, fields: Fields, *, charset: str = "UTF-8") -> Answer:
        """Send `fields` as a form of that charset does. Raises NoAnswerError."""
        lines = ((name, value.replace("\r\n", "\n").replace("\n", "\r\n")) for name, value in fields)
        return self._request(step, "POST", address, build_query(lines, charset=charset).encode("ascii"))

    def _request(self, step: str, method: str, address: str, body: bytes | None = None) -> Answer:
        begin = time.monotonic()
        try:
            parts = urlsplit(address)
            connection = _connection(parts, seconds=self._left())
            path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
            headers = {
                "Host": parts.netloc,
                **HEADERS,
                **({"Content-Type": FORM} if body is not None else {}),
                **self._cookie(parts.netloc),
            }
            with closing(connection):
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                content = self._read(response)
                self._keep_cookies(parts.netloc, response)
        except OSError as error:
            raise NoAnswerError(f"{step}: {error}") from error
        except (HTTPException, ValueError) as error:
            # Their words may hold the address, and that the credentials.
            raise NoAnswerError(f"{step}: no answer that can be read ({type(error).__name__})") from error
        self._on_step(Step(step, response.status, time.monotonic() - begin, len(content)))
        return Answer(
            response.status, response.headers.get("Location", ""), content.decode("utf-8", "replace")
        )

    def _cookie(self, host: str) -> dict[str, str]:
        kept = self._cookies.get(host, {})
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else {}

    def _keep_cookies(self, host: str, response: HTTPResponse) -> None:
        if not self._keeps_cookies:
            return
        for header in response.headers.get_all("Set-Cookie", []):
            # What is no cookie is none in a browser either.
            with suppress(CookieError):
                morsels = SimpleCookie(header).items()
                self._cookies.setdefault(host, {}).update(
                    {name: morsel.coded_value for name, morsel in morsels}
                )

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the time is over")
        return left

    def _read(self, response: HTTPResponse) -> bytes:
        content = b""
        while chunk := response.read1(CHUNK):
            content += chunk
            self._left()
            if len(content) > LARGEST_PAGE:
                raise HTTPException(f"more than {LARGEST_PAGE} bytes")
        if response.length:
            raise IncompleteRead(content, response.length)
        return content


def _connection(parts: SplitResult, *, seconds: float) -> HTTPConnection:
    host = parts.hostname
    if not host or parts.scheme not in ("http", "https"):
        raise InvalidURL
    if host.endswith(".localhost"):
        # As browsers do (RFC 6761); most resolvers do not know these names.
        host = "127.0.0.1"
    if parts.scheme == "https":
        return HTTPSConnection(host, parts.port, timeout=seconds, context=ssl.create_default_context())
    return HTTPConnection(host, parts.port, timeout=seconds)
