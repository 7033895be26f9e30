from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import IntegrityError
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from catalog.acriss.code import parse_code
from catalog.acriss.drawing import propose_drawing
from catalog.domain.contradictions import find_contradictions
from catalog.domain.starter import install_offering
from catalog.enums import DayCounting, Drawing
from catalog.models import ClosedDay, OpeningHours, Rate, Station, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer

pytestmark = pytest.mark.django_db


def test_a_new_customer_has_a_class_for_every_drawing(acme: Customer) -> None:
    with use_customer(acme):
        drawings = list(VehicleClass.objects.values_list("drawing", flat=True))

    assert drawings == Drawing.values


def test_starter_rows_pass_the_validation_of_their_own_forms(acme: Customer) -> None:
    with use_customer(acme):
        for model in (VehicleClass, Rate, Station, OpeningHours):
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


def test_starter_stations_open_six_days_and_have_no_closed_days(acme: Customer) -> None:
    with use_customer(acme):
        weekdays = [
            [hours.weekday for hours in station.opening_hours.all()] for station in Station.objects.all()
        ]
        closed = ClosedDay.objects.count()

    assert (weekdays, closed) == ([[0, 1, 2, 3, 4, 5]] * 8, 0)


def test_install_offering_takes_four_statements_beside_its_transaction(
    acme: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with use_customer(acme):
        VehicleClass.objects.all().delete()
        Station.objects.all().delete()

        with django_assert_num_queries(6):
            install_offering()


def test_install_offering_leaves_nothing_half_done(acme: Customer) -> None:
    with use_customer(acme):
        VehicleClass.objects.all().delete()

        with pytest.raises(IntegrityError):
            install_offering()

        assert VehicleClass.objects.count() == 0


def test_each_customer_has_an_offering_of_its_own(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        VehicleClass.objects.filter(code="CDMR").update(name_en="Acme’s compact")

    with use_customer(globex):
        names = list(VehicleClass.objects.filter(code="CDMR").values_list("name_en", flat=True))

    assert names == ["Compact"]
