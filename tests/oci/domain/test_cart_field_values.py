"""Every value that a rule can name, and how it is written."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from oci.domain.cart_fields import write
from oci.domain.cart_values import OF_CLASS, OF_LINE, OF_REQUEST, Value
from oci.enums import NumberFormat, Source
from oci.value_names import VALUES
from tests.oci.domain.cart_of_rules import build, field


def test_every_value_has_a_reader_and_every_reader_a_description() -> None:
    assert OF_REQUEST.keys() | OF_LINE.keys() == VALUES.keys()
    assert OF_CLASS.keys() < OF_REQUEST.keys()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reference", "ACME-26-000123"),
        ("language", "en"),
        # As the clock at the station shows it, as all moments: in Utrecht it was past midnight.
        ("registered.date", "2026-11-25"),
        ("requester.name", "Jan de Vries"),
        ("requester.email", "jan@acme.example"),
        ("driver.name", "Zoë Łukasz"),
        ("driver.email", "zoe@acme.example"),
        ("driver.phone", "+31 6 1234"),
        ("purchase_number", "4500012345"),
        ("cost_centre", "4711"),
        ("project", ""),
        ("wish", "automatic"),
        ("note", "first line second line"),
        ("class.code", "CDMR"),
        ("class.name", "Compact"),
        ("class.acriss", "CDMR"),
        ("class.article_number", "7700-C"),
        ("class.examples", "VW Golf, Opel Astra"),
        ("days", "3"),
        ("kilometres_included", "300"),
        ("pick_up.date", "2026-12-31"),
        ("pick_up.time", "09:30"),
        ("pick_up.station", "Utrecht"),
        ("pick_up.station_code", "UTR"),
        ("return.date", "2027-01-03"),
        ("return.time", "22:59"),
        ("return.station", "London"),
        ("return.station_code", "LON"),
        ("net_total", "125.49"),
        ("vat_percentage", "21"),
        ("vat_amount", "26.35"),
        ("gross_total", "151.84"),
        ("currency", "EUR"),
        ("line.number", "1"),
        ("line.text", "Rental, 3 days"),
        ("line.quantity", "1"),
        ("line.unit", "EA"),
        ("line.price", "125.49"),
        ("line.amount", "125.49"),
        ("description", "Compact, 3 days from 31-12-2026"),
        ("long_text", None),
        ("new_line", ""),
    ],
)
def test_values_of_a_request(name: str, value: str | None) -> None:
    item = build(field(Source.VALUE, name))

    assert item.value("CUST_FIELD5") == (" ".join(item.value("LONGTEXT").split()) if value is None else value)


def test_the_table_of_values_is_tried_as_a_whole() -> None:
    (mark,) = [one for one in test_values_of_a_request.pytestmark if one.name == "parametrize"]  # type: ignore[attr-defined]  # pytest's own

    assert [name for name, _value in mark.args[1]] == list(VALUES)


@pytest.mark.parametrize(
    ("value", "numbers", "text"),
    [
        (None, NumberFormat.POINT, ""),
        ("a\nb", NumberFormat.POINT, "a\nb"),
        (0, NumberFormat.COMMA, "0"),
        (date(2026, 1, 2), NumberFormat.POINT, "2026-01-02"),
        (time(7, 5, 59), NumberFormat.POINT, "07:05"),
        (Decimal("1250.50"), NumberFormat.POINT, "1250.50"),
        (Decimal("1250.50"), NumberFormat.COMMA, "1250,50"),
        (Decimal("1250.50"), NumberFormat.WHOLE, "1251"),
        (Decimal("0.49"), NumberFormat.WHOLE, "0"),
        (Decimal("1E+3"), NumberFormat.POINT, "1000"),
    ],
)
def test_write(value: Value, numbers: str, text: str) -> None:
    assert write(value, numbers=numbers) == text
