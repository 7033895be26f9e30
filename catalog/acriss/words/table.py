from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.acriss.letters import Category, Fuel, Gearing, VehicleType


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language, as they stand in the middle of a sentence.

    Attributes:
        fuels: "" where nothing is to be said.
        van_size: Has the placeholder `{letter}`.
    """

    categories: Mapping[Category, str]
    vehicle_types: Mapping[VehicleType, str]
    gearings: Mapping[Gearing, str]
    fuels: Mapping[Fuel, str]
    van_size: str
    air_conditioning: str
    no_air_conditioning: str
