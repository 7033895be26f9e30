from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reservations.domain.handling import claim, confirm, enter_order_number
from reservations.domain.registration import Requester
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tenants.workspace.models import User
from tests.conftest import Browse, StaffClient
from tests.reservations.factories import (
    NOW,
    PICK_UP,
    RETURN,
    later,
    make_choice,
    make_class,
    make_request,
    make_user,
    planned_request,
)

QUEUE = "/admin/requests/"


def references(html: str) -> list[str]:
    """The references in the order of the rows."""
    return re.findall(r"((?:ACME|GLOBEX)-\d\d-\d{6})\s*</a>", html)


@pytest.mark.parametrize("role", Role)
def test_queue_is_shown_to_every_role(acme: Customer, staff_client: StaffClient, role: Role) -> None:
    with use_customer(acme):
        make_request()

    response = staff_client(acme, role).get(QUEUE)

    assert response.status_code == 200
    assert references(response.content.decode()) == ["ACME-26-000001"]


def test_queue_shows_its_own_customer_only(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(globex):
        make_request()
    with use_customer(acme):
        make_request()

    html = staff_client(acme, Role.OPERATIONS).get(QUEUE).content.decode()

    assert references(html) == ["ACME-26-000001"]
    assert "GLOBEX" not in html


def test_queue_of_a_customer_refuses_at_the_console(console: Customer, staff_client: StaffClient) -> None:
    response = staff_client(console, Role.ADMINISTRATOR).get(QUEUE)

    assert response.status_code == 302
    assert response["Location"] == "/admin/"


def test_queue_refuses_who_is_not_signed_in(acme: Customer, browse: Browse) -> None:
    response = browse(acme).get(QUEUE)

    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]


def test_queue_shows_what_a_row_needs(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=1))

    html = staff_client(acme, Role.OPERATIONS).get(QUEUE).content.decode()

    for text in (
        "In progress",
        "Compact",
        "Sat 24 Oct, 09:00",
        "Schiphol",
        "late",
        "Olga Operations",
        "Anna de Vries",
    ):
        assert text in html
    assert f"/admin/requests/{request.public_id}/" in html


def test_queue_labels_every_cell_for_stacked_rows_and_says_that_nobody_holds_it(
    acme: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        make_request()

    html = staff_client(acme, Role.OPERATIONS).get(QUEUE).content.decode()

    labels = re.findall(r'<span class="cell-label">([^<]+)</span>', html)
    assert labels == ["Due", "Assignee", "Pick-up", "Vehicle class", "Requester"]
    assert '<span class="cell-label">Assignee</span><span>Nobody</span>' in html


def test_queue_puts_the_most_urgent_first_and_sorts_by_pick_up(
    acme: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        make_request(now=NOW)
        make_request(
            now=NOW - timedelta(hours=1),
            choice=make_choice(pick_up=PICK_UP + timedelta(days=1), return_at=RETURN + timedelta(days=1)),
        )
    client = staff_client(acme, Role.OPERATIONS)

    by_due = references(client.get(QUEUE).content.decode())
    by_pick_up = references(client.get(QUEUE, {"ordering": "pick_up_at"}).content.decode())

    assert by_due == ["ACME-26-000002", "ACME-26-000001"]
    assert by_pick_up == ["ACME-26-000001", "ACME-26-000002"]


def confirmed_and_open() -> None:
    """1 is confirmed, 2 is Olga's, 3 is nobody's and of another class and requester."""
    first, olga = planned_request()
    confirm(public_id=first.public_id, actor=olga, version=3, now=later(minutes=9))
    second = make_request()
    claim(public_id=second.public_id, actor=olga, version=1, now=later(minutes=1))
    make_request(
        requester=Requester(name="Çelik Kaya", email="c.kaya@acme.example"),
        choice=make_choice(vehicle_class=make_class("TEST-V")),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["ACME-26-000002", "ACME-26-000003"]),
        ({"state": "all"}, ["ACME-26-000001", "ACME-26-000002", "ACME-26-000003"]),
        ({"state": "confirmed"}, ["ACME-26-000001"]),
        ({"state": "in_progress"}, ["ACME-26-000002"]),
        ({"state": "lost"}, ["ACME-26-000002", "ACME-26-000003"]),
        ({"assignee": "null"}, ["ACME-26-000003"]),
        ({"q": "acme-26-000001"}, ["ACME-26-000001"]),
        ({"q": "000001"}, ["ACME-26-000001"]),
        ({"q": "çelik"}, ["ACME-26-000003"]),
        ({"q": "C.KAYA@"}, ["ACME-26-000003"]),
        ({"q": "ACME-26-000009"}, []),
        ({"q": "anna", "state": "confirmed"}, ["ACME-26-000001"]),
    ],
)
def test_queue_is_filtered_and_searched(
    acme: Customer, staff_client: StaffClient, query: dict[str, str], found: list[str]
) -> None:
    with use_customer(acme):
        confirmed_and_open()

    response = staff_client(acme, Role.OPERATIONS).get(QUEUE, query)

    assert sorted(references(response.content.decode())) == found


def test_queue_is_filtered_by_assignee_and_class(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        confirmed_and_open()
        olga = User.objects.get(name="Olga Operations").pk
        van = make_class("TEST-V").pk
    client = staff_client(acme, Role.OPERATIONS)

    hers = references(client.get(QUEUE, {"assignee": olga}).content.decode())
    vans = references(client.get(QUEUE, {"vehicle_class": van}).content.decode())

    assert (hers, vans) == (["ACME-26-000002"], ["ACME-26-000003"])


def test_requests_that_are_due_at_once_keep_their_order(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        for _number in range(3):
            make_request()
        # What was written last stands last in the table.
        RentalRequest.objects.filter(reference="ACME-26-000001").update(note="called")

    html = staff_client(acme, Role.OPERATIONS).get(QUEUE).content.decode()

    assert references(html) == ["ACME-26-000001", "ACME-26-000002", "ACME-26-000003"]


def test_queue_tells_and_filters_what_waits_for_an_order_number(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(globex):
        make_request(awaits_order=True)
    with use_customer(acme):
        make_request(awaits_order=True)
        ordered, olga = make_request(awaits_order=True), make_user()
        enter_order_number(
            public_id=ordered.public_id, actor=olga, version=1, order_number="45", now=later(minutes=1)
        )
        make_request()
    client = staff_client(acme, Role.OPERATIONS)

    everything, waiting, ready = (
        client.get(QUEUE, query).content.decode()
        for query in ({}, {"awaits_order": "yes"}, {"awaits_order": "no"})
    )

    assert everything.count("Waits for the order number</span>") == 1
    assert references(waiting) == ["ACME-26-000001"]
    assert re.search(r"Waits for the order number:\s*(<[^>]+>\s*)+Yes\s*<", waiting)
    assert references(ready) == ["ACME-26-000002", "ACME-26-000003"]


def test_queue_has_a_fixed_number_of_statements(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    counts = []

    for more in (1, 2):
        with use_customer(acme):
            for _ in range(more):
                planned_request()
        with CaptureQueriesContext(connection) as captured:
            client.get(QUEUE)
        counts.append(len(captured))

    assert counts[0] == counts[1], [query["sql"] for query in captured]
    assert counts[0] <= 20  # of which ours are two; the frame of the admin needs the rest
