"""Amounts and moments as people read them, in the active language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.numbers import format_currency, format_percent
from django.utils.translation import get_language

from catalog.domain.dates import day_text, short_moment_text
from catalog.domain.local_time import wall_time_of


def money(amount: Decimal, currency: str) -> str:
    """€ 1.234,50 in Dutch, €1,234.50 in English."""
    return format_currency(amount, currency, locale=_locale())


def percentage(number: Decimal) -> str:
    """21% or 19.5% in English, 19,5 % in German, of the number of hundredths."""
    return format_percent(number / 100, locale=_locale(), decimal_quantization=False)


def moment(instant: datetime, zone: ZoneInfo) -> str:
    """Wed 25 November 2026, 09:00, by the clock of a station."""
    return wall_moment(wall_time_of(instant, zone=zone))


def wall_moment(wall: datetime) -> str:
    return short_moment_text(wall)


def day(date_: date) -> str:
    """Wednesday 25 November"""
    return day_text(date_)


def _locale() -> str:
    return (get_language() or "en").replace("-", "_")
