"""What a customer offers beside its vehicle classes, read once for a request of an employee's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from catalog.domain.extras import list_extras
from catalog.domain.places import Places, list_places
from catalog.models import Extra, Station


@dataclass(frozen=True, slots=True)
class Offered:
    places: Places
    extras: Sequence[Extra]

    @classmethod
    def read(cls) -> Self:
        """Two statements."""
        return cls(places=list_places(), extras=list_extras())

    @property
    def stations(self) -> dict[str, Station]:
        """By code."""
        return {station.code: station for station in self.places.stations}
