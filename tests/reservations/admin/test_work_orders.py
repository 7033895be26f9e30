"""The work page of a request that waits for its order number, or that the buyer's system does not know."""

from __future__ import annotations

import re
from html import unescape

from django.http import HttpResponse
from django.test import Client

from reservations.domain.handling import claim, confirm, plan, reject
from reservations.domain.notes import note_cart_stopped, note_return_missing
from reservations.domain.registration import References, mark_transferred
from reservations.life_cycle import State
from reservations.models import OutboxMail, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tenants.workspace.models import User
from tests.conftest import StaffClient
from tests.reservations.factories import (
    NOW,
    REFERENCES,
    later,
    make_request,
    make_station,
    make_user,
    planned_request,
)

UNKNOWN = "The buyer's system knows nothing of this request."
NOT_SEEN = "Return to the buyer's system not seen"


def page(client: Client, request: RentalRequest) -> str:
    response = client.get(f"/admin/requests/{request.public_id}/")
    assert response.status_code == 200
    return words(response.content.decode())


def words(html: str) -> str:
    """The text of the page, without markup and with single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def press(client: Client, request: RentalRequest, verb: str, **values: object) -> HttpResponse:
    return client.post(f"/admin/requests/{request.public_id}/{verb}/", {"version": request.version, **values})  # type: ignore[return-value]  # the test client adds attributes of its own


def planned_by(client: Client) -> RentalRequest:
    """A request that waits for its order number, planned by whoever is signed in."""
    me = User.objects.get(pk=client.session["_auth_user_id"])
    request = make_request(awaits_order=True)
    claim(public_id=request.public_id, actor=me, version=1, now=NOW)
    return plan(public_id=request.public_id, actor=me, version=2, station=make_station(), now=NOW)


def test_page_says_that_confirming_waits_and_asks_for_the_number(
    acme: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        request = planned_by(client)

    html = client.get(f"/admin/requests/{request.public_id}/").content.decode()

    text = words(html)
    assert "This request waits for the order number of Acme Bouw." in text
    assert "Order number Not known yet" in text
    assert "/confirm/" not in html
    assert 'id="order-order_number"' in html


def test_number_is_entered_and_the_request_confirmed(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        request = planned_by(client)

    entered = press(client, request, "order", order_number=" 4500099001 ")
    text = page(client, request)
    with use_customer(acme):
        request.refresh_from_db()
    press(client, request, "confirm")

    assert (entered.status_code, entered["Location"]) == (302, f"/admin/requests/{request.public_id}/")
    assert "The order number is saved." in text
    assert "Order number 4500099001" in text
    assert "Order number received" in text
    assert "waits for the order number" not in text.lower()
    with use_customer(acme):
        request.refresh_from_db()
        assert request.state == State.CONFIRMED
        assert "Order number: 4500099001" in OutboxMail.objects.get().text


def test_number_that_is_missing_is_asked_for(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        request = planned_by(client)

    response = press(client, request, "order", order_number=" ")

    assert response.status_code == 422
    assert "This field is required." in words(response.content.decode())


def test_confirming_by_hand_is_refused_with_the_reason(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        request = planned_by(client)

    press(client, request, "confirm")

    assert "This request waits for its order number. Enter that first." in page(client, request)
    with use_customer(acme):
        request.refresh_from_db()
    assert request.state == State.PLANNED


def test_page_tells_who_only_looks_that_it_waits(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request = make_request(awaits_order=True)

    text = page(staff_client(acme, Role.AUDITOR), request)

    assert "Waits for the order number" in text
    assert "Save the order number" not in text


def test_page_is_dutch_about_orders_for_who_reads_dutch(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request = make_request(awaits_order=True)
        note_cart_stopped(punch_out_id=request.punch_out_id, reason="Geen eenheid", now=later(minutes=1))
    client = staff_client(acme, Role.OPERATIONS)
    client.cookies["django_language"] = "nl"

    text = page(client, request)

    for fact in (
        "Wacht op het bestelnummer",
        "Deze aanvraag wacht op het bestelnummer van Acme Bouw.",
        "Bestelnummer Nog niet bekend",
        "Het inkoopsysteem weet niets van deze aanvraag.",
    ):
        assert fact in text


def test_stopped_cart_is_something_to_act_on_with_its_reason(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(globex):
        theirs = make_request()
        note_cart_stopped(punch_out_id=theirs.punch_out_id, reason="Theirs", now=later(minutes=1))
    with use_customer(acme):
        request = make_request()
        note_cart_stopped(
            punch_out_id=request.punch_out_id, reason="NEW_ITEM-UNIT: <empty>", now=later(minutes=1)
        )
        note_return_missing(punch_out_id=request.punch_out_id, now=later(minutes=30))

    text = page(staff_client(acme, Role.OPERATIONS), request)

    assert f"Cart stopped: it did not go back to the buyer's system NEW_ITEM-UNIT: <empty> {UNKNOWN}" in text
    assert "Ask the requester whether" not in text  # why no return was seen is said already
    assert "Theirs" not in text


def test_missing_return_is_something_to_act_on_until_it_is_seen(
    acme: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        request = make_request()
        note_return_missing(punch_out_id=request.punch_out_id, now=later(minutes=30))
    client = staff_client(acme, Role.OPERATIONS)

    missing = page(client, request)
    with use_customer(acme):
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=40))
    seen = page(client, request)

    assert f"{NOT_SEEN} Ask the requester whether" in missing
    assert "Ask the requester whether" not in seen
    assert f"{NOT_SEEN} System" in seen  # the timeline keeps it


def test_rejected_request_needs_no_return(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request, olga = planned_request()
        note_cart_stopped(punch_out_id=request.punch_out_id, reason="No unit", now=later(minutes=7))
        reject(public_id=request.public_id, actor=olga, version=3, reason="No van", now=later(minutes=9))

    assert UNKNOWN not in page(staff_client(acme, Role.OPERATIONS), request)


def test_references_are_called_what_the_employee_saw(acme: Customer, staff_client: StaffClient) -> None:
    references = References(
        purchase_number="4500012345",
        cost_centre="KP-100",
        fields=REFERENCES.fields,
        labels={"purchase_number": "Bestelaanvraag SAP"},
    )
    with use_customer(acme):
        request, olga = make_request(references=references), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=NOW)
        plan(public_id=request.public_id, actor=olga, version=2, station=make_station(), now=NOW)
        confirm(public_id=request.public_id, actor=olga, version=3, now=NOW)
        mail = OutboxMail.objects.get()

    text = page(staff_client(acme, Role.AUDITOR), request)

    assert "Bestelaanvraag SAP 4500012345 Cost centre KP-100 WBS-element W.1.2" in text
    assert "Bestelaanvraag SAP: 4500012345\nCost centre: KP-100\nWBS-element: W.1.2\n" in mail.text
    assert "Bestelaanvraag SAP</th>" in mail.html
