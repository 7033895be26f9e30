"""The employee's pages stay small and ask the database little, however large the offering."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import DeliveryRule, VehicleClass
from reservations.models import ExtraField, ExtraFieldChoice
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import make_buyer
from tests.oci.walk import Page, Walk, punch_out

KILOBYTE = 1024
# Of each page, the three with which the middleware finds the customer's schema included.
PAGE_STATEMENTS = 12
# Sending writes request, number, event, queue item, journal entry and cart, in one transaction.
SENDING_STATEMENTS = 24
SEND = "Send request and return to SRM"


def content_of(name: str) -> bytes:
    found = finders.find(f"flexfleet/{name}")
    assert isinstance(found, str)
    return Path(found).read_bytes()


@pytest.mark.parametrize("name", ["theme.css", "page.js"])
def test_style_and_script_are_small(name: str) -> None:
    assert len(content_of(name)) <= 12 * KILOBYTE


def test_drawings_are_small() -> None:
    found = finders.find("catalog/drawings")
    assert isinstance(found, str)

    largest = max(file.stat().st_size for file in Path(found).glob("*.svg"))

    assert largest <= 3 * KILOBYTE


@pytest.fixture
def walk(acme: Customer, browse: Browse) -> Walk:
    with use_customer(acme):
        buyer = make_buyer()
    return punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN"})


@pytest.mark.django_db
def test_booking_page_weighs_less_than_45_kilobytes_with_all_it_loads(walk: Walk) -> None:
    booking = walk.arrive()

    # Style and script are served compressed; a page with a secret in it never is (BREACH).
    sent = [booking.html.encode(), *(gzip.compress(content_of(name)) for name in ("theme.css", "page.js"))]
    assert sum(map(len, sent)) <= 45 * KILOBYTE


# Everything that a page can have to read at once: extras, both addresses, and a station that is not the first.
WITH_ALL = {
    "e_SEAT-CHILD": "2",
    "e_KM500": "1",
    "pick_up_where": "address",
    "delivery_name": "Anna de Vries",
    "delivery_street": "Kade 1",
    "delivery_postcode": "3512 SA",
    "delivery_city": "Utrecht",
    "delivery_phone": "030 012 34 56",
    "return_station": "AMS",
    "x_site": "Rotterdam",
}


def ask_a_question() -> None:
    site = ExtraField.objects.create(key="site", kind="choice", label_en="Site", required=True)
    ExtraFieldChoice.objects.bulk_create(
        ExtraFieldChoice(field=site, value=f"S{number}", label_en=name)
        for number, name in enumerate(["Rotterdam", *(f"Site {number}" for number in range(60))])
    )


def statements_of_a_booking(walk: Walk, **answers: str) -> dict[str, int]:
    """The statements of each request from arrival to registered."""
    counted: dict[str, int] = {}
    page: Page | None = None
    for step in ("arrive", "Show prices", "Check your answers", SEND):
        with CaptureQueriesContext(connection) as queries:
            page = walk.arrive() if page is None else walk.press(page, step, vehicle_class="CDMR", **answers)
        counted[step] = len(queries)
    return counted


@pytest.mark.django_db
def test_pages_ask_the_database_little(walk: Walk) -> None:
    counted = statements_of_a_booking(walk)

    assert counted.pop(SEND) <= SENDING_STATEMENTS
    assert {step: number for step, number in counted.items() if number > PAGE_STATEMENTS} == {}


@pytest.mark.django_db
def test_pages_ask_the_database_little_with_everything_there_is(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        ask_a_question()
        DeliveryRule.objects.update(lead_hours=0)

    counted = statements_of_a_booking(walk, **WITH_ALL)

    assert counted.pop(SEND) <= SENDING_STATEMENTS
    assert {step: number for step, number in counted.items() if number > PAGE_STATEMENTS} == {}


@pytest.mark.django_db
def test_booking_page_with_everything_stays_light(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        ask_a_question()

    booking = walk.press(walk.arrive(), "Show prices", vehicle_class="CDMR", **WITH_ALL)

    sent = [booking.html.encode(), *(gzip.compress(content_of(name)) for name in ("theme.css", "page.js"))]
    assert sum(map(len, sent)) <= 45 * KILOBYTE


@pytest.mark.django_db
def test_pages_ask_no_more_of_a_large_offering(acme: Customer, browse: Browse) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        compact = VehicleClass.objects.get(code="CDMR")
        VehicleClass.objects.exclude(pk=compact.pk).update(is_active=False)
    of_one = statements_of_a_booking(punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN"}))
    with use_customer(acme):
        for number in range(199):
            compact.pk = None
            compact.code = f"X{number}"
            compact.save(force_insert=True)

    of_two_hundred = statements_of_a_booking(punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN"}))

    assert of_two_hundred == of_one
