"""How long a rental is: the executable specification of counting days.

- A period is half-open: [pick-up, return). Who returns at midnight has not touched the new day.
- Day 1 starts at pick-up. Per 24 hours, day n ends at the wall time of the pick-up, n days on; per
  calendar day, it ends at the n-th midnight. Both by the clock of the station, so a day in which the
  clock changes has 23 or 25 hours and is still one day.
- The grace follows the end of every day: a return within it does not start another day.

From these it follows, and property tests hold us to it: a later return, an earlier pick-up or a shorter grace is never
fewer days; two rentals in a row are never fewer days than one, and split at midnight, calendar days add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catalog.domain.local_time import last_instant_of, wall_time_of
from catalog.enums import DayCounting

MIDNIGHT = time()


class PeriodError(ValueError):
    """These two moments are no period: the base of what can be wrong with them."""


class NaiveTimeError(PeriodError):
    """A moment without a time zone is no moment."""


class EmptyPeriodError(PeriodError):
    """The return is not after the pick-up."""


@dataclass(frozen=True, slots=True)
class Period:
    """From pick-up up to, not including, return. Both are kept in UTC.

    Raises NaiveTimeError and EmptyPeriodError.
    """

    pick_up: datetime
    return_at: datetime

    def __post_init__(self) -> None:
        if self.pick_up.tzinfo is None or self.return_at.tzinfo is None:
            raise NaiveTimeError(f"{self.pick_up} – {self.return_at}")
        object.__setattr__(self, "pick_up", self.pick_up.astimezone(UTC))
        object.__setattr__(self, "return_at", self.return_at.astimezone(UTC))
        if self.return_at <= self.pick_up:
            raise EmptyPeriodError(f"{self.pick_up} – {self.return_at}")

    def __contains__(self, moment: datetime) -> bool:
        return self.pick_up <= moment < self.return_at


def count_days(period: Period, *, counting: DayCounting, grace: timedelta, zone: ZoneInfo) -> int:
    """The number of days to pay for: at least 1, and never fewer for a longer period."""
    start = wall_time_of(period.pick_up, zone=zone)
    if counting == DayCounting.PER_CALENDAR_DAY:
        start = datetime.combine(start, MIDNIGHT)
    dates_between = (period.return_at.astimezone(zone).date() - start.date()).days
    # The answer is within a few days of the difference of the dates: start below it and walk up.
    days = max(1, dates_between - 2 - grace.days)
    while period.return_at > _end_of_day(days, start=start, zone=zone) + grace:
        days += 1
    return days


def _end_of_day(number: int, *, start: datetime, zone: ZoneInfo) -> datetime:
    return last_instant_of(start + timedelta(days=number), zone=zone)
