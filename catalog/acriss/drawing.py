"""Which drawing resembles a code: a proposal, for a person to keep or change."""

from __future__ import annotations

from .code import Acriss
from .letters import Category, Fuel, VehicleType

__all__ = ["propose_drawing"]

# A van's size is not in its letters: the medium one misleads least.
BY_TYPE = {
    VehicleType.COMMERCIAL_VAN: "medium_van",
    VehicleType.MOTORHOME: "large_van",
    VehicleType.PASSENGER_VAN: "people_carrier",
    VehicleType.MONOSPACE: "people_carrier",
    VehicleType.ESTATE: "estate",
    VehicleType.SUV: "suv",
    VehicleType.CROSSOVER: "suv",
    VehicleType.ALL_TERRAIN: "suv",
}
BY_CATEGORY = {
    Category.MINI: "mini",
    Category.MINI_ELITE: "mini",
    Category.ECONOMY: "economy",
    Category.ECONOMY_ELITE: "economy",
}
# A drawing of something else would promise it.
NOT_DRAWN = {
    VehicleType.TWO_WHEELER,
    VehicleType.PICK_UP_SINGLE_CAB,
    VehicleType.PICK_UP_DOUBLE_CAB,
    VehicleType.RECREATIONAL,
    VehicleType.SPECIAL,
}


def propose_drawing(acriss: Acriss) -> str | None:
    """The key of the drawing that resembles the code most, None where none does."""
    if acriss.vehicle_type in NOT_DRAWN:
        return None
    if acriss.vehicle_type in BY_TYPE:
        return BY_TYPE[acriss.vehicle_type]
    if acriss.fuel_air.fuel in {Fuel.ELECTRIC, Fuel.ELECTRIC_PLUS}:
        return "electric"
    return BY_CATEGORY.get(acriss.category, "compact")
