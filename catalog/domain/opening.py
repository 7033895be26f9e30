"""When a station is open, as pure calculation: weekly hours, and dates on which nobody is there.

All times are wall times of the station. Somebody may come from the minute of opening up to and
including the minute of closing: people do return a car at 18:00 to a desk that closes at 18:00.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

LOOK_AHEAD_DAYS = 14


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """One stretch of one weekday (0 is Monday). A lunch break makes two of them."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """One stretch of opening on one date."""

    day: date
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class OpeningTimes:
    """The weekly hours of one station, and its closed days with their reasons."""

    weekly: tuple[Hours, ...]
    closed: Mapping[date, str] = field(default_factory=dict)

    def on(self, day: date) -> tuple[OpenStretch, ...]:
        """The stretches of that date in order of time; empty when closed."""
        if day in self.closed:
            return ()
        return tuple(
            OpenStretch(day=day, opens=hours.opens, closes=hours.closes)
            for hours in sorted(self.weekly)
            if hours.weekday == day.weekday()
        )

    def is_open(self, moment: datetime) -> bool:
        minute = moment.time().replace(second=0, microsecond=0)
        return any(stretch.opens <= minute <= stretch.closes for stretch in self.on(moment.date()))

    def next_open(self, moment: datetime) -> OpenStretch | None:
        """The first stretch that has not closed yet at that moment, within two weeks."""
        for offset in range(LOOK_AHEAD_DAYS + 1):
            for stretch in self.on(moment.date() + timedelta(days=offset)):
                if datetime.combine(stretch.day, stretch.closes) >= moment:
                    return stretch
        return None
