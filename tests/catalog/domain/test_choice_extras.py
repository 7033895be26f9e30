"""Extras, addresses and one-way in a choice: what is priced, what is refused, and how many statements it takes."""
# ruff: noqa: DTZ001  # wall times have no zone

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.domain.addresses import list_delivery_rules
from catalog.domain.choice import Choice, check_choice, check_rental
from catalog.domain.choice_errors import ChoiceErrors
from catalog.domain.extras import list_extras
from catalog.domain.offering import list_offers, list_stations
from catalog.domain.places import list_places
from catalog.domain.quote import LineKind
from catalog.models import ClosedDay, OpeningHours, Station, VehicleClass
from tenants.models import Customer
from tenants.workspace.models import Profile
from tests.catalog.factories import (
    AT_THE_OFFICE,
    make_bundle,
    make_class,
    make_delivery_rule,
    make_extra,
    make_one_way_fee,
    make_rate,
    make_station,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)  # Monday 1 June, 9:00 in Amsterdam
TUESDAY = datetime(2026, 6, 2, 9, 0)
FRIDAY = datetime(2026, 6, 5, 9, 0)


@pytest.fixture
def compact(at_acme: Customer) -> VehicleClass:
    vehicle_class = make_class()
    make_rate(vehicle_class, price="40.00")
    return vehicle_class


@pytest.fixture
def utrecht(at_acme: Customer) -> Station:
    return make_station()


def typed(**changes: Any) -> dict[str, Any]:
    """A rental that is fine, but for the changes. `Any`: codes, times and addresses."""
    return {
        "pick_up_station": "UTC",
        "return_station": "UTC",
        "pick_up": TUESDAY,
        "return_": FRIDAY,
        "now": NOW,
    } | changes


def choose(**changes: Any) -> Choice:
    with translation.override("en"):
        return check_choice(**typed(class_code="CDMR", **changes))


def refusals(**changes: Any) -> list[tuple[str, str, str]]:
    """Code, field and message of all that is wrong with the changed choice."""
    with pytest.raises(ChoiceErrors) as caught:
        choose(**changes)
    return [(error.code, error.field, str(error)) for error in caught.value.errors]


def priced(choice: Choice) -> list[tuple[LineKind, Decimal]]:
    return [(line.kind, line.amount) for line in choice.quote.lines if line.amount]


def test_check_choice_prices_everything_that_was_chosen(compact: VehicleClass, utrecht: Station) -> None:
    make_station("BRE")
    make_extra()
    make_bundle()
    make_one_way_fee()
    make_delivery_rule(utrecht)

    choice = choose(
        return_station="BRE", delivery=AT_THE_OFFICE, pick_up_station="", extras={"SEAT": 2, "KM500": 1}
    )

    assert priced(choice) == [
        (LineKind.RENTAL, Decimal("120.00")),
        (LineKind.EXTRA, Decimal("45.00")),
        (LineKind.EXTRA, Decimal("39.00")),
        (LineKind.DELIVERY, Decimal("59.00")),
        (LineKind.ONE_WAY, Decimal("35.00")),
    ]
    assert choice.quote.net_total == Decimal("298.00")
    assert [(extra.code, extra.pieces) for extra in choice.extras] == [("KM500", 1), ("SEAT", 2)]
    assert choice.delivery is not None
    assert (choice.delivery.address, choice.pick_up_station, choice.collection) == (
        AT_THE_OFFICE,
        utrecht,
        None,
    )


def test_the_station_that_drives_stands_in_for_the_one_that_was_typed(
    compact: VehicleClass, utrecht: Station
) -> None:
    breda = make_station("BRE")
    make_delivery_rule(breda)

    choice = choose(
        delivery=AT_THE_OFFICE, collection=AT_THE_OFFICE, pick_up_station="GONE", return_station=""
    )

    assert (choice.pick_up_station, choice.return_station) == (breda, breda)
    assert priced(choice)[1:] == [
        (LineKind.DELIVERY, Decimal("59.00")),
        (LineKind.COLLECTION, Decimal("49.00")),
    ]


def test_an_address_is_complete_and_served(compact: VehicleClass, utrecht: Station) -> None:
    make_delivery_rule(utrecht, postcodes="10")

    incomplete = replace(AT_THE_OFFICE, name=" ", phone="")

    assert refusals(delivery=incomplete, collection=AT_THE_OFFICE) == [
        (
            "ADDRESS_INCOMPLETE",
            "delivery",
            "Complete the address of the delivery: name of the contact, phone of the contact.",
        ),
        (
            "ADDRESS_NOT_SERVED",
            "collection",
            "Vehicles are not collected at 3511 AB Utrecht. Check the postcode, or return to a station.",
        ),
    ]


@pytest.mark.parametrize(
    ("lead_hours", "expected"),
    [
        pytest.param(24, [], id="exactly in time"),
        pytest.param(
            25,
            [
                (
                    "ADDRESS_TOO_SOON",
                    "pick_up",
                    "A delivery must be booked 25 hours ahead. Choose a time from Tuesday 2 June 10:00.",
                )
            ],
            id="an hour late",
        ),
    ],
)
def test_a_delivery_has_a_lead_time_of_its_own(
    compact: VehicleClass, utrecht: Station, lead_hours: int, expected: list[tuple[str, str, str]]
) -> None:
    make_delivery_rule(utrecht, lead_hours=lead_hours)

    if expected:
        assert refusals(delivery=AT_THE_OFFICE) == expected
    else:
        assert choose(delivery=AT_THE_OFFICE).delivery is not None


def test_a_collection_has_a_lead_time_of_its_own(compact: VehicleClass, utrecht: Station) -> None:
    make_delivery_rule(utrecht, lead_hours=96)
    thursday = datetime(2026, 6, 4, 17, 0)

    assert refusals(collection=AT_THE_OFFICE, return_=thursday) == [
        (
            "ADDRESS_TOO_SOON",
            "return",
            "A collection must be booked 96 hours ahead. Choose a time from Friday 5 June 09:00.",
        )
    ]
    assert choose(collection=AT_THE_OFFICE, return_=FRIDAY).collection is not None


@pytest.mark.parametrize(
    ("pick_up", "message"),
    [
        pytest.param(
            datetime(2026, 6, 3, 7, 59),
            "On Wednesday 3 June, vehicles are brought and fetched at 08:00–18:00. Choose a time within these "
            "hours.",
            id="too early",
        ),
        pytest.param(
            datetime(2026, 6, 4, 9, 0),
            "No vehicles are brought or fetched on Thursday 4 June (stocktaking). They are again on "
            "Friday 5 June 08:00–18:00.",
            id="closed day",
        ),
        pytest.param(
            datetime(2026, 6, 6, 9, 0),
            "No vehicles are brought or fetched on Saturday 6 June. They are again on Monday 8 June 08:00–18:00.",
            id="saturday",
        ),
    ],
)
def test_vehicles_are_brought_while_the_station_is_open(
    compact: VehicleClass, utrecht: Station, pick_up: datetime, message: str
) -> None:
    make_delivery_rule(utrecht)
    ClosedDay.objects.create(station=utrecht, date=date(2026, 6, 4), reason="stocktaking")

    refused = refusals(delivery=AT_THE_OFFICE, pick_up=pick_up, return_=datetime(2026, 6, 9, 9, 0))

    assert refused == [("ADDRESS_CLOSED", "pick_up", message)]


def test_vehicles_are_brought_never_by_a_station_that_never_opens(compact: VehicleClass) -> None:
    make_station()
    make_delivery_rule(make_station("DEPOT", is_open=False))

    assert refusals(delivery=AT_THE_OFFICE) == [
        (
            "ADDRESS_CLOSED",
            "pick_up",
            "No vehicles are brought or fetched on Tuesday 2 June. Choose a station instead.",
        )
    ]


def test_what_is_wrong_with_extras_comes_with_the_rest(compact: VehicleClass, utrecht: Station) -> None:
    compact.max_days = 2
    compact.save()
    make_extra()

    assert [code for code, _field, _message in refusals(extras={"SEAT": 3})] == [
        "PERIOD_TOO_LONG",
        "EXTRA_TOO_MANY",
    ]


def test_a_bundle_is_refused_where_the_rate_has_unlimited_kilometres(utrecht: Station) -> None:
    rate = make_rate(make_class())
    rate.km_per_day = rate.price_extra_km = None
    rate.save()
    make_bundle()

    assert [code for code, _field, _message in refusals(extras={"KM500": 1})] == ["EXTRA_NOT_OFFERED"]


def test_list_offers_prices_each_class_with_the_extras_that_it_can_have(utrecht: Station) -> None:
    car, van = make_class("CAR", position=1), make_class("VAN", position=2)
    for one in (car, van):
        make_rate(one, price="40.00")
    make_extra()
    ramp = make_extra("RAMP", all_classes=False)
    ramp.vehicle_classes.set([van])
    ramp.save()
    make_delivery_rule(utrecht)
    rental = check_rental(**typed(delivery=AT_THE_OFFICE))

    offers = list_offers(
        period=rental.period,
        pick_up_station=rental.pick_up_station,
        return_station=rental.return_station,
        now=NOW,
        stops=rental.stops,
        extras={"SEAT": 1, "RAMP": 1, "GONE": 1},
    )

    assert [offer.quote and offer.quote.net_total for offer in offers] == [
        Decimal("198.50"),
        Decimal("218.00"),
    ]


@pytest.mark.parametrize("number", [1, 3])
def test_a_full_choice_takes_a_fixed_number_of_statements(at_acme: Customer, number: int) -> None:
    make_rate(make_class())
    make_station("HOME")
    for index in range(number):
        station = make_station(f"S{index}")
        OpeningHours.objects.create(station=station, weekday=5, opens=time(9), closes=time(13))
        make_delivery_rule(station, f"R{index}")
        extra = make_extra(f"E{index}", all_classes=False)
        extra.vehicle_classes.set(VehicleClass.objects.all())
        extra.save()
        make_one_way_fee(from_station=station)
    full = typed(
        class_code="CDMR",
        return_station="HOME",
        delivery=AT_THE_OFFICE,
        extras={f"E{index}": 1 for index in range(number)},
    )
    read_before: dict[str, Any] = {
        "stations": list_stations(),
        "rules": list_delivery_rules(),
        "offered": list_extras(),
        "profile": Profile.load(),
        "one_way_fees": list_places().fees,
    }

    with CaptureQueriesContext(connection) as alone:
        check_choice(**full)
    with CaptureQueriesContext(connection) as with_all:
        check_choice(**full, **read_before)

    # Four, two for the rules, one for the extras, one for the way; of those, two when the rest has been read.
    assert (len(alone), len(with_all)) == (8, 2)


@pytest.mark.parametrize("number", [1, 3])
def test_full_offers_take_a_fixed_number_of_statements(at_acme: Customer, number: int) -> None:
    utrecht, breda = make_station(), make_station("BRE")
    make_extra()
    make_one_way_fee()
    for index in range(number):
        make_rate(make_class(f"C{index}"))
    rental = check_rental(**typed(return_station="BRE"))

    with CaptureQueriesContext(connection) as statements:
        offers = list_offers(
            period=rental.period,
            pick_up_station=utrecht,
            return_station=breda,
            now=NOW,
            extras={"SEAT": 1},
        )

    assert (len(offers), len(statements)) == (number, 4)


def test_messages_about_addresses_are_in_the_active_language(compact: VehicleClass, utrecht: Station) -> None:
    make_delivery_rule(utrecht, lead_hours=48)

    with translation.override("nl"), pytest.raises(ChoiceErrors) as caught:
        check_rental(**typed(delivery=AT_THE_OFFICE, pick_up=TUESDAY + timedelta(hours=1)))

    assert str(caught.value) == (
        "Bezorgen moet 48 uur vooraf worden geboekt. Kies een moment vanaf woensdag 3 juni 09:00."
    )


def test_without_a_return_station_what_was_delivered_goes_back_to_where_it_came_from(
    at_acme: Customer,
) -> None:
    make_delivery_rule(make_station())
    make_rate(make_class())

    choice = check_choice(**typed(class_code="CDMR", delivery=AT_THE_OFFICE, return_station=""))

    assert (choice.return_station.code, choice.collection) == ("UTC", None)


def test_a_depot_that_nobody_can_choose_takes_nothing_back(at_acme: Customer) -> None:
    make_delivery_rule(make_station("DEPOT", is_active=False))

    with pytest.raises(ChoiceErrors) as refused:
        check_rental(**typed(delivery=AT_THE_OFFICE, return_station=""))

    assert [(error.code, error.field) for error in refused.value.errors] == [
        ("STATION_UNKNOWN", "return_station")
    ]
