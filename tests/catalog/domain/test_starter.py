from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from catalog.acriss.code import parse_code
from catalog.acriss.drawing import propose_drawing
from catalog.domain.addresses import list_delivery_rules
from catalog.domain.contradictions import find_contradictions
from catalog.domain.extras import list_extras
from catalog.domain.starter import install_offering
from catalog.enums import DayCounting, Drawing
from catalog.models import (
    ClosedDay,
    DeliveryRule,
    Extra,
    OneWayFee,
    OpeningHours,
    Rate,
    Station,
    VehicleClass,
)
from catalog.postcodes import parse_areas
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import clear_offering

pytestmark = pytest.mark.django_db


def test_a_new_customer_has_a_class_for_every_drawing(acme: Customer) -> None:
    with use_customer(acme):
        drawings = list(VehicleClass.objects.values_list("drawing", flat=True))

    assert drawings == Drawing.values


def test_starter_rows_pass_the_validation_of_their_own_forms(acme: Customer) -> None:
    with use_customer(acme):
        for model in (VehicleClass, Rate, Station, OpeningHours, ClosedDay, Extra, DeliveryRule, OneWayFee):
            for row in model._default_manager.all():
                row.full_clean()


def test_starter_classes_do_what_their_acriss_codes_say(acme: Customer) -> None:
    with use_customer(acme):
        contradictions = {one.code: find_contradictions(one) for one in VehicleClass.objects.all()}

    assert contradictions == dict.fromkeys(contradictions, ())


def test_starter_cars_have_the_drawings_that_their_acriss_codes_propose(acme: Customer) -> None:
    with use_customer(acme):
        cars = VehicleClass.objects.filter(payload_kg=None)
        proposed = [propose_drawing(parse_code(car.acriss)) for car in cars]

    assert proposed == [car.drawing for car in cars]


def test_starter_classes_have_their_texts_in_four_languages(acme: Customer) -> None:
    with use_customer(acme):
        missing = [one.missing_languages for one in VehicleClass.objects.all()]

    assert missing == [()] * 10


def test_starter_names_follow_the_language(acme: Customer) -> None:
    names = []
    with use_customer(acme):
        estate = VehicleClass.objects.get(code="IWAR")
    for language in ("nl", "en", "de", "fr"):
        with translation.override(language):
            names.append(estate.name)

    assert names == ["Stationwagon", "Estate", "Kombi", "Break"]


def test_starter_rates_fall_with_the_length(acme: Customer) -> None:
    with use_customer(acme):
        bands = [
            [(rate.from_days, rate.price_per_day) for rate in one.rates.all()]
            for one in VehicleClass.objects.all()
        ]

    assert bands[2] == [(1, Decimal("38.50")), (7, Decimal("33.00")), (28, Decimal("27.25"))]
    assert all(band == sorted(band, key=lambda rate: -rate[1]) for band in bands)


def test_starter_counts_vans_per_calendar_day(acme: Customer) -> None:
    with use_customer(acme):
        vans = VehicleClass.objects.filter(day_counting=DayCounting.PER_CALENDAR_DAY)

        assert [van.drawing for van in vans] == [Drawing.SMALL_VAN, Drawing.MEDIUM_VAN, Drawing.LARGE_VAN]


def test_starter_stations_open_six_days(acme: Customer) -> None:
    with use_customer(acme):
        weekdays = [
            [hours.weekday for hours in station.opening_hours.all()] for station in Station.objects.all()
        ]

    assert weekdays == [[0, 1, 2, 3, 4, 5]] * 8


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("nl", "Tweede kerstdag", "Tweede kerstdag"),
        ("en", "Second Day of Christmas", "Second Day of Christmas"),
    ],
)
def test_starter_closes_on_the_usual_holidays_from_today_to_the_end_of_next_year(
    at_acme: Customer, language: str, first: str, last: str
) -> None:
    clear_offering()

    install_offering(today=date(2026, 12, 26), language=language)

    days = list(ClosedDay.objects.values_list("date", "station", "reason"))
    assert [day for day, _station, _reason in days] == [
        date(2026, 12, 26),
        date(2027, 1, 1),
        date(2027, 3, 28),  # Easter; Good Friday, two days before, is no day off
        date(2027, 3, 29),
        date(2027, 4, 27),
        date(2027, 5, 6),  # Ascension; Liberation Day, the day before, is one in 2030
        date(2027, 5, 16),
        date(2027, 5, 17),
        date(2027, 12, 25),
        date(2027, 12, 26),
    ]
    assert {station for _day, station, _reason in days} == {None}
    assert (days[0][2], days[-1][2]) == (first, last)


def test_a_new_customer_is_closed_on_holidays_in_its_own_language(acme: Customer, globex: Customer) -> None:
    reasons = []
    for customer in (acme, globex):
        with use_customer(customer):
            reasons.append(set(ClosedDay.objects.values_list("reason", flat=True)))

    assert ["Eerste kerstdag" in reasons[0], "Christmas Day" in reasons[1]] == [True, True]


def test_starter_extras_have_their_names_in_four_languages_and_their_classes(acme: Customer) -> None:
    with use_customer(acme):
        extras = {extra.code: extra for extra in list_extras()}
        ramp = [one.code for one in extras["RAMP"].vehicle_classes.all()]

    assert [extra.missing_languages for extra in extras.values()] == [()] * 10
    assert (extras["EXCESS"].all_classes, extras["RAMP"].all_classes, ramp) == (True, False, ["IKMD", "FKMD"])


def test_starter_delivers_to_every_dutch_postcode_by_one_station(acme: Customer) -> None:
    with use_customer(acme):
        areas = [parse_areas(rule.postcodes) for rule in list_delivery_rules()]
    served = [sum(f"{number} AA" in area for one in areas for area in one) for number in range(1000, 10_000)]

    assert served == [1] * 9000


def test_install_offering_takes_nine_statements_beside_its_transaction(
    acme: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with use_customer(acme):
        clear_offering()

        with django_assert_num_queries(11):
            install_offering(today=date(2026, 6, 1), language="nl")


def test_install_offering_leaves_nothing_half_done(acme: Customer) -> None:
    with use_customer(acme):
        VehicleClass.objects.all().delete()

        with pytest.raises(IntegrityError):
            install_offering(today=date(2026, 6, 1), language="nl")

        assert VehicleClass.objects.count() == 0


def test_each_customer_has_an_offering_of_its_own(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        VehicleClass.objects.filter(code="CDMR").update(name_en="Acme’s compact")

    with use_customer(globex):
        names = list(VehicleClass.objects.filter(code="CDMR").values_list("name_en", flat=True))

    assert names == ["Compact"]
