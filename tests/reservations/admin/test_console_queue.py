from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reservations.domain.handling import confirm
from reservations.life_cycle import OPEN_STATES, State
from tenants.context import use_customer
from tenants.domain.customers import suspend
from tenants.domain.hand_over import mirror
from tenants.domain.queue import FINISHED
from tenants.domain.staff import add_staff, give_role
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import Browse, StaffClient
from tests.reservations.factories import NOW, later, make_request, planned_request

QUEUE = "/admin/queue/"


def references(html: str) -> list[str]:
    """The references in the order of the rows, linked or not."""
    return re.findall(r'<div class="title-wrapper">\s*(?:<a[^>]*>)?\s*([A-Z]+-\d\d-\d{6})', html)


def sign_in(browse: Browse, console: Customer, *, role: Role, customer: Customer) -> Client:
    """Somebody at the console whose only role is at one customer."""
    staff = add_staff(email="only@europcar.example", name="Only Acme")
    give_role(staff=staff, role=role, customer=customer)
    client = browse(console)
    with use_customer(console):
        client.force_login(mirror(staff, role=Role.AUDITOR))
    return client


def test_queue_lists_all_customers_the_most_urgent_first(
    console: Customer, acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        make_request()
    with use_customer(globex):
        make_request(now=NOW - timedelta(hours=1))

    response = staff_client(console, Role.OPERATIONS).get(QUEUE)

    assert response.status_code == 200
    html = response.content.decode()
    assert references(html) == ["GLOBEX-26-000001", "ACME-26-000001"]
    assert "Acme Bouw" in html
    assert "Globex" in html


def test_queue_lists_permitted_customers_only(
    console: Customer, acme: Customer, globex: Customer, browse: Browse
) -> None:
    for customer in (acme, globex):
        with use_customer(customer):
            make_request()
    client = sign_in(browse, console, role=Role.OPERATIONS, customer=acme)

    html = client.get(QUEUE).content.decode()
    theirs = client.get(QUEUE, {"customer": globex.pk}).content.decode()

    assert references(html) == ["ACME-26-000001"]
    assert "Globex" not in html
    assert "GLOBEX" not in theirs


def test_row_leads_through_the_hand_over_into_the_item(
    console: Customer, acme: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        request = make_request()

    html = staff_client(console, Role.OPERATIONS).get(QUEUE).content.decode()

    assert f'href="/go/acme/?next=%2Fadmin%2Frequests%2F{request.public_id}%2F"' in html


def test_row_of_a_suspended_customer_leads_nowhere(
    console: Customer, acme: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        make_request()
    suspend(customer=acme)

    html = staff_client(console, Role.OPERATIONS).get(QUEUE).content.decode()

    assert references(html) == ["ACME-26-000001"]
    assert "/go/acme/" not in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["ACME-26-000002", "GLOBEX-26-000001"]),
        ({"state": "all"}, ["ACME-26-000001", "ACME-26-000002", "GLOBEX-26-000001"]),
        ({"state": "confirmed"}, ["ACME-26-000001"]),
        ({"unassigned": "yes"}, ["ACME-26-000002", "GLOBEX-26-000001"]),
        ({"q": "000001"}, ["ACME-26-000001", "GLOBEX-26-000001"]),
    ],
)
def test_queue_is_filtered_and_searched(
    console: Customer,
    acme: Customer,
    globex: Customer,
    staff_client: StaffClient,
    *,
    query: dict[str, str],
    found: list[str],
) -> None:
    with use_customer(acme):
        first, olga = planned_request()
        confirm(public_id=first.public_id, actor=olga, version=3, now=later(minutes=9))
        make_request()
    with use_customer(globex):
        make_request()

    response = staff_client(console, Role.OPERATIONS).get(QUEUE, query)

    assert sorted(references(response.content.decode())) == found


def test_row_names_the_place_of_the_pick_up(
    console: Customer, acme: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        make_request()

    html = staff_client(console, Role.OPERATIONS).get(QUEUE).content.decode()

    assert re.search(r"Sat 24 Oct, 09:00</time><br><span[^>]*>Schiphol<", html)


def test_queue_tells_and_filters_what_waits_for_an_order_number(
    console: Customer, acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        make_request(awaits_order=True)
    with use_customer(globex):
        make_request()
    client = staff_client(console, Role.OPERATIONS)

    everything, waiting, ready = (
        client.get(QUEUE, query).content.decode()
        for query in ({}, {"awaits_order": "yes"}, {"awaits_order": "no"})
    )

    assert everything.count("Waits for the order number</span>") == 1
    assert (references(waiting), references(ready)) == (["ACME-26-000001"], ["GLOBEX-26-000001"])


def test_queue_is_filtered_by_customer(
    console: Customer, acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    for customer in (acme, globex):
        with use_customer(customer):
            make_request()

    html = staff_client(console, Role.OPERATIONS).get(QUEUE, {"customer": globex.pk}).content.decode()

    assert references(html) == ["GLOBEX-26-000001"]


def test_queue_refuses_at_a_customer(acme: Customer, staff_client: StaffClient) -> None:
    response = staff_client(acme, Role.ADMINISTRATOR).get(QUEUE)

    assert (response.status_code, response["Location"]) == (302, "/admin/")


def test_menu_shows_each_queue_where_it_works(
    console: Customer, acme: Customer, staff_client: StaffClient
) -> None:
    at_console = staff_client(console, Role.OPERATIONS).get("/admin/").content.decode()
    at_customer = staff_client(acme, Role.OPERATIONS).get("/admin/").content.decode()

    assert ("/admin/queue/" in at_console, "/admin/requests/" in at_console) == (True, False)
    assert ("/admin/queue/" in at_customer, "/admin/requests/" in at_customer) == (False, True)


def test_queue_has_a_fixed_number_of_statements_and_one_for_its_rows(
    console: Customer, acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(console, Role.OPERATIONS)
    counts, lists = [], []

    for customers in ((acme,), (acme, globex)):
        for customer in customers:
            with use_customer(customer):
                planned_request()
        with CaptureQueriesContext(connection) as captured:
            client.get(QUEUE)
        statements = [query["sql"] for query in captured]
        counts.append(len(statements))
        lists.append(sum('"tenants_queueitem"."reference"' in statement for statement in statements))

    assert lists == [1, 1]
    assert counts[0] == counts[1]


def test_open_means_the_same_to_the_front_page() -> None:
    """`tenants` may not import the life cycle, so it names the finished states itself."""
    assert set(State) - OPEN_STATES == FINISHED
