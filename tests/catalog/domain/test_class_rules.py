"""Shortest and longest rental, and lead time, as a table; the lists and the choice ask the same function."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.class_rules import check_class, days_of
from catalog.domain.local_time import instant_of
from catalog.domain.periods import Period
from catalog.enums import DayCounting
from catalog.models import VehicleClass

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
NEW_YORK = ZoneInfo("America/New_York")
NOW = "2026-06-01T09:00"


def a_class(**rules: int | str) -> VehicleClass:
    """A class that is in no table: from 2 up to 7 days, 4 hours ahead."""
    return VehicleClass(
        **{"name_en": "Compact", "min_days": 2, "max_days": 7, "lead_hours": 4, "grace_minutes": 30} | rules
    )


def refused(
    vehicle_class: VehicleClass, pick_up: str, return_at: str, *, now: str = NOW, zone: ZoneInfo = AMSTERDAM
) -> list[str]:
    """The codes of what is wrong, for wall times of the station."""
    period = Period(
        pick_up=instant_of(datetime.fromisoformat(pick_up), zone=zone),
        return_at=instant_of(datetime.fromisoformat(return_at), zone=zone),
    )
    errors = check_class(
        vehicle_class, period=period, zone=zone, now=instant_of(datetime.fromisoformat(now), zone=zone)
    )
    return [error.code for error in errors]


@pytest.mark.parametrize(
    ("pick_up", "return_at", "expected"),
    [
        pytest.param("2026-06-02T09:00", "2026-06-03T09:31", [], id="the shortest: two days begun"),
        pytest.param(
            "2026-06-02T09:00", "2026-06-03T09:30", ["PERIOD_TOO_SHORT"], id="one day and its grace"
        ),
        pytest.param("2026-06-02T09:00", "2026-06-09T09:30", [], id="the longest, with its grace"),
        pytest.param("2026-06-02T09:00", "2026-06-09T09:31", ["PERIOD_TOO_LONG"], id="a minute more"),
        pytest.param("2026-06-01T13:00", "2026-06-03T13:00", [], id="exactly the lead time"),
        pytest.param("2026-06-01T12:59", "2026-06-03T13:00", ["PICK_UP_TOO_SOON"], id="a minute too soon"),
        pytest.param(
            "2026-06-01T09:00",
            "2026-06-01T10:00",
            ["PICK_UP_TOO_SOON", "PERIOD_TOO_SHORT"],
            id="both at once",
        ),
    ],
)
def test_check_class_by_minimum_maximum_and_lead_time(
    pick_up: str, return_at: str, expected: list[str]
) -> None:
    assert refused(a_class(), pick_up, return_at) == expected


@pytest.mark.parametrize(
    ("return_at", "expected"),
    [
        pytest.param("2026-06-04T00:00", [], id="midnight is not the third date"),
        pytest.param("2026-06-04T00:01", ["PERIOD_TOO_LONG"], id="a minute past midnight is"),
    ],
)
def test_check_class_counts_days_as_the_class_does(return_at: str, expected: list[str]) -> None:
    van = a_class(day_counting=DayCounting.PER_CALENDAR_DAY, grace_minutes=0, max_days=2)

    assert refused(van, "2026-06-02T18:00", return_at) == expected


@pytest.mark.parametrize(
    ("now", "pick_up", "expected"),
    [
        pytest.param("2026-03-28T22:00", "2026-03-29T03:00", [], id="spring: three o'clock is four hours on"),
        pytest.param(
            "2026-03-28T22:30", "2026-03-29T03:00", ["PICK_UP_TOO_SOON"], id="spring: half an hour less"
        ),
        pytest.param("2026-10-24T23:30", "2026-10-25T02:30", ["PICK_UP_TOO_SOON"], id="autumn: three hours"),
        pytest.param(
            "2026-10-24T23:00", "2026-10-25T03:00", [], id="autumn: five hours on the clock, six in all"
        ),
    ],
)
def test_the_lead_time_is_in_hours_that_pass_not_hours_on_the_clock(
    now: str, pick_up: str, expected: list[str]
) -> None:
    assert refused(a_class(min_days=1), pick_up, _next_day(pick_up), now=now) == expected


def _next_day(wall: str) -> str:
    return (datetime.fromisoformat(wall) + timedelta(days=1)).isoformat()


def test_the_message_names_a_whole_minute_at_the_stations_clock() -> None:
    period = Period(
        pick_up=datetime(2026, 6, 1, 13, tzinfo=UTC), return_at=datetime(2026, 6, 3, 13, tzinfo=UTC)
    )
    now = datetime(2026, 6, 1, 12, 0, 1, tzinfo=UTC)

    with translation.override("en"):
        (error,) = check_class(a_class(), period=period, zone=NEW_YORK, now=now)

    assert str(error) == "Compact must be booked 4 hours ahead. Choose a pick-up from Monday 1 June 12:01."


@given(
    lead_hours=st.integers(0, 24 * 90),
    seconds=st.integers(0, 24 * 90 * 3600),
    zone=st.sampled_from([AMSTERDAM, NEW_YORK]),
)
def test_a_pick_up_is_too_soon_exactly_within_the_lead_time(
    lead_hours: int, seconds: int, zone: ZoneInfo
) -> None:
    now = datetime(2026, 3, 1, 9, 17, 3, tzinfo=UTC)
    period = Period(
        pick_up=now + timedelta(seconds=seconds), return_at=now + timedelta(seconds=seconds, days=3)
    )

    errors = check_class(a_class(lead_hours=lead_hours), period=period, zone=zone, now=now)

    assert [error.code for error in errors] == (["PICK_UP_TOO_SOON"] if seconds < lead_hours * 3600 else [])


@given(days=st.integers(1, 30), low=st.integers(1, 30), high=st.integers(1, 30), hours=st.integers(0, 23))
def test_a_rental_is_refused_exactly_outside_its_shortest_and_longest(
    days: int, low: int, high: int, hours: int
) -> None:
    pick_up = datetime(2026, 6, 2, 7, tzinfo=UTC)
    period = Period(pick_up=pick_up, return_at=pick_up + timedelta(days=days, hours=-hours))
    low, high = sorted((low, high))
    vehicle_class = a_class(min_days=low, max_days=high, lead_hours=0)

    errors = {error.code for error in check_class(vehicle_class, period=period, zone=AMSTERDAM, now=pick_up)}

    counted = days_of(period, vehicle_class=vehicle_class, zone=AMSTERDAM)
    assert ("PERIOD_TOO_SHORT" in errors, "PERIOD_TOO_LONG" in errors) == (counted < low, counted > high)
