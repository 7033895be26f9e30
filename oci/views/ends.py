"""The two ends of a rental on the booking page, each at a station or at an address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BoundField
from django.utils.translation import gettext, pgettext

from catalog.domain.addresses import Stop, Trip, find_stop
from oci.forms.address_fields import AT_SAME_ADDRESS, AT_STATION, PARTS, WHERE_FIELDS, name_of, where_choices
from oci.forms.booking import STATION_FIELDS, BookingForm
from oci.views.offered import Offered
from oci.views.places import Place, place_of
from oci.views.wording import money

REGIONS = {Trip.DELIVERY: "pick-up", Trip.COLLECTION: "return"}


@dataclass(frozen=True, slots=True)
class WhereChoice:
    value: str
    label: str
    id: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class End:
    """One end. Without `choices` it is at a station, and the page asks no more.

    Attributes:
        region: What the ids of its parts begin with.
        address: Part -> its field; a country that goes without asking is not among them.
        served: Who comes to the address and for what price, once that is known.
    """

    region: str
    title: str
    choices: tuple[WhereChoice, ...]
    where: BoundField | None
    station: BoundField
    place: Place | None
    address: dict[str, BoundField]
    served: str


def end_of(form: BookingForm, trip: Trip, *, offered: Offered, currency: str) -> End:
    is_pick_up, has_address = trip is Trip.DELIVERY, trip in form.trips
    code = form.pick_up_station_code if is_pick_up else form.return_station_code
    return End(
        region=REGIONS[trip],
        title=gettext("Pick-up") if is_pick_up else pgettext("rental", "Return"),
        choices=tuple(_choices(form, trip)) if has_address else (),
        where=form[WHERE_FIELDS[trip]] if has_address else None,
        station=form[STATION_FIELDS[trip]],
        place=place_of(
            offered.stations.get(code),
            at=form.pick_up if is_pick_up else form.return_,
            is_repeated=not is_pick_up and code == form.pick_up_station_code,
        ),
        address={part: form[name_of(trip, part)] for part in _parts(form)} if has_address else {},
        served=_served(_stop(form, trip, offered=offered), currency=currency),
    )


def is_known(form: BookingForm, trip: Trip) -> bool:
    """Whether enough is filled in about this end to tell a price."""
    address = form.address(trip)
    if address is not None:
        return bool(address.postcode)
    if trip is Trip.COLLECTION:
        return True  # without another choice, where it came from
    return bool(form.pick_up_station_code)


def place_name(form: BookingForm, trip: Trip, *, offered: Offered) -> str:
    """The station or the address as the summary has it."""
    address = form.address(trip)
    if address is not None:
        city = form.cleaned_data.get(name_of(trip, "city"), "")
        if form.where(trip) == AT_SAME_ADDRESS:
            city = form.cleaned_data.get(name_of(Trip.DELIVERY, "city"), "")
        return f"{address.postcode} {city}".strip()
    code = form.pick_up_station_code if trip is Trip.DELIVERY else form.return_station_code
    station = offered.stations.get(code)
    if station is None and trip is Trip.COLLECTION:
        stop = _stop(form, Trip.DELIVERY, offered=offered)
        station = stop.station if stop else None
    return station.name if station else ""


def _choices(form: BookingForm, trip: Trip) -> Iterator[WhereChoice]:
    name = WHERE_FIELDS[trip]
    chosen = form.typed[name] or AT_STATION
    for value, label in where_choices(trip, is_delivered=Trip.DELIVERY in form.trips):
        yield WhereChoice(value, str(label), f"{name}_{value}", value == chosen)


def _parts(form: BookingForm) -> list[str]:
    return [part for part in PARTS if part != "country" or not form.has_one_country]


def _stop(form: BookingForm, trip: Trip, *, offered: Offered) -> Stop | None:
    address = form.address(trip)
    return find_stop(trip=trip, address=address, rules=offered.places.rules) if address else None


def _served(stop: Stop | None, *, currency: str) -> str:
    if stop is None:
        return ""
    fee = stop.fee.amount
    names = {
        "station": stop.station.name,
        "price": money(fee, currency) if fee else gettext("Free of charge"),
    }
    if stop.trip is Trip.DELIVERY:
        return gettext("Delivered by %(station)s: %(price)s") % names
    return gettext("Collected by %(station)s: %(price)s") % names
