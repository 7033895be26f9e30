"""Amounts, opening hours and ACRISS codes as people read them, in the active language."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import format_currency
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import get_language, pgettext, to_locale

from catalog.acriss.code import parse_code
from catalog.acriss.describe import category_name, describe
from catalog.acriss.order import LADDER
from catalog.domain.opening import Hours
from catalog.models.texts import LANGUAGES


def money_text(amount: Decimal, currency: str) -> str:
    """€ 1.234,50 in Dutch, €1,234.50 in English."""
    return format_currency(amount, currency, locale=to_locale(get_language() or "en"))


def with_colon(label: str) -> str:
    """A label before its value: “Reference:”, and in French “Référence :”."""
    return pgettext("a label before its value", "%(label)s:") % {"label": label}


def text_language() -> str:
    """The active language where it is one of those of an offering, else English."""
    active = (get_language() or "")[:2]
    return active if active in LANGUAGES else "en"


def acriss_text(acriss: str) -> str:
    """“Compact, 4–5 doors, manual, air conditioning” for CDMR."""
    return describe(parse_code(acriss), language=text_language())


def category_choices() -> list[tuple[str, str]]:
    """Letter and name of each category of cars, from small to large."""
    return [(one.value, category_name(one, language=text_language())) for one in LADDER]


def week_text(weekly: Iterable[Hours]) -> str:
    """“Mon–Fri 07:30–18:00, Sat 08:30–13:00”: neighbouring days with the same hours are taken together."""
    by_day: dict[int, str] = {}
    for hours in sorted(weekly):
        stretch = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
        by_day[hours.weekday] = " ".join(filter(None, [by_day.get(hours.weekday), stretch]))
    runs: list[list[int]] = []
    for weekday, text in by_day.items():
        if runs and runs[-1][-1] == weekday - 1 and by_day[weekday - 1] == text:
            runs[-1].append(weekday)
        else:
            runs.append([weekday])
    return ", ".join(f"{_span(run)} {by_day[run[0]]}" for run in runs)


def _span(weekdays: list[int]) -> str:
    first, last = str(WEEKDAYS_ABBR[weekdays[0]]), str(WEEKDAYS_ABBR[weekdays[-1]])
    return first if first == last else f"{first}–{last}"
