"""What a vehicle class can do, as the short facts of its card: an icon of the page's sprite, and a few words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from catalog.enums import Fuel
from catalog.models import VehicleClass

PLUGGED_IN = (Fuel.ELECTRIC, Fuel.PLUG_IN_HYBRID)


@dataclass(frozen=True, slots=True)
class Fact:
    icon: str
    text: str


def facts_of(vehicle_class: VehicleClass) -> tuple[Fact, ...]:
    """The facts that are known, people first, load last."""
    return (*_people(vehicle_class), *_drive(vehicle_class), *_load(vehicle_class))


def _people(vehicle_class: VehicleClass) -> Iterator[Fact]:
    seats, doors, luggage = vehicle_class.seats, vehicle_class.doors, vehicle_class.luggage
    yield Fact("seats", ngettext("%(number)d seat", "%(number)d seats", seats) % {"number": seats})
    yield Fact("doors", ngettext("%(number)d door", "%(number)d doors", doors) % {"number": doors})
    if luggage:
        text = ngettext("%(number)d suitcase", "%(number)d suitcases", luggage) % {"number": luggage}
        yield Fact("luggage", text)


def _drive(vehicle_class: VehicleClass) -> Iterator[Fact]:
    yield Fact("transmission", vehicle_class.get_transmission_display())
    fuel = vehicle_class.get_fuel_display()
    if vehicle_class.range_km:
        distance = number_format(vehicle_class.range_km, force_grouping=True)
        fuel = gettext("%(fuel)s, %(distance)s km") % {"fuel": fuel, "distance": distance}
    yield Fact("electric" if vehicle_class.fuel in PLUGGED_IN else "fuel", fuel)


def _load(vehicle_class: VehicleClass) -> Iterator[Fact]:
    if vehicle_class.payload_kg:
        weight = number_format(vehicle_class.payload_kg, force_grouping=True)
        yield Fact("payload", gettext("up to %(weight)s kg") % {"weight": weight})
    if vehicle_class.load_length_cm:
        length = _metres(vehicle_class.load_length_cm)
        yield Fact("length", gettext("load %(length)s m long") % {"length": length})
    if vehicle_class.load_height_cm:
        height = _metres(vehicle_class.load_height_cm)
        yield Fact("height", gettext("load %(height)s m high") % {"height": height})
    if vehicle_class.tow_bar:
        yield Fact("tow-bar", gettext("Tow bar"))


def _metres(centimetres: int) -> str:
    return number_format(Decimal(centimetres) / 100, decimal_pos=1)
