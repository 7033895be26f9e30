from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from oci.domain.entry import Opened, open_punch_out
from oci.domain.proof import CredentialsWrongError, identify_buyer
from oci.domain.queries import find_door
from oci.enums import Status
from oci.models import Connection, ReturnOrigin
from oci.protocol.call import build_query, parse_call
from oci.protocol.errors import HookUrlNotAccepted
from tenants.context import use_customer
from tenants.domain.provisioning import create_customer
from tenants.models import Customer

pytestmark = pytest.mark.django_db


def call_default(query: str, *, now: datetime) -> Opened:
    """Call the connection that provisioning gives, in the active schema."""
    door = find_door(slug="default", now=now)
    assert door is not None
    call = parse_call(query)
    return open_punch_out(door=door, call=call, proof=identify_buyer(door=door, call=call, now=now), now=now)


def test_a_new_customer_has_a_connection_that_works(acme: Customer) -> None:
    made = create_customer(slug="initech", name="Initech", language="en")

    shown = made.shown_once
    query = build_query(
        {
            "USERNAME": shown["USERNAME"],
            "PASSWORD": shown["PASSWORD"],
            "HOOK_URL": "https://erp.initech.example/in",
            "oci_usermail": "peter@initech.example",
            "oci_userfullname": "Peter Gibbons",
            "cost_centre": "4711",
        }.items()
    )
    now = timezone.now()
    assert shown["Entry address"] == "http://initech.localhost:8000/oci/default/"
    with use_customer(made.customer):
        door = find_door(slug="default", now=now)
        assert door is not None
        assert (door.connection.status, door.default_language) == (Status.TEST, "en")
        with pytest.raises(HookUrlNotAccepted):
            call_default(query, now=now)
        ReturnOrigin.objects.update(accepted=True)
        opened = call_default(query, now=now)
        assert opened.punch_out.requester_name == "Peter Gibbons"
    with use_customer(acme), pytest.raises(CredentialsWrongError):
        call_default(query, now=now)


@pytest.mark.parametrize(("language", "name"), [("nl", "Inkoopsysteem"), ("en", "Procurement system")])
def test_a_new_connection_has_a_name_that_employees_understand(language: str, name: str) -> None:
    made = create_customer(slug="initech", name="Initech", language=language)

    with use_customer(made.customer):
        assert [connection.name for connection in Connection.objects.all()] == [name]


def test_the_console_has_no_connection(console: Customer) -> None:
    with use_customer(console):
        assert not Connection.objects.exists()
