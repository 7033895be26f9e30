from __future__ import annotations

from datetime import date, time

import pytest

from oci.forms.typed_moments import NoSuchDayError, parse_date, parse_time, write_date, write_time

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("25-11-2026", date(2026, 11, 25)),
        ("25/11/2026", date(2026, 11, 25)),
        ("25.11.26", date(2026, 11, 25)),
        ("25 11 2026", date(2026, 11, 25)),
        (" 1-3-2027 ", date(2027, 3, 1)),
        ("25112026", date(2026, 11, 25)),
        ("251126", date(2026, 11, 25)),
        ("2026-11-25", date(2026, 11, 25)),
        ("24-11", TODAY),
        ("24.11.", TODAY),
        ("23-11", date(2027, 11, 23)),
        ("29-2-2028", date(2028, 2, 29)),
    ],
)
def test_date_is_read_as_people_write_it(text: str, meant: date) -> None:
    assert parse_date(text, today=TODAY) == meant


def test_a_day_that_no_calendar_has_is_told_from_what_is_no_date() -> None:
    for text in ("31-02-2027", "2027-02-31", "310227", "0-0-0000"):
        with pytest.raises(NoSuchDayError):
            parse_date(text, today=TODAY)
    with pytest.raises(ValueError, match="not a date") as none:
        parse_date("soon", today=TODAY)
    assert not isinstance(none.value, NoSuchDayError)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "31-02-2026", "13/25/2026", "25-11-226", "2511202", "1-1-1-1", "٢٥-١١-٢٠٢٦x", "0-0-0000"],
)
def test_date_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_date(text, today=TODAY)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("09:00", time(9)),
        ("9.30", time(9, 30)),
        ("14h15", time(14, 15)),
        ("14 h 15", time(14, 15)),
        ("9h", time(9)),
        ("9 H", time(9)),
        ("9 Uhr", time(9)),
        ("14.15 Uhr", time(14, 15)),
        ("9.30 uur", time(9, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        (" 17:45 ", time(17, 45)),
        ("0", time(0)),
    ],
)
def test_time_is_read_as_people_write_it(text: str, meant: time) -> None:
    assert parse_time(text) == meant


@pytest.mark.parametrize("text", ["", "noon", "24:00", "9:60", "9:5", "12345", "-1", "h", "Uhr", "9 o'clock"])
def test_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_time(text)


def test_what_is_written_is_read_back() -> None:
    assert parse_date(write_date(TODAY), today=TODAY) == TODAY
    assert parse_time(write_time(time(8, 5))) == time(8, 5)
