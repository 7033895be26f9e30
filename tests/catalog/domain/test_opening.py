# ruff: noqa: DTZ001  # wall times have no zone

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.opening import Hours, OpeningTimes, OpenStretch

MONDAY = date(2026, 6, 1)
SATURDAY = date(2026, 6, 6)
WEEK = tuple(Hours(weekday=day, opens=time(8), closes=time(18)) for day in range(5))
UTRECHT = OpeningTimes(weekly=(*WEEK, Hours(weekday=5, opens=time(9), closes=time(13))))
WITH_LUNCH = OpeningTimes(
    weekly=(
        Hours(weekday=0, opens=time(13), closes=time(17)),
        Hours(weekday=0, opens=time(8), closes=time(12)),
    )
)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        pytest.param("2026-06-01T07:59", False, id="a minute early"),
        pytest.param("2026-06-01T08:00", True, id="the minute of opening"),
        pytest.param("2026-06-01T18:00", True, id="the minute of closing"),
        pytest.param("2026-06-01T18:00:59", True, id="still the minute of closing"),
        pytest.param("2026-06-01T18:01", False, id="a minute late"),
        pytest.param("2026-06-06T09:00", True, id="saturday has its own hours"),
        pytest.param("2026-06-06T14:00", False, id="saturday afternoon"),
        pytest.param("2026-06-07T10:00", False, id="sunday"),
    ],
)
def test_is_open_by_the_weekly_hours(*, moment: str, expected: bool) -> None:
    assert UTRECHT.is_open(datetime.fromisoformat(moment)) == expected


def test_is_open_knows_a_lunch_break() -> None:
    moments = [datetime(2026, 6, 1, hour, 30) for hour in (11, 12, 13)]

    assert [WITH_LUNCH.is_open(moment) for moment in moments] == [True, False, True]


def test_on_lists_the_stretches_in_order_of_time() -> None:
    assert WITH_LUNCH.on(MONDAY) == (
        OpenStretch(day=MONDAY, opens=time(8), closes=time(12)),
        OpenStretch(day=MONDAY, opens=time(13), closes=time(17)),
    )


def test_a_closed_day_beats_the_weekly_hours() -> None:
    closed = OpeningTimes(weekly=WEEK, closed={MONDAY: "Whit Monday"})

    assert (closed.on(MONDAY), closed.is_open(datetime(2026, 6, 1, 12))) == ((), False)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-06-01T06:00", OpenStretch(day=MONDAY, opens=time(8), closes=time(18))),
        ("2026-06-01T12:00", OpenStretch(day=MONDAY, opens=time(8), closes=time(18))),
        ("2026-06-05T18:30", OpenStretch(day=SATURDAY, opens=time(9), closes=time(13))),
        ("2026-06-06T15:00", OpenStretch(day=date(2026, 6, 8), opens=time(8), closes=time(18))),
    ],
)
def test_next_open_is_the_first_stretch_not_over(moment: str, expected: OpenStretch) -> None:
    assert UTRECHT.next_open(datetime.fromisoformat(moment)) == expected


def test_next_open_skips_closed_days() -> None:
    closed = OpeningTimes(weekly=WEEK, closed={MONDAY: "Whit Monday"})

    stretch = closed.next_open(datetime(2026, 6, 1, 10))

    assert stretch == OpenStretch(day=date(2026, 6, 2), opens=time(8), closes=time(18))


def test_next_open_is_nothing_for_a_station_that_never_opens() -> None:
    assert OpeningTimes(weekly=()).next_open(datetime(2026, 6, 1, 10)) is None


times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
weeks = st.lists(
    st.builds(
        lambda weekday, ends: Hours(weekday=weekday, opens=min(ends), closes=max(ends)),
        st.integers(0, 6),
        st.tuples(times, times).filter(lambda ends: ends[0] != ends[1]),
    ),
    max_size=8,
).map(tuple)
moments = st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2027, 1, 1))
closures = st.dictionaries(
    st.dates(min_value=date(2026, 1, 1), max_value=date(2027, 1, 1)), st.just("holiday"), max_size=30
)


@given(weekly=weeks, closed=closures, moment=moments)
def test_who_comes_when_it_next_opens_finds_somebody(
    weekly: tuple[Hours, ...], closed: dict[date, str], moment: datetime
) -> None:
    opening = OpeningTimes(weekly=weekly, closed=closed)

    coming = opening.next_open(moment)

    if coming is not None:
        assert opening.is_open(datetime.combine(coming.day, coming.opens))
        assert opening.is_open(datetime.combine(coming.day, coming.closes))
        assert datetime.combine(coming.day, coming.closes) >= moment
    elif opening.is_open(moment):
        # Only within the minute of closing, whose seconds still count as open.
        assert moment.second or moment.microsecond


@given(weekly=weeks, closed=closures, moment=moments)
def test_a_closed_day_is_closed_at_any_minute_and_no_other_day_changes(
    weekly: tuple[Hours, ...], closed: dict[date, str], moment: datetime
) -> None:
    always = OpeningTimes(weekly=weekly)
    sometimes = OpeningTimes(weekly=weekly, closed=closed)

    expected = moment.date() not in closed and always.is_open(moment)
    assert sometimes.is_open(moment) is expected
