"""Where the fuzzing happens: two customers, one of which is called, and what holds for whatever comes back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, Phase, settings

from oci.models import JournalEntry
from oci.problems import find_problem
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import Buyer
from tests.oci.fuzz.hostile import MARKS

# From here on the examples are others in each run.
FEWEST_RANDOM = 200
FORM = "application/x-www-form-urlencoded"
# Of the other customer; none of it may be seen at the first.
FOREIGN = ("Globex Purchasing", "Gerda Globex", "gerda@globex.example")


def depth(everyday: int, thorough: int) -> pytest.MarkDecorator:
    """The number of examples: the same few for everybody, and many others in CI."""
    return pytest.mark.parametrize("examples", [everyday, pytest.param(thorough, marks=pytest.mark.slow)])


def fuzz(examples: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Settings for a property that is made within a test; the everyday run is the same every day."""
    return settings(
        max_examples=examples,
        deadline=None,
        derandomize=examples < FEWEST_RANDOM,
        phases=[Phase.generate, Phase.shrink],
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )


def encode(pairs: list[tuple[str, str]], codec: str = "utf-8") -> bytes:
    """Percent-encoded as a careless sender does it: what the codec lacks is a question mark, surrogates are sent."""
    return "&".join(f"{_quote(name, codec)}={_quote(value, codec)}" for name, value in pairs).encode()


def _quote(text: str, codec: str) -> str:
    errors = "surrogatepass" if codec.startswith("utf") else "replace"
    return quote_from_bytes(text.encode(codec, errors), safe="")


@dataclass
class Ground:
    """`customer` is called. `other` has people and a connection of its own."""

    customer: Customer
    other: Customer
    buyer: Buyer

    @contextmanager
    def example(self) -> Iterator[Client]:
        """A browser at the customer; what it leaves in the database is gone afterwards."""
        with transaction.atomic():
            yield Client(HTTP_HOST=self.customer.primary_host)
            transaction.set_rollback(True)

    def journal(self) -> list[JournalEntry]:
        with use_customer(self.customer):
            return list(JournalEntry.objects.order_by("id"))

    def send(
        self,
        client: Client,
        path: str,
        *,
        method: str = "POST",
        query: bytes = b"",
        body: bytes = b"",
        content_type: str = FORM,
        headers: dict[str, str] | None = None,
    ) -> HttpResponse:
        """Call, and check what holds for every answer; an exception of ours comes out of the client."""
        extra: dict[str, Any] = {"QUERY_STRING": query.decode("latin-1"), **(headers or {})}
        before = len(self.journal())
        response = client.generic(method, path, body, content_type, **extra)
        assert isinstance(response, HttpResponse)
        check_response(response)
        written = self.journal()[before:]
        self._check_journal(method, response, written)
        return response

    def _check_journal(self, method: str, response: HttpResponse, written: list[JournalEntry]) -> None:
        page = response.content.decode(response.charset, "replace")
        for entry in written:
            said = [entry.detail, entry.facts, entry.told]
            # A charset or a function that nobody knows is told to the account manager as it came.
            repeats = bool(entry.problem) and find_problem(entry.problem).repeats
            kept = entry.parameters if repeats else [entry.parameters, said]
            written_down = json.dumps(kept, ensure_ascii=False).casefold()
            assert not [mark for mark in MARKS if mark.casefold() in written_down]
            assert self.buyer.secret not in json.dumps([entry.parameters, said], ensure_ascii=False)
            if entry.problem and method != "HEAD":
                assert find_problem(entry.problem).status == response.status_code
                assert entry.problem in page or entry.problem.startswith("CART_")
                assert entry.reference in page
        if response.status_code >= 400 and response.status_code != 405:
            assert [entry.problem for entry in written if entry.problem], "refused without a trace"


def check_response(response: HttpResponse) -> None:
    """Whatever was sent: no error of ours, and the headers that keep a page safe."""
    headers = response.headers
    page = response.content.decode(response.charset, "replace")
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert response.status_code < 500
    assert {"frame-ancestors", "form-action", "default-src"} <= set(policy)
    assert policy["script-src"] == "'self'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert not any(foreign in page for foreign in FOREIGN)
    for name, value in headers.items():
        assert "\n" not in f"{name}{value}"
