from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.domain.addresses import Trip, find_stop, list_delivery_rules
from catalog.domain.quote import LineKind
from catalog.domain.surcharges import Fee
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import AT_THE_OFFICE, make_delivery_rule, make_station

pytestmark = pytest.mark.django_db


def found(trip: Trip, *, postcode: str = "3511 AB", country: str = "NL") -> str | None:
    """The code of the rule that serves an address, read anew."""
    address = replace(AT_THE_OFFICE, postcode=postcode, country=country)
    stop = find_stop(trip=trip, address=address, rules=list_delivery_rules())
    return stop.rule.code if stop else None


def test_the_first_rule_of_the_list_that_serves_an_address_counts(at_acme: Customer) -> None:
    station = make_station()
    make_delivery_rule(station, "REST", position=2)
    make_delivery_rule(station, "CENTRE", position=1, postcodes="3511-3513")

    served = [
        found(Trip.DELIVERY, postcode=postcode) for postcode in ("3511 AB", "3513zz", "3514 AA", "9999 ZZ")
    ]

    assert served == ["CENTRE", "CENTRE", "REST", "REST"]


def test_a_rule_serves_its_country_only(at_acme: Customer) -> None:
    make_delivery_rule(make_station(), "NL")

    assert [found(Trip.DELIVERY, country=country) for country in ("NL", " nl", "BE")] == ["NL", "NL", None]


def test_a_trip_that_a_rule_does_not_make_is_made_by_the_next(at_acme: Customer) -> None:
    station = make_station()
    make_delivery_rule(station, "BRING", position=1, collection_fee=None)
    make_delivery_rule(station, "FREE", position=2, delivery_fee=None, collection_fee=Decimal(0))

    assert (found(Trip.DELIVERY), found(Trip.COLLECTION)) == ("BRING", "FREE")


def test_a_rule_that_is_switched_off_serves_nobody(at_acme: Customer) -> None:
    make_delivery_rule(make_station(), is_active=False)

    assert found(Trip.DELIVERY) is None


def test_a_station_that_nobody_can_choose_may_deliver(at_acme: Customer) -> None:
    make_delivery_rule(make_station(is_active=False), "DEPOT")

    assert found(Trip.DELIVERY) == "DEPOT"


def test_a_stop_has_the_fee_of_its_trip(at_acme: Customer) -> None:
    make_delivery_rule(make_station(), "AREA")
    stops = [
        find_stop(trip=trip, address=AT_THE_OFFICE, rules=list_delivery_rules())
        for trip in (Trip.DELIVERY, Trip.COLLECTION)
    ]

    assert [stop.fee for stop in stops if stop] == [
        Fee(kind=LineKind.DELIVERY, amount=Decimal("59.00"), rule="delivery:AREA"),
        Fee(kind=LineKind.COLLECTION, amount=Decimal("49.00"), rule="delivery:AREA"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_rules_take_two_statements(at_acme: Customer, number: int) -> None:
    for index in range(number):
        make_delivery_rule(make_station(f"S{index}"), f"R{index}")

    with CaptureQueriesContext(connection) as statements:
        hours = [len(rule.station.opening_hours.all()) for rule in list_delivery_rules()]

    assert (hours, len(statements)) == ([5] * number, 2)


def test_a_rule_of_one_customer_serves_no_other(at_acme: Customer, globex: Customer) -> None:
    make_delivery_rule(make_station(), "ACMEONLY")

    with use_customer(globex):
        codes = [rule.code for rule in list_delivery_rules()]

    assert found(Trip.DELIVERY) == "ACMEONLY"
    assert (len(codes), "ACMEONLY" in codes) == (8, False)
