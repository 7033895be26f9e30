"""From what an employee typed to a choice that can be registered.

Two steps share all rules: `check_rental` judges when and where, so that offers can be listed; `check_choice`
judges the class as well. Both raise ChoiceErrors, which carries every error at once, in the order of the form:
an employee sees all that is to be put right in one go. The errors themselves are in `choice_errors.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalog.domain.choice_errors import (
    ChoiceError,
    ChoiceErrors,
    ClassNotOfferedError,
    Field,
    PickUpInThePastError,
    ReturnBeforePickUpError,
    StationClosedError,
    StationUnknownError,
    TimeSkippedError,
    TooFarAheadError,
)
from catalog.domain.class_rules import check_class, quote_class
from catalog.domain.local_time import instant_of, is_skipped, wall_time_of
from catalog.domain.opening import LOOK_AHEAD_DAYS, Hours, OpeningTimes
from catalog.domain.periods import Period
from catalog.domain.queries import closed_days, offered_classes, offered_stations
from catalog.domain.quote import Quote
from catalog.models import Station, VehicleClass
from tenants.workspace.models import Profile

# A year typed wrong is caught here, before it reaches date arithmetic.
HORIZON = timedelta(days=730)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rental:
    """When and where, both possible."""

    period: Period
    pick_up_station: Station
    return_station: Station


@dataclass(frozen=True, slots=True)
class Choice:
    """What the employee chose, possible, and priced where a rate is agreed."""

    vehicle_class: VehicleClass
    pick_up_station: Station
    return_station: Station
    period: Period
    quote: Quote


@dataclass(frozen=True, slots=True)
class _Visit:
    """One of the two moments at a station, as typed."""

    station: Station
    wall: datetime
    field: Field

    @property
    def instant(self) -> datetime:
        return instant_of(self.wall, zone=self.station.zone)


def check_rental(
    *,
    pick_up_station: str,
    return_station: str,
    pick_up: datetime,
    return_: datetime,
    now: datetime,
    stations: Iterable[Station] | None = None,
) -> Rental:
    """Judge when and where. Stations by code; times as the clocks on their walls (naive). Three statements.

    One statement when the caller has read `list_stations` already and gives it. Raises ChoiceErrors.
    """
    if stations is None:
        stations = offered_stations().filter(code__in={pick_up_station, return_station})
    found = {station.code: station for station in stations}
    errors: list[ChoiceError] = []
    if pick_up_station not in found:
        errors.append(StationUnknownError(field="station"))
    if return_station not in found:
        errors.append(StationUnknownError(field="return_station"))
    if errors:
        if return_ <= pick_up:
            errors.append(ReturnBeforePickUpError(pick_up=pick_up))
        raise ChoiceErrors(errors)
    start = _Visit(station=found[pick_up_station], wall=pick_up, field="pick_up")
    end = _Visit(station=found[return_station], wall=return_, field="return")
    errors = _time_errors(start, end, now=now)
    wrong = {error.field for error in errors}
    errors += _closed_errors([visit for visit in (start, end) if visit.field not in wrong])
    if errors:
        raise ChoiceErrors(errors)
    return Rental(
        period=Period(pick_up=start.instant, return_at=end.instant),
        pick_up_station=start.station,
        return_station=end.station,
    )


def check_choice(
    *,
    class_code: str,
    pick_up_station: str,
    return_station: str,
    pick_up: datetime,
    return_: datetime,
    now: datetime,
    stations: Iterable[Station] | None = None,
    profile: Profile | None = None,
) -> Choice:
    """Judge everything and price it. As `check_rental`, with the class by its code. Six statements.

    Three when `stations` and `profile` have been read already. Raises ChoiceErrors.
    """
    errors: list[ChoiceError] = []
    rental: Rental | None = None
    try:
        rental = check_rental(
            pick_up_station=pick_up_station,
            return_station=return_station,
            pick_up=pick_up,
            return_=return_,
            now=now,
            stations=stations,
        )
    except ChoiceErrors as refused:
        errors.extend(refused.errors)
    vehicle_class = offered_classes().filter(code=class_code).first()
    if vehicle_class is None:
        errors.append(ClassNotOfferedError())
    elif rental is not None:
        errors.extend(
            check_class(vehicle_class, period=rental.period, zone=rental.pick_up_station.zone, now=now)
        )
    if errors or rental is None or vehicle_class is None:
        raise ChoiceErrors(errors)
    return Choice(
        vehicle_class=vehicle_class,
        pick_up_station=rental.pick_up_station,
        return_station=rental.return_station,
        period=rental.period,
        quote=quote_class(
            vehicle_class,
            period=rental.period,
            zone=rental.pick_up_station.zone,
            profile=profile or Profile.load(),
        ),
    )


def _time_errors(start: _Visit, end: _Visit, *, now: datetime) -> list[ChoiceError]:
    """What is wrong with the two moments, whatever the opening hours."""
    errors: list[ChoiceError] = []
    for visit in (start, end):
        today = wall_time_of(now, zone=visit.station.zone)
        if visit.wall > today + HORIZON:
            errors.append(TooFarAheadError(last=today + HORIZON, field=visit.field))
        elif visit.wall < today - ONE_DAY:
            errors.append(
                PickUpInThePastError() if visit is start else ReturnBeforePickUpError(pick_up=start.wall)
            )
        elif is_skipped(visit.wall, zone=visit.station.zone):
            errors.append(TimeSkippedError(visit.wall, field=visit.field))
    if errors:
        return errors
    if start.instant < now:
        errors.append(PickUpInThePastError())
    if end.instant <= start.instant:
        errors.append(ReturnBeforePickUpError(pick_up=start.wall))
    return errors


def _closed_errors(visits: list[_Visit]) -> list[ChoiceError]:
    """One for each visit at which nobody is there. Reads closed days in one statement."""
    if not visits:
        return []
    reasons: dict[int | None, dict[date, str]] = {}
    for day in closed_days(
        stations={visit.station for visit in visits},
        first=min(visit.wall.date() for visit in visits),
        last=max(visit.wall.date() for visit in visits) + timedelta(days=LOOK_AHEAD_DAYS),
    ):
        reasons.setdefault(day.station_id, {})[day.date] = day.reason
    errors: list[ChoiceError] = []
    for visit in visits:
        closed = reasons.get(None, {}) | reasons.get(visit.station.pk, {})
        opening = OpeningTimes(weekly=weekly_hours(visit.station), closed=closed)
        if not opening.is_open(visit.wall):
            errors.append(
                StationClosedError(station=visit.station, opening=opening, wall=visit.wall, field=visit.field)
            )
    return errors


def weekly_hours(station: Station) -> tuple[Hours, ...]:
    """The weekly hours as the calculation takes them; one statement unless prefetched."""
    return tuple(
        Hours(weekday=hours.weekday, opens=hours.opens, closes=hours.closes)
        for hours in station.opening_hours.all()
    )
