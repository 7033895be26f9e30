"""Days on which a country rests, as the `holidays` library knows them: a proposal for closed days.

It is no more than that. What a firm does on a holiday is its own affair, so an account manager chooses, and may
change or delete every day afterwards. The library's public holidays are chosen beforehand, but for those on which
most firms work; its optional ones are shown and not chosen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from textwrap import shorten

from holidays import country_holidays
from holidays.constants import OPTIONAL, PUBLIC
from holidays.holiday_base import HolidayBase

from catalog.models import ClosedDay

# By country: the names, in the library's language of that country, of public holidays on which most firms work.
# Dutch law puts Good Friday among the holidays, collective agreements do not.
WORKED_ON = {"NL": frozenset({"Goede vrijdag"})}


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day and its name; `is_usual` where most firms are closed."""

    day: date
    name: str
    is_usual: bool


def list_holidays(*, country: str, year: int, language: str) -> list[Holiday]:
    """The holidays of a country (ISO 3166, two letters) in a year, in order; empty where none are known.

    Named in `language` where the library has it for this country, else in a language of the country.
    """
    try:
        known: HolidayBase = country_holidays(country)
    except NotImplementedError:
        return []
    usual = _read(known, year, category=PUBLIC, language=known.default_language)
    worked_on = WORKED_ON.get(country, frozenset())
    spoken = _language_of(known, language)
    named = _read(known, year, category=OPTIONAL, language=spoken)
    named |= _read(known, year, category=PUBLIC, language=spoken)
    return [
        Holiday(day=day, name=_reason(name), is_usual=usual.get(day, "") not in {"", *worked_on})
        for day, name in sorted(named.items())
    ]


def _language_of(known: HolidayBase, language: str) -> str | None:
    """The library's name of a language, `en_US` for `en`.

    A language that it lacks must not reach it: it would answer in that of the server's environment.
    """
    spoken = (one for one in known.supported_languages if one.partition("_")[0] == language[:2])
    return next(spoken, known.default_language)


def _read(known: HolidayBase, year: int, *, category: str, language: str | None) -> dict[date, str]:
    if category not in known.supported_categories:
        return {}
    days = country_holidays(known.country, years=year, language=language, categories=category)
    return dict(days.items())


def _reason(name: str) -> str:
    """Fit to be the reason of a closed day; the library writes apostrophes as a typewriter does."""
    longest = ClosedDay._meta.get_field("reason").max_length or 0
    return shorten(name.replace("'", "’"), longest, placeholder="…")
