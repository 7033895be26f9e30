"""What can be wrong with a choice, each with a stable code, the field to look at, and the remedy in words.

ChoiceError
├── when: TimeSkippedError, PickUpInThePastError, TooFarAheadError, ReturnBeforePickUpError
├── where: StationUnknownError, StationClosedError
├── address (`address_errors.py`): AddressIncompleteError, AddressNotServedError, AddressTooSoonError,
│   AddressClosedError
├── class: ClassNotOfferedError, PickUpTooSoonError, PeriodTooShortError, PeriodTooLongError
├── policies (`policy_errors.py`): ClassNotAllowedError, PickUpSoonerThanAllowedError,
│   PeriodLongerThanAllowedError, PriceNotAllowedError
└── extras (`extra_errors.py`): ExtraNotOfferedError, TooManyOfExtraError

The message is in the language that is active when the error is made.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar, Literal, get_args

from django.utils.translation import gettext, ngettext

from catalog.domain.dates import date_text, day_text, moment_text
from catalog.domain.opening import OpeningTimes
from catalog.models import Station

Field = Literal[
    "pick_up", "return", "station", "delivery", "return_station", "collection", "vehicle_class", "extras"
]
FIELDS: tuple[Field, ...] = get_args(Field)


class ChoiceError(Exception):
    """One thing to put right. `str()` is a sentence for the employee; `field` says where to show it."""

    code: ClassVar[str]

    def __init__(self, message: str, *, field: Field) -> None:
        super().__init__(message)
        self.field = field


class ChoiceErrors(Exception):
    """All that is wrong with a choice, in the order of the form: never empty."""

    def __init__(self, errors: list[ChoiceError]) -> None:
        self.errors = tuple(sorted(errors, key=lambda error: FIELDS.index(error.field)))
        super().__init__(" ".join(str(error) for error in self.errors))


class TimeSkippedError(ChoiceError):
    code = "TIME_SKIPPED"

    def __init__(self, wall: datetime, *, field: Field) -> None:
        super().__init__(
            gettext(
                "The clock goes forward that night, so %(time)s does not exist. Choose a time an hour later."
            )
            % {"time": moment_text(wall)},
            field=field,
        )


class PickUpInThePastError(ChoiceError):
    code = "PICK_UP_IN_PAST"

    def __init__(self) -> None:
        super().__init__(gettext("Pick-up lies in the past. Choose a later date or time."), field="pick_up")


class TooFarAheadError(ChoiceError):
    code = "PERIOD_TOO_FAR_AHEAD"

    def __init__(self, *, last: datetime, field: Field) -> None:
        super().__init__(
            gettext("Vehicles can be reserved up to %(last)s. Check the year.") % {"last": date_text(last)},
            field=field,
        )


class ReturnBeforePickUpError(ChoiceError):
    code = "RETURN_BEFORE_PICK_UP"

    def __init__(self, *, pick_up: datetime) -> None:
        super().__init__(
            gettext("Return must be after pick-up. Choose a return after %(pick_up)s.")
            % {"pick_up": moment_text(pick_up)},
            field="return",
        )


class StationUnknownError(ChoiceError):
    code = "STATION_UNKNOWN"

    def __init__(self, *, field: Field) -> None:
        super().__init__(gettext("Choose a station from the list."), field=field)


class StationClosedError(ChoiceError):
    """Nobody is at the station at that wall time; the message says when somebody is."""

    code = "STATION_CLOSED"

    def __init__(self, *, station: Station, opening: OpeningTimes, wall: datetime, field: Field) -> None:
        super().__init__(_closed_message(station, opening, wall), field=field)


class ClassNotOfferedError(ChoiceError):
    code = "CLASS_NOT_OFFERED"

    def __init__(self) -> None:
        super().__init__(gettext("Choose a vehicle class from the list."), field="vehicle_class")


class PickUpTooSoonError(ChoiceError):
    code = "PICK_UP_TOO_SOON"

    def __init__(self, *, class_name: str, hours: int, earliest: datetime) -> None:
        super().__init__(
            ngettext(
                "%(class)s must be booked %(hours)d hour ahead. Choose a pick-up from %(earliest)s.",
                "%(class)s must be booked %(hours)d hours ahead. Choose a pick-up from %(earliest)s.",
                hours,
            )
            % {"class": class_name, "hours": hours, "earliest": moment_text(earliest)},
            field="pick_up",
        )


class PeriodTooShortError(ChoiceError):
    code = "PERIOD_TOO_SHORT"

    def __init__(self, *, class_name: str, days: int) -> None:
        super().__init__(
            ngettext(
                "%(class)s is rented for at least %(days)d day. Choose a later return.",
                "%(class)s is rented for at least %(days)d days. Choose a later return.",
                days,
            )
            % {"class": class_name, "days": days},
            field="return",
        )


class PeriodTooLongError(ChoiceError):
    code = "PERIOD_TOO_LONG"

    def __init__(self, *, class_name: str, days: int) -> None:
        super().__init__(
            ngettext(
                "%(class)s is rented for at most %(days)d day. Choose an earlier return.",
                "%(class)s is rented for at most %(days)d days. Choose an earlier return.",
                days,
            )
            % {"class": class_name, "days": days},
            field="return",
        )


def _closed_message(station: Station, opening: OpeningTimes, wall: datetime) -> str:
    names = {"station": station.name, "day": day_text(wall)}
    if today := opening.on(wall.date()):
        names["hours"] = ", ".join(f"{stretch.opens:%H:%M}–{stretch.closes:%H:%M}" for stretch in today)
        message = gettext("%(station)s is open on %(day)s at %(hours)s. Choose a time within these hours.")
        return message % names
    coming = opening.next_open(wall)
    if coming is None:
        return gettext("%(station)s is closed on %(day)s. Choose another station.") % names
    names["next"] = f"{day_text(coming.day)} {coming.opens:%H:%M}–{coming.closes:%H:%M}"
    if reason := opening.closed.get(wall.date()):
        names["reason"] = reason
        return gettext("%(station)s is closed on %(day)s (%(reason)s). It is open again on %(next)s.") % names
    return gettext("%(station)s is closed on %(day)s. It is open again on %(next)s.") % names
