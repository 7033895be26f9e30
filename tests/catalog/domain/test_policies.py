"""Policies at both doors of the offering: the list of classes and the choice, with the words an employee reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.domain.choice import check_choice
from catalog.domain.choice_errors import ChoiceErrors
from catalog.domain.local_time import wall_time_of
from catalog.domain.offering import list_offers, list_stations
from catalog.domain.periods import Period
from catalog.domain.policy import Traveller
from catalog.enums import ClassLimit, HoldsFor
from catalog.models import Station, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import make_class, make_extra, make_policy, make_rate, make_station

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)
THREE_DAYS = Period(
    pick_up=datetime(2026, 6, 2, 7, 0, tzinfo=UTC), return_at=datetime(2026, 6, 5, 7, 0, tzinfo=UTC)
)
NOBODY = Traveller()


@pytest.fixture
def station(at_acme: Customer) -> Station:
    return make_station()


@pytest.fixture
def compact(at_acme: Customer) -> VehicleClass:
    compact = make_class("CAR", position=1)
    make_rate(compact, price="40.00")
    return compact


@pytest.fixture
def large(at_acme: Customer) -> VehicleClass:
    large = make_class("LARGE", position=2, acriss="FDMR", name_en="Large car")
    make_rate(large, price="80.00")
    return large


def refusals(station: Station, traveller: Traveller | None = NOBODY) -> dict[str, str]:
    """What is said to each class that is refused, by its code."""
    offers = list_offers(
        period=THREE_DAYS, pick_up_station=station, return_station=station, now=NOW, traveller=traveller
    )
    return {one.vehicle_class.code: str(one.refusal) for one in offers if one.refusal}


def choice_errors(
    station: Station, code: str, *, traveller: Traveller = NOBODY, period: Period = THREE_DAYS
) -> list[tuple[str, str, str]]:
    try:
        check_choice(
            class_code=code,
            pick_up_station=station.code,
            return_station=station.code,
            pick_up=wall_time_of(period.pick_up, zone=station.zone),
            return_=wall_time_of(period.return_at, zone=station.zone),
            now=NOW,
            traveller=traveller,
        )
    except ChoiceErrors as refused:
        return [(error.code, error.field, str(error)) for error in refused.errors]
    return []


def test_a_class_that_is_not_allowed_is_refused_at_both_doors(
    station: Station, compact: VehicleClass, large: VehicleClass
) -> None:
    make_policy(classes=[compact])

    words = "Your organisation does not allow Large car for you. Choose another vehicle."
    assert refusals(station) == {"LARGE": words}
    assert choice_errors(station, "LARGE") == [("POLICY_CLASS", "vehicle_class", words)]
    assert choice_errors(station, "CAR") == []


def test_a_ceiling_of_categories_refuses_what_stands_above(
    station: Station, compact: VehicleClass, large: VehicleClass
) -> None:
    make_policy(class_limit=ClassLimit.UP_TO, up_to_category="C")

    assert list(refusals(station)) == ["LARGE"]


def test_a_policy_is_put_to_the_cost_centre_and_the_fields(
    station: Station, compact: VehicleClass, large: VehicleClass
) -> None:
    make_policy("juniors", classes=[compact], holds_for=HoldsFor.ONLY, key="grade", values="junior")
    make_policy("sales only", classes=[large], holds_for=HoldsFor.ONLY, values="47*")

    refused = [
        list(refusals(station, traveller))
        for traveller in (
            None,
            Traveller(fields={"grade": "junior"}),
            Traveller(cost_centre="4711"),
            Traveller(cost_centre="4711", fields={"grade": "junior"}),
        )
    ]

    assert refused == [[], ["LARGE"], ["CAR"], ["CAR", "LARGE"]]


def test_a_policy_that_is_not_in_force_refuses_nothing(station: Station, large: VehicleClass) -> None:
    make_policy(max_days=1, is_active=False)

    assert refusals(station) == {}


def test_the_customers_own_words_are_said_once_in_the_language_of_the_employee(
    station: Station, large: VehicleClass
) -> None:
    make_policy(
        max_days=2, max_price_per_day="50.00", message_nl="Vraag Inkoop.", message_en="Ask Purchasing."
    )

    english = choice_errors(station, "LARGE")
    with translation.override("nl"):
        dutch = refusals(station)
    with translation.override("fr"):
        french = refusals(station)

    assert english == [("POLICY_PERIOD_TOO_LONG", "return", "Ask Purchasing.")]
    assert (dutch, french) == ({"LARGE": "Vraag Inkoop."}, {"LARGE": "Vraag Inkoop."})


def test_length_lead_time_and_price_are_refused_with_what_would_do(
    station: Station, large: VehicleClass
) -> None:
    make_policy("days", max_days=2)
    make_policy("lead", lead_hours=48)
    make_policy("per day", max_price_per_day=Decimal("79.99"))
    make_policy("per rental", max_price_per_rental=Decimal("239.99"))

    assert choice_errors(station, "LARGE") == [
        (
            "POLICY_PICK_UP_TOO_SOON",
            "pick_up",
            "Your organisation asks you to book 48 hours ahead. Choose a pick-up from Wednesday 3 June 09:00.",
        ),
        (
            "POLICY_PERIOD_TOO_LONG",
            "return",
            "Your organisation allows at most 2 days. Choose an earlier return.",
        ),
        (
            "POLICY_PRICE",
            "vehicle_class",
            (
                "Large car costs more than the €79.99 per day, without VAT, that your organisation allows. "
                "Choose another vehicle."
            ),
        ),
        (
            "POLICY_PRICE",
            "vehicle_class",
            (
                "With Large car this rental costs more than the €239.99, without VAT, that your organisation "
                "allows. Choose another vehicle or a shorter period."
            ),
        ),
    ]


def test_the_price_of_a_rental_is_that_of_everything_together(
    station: Station, compact: VehicleClass
) -> None:
    make_extra("SEAT", price=Decimal("5.00"))
    make_policy(max_price_per_rental=Decimal("130.00"))

    refused = [
        [
            str(offer.refusal)[:16]
            for offer in list_offers(
                period=THREE_DAYS,
                pick_up_station=station,
                return_station=station,
                now=NOW,
                extras={"SEAT": pieces},
            )
        ]
        for pieces in (0, 1)
    ]

    assert refused == [["None"], ["With Compact car"]]


def test_a_class_without_an_agreed_rate_has_no_price_to_refuse(station: Station) -> None:
    make_class("NORATE")
    make_policy(max_price_per_day=Decimal("1.00"), max_price_per_rental=Decimal("1.00"))

    assert refusals(station) == {}


def test_before_dates_are_chosen_a_class_is_refused_that_is_not_for_them_at_all(
    compact: VehicleClass, large: VehicleClass
) -> None:
    make_policy("class", classes=[compact])
    make_policy("days", max_days=1)

    offers = list_offers(period=None, pick_up_station=None, return_station=None, now=NOW, traveller=NOBODY)

    assert [(one.vehicle_class.code, one.refusal is None) for one in offers] == [
        ("CAR", True),
        ("LARGE", False),
    ]


def test_a_wrong_period_hides_no_refusal_of_the_class(
    station: Station, compact: VehicleClass, large: VehicleClass
) -> None:
    make_policy(classes=[compact])
    in_the_past = Period(pick_up=NOW - timedelta(days=4), return_at=NOW + timedelta(days=1))

    codes = [code for code, _field, _text in choice_errors(station, "LARGE", period=in_the_past)]

    assert codes == ["PICK_UP_IN_PAST", "POLICY_CLASS"]


def test_what_the_class_itself_asks_counts_beside_a_policy(station: Station) -> None:
    make_class("SHORT", max_days=2)
    make_policy(max_days=1)

    assert [code for code, _field, _text in choice_errors(station, "SHORT")] == [
        "PERIOD_TOO_LONG",
        "POLICY_PERIOD_TOO_LONG",
    ]


@pytest.mark.parametrize("number", [0, 1, 30])
def test_policies_take_no_statement_of_their_own(at_acme: Customer, station: Station, number: int) -> None:
    classes = [make_class(f"C{index}") for index in range(3)]
    for index in range(number):
        make_policy(f"P{index}", classes=classes[:2], max_days=9)

    with CaptureQueriesContext(connection) as listing:
        refused = refusals(station)
    with CaptureQueriesContext(connection) as choosing:
        choice_errors(station, "C0")

    assert list(refused) == (["C2"] if number else [])
    assert (len(listing), len(choosing)) == (2, 4)


def test_another_customers_policies_refuse_nothing_here(
    at_acme: Customer, globex: Customer, station: Station, large: VehicleClass
) -> None:
    with use_customer(globex):
        make_policy(max_days=1)
        theirs = refusals(list_stations()[0])

    assert len(theirs) == 10
    assert refusals(station) == {}
