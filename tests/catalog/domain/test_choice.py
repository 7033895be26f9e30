# ruff: noqa: DTZ001  # wall times have no zone

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.domain.choice import Choice, check_choice, check_rental
from catalog.domain.choice_errors import ChoiceErrors
from catalog.domain.offering import list_stations
from catalog.domain.periods import Period
from catalog.models import ClosedDay, OpeningHours, Station, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer
from tenants.workspace.models import Profile
from tests.catalog.factories import make_class, make_rate, make_station

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
    return make_station(name="Utrecht")


def choose(**changes: Any) -> Choice:
    """A choice that is fine, but for the changes. `Any`: codes and times."""
    typed: dict[str, Any] = {
        "class_code": "CDMR",
        "pick_up_station": "UTC",
        "return_station": "UTC",
        "pick_up": TUESDAY,
        "return_": FRIDAY,
        "now": NOW,
    }
    with translation.override("en"):
        return check_choice(**(typed | changes))


def refusals(**changes: Any) -> list[tuple[str, str, str]]:
    """Code, field and message of all that is wrong with the changed choice."""
    with pytest.raises(ChoiceErrors) as caught:
        choose(**changes)
    return [(error.code, error.field, str(error)) for error in caught.value.errors]


def test_check_choice_gives_what_can_be_registered(compact: VehicleClass, utrecht: Station) -> None:
    choice = choose()

    assert choice == Choice(
        vehicle_class=compact,
        pick_up_station=utrecht,
        return_station=utrecht,
        period=Period(
            pick_up=datetime(2026, 6, 2, 7, 0, tzinfo=UTC), return_at=datetime(2026, 6, 5, 7, 0, tzinfo=UTC)
        ),
        quote=choice.quote,
    )
    assert (choice.quote.days, choice.quote.net_total) == (3, Decimal("120.00"))


def test_check_choice_returns_at_another_station(compact: VehicleClass, utrecht: Station) -> None:
    breda = make_station("BRE")

    choice = choose(return_station="BRE")

    assert (choice.pick_up_station, choice.return_station) == (utrecht, breda)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"return_": TUESDAY},
            (
                "RETURN_BEFORE_PICK_UP",
                "return",
                "Return must be after pick-up. Choose a return after Tuesday 2 June 09:00.",
            ),
            id="reversed",
        ),
        pytest.param(
            {"pick_up": datetime(2026, 6, 1, 8, 30)},
            ("PICK_UP_IN_PAST", "pick_up", "Pick-up lies in the past. Choose a later date or time."),
            id="half an hour ago",
        ),
        pytest.param(
            {"pick_up": datetime(1, 1, 1, 9, 0)},
            ("PICK_UP_IN_PAST", "pick_up", "Pick-up lies in the past. Choose a later date or time."),
            id="the year 1",
        ),
        pytest.param(
            {"return_": datetime(1, 1, 1, 9, 0)},
            (
                "RETURN_BEFORE_PICK_UP",
                "return",
                "Return must be after pick-up. Choose a return after Tuesday 2 June 09:00.",
            ),
            id="return in the year 1",
        ),
        pytest.param(
            {"return_": datetime(9999, 12, 31, 23, 59)},
            (
                "PERIOD_TOO_FAR_AHEAD",
                "return",
                "Vehicles can be reserved up to 31 May 2028. Check the year.",
            ),
            id="the year 9999",
        ),
        pytest.param(
            {"pick_up": datetime(2027, 3, 28, 2, 30), "return_": datetime(2027, 3, 29, 9, 0)},
            (
                "TIME_SKIPPED",
                "pick_up",
                (
                    "The clock goes forward that night, so Sunday 28 March 02:30 does not exist. "
                    "Choose a time an hour later."
                ),
            ),
            id="in the hour that is skipped",
        ),
        pytest.param(
            {"pick_up_station": ""},
            ("STATION_UNKNOWN", "station", "Choose a station from the list."),
            id="no station",
        ),
        pytest.param(
            {"return_station": "XXX"},
            ("STATION_UNKNOWN", "return_station", "Choose a station from the list."),
            id="unknown station",
        ),
        pytest.param(
            {"pick_up": datetime(2026, 6, 2, 6, 0)},
            (
                "STATION_CLOSED",
                "pick_up",
                "Utrecht is open on Tuesday 2 June at 08:00–18:00. Choose a time within these hours.",
            ),
            id="before opening",
        ),
        pytest.param(
            {"return_": datetime(2026, 6, 6, 9, 0)},
            (
                "STATION_CLOSED",
                "return",
                "Utrecht is closed on Saturday 6 June. It is open again on Monday 8 June 08:00–18:00.",
            ),
            id="in the weekend",
        ),
        pytest.param(
            {"class_code": "NOPE"},
            ("CLASS_NOT_OFFERED", "vehicle_class", "Choose a vehicle class from the list."),
            id="unknown class",
        ),
        pytest.param(
            {"pick_up": datetime(2026, 6, 1, 10, 0)},
            (
                "PICK_UP_TOO_SOON",
                "pick_up",
                "Compact car must be booked 4 hours ahead. Choose a pick-up from Monday 1 June 13:00.",
            ),
            id="within the lead time",
        ),
        pytest.param(
            {"return_": datetime(2026, 9, 1, 9, 0)},
            (
                "PERIOD_TOO_LONG",
                "return",
                "Compact car is rented for at most 90 days. Choose an earlier return.",
            ),
            id="91 days",
        ),
    ],
)
def test_check_choice_names_what_is_wrong_and_the_remedy(
    compact: VehicleClass, utrecht: Station, changes: dict[str, Any], expected: tuple[str, str, str]
) -> None:
    assert refusals(**changes) == [expected]


def test_check_choice_knows_the_shortest_rental(compact: VehicleClass, utrecht: Station) -> None:
    VehicleClass.objects.update(min_days=7)

    assert refusals() == [
        (
            "PERIOD_TOO_SHORT",
            "return",
            "Compact car is rented for at least 7 days. Choose a later return.",
        )
    ]


def test_the_earliest_pick_up_is_a_whole_minute_that_is_let_through(
    compact: VehicleClass, utrecht: Station
) -> None:
    now = NOW.replace(second=20)
    ((_code, _field, message),) = refusals(pick_up=datetime(2026, 6, 1, 10, 0), now=now)

    choice = choose(pick_up=datetime(2026, 6, 1, 13, 1), now=now)

    assert "from Monday 1 June 13:01." in message
    assert choice.period.pick_up == datetime(2026, 6, 1, 11, 1, tzinfo=UTC)


def test_check_choice_reports_everything_at_once_in_the_order_of_the_form(
    compact: VehicleClass, utrecht: Station
) -> None:
    wrong = refusals(pick_up_station="", pick_up=FRIDAY, return_=TUESDAY, class_code="NOPE")

    assert [(code, field) for code, field, _message in wrong] == [
        ("RETURN_BEFORE_PICK_UP", "return"),
        ("STATION_UNKNOWN", "station"),
        ("CLASS_NOT_OFFERED", "vehicle_class"),
    ]


def test_a_closed_day_of_all_stations_is_named_with_its_reason(
    compact: VehicleClass, utrecht: Station
) -> None:
    ClosedDay.objects.create(date=date(2026, 6, 2), reason="Stocktaking")

    assert refusals() == [
        (
            "STATION_CLOSED",
            "pick_up",
            (
                "Utrecht is closed on Tuesday 2 June (Stocktaking). "
                "It is open again on Wednesday 3 June 08:00–18:00."
            ),
        )
    ]


def test_a_closed_day_of_another_station_does_not_count(compact: VehicleClass, utrecht: Station) -> None:
    ClosedDay.objects.create(station=make_station("BRE"), date=date(2026, 6, 2), reason="Stocktaking")

    assert choose().pick_up_station == utrecht


def test_a_closed_day_is_a_date_at_the_station_only(compact: VehicleClass, utrecht: Station) -> None:
    ClosedDay.objects.create(station=utrecht, date=date(2026, 6, 3), reason="Stocktaking")

    assert choose().quote.days == 3


def test_a_station_without_hours_sends_the_employee_elsewhere(
    compact: VehicleClass, utrecht: Station
) -> None:
    OpeningHours.objects.all().delete()

    assert refusals()[0] == (
        "STATION_CLOSED",
        "pick_up",
        "Utrecht is closed on Tuesday 2 June. Choose another station.",
    )


def test_the_clock_of_the_station_counts(compact: VehicleClass, at_acme: Customer) -> None:
    make_station("LHR", time_zone="Europe/London")

    choice = choose(pick_up_station="LHR", return_station="LHR")

    assert choice.period.pick_up == datetime(2026, 6, 2, 8, 0, tzinfo=UTC)


def test_what_is_not_offered_cannot_be_chosen(compact: VehicleClass, utrecht: Station) -> None:
    make_class("OLD", is_active=False)
    make_station("SHUT", is_active=False)

    wrong = refusals(class_code="OLD", return_station="SHUT")

    assert [code for code, _field, _message in wrong] == ["STATION_UNKNOWN", "CLASS_NOT_OFFERED"]


def test_another_customers_codes_are_unknown(
    compact: VehicleClass, utrecht: Station, globex: Customer
) -> None:
    make_class("ACMEONLY")

    with use_customer(globex):
        wrong = refusals(class_code="ACMEONLY")

    assert [code for code, _field, _message in wrong] == ["CLASS_NOT_OFFERED"]


def test_check_choice_without_a_rate_is_unpriced(utrecht: Station) -> None:
    make_class()

    assert not choose().quote.is_priced


def test_messages_are_in_the_active_language(compact: VehicleClass, utrecht: Station) -> None:
    with translation.override("nl"), pytest.raises(ChoiceErrors) as caught:
        check_rental(pick_up_station="UTC", return_station="UTC", pick_up=TUESDAY, return_=TUESDAY, now=NOW)

    assert str(caught.value) == (
        "Inleveren moet na het ophalen. Kies een moment van inleveren na dinsdag 2 juni 09:00."
    )


@pytest.mark.parametrize("number", [1, 3])
def test_check_rental_and_check_choice_take_a_fixed_number_of_statements(
    at_acme: Customer, number: int
) -> None:
    make_rate(make_class())
    for index in range(number):
        station = make_station(f"S{index}")
        OpeningHours.objects.create(station=station, weekday=5, opens=time(9), closes=time(13))
        ClosedDay.objects.create(station=station, date=date(2026, 12, 25), reason="Christmas")
    typed: dict[str, Any] = {
        "pick_up_station": "S0",
        "return_station": f"S{number - 1}",
        "pick_up": TUESDAY,
        "return_": FRIDAY,
        "now": NOW,
    }
    read_before: dict[str, Any] = {"stations": list_stations()}

    with CaptureQueriesContext(connection) as for_rental:
        check_rental(**typed)
    with CaptureQueriesContext(connection) as for_rental_with_stations:
        check_rental(**typed, **read_before)
    with CaptureQueriesContext(connection) as for_choice:
        choose(**typed)
    with CaptureQueriesContext(connection) as for_choice_with_all:
        choose(**typed, **read_before, profile=Profile.load())

    assert (len(for_rental), len(for_rental_with_stations)) == (2, 1)
    # A return to another station looks for its fee. The profile itself is read inside the last block.
    one_way = int(number > 1)
    assert (len(for_choice), len(for_choice_with_all)) == (4 + one_way, 2 + one_way + 1)
