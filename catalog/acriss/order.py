"""The categories of cars from small to large, for a rule like "at most compact"."""

from __future__ import annotations

from .code import Acriss, build_code
from .errors import VanNotComparable
from .letters import Category

__all__ = ["LADDER", "is_at_most"]

# An elite category stands above its plain one and below the next size. Oversize and special say nothing about
# size or price that a ceiling could rely on, so they stand on top: only a ceiling that names them admits them.
LADDER = (
    Category.MINI,
    Category.MINI_ELITE,
    Category.ECONOMY,
    Category.ECONOMY_ELITE,
    Category.COMPACT,
    Category.COMPACT_ELITE,
    Category.INTERMEDIATE,
    Category.INTERMEDIATE_ELITE,
    Category.STANDARD,
    Category.STANDARD_ELITE,
    Category.FULL_SIZE,
    Category.FULL_SIZE_ELITE,
    Category.PREMIUM,
    Category.PREMIUM_ELITE,
    Category.LUXURY,
    Category.LUXURY_ELITE,
    Category.OVERSIZE,
    Category.SPECIAL,
)


def is_at_most(acriss: Acriss, ceiling: Category) -> bool:
    """Whether a car's category is `ceiling` or stands below it.

    Raises:
        VanNotComparable: If it is a passenger van or a commercial van. Whoever makes the rule decides about
            vans apart: `acriss.vehicle_type.is_van` tells.
    """
    if acriss.vehicle_type.is_van:
        raise VanNotComparable(build_code(acriss))
    return LADDER.index(acriss.category) <= LADDER.index(ceiling)
