"""docs/reference/mapping.md names every value, kind, format and target of a mapping, in the words of the admin."""

from __future__ import annotations

from pathlib import Path

from django.db.models import Choices
from django.utils import translation

from oci.domain.cart_values import OF_CLASS, OF_LINE
from oci.domain.parameters import LONGEST, LONGEST_FREE
from oci.enums import DateFormat, Feeds, Otherwise, Source
from oci.value_names import VALUES

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "mapping.md"


def read_table(first_heading: str) -> list[list[str]]:
    """The rows of all tables whose first column has that heading."""
    rows: list[list[str]] = []
    inside = False
    for line in REFERENCE.read_text().splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("|---"):
            rows.append(cells)
        elif cells[0] == first_heading:
            inside = True
    return rows


def labels(choices: type[Choices]) -> list[str]:
    with translation.override("en"):
        return [str(label) for label in choices.labels]


def test_the_reference_has_every_value() -> None:
    with translation.override("en"):
        expected = [
            [f"`{name}`", str(text), "yes" if name in OF_CLASS or name in OF_LINE else ""]
            for name, text in VALUES.items()
        ]

    assert read_table("value") == expected


def test_the_reference_has_everything_that_a_parameter_feeds_and_how_long_it_may_be() -> None:
    with translation.override("en"):
        expected = [[str(one.label), longest(one)] for one in Feeds]

    assert [row[:2] for row in read_table("feeds")] == expected


def longest(feeds: Feeds) -> str:
    if feeds == Feeds.LANGUAGE:
        return ""
    return str(LONGEST_FREE if feeds == Feeds.FIELD else LONGEST[feeds])


def test_the_reference_has_every_source() -> None:
    assert [row[0] for row in read_table("comes from")] == labels(Source)


def test_the_reference_has_every_answer_of_a_table() -> None:
    rows = read_table("for a value that is not in the table")

    assert [row[0] for row in rows] == labels(Otherwise)


def test_the_reference_has_every_date_format() -> None:
    assert [row[0] for row in read_table("dates")] == labels(DateFormat)
