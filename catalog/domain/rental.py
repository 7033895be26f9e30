"""When and where: two moments and two places that are possible, with all that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalog.domain.address_errors import (
    AddressClosedError,
    AddressIncompleteError,
    AddressNotServedError,
    AddressTooSoonError,
)
from catalog.domain.addresses import Address, Stop, Trip, find_stop
from catalog.domain.choice_errors import (
    ChoiceError,
    ChoiceErrors,
    Field,
    PickUpInThePastError,
    ReturnBeforePickUpError,
    StationClosedError,
    StationUnknownError,
    TimeSkippedError,
    TooFarAheadError,
)
from catalog.domain.local_time import instant_of, is_skipped, wall_time_of, whole_minute_from
from catalog.domain.opening import LOOK_AHEAD_DAYS, OpeningTimes
from catalog.domain.periods import Period
from catalog.domain.queries import closed_days, offered_delivery_rules, offered_stations
from catalog.domain.reading import weekly_hours
from catalog.models import ClosedDay, DeliveryRule, Station

# A year typed wrong is caught here, before it reaches date arithmetic.
HORIZON = timedelta(days=730)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rental:
    """When and where, both possible.

    The station of an end at an address (`delivery`, `collection`) is the one that drives there.
    """

    period: Period
    pick_up_station: Station
    return_station: Station
    delivery: Stop | None = None
    collection: Stop | None = None

    @property
    def stops(self) -> tuple[Stop, ...]:
        return tuple(stop for stop in (self.delivery, self.collection) if stop is not None)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One of the two moments, as typed, at a station or at an address that a station drives to."""

    station: Station
    wall: datetime
    field: Field
    stop: Stop | None

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
    delivery: Address | None = None,
    collection: Address | None = None,
    rules: Iterable[DeliveryRule] | None = None,
    closed: Iterable[ClosedDay] | None = None,
) -> Rental:
    """Judge when and where. Stations by code; times as the clocks on their walls (naive). Two statements.

    One statement when the caller has read `list_stations` already and gives it; none when it gives the closed days
    of these stations as well, from pick-up until LOOK_AHEAD_DAYS after return. With an address for an end, the
    station of that end is not looked at, and two more statements read the delivery rules, unless the caller
    gives `list_delivery_rules`. Without a return station, what was delivered goes back to where it came from.
    Raises ChoiceErrors.
    """
    errors: list[ChoiceError] = []
    if rules is None:
        rules = offered_delivery_rules() if delivery or collection else ()
    delivered = _stop(Trip.DELIVERY, delivery, rules=rules, errors=errors)
    collected = _stop(Trip.COLLECTION, collection, rules=rules, errors=errors)
    if stations is None:
        stations = offered_stations().filter(code__in={pick_up_station, return_station})
    found = {station.code: station for station in stations}
    first = delivered.station if delivered else found.get(pick_up_station)
    last = collected.station if collected else found.get(return_station)
    if delivered and not collection and not return_station:
        last = delivered.station if delivered.station.is_active else None
    if first is None and delivery is None:
        errors.append(StationUnknownError(field="station"))
    if last is None and collection is None:
        errors.append(StationUnknownError(field="return_station"))
    if first is None or last is None:
        if return_ <= pick_up:
            errors.append(ReturnBeforePickUpError(pick_up=pick_up))
        raise ChoiceErrors(errors)
    start = _Visit(station=first, wall=pick_up, field="pick_up", stop=delivered)
    end = _Visit(station=last, wall=return_, field="return", stop=collected)
    errors += _time_errors(start, end, now=now)
    wrong = {error.field for error in errors}
    errors += _closed_errors([visit for visit in (start, end) if visit.field not in wrong], closed=closed)
    if errors:
        raise ChoiceErrors(errors)
    return Rental(
        period=Period(pick_up=start.instant, return_at=end.instant),
        pick_up_station=start.station,
        return_station=end.station,
        delivery=delivered,
        collection=collected,
    )


def _stop(
    trip: Trip, address: Address | None, *, rules: Iterable[DeliveryRule], errors: list[ChoiceError]
) -> Stop | None:
    """The stop at an address, if there is one and it is served; adds to `errors` what is wrong with it."""
    if address is None:
        return None
    if address.missing:
        errors.append(AddressIncompleteError(trip=trip, address=address))
        return None
    stop = find_stop(trip=trip, address=address, rules=rules)
    if stop is None:
        errors.append(AddressNotServedError(trip=trip, address=address))
    return stop


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
    return errors or [error for visit in (start, end) for error in _lead_errors(visit, now=now)]


def _lead_errors(visit: _Visit, *, now: datetime) -> list[ChoiceError]:
    """Whether there is time to drive to an address."""
    stop = visit.stop
    if stop is None or visit.instant >= now + stop.lead:
        return []
    earliest = wall_time_of(whole_minute_from(now + stop.lead), zone=visit.station.zone)
    return [AddressTooSoonError(trip=stop.trip, hours=stop.rule.lead_hours, earliest=earliest)]


def _closed_errors(visits: list[_Visit], *, closed: Iterable[ClosedDay] | None) -> list[ChoiceError]:
    """One for each visit at which nobody is there. Reads closed days in one statement, unless they are given."""
    if not visits:
        return []
    if closed is None:
        closed = closed_days(
            stations={visit.station for visit in visits},
            first=min(visit.wall.date() for visit in visits),
            last=max(visit.wall.date() for visit in visits) + timedelta(days=LOOK_AHEAD_DAYS),
        )
    reasons: dict[int | None, dict[date, str]] = {}
    for day in closed:
        reasons.setdefault(day.station_id, {})[day.date] = day.reason
    errors: list[ChoiceError] = []
    for visit in visits:
        days = reasons.get(None, {}) | reasons.get(visit.station.pk, {})
        opening = OpeningTimes(weekly=weekly_hours(visit.station), closed=days)
        if opening.is_open(visit.wall):
            continue
        if visit.stop is not None:
            errors.append(AddressClosedError(trip=visit.stop.trip, opening=opening, wall=visit.wall))
        else:
            errors.append(
                StationClosedError(station=visit.station, opening=opening, wall=visit.wall, field=visit.field)
            )
    return errors
