"""What the page's script reports of the way back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from oci.enums import Event, State
from oci.models import JournalEntry, PunchOut
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import make_buyer
from tests.oci.views.test_again import link_to, open_link, press
from tests.oci.walk import Form, Walk, punch_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(acme: Customer, browse: Browse) -> Walk:
    with use_customer(acme):
        buyer = make_buyer()
    return punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN"})


@pytest.fixture(params=["visit", "return link"])
def way(request: pytest.FixtureRequest, acme: Customer, browse: Browse) -> Iterator[tuple[Walk, Form]]:
    """A browser before a page with a way back, and the page's report."""
    if request.param == "visit":
        walk: Walk = request.getfixturevalue("walk")
        checked = walk.press(walk.arrive(), "Check your answers", vehicle_class="CDMR")
        yield walk, walk.press(checked, "Send request and return to SRM").forms[-1]
    else:
        client = browse(acme)
        yield Walk(client, ""), press(client, open_link(client, link_to(acme))).forms[-1]


def states(customer: Customer) -> list[str]:
    with use_customer(customer):
        return list(PunchOut.objects.values_list("state", flat=True))


def test_a_page_that_stayed_takes_its_own_report_back(acme: Customer, way: tuple[Walk, Form]) -> None:
    walk, report = way
    stamp = walk.client.post(report.action, report.fields).content.decode()
    assert states(acme) == [State.RETURNED]

    stayed = walk.client.post(report.action, {**report.fields, "stayed": stamp})

    assert (stayed.status_code, states(acme)) == (204, [State.REGISTERED])


def test_a_page_takes_no_other_report_back(acme: Customer, way: tuple[Walk, Form]) -> None:
    walk, report = way
    walk.client.post(report.action, report.fields)

    second = walk.client.post(report.action, report.fields)
    walk.client.post(report.action, {**report.fields, "stayed": "2026-11-24T09:00:00+00:00"})

    assert (second.status_code, second.content) == (204, b"")
    assert states(acme) == [State.RETURNED]


def test_whoever_has_no_secret_takes_nothing_back(acme: Customer, way: tuple[Walk, Form]) -> None:
    walk, report = way
    stamp = walk.client.post(report.action, report.fields).content.decode()

    refused = walk.client.post(report.action, dict.fromkeys(report.fields, "wrong") | {"stayed": stamp})

    assert (refused.status_code in {403, 404}, states(acme)) == (True, [State.RETURNED])


def test_what_a_page_causes_is_timed(acme: Customer, way: tuple[Walk, Form]) -> None:
    walk, report = way
    walk.client.post(report.action, report.fields)

    with use_customer(acme):
        timed = JournalEntry.objects.filter(event=Event.RETURN, milliseconds__isnull=False)

        assert timed.count() == 1


def test_registration_cart_and_cancel_are_timed(acme: Customer, browse: Browse, walk: Walk) -> None:
    with use_customer(acme):
        buyer = make_buyer(slug="other")
    other = punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN"})
    checked = walk.press(walk.arrive(), "Check your answers", vehicle_class="CDMR")

    walk.press(checked, "Send request and return to SRM")
    other.press(other.arrive(), "Stop without booking")

    with use_customer(acme):
        entries = JournalEntry.objects.filter(milliseconds__isnull=False).order_by("id")
        told = list(entries.values_list("event", flat=True))
    assert told == [Event.REGISTRATION, Event.CART, Event.CANCEL]
