"""A station as it is about to be visited: where it is, and when somebody is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from catalog.domain.choice import weekly_hours
from catalog.domain.opening import OpeningTimes
from catalog.enums import Weekday
from catalog.models import Station
from oci.views.wording import day


@dataclass(frozen=True, slots=True)
class WeekDay:
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A station as it is about to be visited: its address, and when it is open on that day and in a week."""

    address: str
    text: str
    is_closed: bool
    week: tuple[WeekDay, ...]


def place_of(station: Station | None, *, at: datetime | None, is_repeated: bool = False) -> Place | None:
    """The place, or None while no station is chosen. `is_repeated`: address and week stand on the page already."""
    if station is None:
        return None
    opening = OpeningTimes(weekly=weekly_hours(station))
    text, is_closed = "", False
    if at is not None:
        hours = _hours(opening, at.weekday())
        is_closed = not hours
        names = {"day": day(at), "hours": hours}
        text = (
            gettext("Closed on %(day)s") % names
            if is_closed
            else gettext("Open %(hours)s on %(day)s") % names
        )
    week = tuple(
        WeekDay(name=str(weekday.label), text=_hours(opening, weekday) or gettext("closed"))
        for weekday in Weekday
        if not is_repeated
    )
    return Place(address=station.address, text=text, is_closed=is_closed, week=week)


def _hours(opening: OpeningTimes, weekday: int) -> str:
    return ", ".join(
        f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
        for hours in sorted(opening.weekly)
        if hours.weekday == weekday
    )
