"""Our number of a request: prefix of the customer, year, running number, as in ACME-26-000123.

It travels as EXT_QUOTE_ID in the cart (35 characters at most), is read out over the telephone and is typed into
a search box. So: capitals, digits and hyphens only, and reading forgives small letters and blanks at the ends.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PATTERN: Final = re.compile(r"(?P<prefix>[A-Z][A-Z0-9]{0,15})-(?P<year>[0-9]{2})-(?P<number>[0-9]{6,12})")
_PREFIX: Final = re.compile(r"[A-Z][A-Z0-9]{0,15}")
_CENTURY: Final = 2000


class InvalidReferenceError(ValueError):
    """Not a reference of ours. Trying again cannot help."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reference:
    """A reference in its parts; `year` has four digits, `number` counts from 1 within the year."""

    prefix: str
    year: int
    number: int


def build_reference(reference: Reference) -> str:
    """Return the written form. Past 999,999 in one year the number grows; it is never cut."""
    if not _PREFIX.fullmatch(reference.prefix):
        raise InvalidReferenceError(
            f"prefix {reference.prefix!r} must be capitals and digits, a letter first"
        )
    if not _CENTURY <= reference.year < _CENTURY + 100:
        raise InvalidReferenceError(f"year {reference.year} does not fit in two digits")
    if not 1 <= reference.number < 10**12:
        raise InvalidReferenceError(f"number {reference.number} is out of range")
    return f"{reference.prefix}-{reference.year - _CENTURY:02d}-{reference.number:06d}"


def parse_reference(text: str) -> Reference:
    """Read a reference as a person typed it. Raises InvalidReferenceError for anything else."""
    found = _PATTERN.fullmatch(text.strip().upper())
    if found is None or int(found["number"]) == 0:
        raise InvalidReferenceError(f"{text[:50]!r} is not a reference such as ACME-26-000123")
    return Reference(prefix=found["prefix"], year=_CENTURY + int(found["year"]), number=int(found["number"]))
