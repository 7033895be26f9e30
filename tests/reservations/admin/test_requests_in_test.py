"""Requests that try a connection out: whoever meets one sees that nobody waits for a vehicle."""

from __future__ import annotations

import re

import pytest

from tenants.context import use_customer
from tenants.models import Customer, QueueItem
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.reservations.factories import make_request

BADGE = '<span class="test-badge">Test</span>'


def references(html: str) -> list[str]:
    return re.findall(r'<div class="title-wrapper">\s*(?:<a[^>]*>)?\s*([A-Z]+-\d\d-\d{6})', html)


def test_a_customers_queue_tells_and_filters_tests(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(globex):
        make_request(is_test=True)
    with use_customer(acme):
        make_request(is_test=True)
        make_request()
    client = staff_client(acme, Role.OPERATIONS)

    everything, tests, real = (
        client.get("/admin/requests/", query).content.decode()
        for query in ({}, {"is_test": "yes"}, {"is_test": "no"})
    )

    assert everything.count(BADGE) == 1
    assert (references(tests), references(real)) == (["ACME-26-000001"], ["ACME-26-000002"])


def test_the_console_tells_and_filters_tests_of_all_customers(
    console: Customer, acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        make_request(is_test=True)
    with use_customer(globex):
        make_request()
    client = staff_client(console, Role.OPERATIONS)

    everything, tests, real = (
        client.get("/admin/queue/", query).content.decode()
        for query in ({}, {"is_test": "yes"}, {"is_test": "no"})
    )

    assert everything.count(BADGE) == 1
    assert (references(tests), references(real)) == (["ACME-26-000001"], ["GLOBEX-26-000001"])
    assert list(QueueItem.objects.order_by("customer__slug").values_list("is_test", flat=True)) == [
        True,
        False,
    ]


@pytest.mark.parametrize("is_test", [True, False])
def test_the_work_page_says_whether_it_is_a_test(
    acme: Customer, staff_client: StaffClient, *, is_test: bool
) -> None:
    with use_customer(acme):
        request = make_request(is_test=is_test)

    html = staff_client(acme, Role.OPERATIONS).get(f"/admin/requests/{request.public_id}/").content.decode()

    assert (BADGE in html, "Nobody expects a vehicle." in html) == (is_test, is_test)
