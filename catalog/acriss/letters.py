"""What the letters of a code stand for; the value of each member is its letter.

Plain enumerations and no text: letters must never be compared or sorted as text, since their alphabet is not
their order.
"""

from __future__ import annotations

from enum import Enum

__all__ = ["Category", "Drive", "Fuel", "FuelAir", "Gearing", "Transmission", "VehicleType"]


class Category(Enum):
    """First letter. For a van it is a size in the van's own table instead, see `VehicleType.is_van`."""

    MINI = "M"
    MINI_ELITE = "N"
    ECONOMY = "E"
    ECONOMY_ELITE = "H"
    COMPACT = "C"
    COMPACT_ELITE = "D"
    INTERMEDIATE = "I"
    INTERMEDIATE_ELITE = "J"
    STANDARD = "S"
    STANDARD_ELITE = "R"
    FULL_SIZE = "F"
    FULL_SIZE_ELITE = "G"
    PREMIUM = "P"
    PREMIUM_ELITE = "U"
    LUXURY = "L"
    LUXURY_ELITE = "W"
    OVERSIZE = "O"
    SPECIAL = "X"


class VehicleType(Enum):
    """Second letter."""

    TWO_TO_THREE_DOORS = "B"
    TWO_OR_FOUR_DOORS = "C"
    FOUR_TO_FIVE_DOORS = "D"
    ESTATE = "W"
    PASSENGER_VAN = "V"
    LIMOUSINE = "L"
    SPORT = "S"
    CONVERTIBLE = "T"
    SUV = "F"
    ALL_TERRAIN = "J"
    SPECIAL = "X"
    PICK_UP_SINGLE_CAB = "P"
    PICK_UP_DOUBLE_CAB = "Q"
    SPECIAL_OFFER = "Z"
    COUPE = "E"
    MONOSPACE = "M"
    RECREATIONAL = "R"
    MOTORHOME = "H"
    TWO_WHEELER = "Y"
    ROADSTER = "N"
    CROSSOVER = "G"
    COMMERCIAL_VAN = "K"

    @property
    def is_van(self) -> bool:
        """Whether a table of its own sizes this type, so that the first letter is no category of cars."""
        return self in {VehicleType.PASSENGER_VAN, VehicleType.COMMERCIAL_VAN}


class Transmission(Enum):
    MANUAL = "manual"
    AUTOMATIC = "automatic"


class Drive(Enum):
    FOUR_WHEEL = "four_wheel"
    ALL_WHEEL = "all_wheel"


class Gearing(Enum):
    """Third letter: transmission and drive."""

    MANUAL = "M"
    MANUAL_FOUR_WHEEL = "N"
    MANUAL_ALL_WHEEL = "C"
    AUTOMATIC = "A"
    AUTOMATIC_FOUR_WHEEL = "B"
    AUTOMATIC_ALL_WHEEL = "D"

    @property
    def transmission(self) -> Transmission:
        return Transmission.MANUAL if self.value in "MNC" else Transmission.AUTOMATIC

    @property
    def drive(self) -> Drive | None:
        """The driven wheels, None where the letter leaves them open."""
        if self.value in "NB":
            return Drive.FOUR_WHEEL
        return Drive.ALL_WHEEL if self.value in "CD" else None


class Fuel(Enum):
    UNSPECIFIED = "unspecified"
    DIESEL = "diesel"
    HYBRID = "hybrid"
    PLUG_IN_HYBRID = "plug_in_hybrid"
    ELECTRIC = "electric"
    ELECTRIC_PLUS = "electric_plus"
    GAS = "gas"
    HYDROGEN = "hydrogen"
    MULTI_FUEL = "multi_fuel"
    PETROL = "petrol"
    ETHANOL = "ethanol"


class FuelAir(Enum):
    """Fourth letter: fuel and air conditioning."""

    UNSPECIFIED_AIR = "R"
    UNSPECIFIED_NO_AIR = "N"
    DIESEL_AIR = "D"
    DIESEL_NO_AIR = "Q"
    HYBRID = "H"
    PLUG_IN_HYBRID = "I"
    ELECTRIC = "E"
    ELECTRIC_PLUS = "C"
    GAS_AIR = "L"
    GAS_NO_AIR = "S"
    HYDROGEN_AIR = "A"
    HYDROGEN_NO_AIR = "B"
    MULTI_FUEL_AIR = "M"
    MULTI_FUEL_NO_AIR = "F"
    PETROL_AIR = "V"
    PETROL_NO_AIR = "Z"
    ETHANOL_AIR = "U"
    ETHANOL_NO_AIR = "X"

    @property
    def fuel(self) -> Fuel:
        return Fuel[self.name.removesuffix("_NO_AIR").removesuffix("_AIR")]

    @property
    def air_conditioning(self) -> bool | None:
        """Whether the vehicle has it, None where the letter says nothing about it."""
        if self.name.endswith("_NO_AIR"):
            return False
        return True if self.name.endswith("_AIR") else None
