"""Numbers and dates, from the many ways in which people write them to the one in which they are stored."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from .errors import DateMalformed, LimitMalformed, NumberMalformed

__all__ = ["parse_date", "parse_limit", "parse_number", "write_number"]

_number_re = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,6})?", re.ASCII)
_iso_re = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_day_first_re = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)


def parse_number(text: str) -> Decimal:
    """Digits, with a point or a comma before the decimals, and no separator of thousands: `1.250` is 1.25.

    Raises:
        NumberMalformed: If it is anything else.
    """
    written = text.replace("\N{MINUS SIGN}", "-").strip()
    if not _number_re.fullmatch(written):
        raise NumberMalformed
    return Decimal(written.replace(",", "."))


def write_number(number: Decimal) -> str:
    """`number` with a point, without an exponent and without zeros that say nothing."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def parse_date(text: str) -> date:
    """2026-11-25, 25-11-2026, 25/11/2026 or 25.11.2026.

    Raises:
        DateMalformed: If it is anything else, or a day that does not exist.
    """
    written = " ".join(text.split())
    if iso := _iso_re.fullmatch(written):
        parts = (iso[1], iso[2], iso[3])
    elif day_first := _day_first_re.fullmatch(written):
        parts = (day_first[3], day_first[2], day_first[1])
    else:
        raise DateMalformed
    try:
        return date(*map(int, parts))
    except ValueError:
        raise DateMalformed from None


def parse_limit(text: str, *, is_date: bool) -> Decimal | None:
    """A limit as something to compare with: a number, or the ordinal of a day; None for none.

    Raises:
        LimitMalformed: If it is not written as in ISO 8601, or no number.
    """
    if not text:
        return None
    try:
        return Decimal(date.fromisoformat(text).toordinal()) if is_date else parse_number(text)
    except (ValueError, NumberMalformed):
        raise LimitMalformed from None
