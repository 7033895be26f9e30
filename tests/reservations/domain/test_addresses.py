"""A request that is delivered and collected at addresses, with extras, as everybody who reads it sees it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.utils.translation import override
from icalendar import Calendar

from catalog.domain.addresses import Address, Stop, Trip
from catalog.domain.choice import Choice
from catalog.domain.pricing import make_quote
from catalog.domain.surcharges import ChosenExtra
from catalog.enums import ExtraPricing
from catalog.models import DeliveryRule
from reservations.domain.bill import make_bill
from reservations.domain.handling import confirm
from reservations.models import MailKind, OutboxMail, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.reservations.factories import later, make_choice, make_request, make_station, planned_request

pytestmark = pytest.mark.django_db

OFFICE = Address(
    name="Anna de Vries",
    street="Kade 1",
    postcode="3512 SA",
    city="Utrecht",
    phone="+31 30 012 34 56",
)
SITE = Address(
    name="Bram <b>Jansen", street="Bouwweg 9", postcode="4811 SA", city="Breda", phone="0761234567"
)
SEATS = ChosenExtra(
    code="SEAT",
    names=(("nl", "Kinderzitje"), ("en", "Child seat")),
    pricing=ExtraPricing.PER_DAY,
    price=Decimal("6.50"),
    pieces=2,
)


def brought_and_fetched() -> Choice:
    """Without an agreed rate, so that nothing but the request itself can tell what was chosen."""
    choice = make_choice()
    rule = DeliveryRule(code="AREA", station=make_station())
    quote = make_quote(
        class_code=choice.vehicle_class.code,
        bands=[],
        days=3,
        currency="EUR",
        vat_percentage=Decimal("21.00"),
        extras=[SEATS],
    )
    return replace(
        choice,
        quote=quote,
        delivery=Stop(trip=Trip.DELIVERY, address=OFFICE, rule=rule),
        collection=Stop(trip=Trip.COLLECTION, address=SITE, rule=rule),
        extras=(SEATS,),
    )


def test_addresses_are_stored_as_they_were_given(acme: Customer) -> None:
    with use_customer(acme):
        make_request(choice=brought_and_fetched())
        stored = RentalRequest.objects.get()
        places = (stored.pick_up_place, stored.return_place)

    assert stored.delivery == {
        "name": "Anna de Vries",
        "street": "Kade 1",
        "postcode": "3512 SA",
        "city": "Utrecht",
        "phone": "+31 30 012 34 56",
        "country": "NL",
    }
    assert places == ("Kade 1, 3512 SA Utrecht", "Bouwweg 9, 4811 SA Breda")


def test_a_request_at_stations_has_no_address(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request()

    assert (request.delivery, request.collection) == ({}, {})
    assert request.pick_up_place == "Schiphol, Aankomstpassage 5, 1118 AX Schiphol"


def test_extras_are_told_without_an_agreed_rate(acme: Customer) -> None:
    with use_customer(acme), override("nl"):
        bill = make_bill(brought_and_fetched().quote)

    assert (bill.extras, bill.charges) == (("2 × Kinderzitje",), ())


def test_operations_see_addresses_and_extras(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        request = make_request(choice=brought_and_fetched())

    html = staff_client(acme, Role.OPERATIONS).get(f"/admin/requests/{request.public_id}/").content.decode()
    elsewhere = staff_client(globex, Role.OPERATIONS).get(f"/admin/requests/{request.public_id}/")

    words = " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())
    for told in (
        "Extras 2 × Child seat",
        "Delivery Saturday 24 October 2026, 09:00 Kade 1 3512 SA Utrecht (NL) Anna de Vries, +31 30 012 34 56",
        "Collection Monday 26 October 2026, 17:00 Bouwweg 9 4811 SA Breda (NL) Bram <b>Jansen, 0761234567",
        "By Schiphol",
    ):
        assert told in words
    assert "<b>Jansen" not in html
    assert elsewhere.status_code == 404


def test_the_confirmation_tells_addresses_and_extras(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request(choice=brought_and_fetched())
        confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))
        mail = OutboxMail.objects.get(kind=MailKind.CONFIRMED)

    lines = mail.text.splitlines()
    start = lines.index("Delivery: Saturday 24 October 2026, 09:00")
    assert lines[start : start + 6] == [
        "Delivery: Saturday 24 October 2026, 09:00",
        "  Kade 1, 3512 SA Utrecht (NL), Anna de Vries, +31 30 012 34 56",
        "Collection: Monday 26 October 2026, 17:00",
        "  Bouwweg 9, 4811 SA Breda (NL), Bram <b>Jansen, 0761234567",
        "Extras: 2 × Child seat",
        "Driver: Bram Jansen",
    ]
    assert "Bouwweg 9<br>4811 SA Breda (NL)<br>Bram &lt;b&gt;Jansen, 0761234567" in mail.html
    assert "2 × Child seat" in mail.html
    [event] = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert event["LOCATION"] == "Kade 1, 3512 SA Utrecht"
    assert "Pick up at Kade 1, 3512 SA Utrecht, return at Bouwweg 9, 4811 SA Breda." in str(
        event["DESCRIPTION"]
    )
