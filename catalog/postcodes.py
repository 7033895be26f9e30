"""Areas of postcodes: what an account manager writes as “10, 1430-1439”.

An area is a beginning of postcodes, or a range of beginnings that have the same length; letters count as they
do in the alphabet, blanks and hyphens inside a postcode not at all. That fits the postcodes of a country that
fills them from the left, as all four of ours do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

_IGNORED = re.compile(r"[\s.]+")
_BEGINNING = re.compile(r"[A-Z0-9]{1,10}", re.ASCII)


class AreaMalformed(ValueError):
    """This part of the text is no area."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """All postcodes from those that begin with `first` up to and including those that begin with `last`."""

    first: str
    last: str

    def __contains__(self, postcode: str) -> bool:
        beginning = normal_postcode(postcode)[: len(self.first)]
        return len(beginning) == len(self.first) and self.first <= beginning <= self.last

    @classmethod
    def parse(cls, part: str) -> Self:
        """Raises AreaMalformed."""
        first, hyphen, last = _IGNORED.sub("", part.upper()).partition("-")
        last = last if hyphen else first
        if not (_BEGINNING.fullmatch(first) and _BEGINNING.fullmatch(last)):
            raise AreaMalformed(part.strip())
        if len(first) != len(last) or first > last:
            raise AreaMalformed(part.strip())
        return cls(first=first, last=last)


def normal_postcode(postcode: str) -> str:
    """As areas compare it: capitals, nothing between them."""
    return re.sub(r"[^A-Z0-9]", "", postcode.upper())


def parse_areas(text: str) -> tuple[Area, ...]:
    """The areas of a text, in its order; an empty text has none. Raises AreaMalformed."""
    return tuple(Area.parse(part) for part in text.split(",") if part.strip())
