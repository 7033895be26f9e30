from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.domain.closing import add_holidays, propose_closed_days, station_countries
from catalog.models import ClosedDay
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import clear_offering, make_station

pytestmark = pytest.mark.django_db

CHRISTMAS, SECOND_DAY = date(2026, 12, 25), date(2026, 12, 26)


def add(*days: date, country: str = "NL") -> list[ClosedDay]:
    return add_holidays(country=country, year=2026, days=days, reason_language="nl")


def stored() -> list[tuple[date, str | None, str]]:
    return [
        (day.date, day.station.code if day.station else None, day.reason)
        for day in ClosedDay.objects.order_by("date", "station__code")
    ]


def test_add_holidays_closes_all_stations_of_one_country_at_once(at_acme: Customer) -> None:
    make_station("AMS")
    make_station("UTC")

    added = add(CHRISTMAS, SECOND_DAY)

    assert stored() == [(CHRISTMAS, None, "Eerste kerstdag"), (SECOND_DAY, None, "Tweede kerstdag")]
    assert [day.date for day in added] == [CHRISTMAS, SECOND_DAY]


def test_add_holidays_closes_the_stations_of_the_country_only_where_there_are_others(
    at_acme: Customer,
) -> None:
    make_station("AMS")
    make_station("UTC")
    make_station("CGN", country="DE")

    add(CHRISTMAS)

    assert stored() == [(CHRISTMAS, "AMS", "Eerste kerstdag"), (CHRISTMAS, "UTC", "Eerste kerstdag")]


def test_add_holidays_twice_adds_nothing_twice(at_acme: Customer) -> None:
    make_station()
    add(CHRISTMAS)
    ClosedDay.objects.update(reason="Kerstmis")

    again = add(CHRISTMAS)
    more = add(CHRISTMAS, SECOND_DAY)

    assert (again, [day.date for day in more]) == ([], [SECOND_DAY])
    assert stored() == [(CHRISTMAS, None, "Kerstmis"), (SECOND_DAY, None, "Tweede kerstdag")]


def test_add_holidays_keeps_a_station_that_is_closed_already(at_acme: Customer) -> None:
    amsterdam = make_station("AMS")
    make_station("UTC")
    make_station("CGN", country="DE")
    ClosedDay.objects.create(station=amsterdam, date=CHRISTMAS, reason="verbouwing")

    added = add(CHRISTMAS)

    assert stored() == [(CHRISTMAS, "AMS", "verbouwing"), (CHRISTMAS, "UTC", "Eerste kerstdag")]
    assert [str(day.station) for day in added] == ["Utrecht UTC"]


def test_add_holidays_takes_no_day_that_is_no_holiday(at_acme: Customer) -> None:
    make_station()

    assert add(date(2026, 12, 24), date(2027, 12, 25)) == []
    assert stored() == []


def test_propose_closed_days_names_days_for_staff_and_for_employees(at_acme: Customer) -> None:
    make_station()
    add(SECOND_DAY)

    proposals = propose_closed_days(
        country="NL", year=2026, language="en", reason_language="nl", today=CHRISTMAS
    )

    assert [(one.holiday.day, one.holiday.name, one.reason, one.is_entered) for one in proposals] == [
        (CHRISTMAS, "Christmas Day", "Eerste kerstdag", False),
        (SECOND_DAY, "Second Day of Christmas", "Tweede kerstdag", True),
    ]


def test_a_day_is_entered_only_when_every_station_of_the_country_is_closed(at_acme: Customer) -> None:
    amsterdam = make_station("AMS")
    make_station("UTC")
    make_station("CGN", country="DE")
    ClosedDay.objects.create(station=amsterdam, date=CHRISTMAS, reason="verbouwing")

    (christmas, _second) = propose_closed_days(
        country="NL", year=2026, language="nl", reason_language="nl", today=CHRISTMAS
    )

    assert not christmas.is_entered


def test_station_countries_begins_with_the_one_that_has_most(at_acme: Customer) -> None:
    make_station("CGN", country="DE")
    make_station("AMS")
    make_station("UTC")
    make_station("ANR", country="BE")

    assert station_countries() == ["NL", "BE", "DE"]


@pytest.mark.parametrize("number", [1, 3])
def test_holidays_take_the_same_statements_for_one_station_and_for_three(
    at_acme: Customer, number: int
) -> None:
    make_station("CGN", country="DE")
    for index in range(number):
        make_station(f"S{index}")

    with CaptureQueriesContext(connection) as for_proposal:
        propose_closed_days(country="NL", year=2026, language="nl", reason_language="nl", today=CHRISTMAS)
    with CaptureQueriesContext(connection) as for_adding:
        add(CHRISTMAS, SECOND_DAY)

    # Two reads, the insert, what is new, and a savepoint around them.
    assert (len(for_proposal), len(for_adding)) == (2, 6)


def test_holidays_of_one_customer_close_nobody_else(at_acme: Customer, globex: Customer) -> None:
    make_station()
    add(CHRISTMAS)

    with use_customer(globex):
        clear_offering()
        make_station()
        of_globex = stored()

    assert (len(stored()), of_globex) == (1, [])
