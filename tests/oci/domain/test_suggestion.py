from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from catalog.domain.choice import check_rental
from catalog.models import OpeningHours, Station
from oci.domain.suggestion import Suggestion, suggest_rental
from tenants.context import use_customer
from tenants.models import Customer

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)  # 08:00 in Amsterdam


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 11, day, hour)  # noqa: DTZ001  # wall time of the station


def test_the_usual_rental_starts_tomorrow_at_nine_for_a_day(acme: Customer) -> None:
    with use_customer(acme):
        station = Station.objects.get(code="AMS")

        assert suggest_rental(station=station, closed={}, now=TUESDAY) == Suggestion(at(25, 9), at(26, 9))


def test_closed_days_are_passed_over(acme: Customer) -> None:
    closed = {date(2026, 11, 25): "stocktaking", date(2026, 11, 27): "party"}
    with use_customer(acme):
        station = Station.objects.get(code="AMS")

        suggested = suggest_rental(station=station, closed=closed, now=TUESDAY)

    # Saturday opens at half past eight, and the desk is there at nine.
    assert suggested == Suggestion(at(26, 9), at(28, 9))


def test_a_station_without_hours_gets_no_suggestion(acme: Customer) -> None:
    with use_customer(acme):
        station = Station.objects.get(code="AMS")
        station.opening_hours.all().delete()

        assert suggest_rental(station=station, closed={}, now=TUESDAY) is None


@pytest.mark.parametrize("opens", [time(6), time(13), time(23)])
@pytest.mark.parametrize("hours_on", range(0, 24 * 8, 7))
def test_whatever_is_suggested_is_possible(acme: Customer, opens: time, hours_on: int) -> None:
    now = TUESDAY + timedelta(hours=hours_on)
    with use_customer(acme):
        station = Station.objects.get(code="AMS")
        OpeningHours.objects.filter(station=station).update(opens=opens, closes=time(23, 30))

        suggested = suggest_rental(station=station, closed={}, now=now)

        assert suggested is not None
        rental = check_rental(
            pick_up_station="AMS",
            return_station="AMS",
            pick_up=suggested.pick_up,
            return_=suggested.return_,
            now=now,
        )
    assert rental.period.return_at - rental.period.pick_up >= timedelta(days=1)
