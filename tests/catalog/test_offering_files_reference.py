"""The reference of the offering's files names the lists, columns, values and limits that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.domain.sheets.columns import ClassesColumn
from catalog.domain.sheets.files import MOST_BYTES, MOST_COLUMNS, MOST_ROWS
from catalog.domain.sheets.lists import LISTS, SheetList
from catalog.enums import Weekday
from catalog.spreadsheets.archive import MOST_UNPACKED

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "offering-files.md").read_text()
MEGABYTE = 1024 * 1024


def section(heading: str) -> str:
    (text,) = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", REFERENCE, re.DOTALL | re.MULTILINE)
    return str(text)


def rows(heading: str) -> list[list[str]]:
    """The rows of the table under a heading, without its head."""
    lines = [line for line in section(heading).splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def marks(one: SheetList) -> dict[str, str]:
    """`key`, `needed` or nothing, by column."""
    found = {}
    for column in one.columns:
        field = column.of(one.model())
        usual = (field.null or field.blank or field.has_default()) and not isinstance(column, ClassesColumn)
        found[column.name] = "key" if column.name in one.key else "" if usual else "needed"
    return found


def test_every_list_is_there_in_order() -> None:
    assert re.findall(r"^### (.*)$", REFERENCE, re.MULTILINE) == [one.name for one in LISTS]


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_every_column_is_there_in_order(one: SheetList) -> None:
    assert {name.strip("`"): mark for name, mark, _holds in rows(one.name)} == marks(one)
    assert [name.strip("`") for name, _mark, _holds in rows(one.name)] == list(one.heads)


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_every_choice_is_there(one: SheetList) -> None:
    holds = {name.strip("`"): text for name, _mark, text in rows(one.name)}
    choices = {
        column.name: [value for value, _label in column.of(one.model()).choices or ()]
        for column in one.columns
    }

    told = {name: re.findall(r"`(\w+)`", holds[name]) for name, values in choices.items() if values}

    expected = {name: values for name, values in choices.items() if values}
    if one.name == "opening_hours":
        days = [day.name.lower() for day in Weekday]
        assert re.findall(r"\w+day", holds["weekday"]) == days
        told, expected = {}, {}
    assert told == expected


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_what_becomes_of_a_row_that_is_left_out(one: SheetList) -> None:
    end = "is no longer offered." if one.keeps else "is deleted."

    assert f"A row that is left out {end}" in section(one.name)


def test_the_limits_are_there() -> None:
    assert rows("Files") == [
        ["file", f"{MOST_BYTES // MEGABYTE} MB"],
        ["when it is unpacked", f"{MOST_UNPACKED // MEGABYTE} MB"],
        ["rows of a list", str(MOST_ROWS)],
        ["columns of a list", str(MOST_COLUMNS)],
    ]
