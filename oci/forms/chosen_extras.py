"""The extras of the booking form: how many of which were chosen, and what is wrong with them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.models import Extra

# Before the code of an extra, in the name of its field.
PREFIX = "e_"
PIECES = re.compile(r"[1-9]\d?", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChosenExtras:
    """What is offered, and what one employee has chosen of it.

    Attributes:
        pieces: Code -> how many; what is not chosen is not there.
        errors: Code -> what is wrong, in words.
    """

    offered: Sequence[Extra] = ()
    pieces: Mapping[str, int] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str]:
        """What stands in the fields, by the names that they have in the form."""
        return {f"{PREFIX}{code}": str(number) for code, number in self.pieces.items()}


def read_extras(data: Mapping[str, Any], *, offered: Sequence[Extra]) -> ChosenExtras:
    """The extras in `data`, a posted form or a draft. What is no number of pieces is not chosen."""
    pieces = {
        name.removeprefix(PREFIX): int(data[name])
        for name in data
        if name.startswith(PREFIX) and PIECES.fullmatch(str(data[name]))
    }
    return ChosenExtras(offered, pieces)
