"""What stands in the booking form before the employee has touched it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from catalog.domain.addresses import Trip
from catalog.domain.local_time import wall_time_of
from catalog.domain.opening import LOOK_AHEAD_DAYS
from catalog.domain.queries import closed_days
from catalog.models import ClosedDay
from oci.domain.suggestion import suggest_rental
from oci.forms.address_fields import name_of
from oci.forms.booking import COLLEAGUE, MYSELF
from oci.forms.typed_moments import write_date, write_time
from oci.views.frame import Visit
from oci.views.offered import Offered


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """What stands in the form, and the closed days around it, which were read on the way; None if they were not."""

    answers: dict[str, str]
    closed: tuple[ClosedDay, ...] | None = None


def first_answers(*, visit: Visit, offered: Offered, now: datetime) -> FirstAnswers:
    """The first station, a usual rental there, and the driver that the call named. One statement."""
    answers = {**_driver(visit), **_contacts(visit)}
    stations = offered.places.stations
    if not stations:
        return FirstAnswers(answers)
    station = stations[0]
    answers["pick_up_station"] = station.code
    today = wall_time_of(now, zone=station.zone).date()
    last = today + timedelta(days=2 * LOOK_AHEAD_DAYS + 3)
    days = tuple(closed_days(stations=[station], first=today, last=last))
    suggestion = suggest_rental(station=station, closed={day.date: day.reason for day in days}, now=now)
    if suggestion is not None:
        answers |= {
            "pick_up_date": write_date(suggestion.pick_up.date()),
            "pick_up_time": write_time(suggestion.pick_up.time()),
            "return_date": write_date(suggestion.return_.date()),
            "return_time": write_time(suggestion.return_.time()),
        }
    return FirstAnswers(answers, days)


def _driver(visit: Visit) -> dict[str, str]:
    call = visit.punch_out
    if call.driver_name and call.driver_name != call.requester_name:
        return {
            "driver": COLLEAGUE,
            "driver_name": call.driver_name,
            "driver_email": call.driver_email,
            "driver_phone": call.driver_phone,
        }
    return {"driver": MYSELF, "driver_phone": call.driver_phone}


def _contacts(visit: Visit) -> dict[str, str]:
    """Who orders a delivery is usually there when it comes."""
    return {name_of(trip, "name"): visit.punch_out.requester_name for trip in Trip}
