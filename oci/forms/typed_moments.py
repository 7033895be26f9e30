"""Dates and times as people type them, read kindly: many spellings in, one meaning out.

A field that the browser renders in its own locale shows a Dutch page's dates as 11/25/2026 on an English machine and
throws away what is half typed. So these are text fields, written in the order that the page's readers use (day first,
in all our languages), and a calendar is added by the page's script where there is one.
"""

from __future__ import annotations

import re
from datetime import date, time

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})(?:\.?|[-/. ](\d{2}|\d{4}))")
_DIGITS_ONLY = re.compile(r"(\d{2})(\d{2})(\d{2}|\d{4})")
_TIME = re.compile(r"(\d{1,2})(?:(?: ?h ?|[:. ])(\d{2}))?(?: ?(?:h|u|uur|uhr))?", re.IGNORECASE)
_TIME_DIGITS_ONLY = re.compile(r"(\d{1,2})(\d{2})")


class NoSuchDayError(ValueError):
    """Written as dates are, but no calendar has that day."""


def parse_date(text: str, *, today: date) -> date:
    """The date that is meant: 25-11-2026, 25/11/26, 25112026, 2026-11-25, 25-11 or 25.11. (German).

    Without a year it is the next such date, today included.

    Raises:
        NoSuchDayError: For 31-02-2027.
        ValueError: If it is no date at all.
    """
    written = " ".join(text.split())
    iso = _ISO.fullmatch(written)
    parts = _DIGITS_ONLY.fullmatch(written) or _DAY_FIRST.fullmatch(written)
    if iso:
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if parts is None:
        raise ValueError(f"not a date: {text!r}")
    day, month = int(parts[1]), int(parts[2])
    if parts[3]:
        year = int(parts[3]) if len(parts[3]) == len("2026") else 2000 + int(parts[3])
        return _day(year, month, day)
    this_year = _day(today.year, month, day)
    return this_year if this_year >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise NoSuchDayError(*error.args) from None


def parse_time(text: str) -> time:
    """The time that is meant: 9:00, 09.00, 9h30, 9 h 30, 9 uur, 9 Uhr, 0900 or 9. Raises ValueError."""
    written = " ".join(text.split())
    parts = _TIME.fullmatch(written) or _TIME_DIGITS_ONLY.fullmatch(written)
    if parts is None:
        raise ValueError(f"not a time: {text!r}")
    return time(int(parts[1]), int(parts[2] or 0))


def write_date(day: date) -> str:
    """The date as the field shows it."""
    return f"{day:%d-%m-%Y}"


def write_time(moment: time) -> str:
    return f"{moment:%H:%M}"
