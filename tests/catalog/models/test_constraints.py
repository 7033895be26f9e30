"""What must never be in the database: refused by it, and by the forms with a sentence."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.models import ClosedDay, OpeningHours, Rate, Station, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import make_class, make_rate, make_station

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"code": "cd mr"}, id="code in small letters"),
        pytest.param({"code": ""}, id="no code"),
        pytest.param({"acriss": "CDMK"}, id="unknown letter"),
        pytest.param({"acriss": "CDM"}, id="three letters"),
        pytest.param({"name_nl": "", "name_en": ""}, id="no name"),
        pytest.param({"drawing": "hovercraft"}, id="unknown drawing"),
        pytest.param({"fuel": "coal"}, id="unknown fuel"),
        pytest.param({"day_counting": "per_moon"}, id="unknown counting"),
        pytest.param({"seats": 0}, id="no seats"),
        pytest.param({"min_days": 0}, id="shortest rental of nothing"),
        pytest.param({"min_days": 8, "max_days": 7}, id="longest shorter than shortest"),
        pytest.param({"grace_minutes": 721}, id="grace of more than half a day"),
    ],
)
def test_a_class_that_makes_no_sense_is_refused_by_form_and_database(
    at_acme: Customer, wrong: dict[str, Any]
) -> None:
    vehicle_class = make_class()
    for field, value in wrong.items():
        setattr(vehicle_class, field, value)

    with pytest.raises(ValidationError):
        vehicle_class.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        vehicle_class.save()


@pytest.mark.parametrize(
    ("acriss", "expected"),
    [
        ("CDM", ["An ACRISS code has four letters, for example CDMR; this has 3."]),
        (
            "CDMK",
            [
                (
                    "Letter 4 of an ACRISS code is the fuel and air conditioning, and “K” is neither. Choose from "
                    "A B C D E F H I L M N Q R S U V X Z."
                )
            ],
        ),
        (
            "ZDmR",
            [
                (
                    "Letter 1 of an ACRISS code is the category, and “Z” is none. Choose from "
                    "C D E F G H I J L M N O P R S U W X."
                ),
                (
                    "Letter 3 of an ACRISS code is the transmission and drive, and “m” is neither. Choose from "
                    "A B C D M N."
                ),
            ],
        ),
    ],
)
def test_a_wrong_acriss_code_is_told_letter_by_letter(
    at_acme: Customer, acriss: str, expected: list[str]
) -> None:
    vehicle_class = make_class()
    vehicle_class.acriss = acriss

    with pytest.raises(ValidationError) as raised:
        vehicle_class.full_clean()

    assert raised.value.message_dict["acriss"] == expected


def test_two_classes_never_share_a_code(at_acme: Customer) -> None:
    make_class("CDMR")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_class("CDMR")


def test_two_customers_may_use_the_same_code(at_acme: Customer, globex: Customer) -> None:
    make_class("SAME")

    with use_customer(globex):
        make_class("SAME")

        assert VehicleClass.objects.filter(code="SAME").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"from_days": 0}, id="from no days"),
        pytest.param({"price_per_day": Decimal(0)}, id="for nothing"),
        pytest.param({"km_per_day": None}, id="price of a kilometre beyond unlimited"),
        pytest.param({"price_extra_km": None}, id="kilometres without a price beyond"),
        pytest.param({"price_extra_km": Decimal("-0.01")}, id="money back per kilometre"),
    ],
)
def test_a_rate_that_makes_no_sense_is_refused_by_form_and_database(
    at_acme: Customer, wrong: dict[str, Any]
) -> None:
    rate = make_rate(make_class())
    for field, value in wrong.items():
        setattr(rate, field, value)

    with pytest.raises(ValidationError):
        rate.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        rate.save()


def test_a_class_has_one_rate_for_each_band(at_acme: Customer) -> None:
    rate = make_rate(make_class(), from_days=7)

    with pytest.raises(ValidationError, match="has a rate from this many days already"):
        Rate(vehicle_class=rate.vehicle_class, from_days=7, price_per_day=Decimal(1)).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_rate(rate.vehicle_class, from_days=7)


@pytest.mark.parametrize("wrong", [{"code": "utc"}, {"country": "Nederland"[:2]}, {"country": ""}])
def test_a_station_that_makes_no_sense_is_refused_by_form_and_database(
    at_acme: Customer, wrong: dict[str, Any]
) -> None:
    station = make_station()
    for field, value in wrong.items():
        setattr(station, field, value)

    with pytest.raises(ValidationError):
        station.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        station.save()


def test_a_station_needs_a_time_zone_that_exists(at_acme: Customer) -> None:
    station = make_station()
    station.time_zone = "Europe/Utrecht"

    with pytest.raises(ValidationError, match="“Europe/Utrecht” is no time zone"):
        station.full_clean()


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"weekday": 7}, id="an eighth day"),
        pytest.param({"opens": time(18), "closes": time(8)}, id="closes before it opens"),
    ],
)
def test_opening_hours_that_make_no_sense_are_refused_by_form_and_database(
    at_acme: Customer, wrong: dict[str, Any]
) -> None:
    make_station()
    hours = OpeningHours.objects.all()[0]
    for field, value in wrong.items():
        setattr(hours, field, value)

    with pytest.raises(ValidationError):
        hours.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        hours.save()


@pytest.mark.parametrize("of_all_stations", [True, False])
def test_a_date_is_closed_once_per_station_and_once_for_all(
    at_acme: Customer, *, of_all_stations: bool
) -> None:
    station = None if of_all_stations else make_station()
    ClosedDay.objects.create(station=station, date=date(2026, 12, 25), reason="Christmas")
    again = ClosedDay(station=station, date=date(2026, 12, 25), reason="Christmas Day")

    with pytest.raises(ValidationError, match="marked as closed already"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_rates_and_hours_go_with_their_class_and_station(at_acme: Customer) -> None:
    make_rate(make_class())
    make_station()

    VehicleClass.objects.all().delete()
    Station.objects.all().delete()

    assert (Rate.objects.count(), OpeningHours.objects.count()) == (0, 0)
