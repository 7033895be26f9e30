from __future__ import annotations

import re
from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reservations.domain.handling import claim, confirm, plan, possible_steps, release
from reservations.domain.registration import mark_transferred
from reservations.life_cycle import State, Verb
from reservations.models import OutboxMail, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tenants.workspace.models import User
from tests.conftest import StaffClient
from tests.reservations.factories import (
    NOW,
    later,
    make_choice,
    make_request,
    make_station,
    make_user,
    planned_request,
)


def page(client: Client, request: RentalRequest) -> str:
    response = client.get(f"/admin/requests/{request.public_id}/")
    assert response.status_code == 200
    return response.content.decode()


def press(client: Client, request: RentalRequest, verb: str, **values: object) -> HttpResponse:
    """Press a button of the page that shows the request as `request` is."""
    return client.post(f"/admin/requests/{request.public_id}/{verb}/", {"version": request.version, **values})  # type: ignore[return-value]  # the test client adds attributes of its own


def buttons(html: str) -> set[str]:
    """The verbs that the page offers."""
    return set(re.findall(r'action="/admin/requests/[^/]+/([a-z]+)/"', html))


def words(html: str) -> str:
    """The text of the page, without markup and with single blanks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def signed_in_user(client: Client) -> User:
    return User.objects.get(pk=client.session["_auth_user_id"])


def test_page_tells_everything(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request, _olga = planned_request()

    text = words(page(staff_client(acme, Role.AUDITOR), request))

    for fact in (
        "Compact Planned Schiphol · Sat 24 Oct, 09:00 – Mon 26 Oct, 17:00",
        "Vehicle class Compact TEST-C",
        "Wish Diesel please",
        "Pick-up Saturday 24 October 2026, 09:00 Schiphol, Aankomstpassage 5, 1118 AX Schiphol",
        "Return Monday 26 October 2026, 17:00",
        "Requester Anna de Vries anna@acme.example",
        "Driver Bram Jansen bram@acme.example +31 6 1234 5678",
        "Purchase number 4500012345",
        "Cost centre KP-100",
        "Project Noordlijn",
        "WBS-element W.1.2",
        "Planned Schiphol · C20 · AB-123-C",
        "Rental, 3 days €148.50 Total without VAT €148.50",
        "VAT 21% €31.19",
        "450 km included Each further kilometre: €0.19 Rate of TEST-C from 1 day",
        "Held by Olga Operations",
        "The return to the buyer's system has not been seen",
    ):
        assert fact in text
    assert text.count("Rate of TEST-C") == 1


def test_page_has_the_timeline_with_the_delivery_of_mail(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request, olga = planned_request()
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=7))
        confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))

    text = words(page(staff_client(acme, Role.AUDITOR), request))

    for line in (
        "Registered Anna de Vries · Tue 20 Oct, 10:30",
        "Claimed Olga Operations · Tue 20 Oct, 10:35 Assignee: Olga Operations",
        "Planned Olga Operations · Tue 20 Oct, 10:36 Planned station: Schiphol Group: C20 Plate: AB-123-C",
        "Returned to the buyer's system Employee · Tue 20 Oct, 10:37",
        "Confirmed Olga Operations · Tue 20 Oct, 10:39",
        "Mail ready to be sent System · Tue 20 Oct, 10:39",
        "Confirmed: Compact, ACME-26-000001 → anna@acme.example",
    ):
        assert line in text
    assert "has not been seen" not in text


def test_page_without_an_agreed_rate(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request = make_request(choice=make_choice(price_per_day=None))

    assert "Price: as agreed in the contract" in words(page(staff_client(acme, Role.AUDITOR), request))


def test_page_is_dutch_for_who_reads_dutch(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request, _olga = planned_request()

    client = staff_client(acme, Role.AUDITOR)
    client.cookies["django_language"] = "nl"
    text = words(page(client, request))

    for fact in ("Ingepland", "Voertuigklasse Compact", "zaterdag 24 oktober 2026, 09:00", "€ 148,50"):
        assert fact in text


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (Role.ADMINISTRATOR, {"claim", "order"}),
        (Role.OPERATIONS, {"claim", "order"}),
        (Role.ACCOUNT_MANAGER, set()),
        (Role.AUDITOR, set()),
    ],
)
def test_page_offers_what_the_role_may_do(
    acme: Customer, staff_client: StaffClient, role: Role, offered: set[str]
) -> None:
    with use_customer(acme):
        request = make_request()

    assert buttons(page(staff_client(acme, role), request)) == offered


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.AUDITOR])
@pytest.mark.parametrize("verb", ["claim", "release", "plan", "confirm", "reject", "order"])
def test_post_is_refused_to_roles_that_only_look(
    acme: Customer, staff_client: StaffClient, role: Role, verb: str
) -> None:
    with use_customer(acme):
        request = make_request()
        station = make_station().pk

    press(
        staff_client(acme, role),
        request,
        verb,
        planned_station=station,
        rejection_reason="no",
        order_number="1",
    )

    with use_customer(acme):
        request.refresh_from_db()
        assert (request.state, request.version, request.events.count()) == (State.REGISTERED, 1, 1)


def test_buttons_follow_the_request_through_its_life(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request = make_request()
        station = make_station().pk
    client = staff_client(acme, Role.OPERATIONS)
    offered = []

    for verb, values in (
        ("claim", {}),
        ("plan", {"planned_station": station, "planned_plate": "ab-123-c"}),
        ("confirm", {}),
    ):
        offered.append(buttons(page(client, request)))
        response = press(client, request, verb, **values)
        assert response.status_code == 302
        assert response["Location"] == f"/admin/requests/{request.public_id}/"
        with use_customer(acme):
            request.refresh_from_db()
    offered.append(buttons(page(client, request)))

    assert offered == [
        {"claim", "order"},
        {"plan", "reject", "release", "order"},
        {"confirm", "plan", "reject", "release", "order"},
        {"order"},
    ]
    assert (request.state, request.planned_plate, request.version) == (State.CONFIRMED, "AB-123-C", 4)
    with use_customer(acme):
        assert OutboxMail.objects.count() == 1


def test_reject_and_release(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        rejected, released = make_request(), make_request()
        for request in (rejected, released):
            claim(public_id=request.public_id, actor=signed_in_user(client), version=1, now=NOW)
            request.refresh_from_db()

    press(client, rejected, "reject", rejection_reason="No van that week")
    press(client, released, "release")

    with use_customer(acme):
        rejected.refresh_from_db()
        released.refresh_from_db()
        assert (rejected.state, rejected.rejection_reason) == (State.REJECTED, "No van that week")
        assert (released.state, released.assignee) == (State.REGISTERED, None)
    assert "No van that week" in words(page(client, rejected))


def test_success_is_said(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request = make_request()
    client = staff_client(acme, Role.OPERATIONS)
    press(client, request, "claim")

    assert "You hold this request now." in words(page(client, request))


def test_stale_page_gets_what_changed_and_keeps_what_was_typed(
    acme: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        me, request = signed_in_user(client), make_request()
        claim(public_id=request.public_id, actor=me, version=1, now=later(minutes=1))
        request.refresh_from_db()
        plan(
            public_id=request.public_id,
            actor=me,
            version=2,
            station=make_station(),
            plate="AB-123-C",
            now=later(minutes=2),
        )

    # The same person in another window, still looking at version 2.
    response = press(client, request, "plan", planned_station=make_station_pk(acme), planned_plate="ZZ-999-Z")

    assert response.status_code == 409
    html = response.content.decode()
    assert "Nothing was saved." in words(html)
    assert "What changed meanwhile Planned" in words(html)
    assert "Plate: AB-123-C" in words(html)
    assert 'value="ZZ-999-Z"' in html
    with use_customer(acme):
        request.refresh_from_db()
    assert request.planned_plate == "AB-123-C"
    assert f'name="version" value="{request.version}"' in html


def make_station_pk(customer: Customer) -> int:
    with use_customer(customer):
        return make_station().pk


def test_colleague_who_was_quicker_is_named(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=1))
    client = staff_client(acme, Role.OPERATIONS)

    response = press(client, request, "claim")

    text = words(response.content.decode())
    assert response.status_code == 409
    assert "What changed meanwhile Claimed Olga Operations" in text
    assert "Olga Operations is working on this request." in text
    assert "Take over" in text


def test_plan_without_a_station_shows_what_is_missing(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        request = make_request()
        claim(public_id=request.public_id, actor=signed_in_user(client), version=1, now=NOW)
        request.refresh_from_db()

    response = press(client, request, "plan", planned_station="", planned_plate="9" * 21)

    assert response.status_code == 422
    text = words(response.content.decode())
    assert "This field is required." in text
    assert "Ensure this value has at most 20 characters" in text


def test_reject_without_a_reason_shows_what_is_missing(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        request = make_request()
        claim(public_id=request.public_id, actor=signed_in_user(client), version=1, now=NOW)
        request.refresh_from_db()

    response = press(client, request, "reject", rejection_reason=" ")

    assert response.status_code == 422
    assert "This field is required." in words(response.content.decode())


@pytest.mark.parametrize("verb", ["transfer", "register", "delete", "lost"])
def test_address_of_no_button_is_not_found(acme: Customer, staff_client: StaffClient, verb: str) -> None:
    with use_customer(acme):
        request = make_request()

    assert press(staff_client(acme, Role.OPERATIONS), request, verb).status_code == 404


def test_address_of_a_button_read_by_hand_leads_to_the_page(
    acme: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        request = make_request()

    response = staff_client(acme, Role.OPERATIONS).get(f"/admin/requests/{request.public_id}/claim/")

    assert (response.status_code, response["Location"]) == (302, f"/admin/requests/{request.public_id}/")


def test_request_of_another_customer_is_not_found(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(globex):
        theirs = make_request()
    client = staff_client(acme, Role.ADMINISTRATOR)

    assert client.get(f"/admin/requests/{theirs.public_id}/").status_code == 404
    assert press(client, theirs, "claim").status_code == 404
    assert client.get(f"/admin/requests/{uuid4()}/").status_code == 404


def test_page_refuses_at_the_console(console: Customer, acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request = make_request()

    response = staff_client(console, Role.ADMINISTRATOR).get(f"/admin/requests/{request.public_id}/")

    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_page_has_a_fixed_number_of_statements(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        me, short, long = signed_in_user(client), make_request(), make_request()
        for request in (short, long):
            claim(public_id=request.public_id, actor=me, version=1, now=NOW)
        for version in (2, 4, 6):
            release(public_id=long.public_id, actor=me, version=version, now=NOW)
            claim(public_id=long.public_id, actor=me, version=version + 1, now=NOW)
    counts = []

    for request in (short, long):
        with CaptureQueriesContext(connection) as captured:
            page(client, request)
        counts.append(len(captured))

    assert counts[0] == counts[1]
    assert counts[0] <= 20  # of which ours are three; the frame of the admin needs the rest


@pytest.mark.parametrize("state", [State.REGISTERED, State.IN_PROGRESS, State.PLANNED, State.CONFIRMED])
def test_possible_steps_are_those_that_are_not_refused(acme: Customer, state: State) -> None:
    with use_customer(acme):
        olga, peter = make_user(), make_user("Peter Planner")
        request = make_request()
        if state != State.REGISTERED:
            request = claim(public_id=request.public_id, actor=olga, version=1, now=NOW)
        if state in {State.PLANNED, State.CONFIRMED}:
            request = plan(
                public_id=request.public_id, actor=olga, version=2, station=make_station(), now=NOW
            )
        if state == State.CONFIRMED:
            request = confirm(public_id=request.public_id, actor=olga, version=3, now=NOW)

        steps = possible_steps(request, actor=olga), possible_steps(request, actor=peter)

    anybody = frozenset({Verb.CLAIM, Verb.ORDER})
    holder = frozenset({Verb.RELEASE, Verb.PLAN, Verb.REJECT, Verb.ORDER})
    assert (
        steps
        == {
            State.REGISTERED: (anybody, anybody),
            State.IN_PROGRESS: (holder, anybody),
            State.PLANNED: (holder | {Verb.CONFIRM}, anybody),
            State.CONFIRMED: (frozenset({Verb.ORDER}), frozenset({Verb.ORDER})),
        }[state]
    )
