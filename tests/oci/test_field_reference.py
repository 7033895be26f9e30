"""docs/reference/fields.md has every field of a line, with what each version says of it, and what we put there."""

from __future__ import annotations

from pathlib import Path

import pytest

from oci.domain.preview import preview_cart
from oci.enums import CartLines
from oci.models import Connection
from oci.protocol.fields import ALTERNATIVES, REQUIRES, Presence, Version, fields_of
from tenants.context import use_customer
from tenants.models import Customer

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "fields.md"
ABSENT, NO_LIMIT = "–", ""


def read_rows() -> list[list[str]]:
    rows = [line.strip("|") for line in REFERENCE.read_text().splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.split("|")] for row in rows]


def length(name: str, version: Version) -> str:
    field = fields_of(version).get(name)
    if field is None:
        return ABSENT
    return NO_LIMIT if field.length is None else str(field.length)


def test_the_reference_has_every_field_with_its_length_in_each_version() -> None:
    expected = [
        [
            f"`{field.name}`",
            field.kind.value,
            *(length(field.name, version) for version in Version),
            field.presence.value,
            field.rule,
        ]
        for field in fields_of(Version.V5_0).values()
    ]

    assert [row[:-1] for row in read_rows()] == expected


def test_every_condition_that_a_cart_is_checked_by_is_in_the_reference() -> None:
    conditions = {row[0].strip("`"): row[-2] for row in read_rows() if row[-3] == Presence.CONDITIONAL}

    either = {name: f"unless {other}" for name, other in ALTERNATIVES}
    both = {f"with {given}" for given, needed in REQUIRES}
    needed = {needed for _given, needed in REQUIRES}

    assert either.items() <= conditions.items()
    assert {conditions[name] for name in needed} <= both


@pytest.mark.django_db
def test_the_reference_says_of_every_field_that_we_fill_what_with(acme: Customer) -> None:
    connection = Connection(
        slug="all",
        name="All",
        vendor_number="100042",
        material_group="78111",
        oci_version="5.0",
        cart_lines=CartLines.PER_CHARGE,
    )

    with use_customer(acme):
        preview = preview_cart(connection=connection, language="en")

    assert {one.field for one in preview.lines} == {row[0].strip("`") for row in read_rows() if row[-1]}
