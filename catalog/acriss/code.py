"""A code as text, and taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .errors import CodeLength, LettersUnknown, WrongLetter
from .letters import Category, FuelAir, Gearing, VehicleType

__all__ = ["PATTERN", "Acriss", "build_code", "parse_code"]

POSITIONS: tuple[type[Enum], ...] = (Category, VehicleType, Gearing, FuelAir)
LETTERS = tuple("".join(member.value for member in position) for position in POSITIONS)

# What `parse_code` accepts, for a database to hold on to.
PATTERN = "^" + "".join(f"[{letters}]" for letters in LETTERS) + "$"


@dataclass(frozen=True, slots=True)
class Acriss:
    """A code taken apart. For a van, `category` is a size in the van's own table and no category of cars."""

    category: Category
    vehicle_type: VehicleType
    gearing: Gearing
    fuel_air: FuelAir


def parse_code(text: str) -> Acriss:
    """Take `text` apart: four capital letters, nothing around them.

    Raises:
        CodeLength: If it has not four characters.
        LettersUnknown: If some have no meaning where they stand; it names each of them.
    """
    if len(text) != len(LETTERS):
        raise CodeLength(len(text))
    wrong = tuple(
        WrongLetter(position=position, letter=letter, known=known)
        for position, (letter, known) in enumerate(zip(text, LETTERS, strict=True), start=1)
        if letter not in known
    )
    if wrong:
        raise LettersUnknown(wrong)
    category, vehicle_type, gearing, fuel_air = tuple(text)
    return Acriss(Category(category), VehicleType(vehicle_type), Gearing(gearing), FuelAir(fuel_air))


def build_code(acriss: Acriss) -> str:
    """The four letters."""
    parts = (acriss.category, acriss.vehicle_type, acriss.gearing, acriss.fuel_air)
    return "".join(part.value for part in parts)
