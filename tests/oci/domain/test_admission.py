from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from oci.domain.admission import (
    Admitted,
    ConnectionDraftError,
    ConnectionOffError,
    ConnectionUnknownError,
    MethodNotAllowedError,
    TooManyCallsError,
    admit,
    check_connection,
)
from oci.domain.entry_errors import EntryError
from oci.domain.networks import AddressNotAllowedError
from oci.domain.proof import CredentialsWrongError
from oci.domain.queries import find_door
from oci.enums import Method, Status
from oci.models import Connection
from oci.protocol.call import Call, parse_call
from oci.protocol.errors import CharsetUnknown
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, Buyer, Changes, make_buyer

pytestmark = pytest.mark.django_db

WRONG = {"PASSWORD": "wrong"}


def knock(
    buyer: Buyer | None,
    changes: Changes | None = None,
    *,
    address: str = "203.0.113.7",
    method: str = "POST",
    now: datetime = NOW,
) -> Admitted:
    def read(connection: Connection) -> Call:
        assert buyer is not None
        return parse_call(buyer.query(changes), charset=connection.charset)

    door = find_door(slug=buyer.connection.slug, now=now) if buyer else None
    return admit(door=door, method=method, address=address, read=read, now=now)


def knocks(count: int, buyer: Buyer | None, changes: Changes | None = None, **options: Any) -> int:
    """How many of so many calls at once are refused for being too many."""
    refused = 0
    for _call in range(count):
        try:
            knock(buyer, changes, **options)
        except TooManyCallsError:
            refused += 1
        except (EntryError, CharsetUnknown):
            pass
    return refused


@pytest.mark.parametrize(
    ("options", "method", "error"),
    [
        ({"status": Status.DRAFT}, "POST", ConnectionDraftError),
        ({"status": Status.OFF}, "POST", ConnectionOffError),
        ({"method": Method.POST}, "GET", MethodNotAllowedError),
        ({"method": Method.GET}, "POST", MethodNotAllowedError),
        ({"method": Method.BOTH}, "PUT", MethodNotAllowedError),
    ],
)
def test_check_connection_refuses(options: dict[str, Any], method: str, error: type[EntryError]) -> None:
    connection = Connection(**{"status": Status.LIVE, **options})

    with pytest.raises(error):
        check_connection(connection=connection, method=method)


@pytest.mark.parametrize("status", [Status.TEST, Status.LIVE])
def test_check_connection_takes_test_and_live(status: Status) -> None:
    check_connection(connection=Connection(status=status), method="GET")
    check_connection(connection=Connection(status=status), method="POST")


def test_admit_tells_who_calls(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_buyer(networks="198.51.100.0/24")
    with use_customer(acme):
        buyer = make_buyer(networks="203.0.113.0/24")

        admitted = knock(buyer)

        assert admitted.door.connection == buyer.connection
        assert admitted.call == buyer.call()
        assert admitted.proof == buyer.connection.credentials.get()


def test_admit_looks_at_the_address_before_anything_else(acme: Customer) -> None:
    def never(connection: Connection) -> Call:
        raise AssertionError

    with use_customer(acme):
        make_buyer(networks="203.0.113.0/24", status=Status.OFF, method=Method.GET)

        with pytest.raises(AddressNotAllowedError):
            admit(door=find_door(slug="srm", now=NOW), method="POST", address="10.0.0.1", read=never, now=NOW)


@pytest.mark.parametrize(
    ("options", "changes"),
    [
        ({}, {}),
        ({}, WRONG),
        ({}, {"http_content_charset": "klingon"}),
        ({"method": Method.GET}, {}),
        ({"status": Status.OFF}, {}),
        ({"networks": "10.0.0.0/8"}, {}),
    ],
)
def test_every_call_counts_for_its_address(
    acme: Customer, globex: Customer, options: dict[str, Any], changes: Changes
) -> None:
    with use_customer(globex):
        elsewhere = make_buyer(address_calls_per_minute=3)
    with use_customer(acme):
        buyer = make_buyer(address_calls_per_minute=3, **options)

        assert knocks(5, buyer, changes) == 2
        assert knocks(1, buyer, changes, address="203.0.113.8") == 0
        assert knocks(1, buyer, changes, now=NOW + timedelta(seconds=20)) == 0
        assert knocks(3, make_buyer(slug="other", address_calls_per_minute=3)) == 0
    with use_customer(globex):
        assert knocks(3, elsewhere) == 0


def test_calls_to_no_connection_count_too(acme: Customer) -> None:
    with use_customer(acme):
        assert knocks(121, None) == 1
        with pytest.raises(ConnectionUnknownError):
            knock(None, address="203.0.113.8")


@pytest.mark.parametrize(
    ("first", "second"),
    [("203.0.113.7", "::ffff:203.0.113.7"), ("2001:db8::1", "2001:db8::ffff:1"), ("", "")],
)
def test_one_caller_cannot_call_under_two_names(acme: Customer, first: str, second: str) -> None:
    with use_customer(acme):
        buyer = make_buyer(address_calls_per_minute=1)

        assert knocks(1, buyer, address=first) == 0
        assert knocks(1, buyer, address=second) == 1


def test_a_stranger_cannot_use_up_what_a_connection_takes(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(calls_per_minute=2)

        assert knocks(10, buyer, WRONG, address="198.51.100.1") == 0
        assert knocks(3, buyer) == 1
        with pytest.raises(CredentialsWrongError):
            knock(buyer, WRONG)


def test_one_office_cannot_use_up_what_the_others_need(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(calls_per_minute=3, address_calls_per_minute=2)

        assert knocks(10, buyer) == 8
        assert knocks(1, buyer, address="198.51.100.1") == 0
        assert knocks(1, buyer, address="198.51.100.2") == 1


def test_a_refusal_says_when_there_is_room_and_is_noted_once_a_minute(acme: Customer) -> None:
    def first_refusal(seconds: int) -> tuple[int, bool, object] | None:
        for _call in range(7):
            try:
                knock(buyer, now=NOW + timedelta(seconds=seconds))
            except TooManyCallsError as error:
                return error.seconds, error.is_noted, error.facts["counted"]
        return None

    with use_customer(acme):
        buyer = make_buyer(address_calls_per_minute=6)

        refusals = [first_refusal(seconds) for seconds in (0, 1, 12, 60)]

    assert refusals == [
        (10, True, "address"),
        (9, False, "address"),
        (8, False, "address"),
        (10, True, "address"),
    ]


def test_admitting_is_one_statement(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        door = find_door(slug="srm", now=NOW)

        with CaptureQueriesContext(database) as queries:
            admit(door=door, method="POST", address="10.0.0.1", read=lambda _one: buyer.call(), now=NOW)

    assert len(queries) == 1
