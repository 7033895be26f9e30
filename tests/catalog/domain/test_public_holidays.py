"""The library's days as we propose them. What it says of a country is its own affair; what we rest on is tested."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.domain.public_holidays import Holiday, list_holidays


def days(country: str, year: int, language: str = "nl") -> dict[date, Holiday]:
    return {one.day: one for one in list_holidays(country=country, year=year, language=language)}


def test_list_holidays_gives_the_dutch_year_in_order() -> None:
    holidays = list_holidays(country="NL", year=2027, language="nl")

    assert [(one.day.strftime("%m-%d"), one.name, one.is_usual) for one in holidays] == [
        ("01-01", "Nieuwjaarsdag", True),
        ("03-26", "Goede vrijdag", False),
        ("03-28", "Eerste paasdag", True),
        ("03-29", "Tweede paasdag", True),
        ("04-27", "Koningsdag", True),
        ("05-05", "Bevrijdingsdag", False),
        ("05-06", "Hemelvaartsdag", True),
        ("05-16", "Eerste pinksterdag", True),
        ("05-17", "Tweede pinksterdag", True),
        ("12-25", "Eerste kerstdag", True),
        ("12-26", "Tweede kerstdag", True),
    ]


@pytest.mark.parametrize(
    ("day", "is_usual"),
    [
        pytest.param(date(2026, 4, 3), False, id="Good Friday is no day off at most firms"),
        pytest.param(date(2029, 5, 5), False, id="Liberation Day is one every fifth year"),
        pytest.param(date(2030, 5, 5), True, id="and 2030 is such a year"),
        pytest.param(date(2031, 4, 26), True, id="King's Day moves from Sunday to Saturday"),
    ],
)
def test_list_holidays_marks_the_days_on_which_most_dutch_firms_are_closed(
    *, day: date, is_usual: bool
) -> None:
    assert days("NL", day.year)[day].is_usual is is_usual


def test_list_holidays_leaves_kings_day_off_its_sunday() -> None:
    assert date(2031, 4, 27) not in days("NL", 2031)


@pytest.mark.parametrize(
    ("country", "language", "name"),
    [
        ("NL", "nl", "Nieuwjaarsdag"),
        ("NL", "en", "New Year’s Day"),
        ("NL", "de", "Nieuwjaarsdag"),
        ("BE", "fr", "Nouvel An"),
        ("DE", "de", "Neujahr"),
        ("GB", "en-gb", "New Year’s Day"),
    ],
)
@pytest.mark.parametrize("server", ["C", "en_US.UTF-8"])
def test_list_holidays_speaks_the_language_asked_for_whatever_that_of_the_server(
    monkeypatch: pytest.MonkeyPatch, country: str, language: str, name: str, server: str
) -> None:
    monkeypatch.setenv("LANGUAGE", server)

    assert days(country, 2027, language)[date(2027, 1, 1)].name == name


@pytest.mark.parametrize("country", ["", "XX"])
def test_list_holidays_knows_none_of_a_country_that_is_none(country: str) -> None:
    assert list_holidays(country=country, year=2027, language="nl") == []


def test_list_holidays_knows_none_before_there_was_a_law() -> None:
    assert list_holidays(country="NL", year=1900, language="nl") == []
