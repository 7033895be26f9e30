"""docs/reference/connections.md names every option of a connection, with its choices and its default."""

from __future__ import annotations

from pathlib import Path

from django.db.models import BooleanField, Field
from django.utils import translation

from oci.admin.connections import ConnectionViewSet
from oci.models import Connection

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "connections.md"


def option(name: str) -> tuple[str, str, str]:
    """Name, choices and default as a person reads them."""
    field = Connection._meta.get_field(name)
    assert isinstance(field, Field)
    default = field.get_default()
    if isinstance(field, BooleanField):
        return str(field.verbose_name), "yes, no", "yes" if default else "no"
    choices = {value: str(label) for value, label in field.flatchoices}
    return str(field.verbose_name), ", ".join(choices.values()), choices.get(default, str(default))


def test_the_reference_has_every_option() -> None:
    with translation.override("en"):
        expected = [option(name) for name in ConnectionViewSet.inspect_view_fields]

    tables = [line.strip("| ").split(" | ") for line in REFERENCE.read_text().splitlines() if "|" in line]
    rows = [(cells[0], cells[1].strip(), cells[2].strip()) for cells in tables if len(cells) == 4]

    assert [row for row in rows if row[0] != "option"] == expected
