"""From holidays to closed days: what is proposed for a country of the stations, and what of it is entered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count

from catalog.domain.public_holidays import Holiday, list_holidays
from catalog.models import ClosedDay, Station


@dataclass(frozen=True, slots=True)
class Proposal:
    """A holiday as staff read it, the reason that employees would read, and whether it is entered already."""

    holiday: Holiday
    reason: str
    is_entered: bool


def station_countries() -> list[str]:
    """The countries in which there are stations, that with most of them first. One statement."""
    rows = Station.objects.order_by().values_list("country").annotate(stations=Count("pk"))
    return [country for country, _stations in sorted(rows, key=lambda row: (-row[1], row[0]))]


def propose_closed_days(
    *, country: str, year: int, language: str, reason_language: str, today: date
) -> list[Proposal]:
    """The holidays of a year from today on, in order. Two statements."""
    reasons = _reasons(country, year, reason_language)
    entered = _Entered.read(days=reasons, country=country)
    return [
        Proposal(holiday=one, reason=reasons[one.day], is_entered=not entered.missing(one.day))
        for one in list_holidays(country=country, year=year, language=language)
        if one.day >= today
    ]


@transaction.atomic
def add_holidays(*, country: str, year: int, days: Collection[date], reason_language: str) -> list[ClosedDay]:
    """Close the stations of a country on those of `days` that are holidays, and say which days are new.

    One closed day holds for all stations where all are in this country, else there is one for each station of it.
    A day that is entered already, by whomever, stays as it is.
    """
    reasons = {day: reason for day, reason in _reasons(country, year, reason_language).items() if day in days}
    before = _Entered.read(days=reasons, country=country)
    ClosedDay.objects.bulk_create(
        (
            ClosedDay(station_id=station, date=day, reason=reason)
            for day, reason in reasons.items()
            for station in before.missing(day)
        ),
        ignore_conflicts=True,
    )
    return [day for day in ClosedDay.objects.filter(date__in=reasons) if day.pk not in before.keys]


@dataclass(frozen=True, slots=True)
class _Entered:
    """The closed days that there are on some dates, and the stations that a holiday closes (None: all)."""

    rows: frozenset[tuple[date, int | None]]
    keys: frozenset[int]
    stations: tuple[int | None, ...]

    @classmethod
    def read(cls, *, days: Collection[date], country: str) -> _Entered:
        rows = list(ClosedDay.objects.filter(date__in=days).values_list("date", "station_id", "pk"))
        stations = list(Station.objects.values_list("pk", "country"))
        here = [pk for pk, place in stations if place == country]
        return cls(
            rows=frozenset((day, station) for day, station, _key in rows),
            keys=frozenset(key for _day, _station, key in rows),
            stations=(None,) if len(here) == len(stations) else tuple(here),
        )

    def missing(self, day: date) -> list[int | None]:
        """The stations that are not closed on this day yet."""
        if (day, None) in self.rows:
            return []
        return [station for station in self.stations if (day, station) not in self.rows]


def _reasons(country: str, year: int, language: str) -> dict[date, str]:
    return {one.day: one.name for one in list_holidays(country=country, year=year, language=language)}
