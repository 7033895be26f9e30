from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.domain.choice import weekly_hours
from catalog.domain.choice_errors import PeriodTooLongError, PickUpTooSoonError
from catalog.domain.offering import Offer, list_offers, list_stations
from catalog.domain.periods import Period
from catalog.enums import DayCounting
from catalog.models import Station
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import make_class, make_rate, make_station

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)
TUESDAY_TO_FRIDAY = Period(
    pick_up=datetime(2026, 6, 2, 7, 0, tzinfo=UTC), return_at=datetime(2026, 6, 5, 7, 15, tzinfo=UTC)
)


def offers_for(period: Period, station: Station) -> list[Offer]:
    return list_offers(period=period, pick_up_station=station, return_station=station, now=NOW)


def summary(offers: list[Offer]) -> list[tuple[str, int, Decimal | None]]:
    return [
        (offer.vehicle_class.code, offer.quote.days, offer.quote.net_total)
        for offer in offers
        if offer.quote is not None
    ]


def test_list_offers_prices_each_class_by_its_own_counting(at_acme: Customer) -> None:
    make_rate(make_class("CAR", position=1), price="40.00")
    make_rate(make_class("VAN", position=2, day_counting=DayCounting.PER_CALENDAR_DAY), price="50.00")
    make_class("NORATE", position=3)

    offers = offers_for(TUESDAY_TO_FRIDAY, make_station())

    assert summary(offers) == [
        ("CAR", 3, Decimal("120.00")),
        ("VAN", 4, Decimal("200.00")),
        ("NORATE", 3, None),
    ]


def test_list_offers_takes_currency_and_vat_from_the_profile(at_acme: Customer) -> None:
    make_rate(make_class(), price="100.00")

    (offer,) = offers_for(TUESDAY_TO_FRIDAY, make_station())

    assert offer.quote is not None
    assert (offer.quote.currency, offer.quote.vat_amount) == ("EUR", Decimal("63.00"))


def test_list_offers_says_why_a_class_is_not_for_this_period(at_acme: Customer) -> None:
    make_class("FREE", position=1)
    make_class("LATER", position=2, lead_hours=48)
    make_class("SHORT", position=3, max_days=2)

    offers = offers_for(TUESDAY_TO_FRIDAY, make_station())

    assert [type(offer.refusal) for offer in offers] == [type(None), PickUpTooSoonError, PeriodTooLongError]
    assert [offer.quote is None for offer in offers] == [False, True, True]


def test_list_offers_without_a_period_lists_without_price(at_acme: Customer) -> None:
    compact = make_class()

    offers = list_offers(period=None, pick_up_station=None, return_station=None, now=NOW)

    assert offers == [Offer(vehicle_class=compact, quote=None, refusal=None)]


def test_list_offers_leaves_out_what_is_not_offered(at_acme: Customer) -> None:
    make_class("OLD", is_active=False)
    make_class("NEW")

    offers = offers_for(TUESDAY_TO_FRIDAY, make_station())

    assert [offer.vehicle_class.code for offer in offers] == ["NEW"]


def test_list_offers_shows_nothing_of_another_customer(at_acme: Customer, globex: Customer) -> None:
    make_class("ACMEONLY")

    with use_customer(globex):
        offers = offers_for(TUESDAY_TO_FRIDAY, list_stations()[0])

    assert len(offers) == 10
    assert "ACMEONLY" not in {offer.vehicle_class.code for offer in offers}


@pytest.mark.parametrize("number", [1, 3, 200])
def test_list_offers_takes_two_statements(at_acme: Customer, number: int) -> None:
    for index in range(number):
        vehicle_class = make_class(f"C{index}")
        make_rate(vehicle_class)
        make_rate(vehicle_class, from_days=7)
    station = make_station()

    with CaptureQueriesContext(connection) as statements:
        offers = offers_for(TUESDAY_TO_FRIDAY, station)

    assert (len(offers), len(statements)) == (number, 2)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_stations_takes_one_statement(at_acme: Customer, number: int) -> None:
    for index in range(number):
        make_station(f"S{index}")

    with CaptureQueriesContext(connection) as statements:
        weeks = [len(weekly_hours(station)) for station in list_stations()]

    assert (weeks, len(statements)) == ([5] * number, 1)


def test_list_stations_keeps_the_account_managers_order(at_acme: Customer) -> None:
    make_station("B", position=2)
    make_station("A", position=1)
    make_station("C", position=0, is_active=False)

    assert [station.code for station in list_stations()] == ["A", "B"]


def test_a_return_within_the_grace_costs_no_day(at_acme: Customer) -> None:
    make_rate(make_class(grace_minutes=30), price="40.00")
    station = make_station()
    within = Period(
        pick_up=TUESDAY_TO_FRIDAY.pick_up, return_at=TUESDAY_TO_FRIDAY.pick_up + timedelta(hours=24.5)
    )

    assert summary(offers_for(within, station)) == [("CDMR", 1, Decimal("40.00"))]
