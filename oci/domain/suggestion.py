"""What the booking page proposes before the employee has touched it: a rental that is possible as it stands.

Prices can then be shown at once, and whoever books the usual changes two fields instead of five.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from catalog.domain.choice import weekly_hours
from catalog.domain.local_time import wall_time_of
from catalog.domain.opening import OpeningTimes, OpenStretch
from catalog.models import Station

USUAL_TIME = time(9)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Wall times of the station, as the fields hold them."""

    pick_up: datetime
    return_: datetime


def suggest_rental(*, station: Station, closed: Mapping[date, str], now: datetime) -> Suggestion | None:
    """From nine o'clock on the first open day after tomorrow's same hour, for a day; None if nothing opens for weeks.

    A day ahead, because most classes ask for some hours of notice.
    """
    opening = OpeningTimes(weekly=weekly_hours(station), closed=closed)
    a_day_ahead = wall_time_of(now, zone=station.zone) + ONE_DAY
    first = opening.next_open(_at_usual_time(a_day_ahead))
    if first is None:
        return None
    pick_up = _within(first)
    last = opening.next_open(pick_up + ONE_DAY)
    if last is None:
        return None
    return Suggestion(pick_up=pick_up, return_=max(_within(last), pick_up + ONE_DAY))


def _at_usual_time(wall: datetime) -> datetime:
    """Nine o'clock of that day, or of the next when that is past."""
    nine = datetime.combine(wall, USUAL_TIME)
    return nine if nine >= wall else nine + ONE_DAY


def _within(stretch: OpenStretch) -> datetime:
    """The usual time, moved into the stretch."""
    return datetime.combine(stretch.day, min(max(USUAL_TIME, stretch.opens), stretch.closes))
