# ruff: noqa: DTZ001  # wall times have no zone

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.local_time import SkippedTimeError, instant_of, last_instant_of, wall_time_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = [
    AMSTERDAM,
    ZoneInfo("America/New_York"),
    ZoneInfo("America/Sao_Paulo"),  # changed its clocks at midnight until 2019
    ZoneInfo("Australia/Lord_Howe"),  # changes its clocks by half an hour
    ZoneInfo("Pacific/Apia"),  # skipped the whole of 30 December 2011
    ZoneInfo("UTC"),
]

moments = st.datetimes(min_value=datetime(2010, 1, 1), max_value=datetime(2035, 1, 1))


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        pytest.param(datetime(2026, 7, 1, 12), datetime(2026, 7, 1, 10, tzinfo=UTC), id="summer"),
        pytest.param(datetime(2026, 1, 1, 12), datetime(2026, 1, 1, 11, tzinfo=UTC), id="winter"),
        pytest.param(datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC), id="repeated"),
        pytest.param(datetime(2026, 3, 29, 3), datetime(2026, 3, 29, 1, tzinfo=UTC), id="after the jump"),
    ],
)
def test_instant_of_reads_the_clock_on_the_wall(wall: datetime, expected: datetime) -> None:
    assert instant_of(wall, zone=AMSTERDAM) == expected


def test_instant_of_refuses_a_time_that_the_clock_jumps_over() -> None:
    with pytest.raises(SkippedTimeError):
        instant_of(datetime(2026, 3, 29, 2, 30), zone=AMSTERDAM)


@pytest.mark.parametrize(
    ("wall", "expected"),
    [
        pytest.param(datetime(2026, 7, 1, 12), datetime(2026, 7, 1, 10, tzinfo=UTC), id="any day"),
        pytest.param(
            datetime(2026, 10, 25, 2, 30), datetime(2026, 10, 25, 1, 30, tzinfo=UTC), id="second pass"
        ),
        pytest.param(
            datetime(2026, 3, 29, 2, 30), datetime(2026, 3, 29, 1, tzinfo=UTC), id="moment of the jump"
        ),
    ],
)
def test_last_instant_of_takes_the_later_reading(wall: datetime, expected: datetime) -> None:
    assert last_instant_of(wall, zone=AMSTERDAM) == expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 2, 30)),
        (datetime(2026, 10, 25, 1, 0, tzinfo=UTC), datetime(2026, 10, 25, 3, 0)),
        (datetime(2026, 10, 25, 1, 30, 0, 7, tzinfo=UTC), datetime(2026, 10, 25, 3, 0)),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), datetime(2026, 10, 25, 3, 30)),
    ],
)
def test_wall_time_of_holds_still_in_the_second_pass(instant: datetime, expected: datetime) -> None:
    assert wall_time_of(instant, zone=AMSTERDAM) == expected


def test_a_wall_time_with_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        instant_of(datetime(2026, 7, 1, 12, tzinfo=UTC), zone=AMSTERDAM)


@given(first=moments, gap=st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=30)))
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_later_wall_time_is_never_an_earlier_instant(
    zone: ZoneInfo, first: datetime, gap: timedelta
) -> None:
    assert last_instant_of(first, zone=zone) <= last_instant_of(first + gap, zone=zone)


@given(first=moments, gap=st.timedeltas(min_value=timedelta(0), max_value=timedelta(hours=30)))
@pytest.mark.parametrize("zone", ZONES, ids=str)
def test_a_later_instant_never_shows_an_earlier_wall_time(
    zone: ZoneInfo, first: datetime, gap: timedelta
) -> None:
    instant = first.replace(tzinfo=UTC)

    assert wall_time_of(instant, zone=zone) <= wall_time_of(instant + gap, zone=zone)
