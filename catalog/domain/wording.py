"""Amounts as people read them, in the active language: € 1.234,50 in Dutch, €1,234.50 in English."""

from __future__ import annotations

from decimal import Decimal

from babel.numbers import format_currency
from django.utils.translation import get_language, to_locale


def money_text(amount: Decimal, currency: str) -> str:
    return format_currency(amount, currency, locale=to_locale(get_language() or "en"))
