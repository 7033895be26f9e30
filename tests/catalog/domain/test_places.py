from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.domain.addresses import Trip, list_delivery_rules
from catalog.domain.one_way import find_one_way_fee
from catalog.domain.opening import Hours
from catalog.domain.places import list_places
from catalog.domain.reading import weekly_hours
from catalog.models import DeliveryRule, OneWayFee, OpeningHours, Station
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import clear_offering, make_delivery_rule, make_one_way_fee, make_station

pytestmark = pytest.mark.django_db

RULE_FIELDS = (
    "pk",
    "code",
    "name",
    "station_id",
    "country",
    "postcodes",
    "delivery_fee",
    "collection_fee",
    "lead_hours",
    "position",
    "is_active",
)


def values(rule: DeliveryRule) -> list[object]:
    return [getattr(rule, name) for name in RULE_FIELDS]


def test_places_are_the_same_as_read_one_by_one(at_acme: Customer) -> None:
    shown, hidden = make_station("AMS", position=1), make_station("DEPOT", is_active=False)
    make_delivery_rule(hidden, "LATER")
    make_delivery_rule(shown, "FIRST", position=1, delivery_fee=None, collection_fee=Decimal("12.30"))
    make_delivery_rule(shown, "OFF", is_active=False)
    make_one_way_fee("35.00")
    make_one_way_fee("12.34", from_station=shown)
    make_one_way_fee("1.00", to_station=shown)

    places = list_places()

    assert [station.code for station in places.stations] == ["AMS"]
    assert [values(rule) for rule in places.rules] == [values(rule) for rule in list_delivery_rules()]
    assert [rule.station.code for rule in places.rules] == ["AMS", "DEPOT"]
    assert sorted((fee.pk, fee.fee, fee.from_station_id, fee.to_station_id) for fee in places.fees) == sorted(
        OneWayFee.objects.values_list("pk", "fee", "from_station_id", "to_station_id")
    )


def test_hours_come_with_the_places(at_acme: Customer) -> None:
    station = make_station()
    OpeningHours.objects.filter(station=station).exclude(weekday=0).delete()
    OpeningHours.objects.filter(station=station).update(opens=time(7, 30), closes=time(18))

    [read] = list_places().stations

    assert weekly_hours(read) == (Hours(weekday=0, opens=time(7, 30), closes=time(18)),)


@pytest.mark.parametrize(
    ("fees", "offered"),
    [
        (("59.00", None), [True, False]),
        ((None, "0.00"), [False, True]),
        (("59.00", "59.00"), [True, True]),
    ],
)
def test_a_trip_is_offered_where_a_rule_makes_it(
    at_acme: Customer, fees: tuple[str | None, str | None], offered: list[bool]
) -> None:
    delivery, collection = (None if fee is None else Decimal(fee) for fee in fees)
    make_delivery_rule(make_station(), delivery_fee=delivery, collection_fee=collection)

    places = list_places()

    assert [places.offers(trip) for trip in (Trip.DELIVERY, Trip.COLLECTION)] == offered


@pytest.mark.parametrize("number", [1, 50])
def test_places_take_one_statement(at_acme: Customer, number: int) -> None:
    stations = [make_station(f"S{index}") for index in range(number)]
    for station in stations:
        make_delivery_rule(station, f"R{station.code}")
        make_one_way_fee(from_station=station)
    make_one_way_fee("35.00")

    with CaptureQueriesContext(connection) as statements:
        places = list_places()
        weeks = [len(weekly_hours(rule.station)) for rule in places.rules]
        fee = find_one_way_fee(pick_up=stations[0], return_=stations[-1], fees=places.fees)

    assert (weeks, len(places.fees), len(statements)) == ([5] * number, number + 1, 1)
    assert (fee is None) == (number == 1)


def test_without_anything_there_are_no_places(at_acme: Customer) -> None:
    places = list_places()

    assert (places.stations, places.rules, places.fees) == ((), (), ())


def test_places_of_one_customer_are_nobody_elses(at_acme: Customer, globex: Customer) -> None:
    make_delivery_rule(make_station("ACMEONLY"), "ACMEONLY")

    with use_customer(globex):
        clear_offering()
        of_globex = list_places()

    assert [rule.code for rule in list_places().rules] == ["ACMEONLY"]
    assert (of_globex.stations, of_globex.rules) == ((), ())
    assert Station.objects.filter(code="ACMEONLY").exists()
