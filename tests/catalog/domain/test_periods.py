# ruff: noqa: DTZ001  # wall times have no zone

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.domain.local_time import instant_of, last_instant_of
from catalog.domain.periods import EmptyPeriodError, NaiveTimeError, Period, PeriodError, count_days
from catalog.enums import DayCounting

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HALF_AN_HOUR = timedelta(minutes=30)
NO_GRACE = timedelta(0)

instants = st.datetimes(
    min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1), timezones=st.just(UTC)
)
lengths = st.timedeltas(min_value=timedelta(minutes=1), max_value=timedelta(days=120))
graces = st.timedeltas(min_value=NO_GRACE, max_value=timedelta(hours=12))
zones = st.sampled_from(
    [AMSTERDAM, ZoneInfo("America/New_York"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]
)


def local_period(pick_up: str, return_at: str, *, zone: ZoneInfo = AMSTERDAM) -> Period:
    return Period(
        pick_up=instant_of(datetime.fromisoformat(pick_up), zone=zone),
        return_at=instant_of(datetime.fromisoformat(return_at), zone=zone),
    )


@pytest.mark.parametrize(
    ("pick_up", "return_at", "days"),
    [
        pytest.param("2026-06-01T09:00", "2026-06-01T09:15", 1, id="a quarter of an hour is a day"),
        pytest.param("2026-06-01T09:00", "2026-06-02T09:00", 1, id="24 hours"),
        pytest.param("2026-06-01T09:00", "2026-06-02T09:30", 1, id="24 hours and all of the grace"),
        pytest.param("2026-06-01T09:00", "2026-06-02T09:31", 2, id="a minute past the grace"),
        pytest.param("2026-06-01T09:00", "2026-06-03T09:30", 2, id="the grace again after the second day"),
        pytest.param("2026-06-01T09:00", "2026-06-03T09:31", 3, id="and no more than the grace"),
        pytest.param("2026-06-01T18:00", "2026-06-05T08:00", 4, id="three days and a night"),
        pytest.param("2026-06-01T09:00", "2026-06-29T09:00", 28, id="four weeks"),
        pytest.param("2026-03-28T12:00", "2026-03-29T12:00", 1, id="the day of 23 hours"),
        pytest.param("2026-03-28T12:00", "2026-03-29T12:31", 2, id="the day of 23 hours, over the grace"),
        pytest.param("2026-10-24T12:00", "2026-10-25T12:00", 1, id="the day of 25 hours"),
        pytest.param("2026-10-24T12:00", "2026-10-25T12:31", 2, id="the day of 25 hours, over the grace"),
        pytest.param("2026-03-28T02:30", "2026-03-29T03:30", 1, id="ends in the hour that is skipped"),
        pytest.param("2026-03-28T02:30", "2026-03-29T03:31", 2, id="skipped hour, over the grace"),
        pytest.param("2026-12-31T23:50", "2027-01-01T23:50", 1, id="over new year"),
        pytest.param("2028-02-28T09:00", "2028-03-01T09:00", 2, id="a leap day is a day"),
    ],
)
def test_count_days_per_24_hours(pick_up: str, return_at: str, days: int) -> None:
    period = local_period(pick_up, return_at)

    counted = count_days(period, counting=DayCounting.PER_24_HOURS, grace=HALF_AN_HOUR, zone=AMSTERDAM)

    assert counted == days


@pytest.mark.parametrize(
    ("pick_up", "return_at", "grace", "days"),
    [
        pytest.param("2026-06-01T07:00", "2026-06-01T18:00", 0, 1, id="one day"),
        pytest.param("2026-06-01T18:00", "2026-06-02T08:00", 0, 2, id="one night is two dates"),
        pytest.param("2026-06-01T08:00", "2026-06-03T18:00", 0, 3, id="three dates"),
        pytest.param("2026-06-01T08:00", "2026-06-02T00:00", 0, 1, id="midnight is not the new day"),
        pytest.param("2026-06-01T08:00", "2026-06-02T00:01", 0, 2, id="a minute past midnight"),
        pytest.param("2026-06-01T08:00", "2026-06-02T00:30", 30, 1, id="within the grace after midnight"),
        pytest.param("2026-06-01T08:00", "2026-06-02T00:31", 30, 2, id="over the grace after midnight"),
        pytest.param("2026-06-01T00:00", "2026-06-02T00:00", 0, 1, id="midnight to midnight"),
        pytest.param("2026-03-29T00:00", "2026-03-30T00:00", 0, 1, id="the date of 23 hours"),
        pytest.param("2026-10-25T00:00", "2026-10-26T00:00", 0, 1, id="the date of 25 hours"),
        pytest.param("2026-10-24T08:00", "2026-10-26T08:00", 0, 3, id="over the date of 25 hours"),
    ],
)
def test_count_days_per_calendar_day(pick_up: str, return_at: str, grace: int, days: int) -> None:
    period = local_period(pick_up, return_at)

    counted = count_days(
        period,
        counting=DayCounting.PER_CALENDAR_DAY,
        grace=timedelta(minutes=grace),
        zone=AMSTERDAM,
    )

    assert counted == days


@pytest.mark.parametrize("counting", DayCounting)
@pytest.mark.parametrize(
    ("zone", "pick_up", "return_at", "hours"),
    [
        pytest.param("Europe/Amsterdam", "2026-03-29T00:00", "2026-03-30T00:00", 23, id="23 hours"),
        pytest.param("Europe/Amsterdam", "2026-10-25T00:00", "2026-10-26T00:00", 25, id="25 hours"),
        pytest.param("America/New_York", "2026-03-08T00:00", "2026-03-09T00:00", 23, id="23 in New York"),
        pytest.param("America/New_York", "2026-11-01T00:00", "2026-11-02T00:00", 25, id="25 in New York"),
        pytest.param(
            "Australia/Lord_Howe", "2026-10-04T00:00", "2026-10-05T00:00", 23.5, id="half an hour less"
        ),
        pytest.param(
            "Australia/Lord_Howe", "2026-04-05T00:00", "2026-04-06T00:00", 24.5, id="half an hour more"
        ),
        pytest.param("Africa/Cairo", "2026-04-24T01:00", "2026-04-25T01:00", 24, id="changed at midnight"),
        pytest.param("Asia/Tokyo", "2026-03-29T00:00", "2026-03-30T00:00", 24, id="no clock change"),
    ],
)
def test_a_day_on_the_clock_is_one_day_however_many_hours_it_has(
    *, zone: str, pick_up: str, return_at: str, hours: float, counting: DayCounting
) -> None:
    period = local_period(pick_up, return_at, zone=ZoneInfo(zone))

    counted = count_days(period, counting=counting, grace=NO_GRACE, zone=ZoneInfo(zone))

    calendar_days = 1 if pick_up.endswith("00:00") else 2
    expected = calendar_days if counting == DayCounting.PER_CALENDAR_DAY else 1
    assert (period.return_at - period.pick_up, counted) == (timedelta(hours=hours), expected)


def test_count_days_goes_by_the_clock_of_the_station() -> None:
    late_in_amsterdam = local_period("2026-06-01T22:00", "2026-06-02T02:00")

    in_amsterdam = count_days(
        late_in_amsterdam, counting=DayCounting.PER_CALENDAR_DAY, grace=NO_GRACE, zone=AMSTERDAM
    )
    in_new_york = count_days(
        late_in_amsterdam,
        counting=DayCounting.PER_CALENDAR_DAY,
        grace=NO_GRACE,
        zone=ZoneInfo("America/New_York"),
    )

    assert (in_amsterdam, in_new_york) == (2, 1)


@pytest.mark.parametrize(
    ("pick_up", "return_at", "error"),
    [
        (datetime(2026, 6, 1, 9), datetime(2026, 6, 2, 9, tzinfo=UTC), NaiveTimeError),
        (datetime(2026, 6, 1, 9, tzinfo=UTC), datetime(2026, 6, 2, 9), NaiveTimeError),
        (datetime(2026, 6, 2, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC), EmptyPeriodError),
        (datetime(2026, 6, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC), EmptyPeriodError),
    ],
)
def test_period_refuses_what_is_no_period(
    pick_up: datetime, return_at: datetime, error: type[PeriodError]
) -> None:
    with pytest.raises(error):
        Period(pick_up=pick_up, return_at=return_at)


def test_period_is_half_open() -> None:
    period = local_period("2026-06-01T09:00", "2026-06-02T09:00")

    assert [moment in period for moment in (period.pick_up, period.return_at)] == [True, False]


def test_period_is_kept_in_utc() -> None:
    pick_up = datetime(2026, 6, 1, 9, tzinfo=AMSTERDAM)

    period = Period(pick_up=pick_up, return_at=pick_up + timedelta(days=1))

    assert (period.pick_up.tzinfo, period.return_at.tzinfo) == (UTC, UTC)


@given(
    pick_up=instants,
    length=lengths,
    longer=lengths,
    grace=graces,
    zone=zones,
    counting=st.sampled_from(DayCounting),
)
def test_a_later_return_is_never_fewer_days(
    *,
    pick_up: datetime,
    length: timedelta,
    longer: timedelta,
    grace: timedelta,
    zone: ZoneInfo,
    counting: DayCounting,
) -> None:
    short = Period(pick_up=pick_up, return_at=pick_up + length)
    long = Period(pick_up=pick_up, return_at=pick_up + length + longer)

    assert count_days(short, counting=counting, grace=grace, zone=zone) <= count_days(
        long, counting=counting, grace=grace, zone=zone
    )


@given(
    return_at=instants,
    length=lengths,
    longer=lengths,
    grace=graces,
    zone=zones,
    counting=st.sampled_from(DayCounting),
)
@example(  # picked up in the second and in the first pass of the repeated hour
    return_at=datetime(2026, 10, 26, 1, 50, tzinfo=UTC),
    length=timedelta(hours=24, minutes=40),
    longer=timedelta(minutes=40),
    grace=HALF_AN_HOUR,
    zone=AMSTERDAM,
    counting=DayCounting.PER_24_HOURS,
)
def test_an_earlier_pick_up_is_never_fewer_days(
    *,
    return_at: datetime,
    length: timedelta,
    longer: timedelta,
    grace: timedelta,
    zone: ZoneInfo,
    counting: DayCounting,
) -> None:
    short = Period(pick_up=return_at - length, return_at=return_at)
    long = Period(pick_up=return_at - length - longer, return_at=return_at)

    assert count_days(short, counting=counting, grace=grace, zone=zone) <= count_days(
        long, counting=counting, grace=grace, zone=zone
    )


@given(
    pick_up=instants,
    length=lengths,
    grace=graces,
    zone=zones,
    counting=st.sampled_from(DayCounting),
)
def test_counted_days_cover_the_period_and_one_fewer_does_not(
    pick_up: datetime, length: timedelta, grace: timedelta, zone: ZoneInfo, counting: DayCounting
) -> None:
    period = Period(pick_up=pick_up, return_at=pick_up + length)

    days = count_days(period, counting=counting, grace=grace, zone=zone)

    # No day has more than 25 hours, none fewer than 23; a calendar day may have begun before pick-up.
    shortest = (days - 1) * timedelta(hours=24) - timedelta(hours=1)
    if counting == DayCounting.PER_CALENDAR_DAY:
        shortest -= timedelta(hours=24)
    assert shortest < length <= days * timedelta(hours=24) + timedelta(hours=1) + grace


@given(pick_up=instants, length=lengths, nights=st.integers(1, 60), zone=zones)
def test_calendar_days_split_at_midnight_add_up(
    pick_up: datetime, length: timedelta, nights: int, zone: ZoneInfo
) -> None:
    midnight_before = datetime.combine(pick_up.astimezone(zone).date(), datetime.min.time())
    midnight = last_instant_of(midnight_before + timedelta(days=nights), zone=zone)
    whole = Period(pick_up=pick_up, return_at=midnight + length)
    parts = [
        Period(pick_up=pick_up, return_at=midnight),
        Period(pick_up=midnight, return_at=midnight + length),
    ]

    def days(period: Period) -> int:
        return count_days(period, counting=DayCounting.PER_CALENDAR_DAY, grace=NO_GRACE, zone=zone)

    assert days(whole) == sum(days(part) for part in parts)


@given(
    pick_up=instants,
    length=lengths,
    after=lengths,
    grace=graces,
    zone=zones,
    counting=st.sampled_from(DayCounting),
)
@example(  # two nights across the clock change: split at midnight, each part begins a day of its own
    pick_up=datetime(2026, 10, 24, 10, tzinfo=UTC),
    length=timedelta(hours=13),
    after=timedelta(hours=35),
    grace=NO_GRACE,
    zone=AMSTERDAM,
    counting=DayCounting.PER_24_HOURS,
)
def test_two_rentals_in_a_row_are_never_fewer_days_than_one(
    *,
    pick_up: datetime,
    length: timedelta,
    after: timedelta,
    grace: timedelta,
    zone: ZoneInfo,
    counting: DayCounting,
) -> None:
    change = pick_up + length
    whole = Period(pick_up=pick_up, return_at=change + after)
    parts = [Period(pick_up=pick_up, return_at=change), Period(pick_up=change, return_at=change + after)]

    def days(period: Period, allowed: timedelta) -> int:
        return count_days(period, counting=counting, grace=allowed, zone=zone)

    # With a grace, the first part may end in the grace of a day that the whole pays for: at most that one day.
    assert days(whole, NO_GRACE) <= sum(days(part, NO_GRACE) for part in parts)
    assert days(whole, grace) <= sum(days(part, grace) for part in parts) + 1


@given(pick_up=instants, length=lengths, nights=st.integers(1, 60), zone=zones)
def test_24_hours_split_at_midnight_are_at_most_one_day_more(
    pick_up: datetime, length: timedelta, nights: int, zone: ZoneInfo
) -> None:
    midnight_before = datetime.combine(pick_up.astimezone(zone).date(), datetime.min.time())
    midnight = last_instant_of(midnight_before + timedelta(days=nights), zone=zone)

    def days(start: datetime, end: datetime) -> int:
        period = Period(pick_up=start, return_at=end)
        return count_days(period, counting=DayCounting.PER_24_HOURS, grace=NO_GRACE, zone=zone)

    more = days(pick_up, midnight) + days(midnight, midnight + length) - days(pick_up, midnight + length)
    assert more in {0, 1}


@given(
    pick_up=instants,
    length=lengths,
    grace=graces,
    longer=graces,
    zone=zones,
    counting=st.sampled_from(DayCounting),
)
def test_a_longer_grace_is_never_more_days(
    *,
    pick_up: datetime,
    length: timedelta,
    grace: timedelta,
    longer: timedelta,
    zone: ZoneInfo,
    counting: DayCounting,
) -> None:
    period = Period(pick_up=pick_up, return_at=pick_up + length)

    assert count_days(period, counting=counting, grace=grace + longer, zone=zone) <= count_days(
        period, counting=counting, grace=grace, zone=zone
    )


@given(pick_up=instants, length=lengths, zone=zones)
def test_calendar_days_are_never_fewer_than_those_of_24_hours(
    pick_up: datetime, length: timedelta, zone: ZoneInfo
) -> None:
    period = Period(pick_up=pick_up, return_at=pick_up + length)
    by_date, by_hours = (
        count_days(period, counting=counting, grace=NO_GRACE, zone=zone)
        for counting in (DayCounting.PER_CALENDAR_DAY, DayCounting.PER_24_HOURS)
    )

    assert by_hours <= by_date <= by_hours + 1


@given(
    wall=st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1)),
    length=lengths,
    grace=graces,
    counting=st.sampled_from(DayCounting),
    zone=st.sampled_from([ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Phoenix"), ZoneInfo("Asia/Kathmandu")]),
)
def test_where_no_clock_changes_the_same_times_are_the_same_days_in_every_zone(
    *, wall: datetime, length: timedelta, grace: timedelta, counting: DayCounting, zone: ZoneInfo
) -> None:
    def days(where: ZoneInfo) -> int:
        period = Period(pick_up=instant_of(wall, zone=where), return_at=instant_of(wall + length, zone=where))
        return count_days(period, counting=counting, grace=grace, zone=where)

    assert days(zone) == days(ZoneInfo("UTC"))
