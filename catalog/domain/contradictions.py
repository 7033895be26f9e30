"""Where an ACRISS code and the attributes beside it say different things.

The attributes are what employees read; the code is what the trade reads. Of the two, the attributes are the truth
of this offering, so most contradictions are worth a word to the account manager and no more. A transmission is
refused: no letter of it ever changed its meaning, and a licence for automatics alone makes it a matter of who may
drive at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalog.acriss import letters
from catalog.acriss.code import Acriss, build_code, parse_code
from catalog.enums import Drive, Fuel, Transmission
from catalog.models import VehicleClass

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

TRANSMISSIONS = {
    letters.Transmission.MANUAL: Transmission.MANUAL,
    letters.Transmission.AUTOMATIC: Transmission.AUTOMATIC,
}
DRIVES = {letters.Drive.FOUR_WHEEL: Drive.FOUR_WHEEL, letters.Drive.ALL_WHEEL: Drive.ALL_WHEEL}
# Nothing contradicts a code that leaves the fuel open, or names one for which our own table has no word.
FUELS = {
    letters.Fuel.DIESEL: Fuel.DIESEL,
    letters.Fuel.HYBRID: Fuel.HYBRID,
    letters.Fuel.PLUG_IN_HYBRID: Fuel.PLUG_IN_HYBRID,
    letters.Fuel.ELECTRIC: Fuel.ELECTRIC,
    letters.Fuel.ELECTRIC_PLUS: Fuel.ELECTRIC,
    letters.Fuel.GAS: Fuel.GAS,
    letters.Fuel.HYDROGEN: Fuel.HYDROGEN,
    letters.Fuel.PETROL: Fuel.PETROL,
}
AIR_CONDITIONING = {
    True: gettext_lazy("with air conditioning"),
    False: gettext_lazy("without air conditioning"),
}

GEARINGS = {
    (Transmission.MANUAL, Drive.TWO_WHEEL): letters.Gearing.MANUAL,
    (Transmission.MANUAL, Drive.FOUR_WHEEL): letters.Gearing.MANUAL_FOUR_WHEEL,
    (Transmission.MANUAL, Drive.ALL_WHEEL): letters.Gearing.MANUAL_ALL_WHEEL,
    (Transmission.AUTOMATIC, Drive.TWO_WHEEL): letters.Gearing.AUTOMATIC,
    (Transmission.AUTOMATIC, Drive.FOUR_WHEEL): letters.Gearing.AUTOMATIC_FOUR_WHEEL,
    (Transmission.AUTOMATIC, Drive.ALL_WHEEL): letters.Gearing.AUTOMATIC_ALL_WHEEL,
}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One field of a class against its code.

    Attributes:
        field: Its name in `VehicleClass`.
        by_code, by_field: What each says, as people read it.
        fitting_code: The code nearest to this one that all fields agree with.
    """

    field: str
    code: str
    by_code: str | _StrPromise
    by_field: str | _StrPromise
    fitting_code: str

    @property
    def is_refused(self) -> bool:
        """Whether a class must not be saved like this; otherwise it is worth a warning."""
        return self.field == "transmission"

    def __str__(self) -> str:
        return _(
            "ACRISS code %(code)s says “%(by_code)s”, the class says “%(by_field)s”. Change one of them: "
            "%(fitting_code)s would fit the class."
        ) % {
            "code": self.code,
            "by_code": self.by_code,
            "by_field": self.by_field,
            "fitting_code": self.fitting_code,
        }


def find_contradictions(vehicle_class: VehicleClass) -> tuple[Contradiction, ...]:
    """Every attribute that its code contradicts, of a class that may not be saved yet.

    Raises:
        catalog.acriss.errors.CodeMalformed: If it has no ACRISS code.
    """
    acriss = parse_code(vehicle_class.acriss)
    found = _differences(acriss, vehicle_class)
    fitting_code = build_code(_fitting(acriss, vehicle_class, set(found)))
    return tuple(
        Contradiction(
            field=field,
            code=vehicle_class.acriss,
            by_code=by_code,
            by_field=by_field,
            fitting_code=fitting_code,
        )
        for field, (by_code, by_field) in found.items()
    )


def _differences(
    acriss: Acriss, vehicle_class: VehicleClass
) -> dict[str, tuple[str | _StrPromise, str | _StrPromise]]:
    """By field: what the code says and what the field says, where both speak and differ."""
    found: dict[str, tuple[str | _StrPromise, str | _StrPromise]] = {}
    transmission = TRANSMISSIONS[acriss.gearing.transmission]
    if transmission != vehicle_class.transmission:
        found["transmission"] = (transmission.label, Transmission(vehicle_class.transmission).label)
    if acriss.gearing.drive and (drive := DRIVES[acriss.gearing.drive]) != vehicle_class.drive:
        found["drive"] = (drive.label, Drive(vehicle_class.drive).label)
    fuel = FUELS.get(acriss.fuel_air.fuel)
    if fuel is not None and fuel != vehicle_class.fuel:
        found["fuel"] = (fuel.label, Fuel(vehicle_class.fuel).label)
    has_air = acriss.fuel_air.air_conditioning
    if has_air is not None and has_air != vehicle_class.air_conditioning:
        found["air_conditioning"] = (
            AIR_CONDITIONING[has_air],
            AIR_CONDITIONING[vehicle_class.air_conditioning],
        )
    return found


def _fitting(acriss: Acriss, vehicle_class: VehicleClass, wrong: set[str]) -> Acriss:
    """`acriss` with the letters replaced that are wrong."""
    if wrong & {"transmission", "drive"}:
        gearing = GEARINGS[Transmission(vehicle_class.transmission), Drive(vehicle_class.drive)]
        acriss = replace(acriss, gearing=gearing)
    if wrong & {"fuel", "air_conditioning"}:
        fuel = _fuel_letter(Fuel(vehicle_class.fuel)) if "fuel" in wrong else acriss.fuel_air.fuel
        acriss = replace(acriss, fuel_air=_fuel_air(fuel, air_conditioning=vehicle_class.air_conditioning))
    return acriss


def _fuel_letter(fuel: Fuel) -> letters.Fuel:
    """The trade's word for a fuel of ours; the plain one of the two electric ones."""
    return next((theirs for theirs, ours in FUELS.items() if ours == fuel), letters.Fuel.UNSPECIFIED)


def _fuel_air(fuel: letters.Fuel, *, air_conditioning: bool) -> letters.FuelAir:
    return next(
        one
        for one in letters.FuelAir
        if one.fuel == fuel and one.air_conditioning in {None, air_conditioning}
    )
