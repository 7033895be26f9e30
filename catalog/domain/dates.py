"""Days and moments in words, in the order and with the points and commas of the active language.

The formats are texts like others, for catalogues to translate: “Wednesday 25 November 2026, 09:00” is “Mittwoch, 25.
November 2026, 09:00 Uhr” in German. Django's own for each language will not do: “Nov. 25, 2026, 9 a.m.” is nobody's
order in Europe. Their letters are those of its `date` filter. What carries a zone is shown by its own clock.
"""

from __future__ import annotations

from datetime import date, datetime

from django.utils.dateformat import format as format_date
from django.utils.translation import pgettext


def date_text(day: date) -> str:
    """25 November 2026"""
    return format_date(day, pgettext("format of a date", "j F Y"))


def day_text(day: date) -> str:
    """Wednesday 25 November, for a day that is near."""
    return format_date(day, pgettext("format of a date", "l j F"))


def moment_text(wall: datetime) -> str:
    """Wednesday 25 November 09:00, for a moment that is near."""
    return format_date(wall, pgettext("format of a date", "l j F H:i"))


def dated_moment_text(wall: datetime) -> str:
    """25 November 2026, 09:00"""
    return format_date(wall, pgettext("format of a date", "j F Y, H:i"))


def full_moment_text(wall: datetime) -> str:
    """Wednesday 25 November 2026, 09:00"""
    return format_date(wall, pgettext("format of a date", "l j F Y, H:i"))


def short_moment_text(wall: datetime) -> str:
    """Wed 25 November 2026, 09:00"""
    return format_date(wall, pgettext("format of a date", "D j F Y, H:i"))
