from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.protocol.errors import NumberNotSendable
from oci.protocol.numbers import build_price, build_quantity, build_whole, parse_number


@pytest.mark.parametrize(
    ("price", "text"),
    [
        ("156", "156.00"),
        ("156.5", "156.50"),
        ("0.125", "0.125"),
        ("0.120", "0.12"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("1E+3", "1000.00"),
        ("1.5E-2", "0.015"),
        ("99999999999.999", "99999999999.999"),
    ],
)
def test_build_price_writes_two_or_three_decimals(price: str, text: str) -> None:
    assert build_price(Decimal(price)) == text


@pytest.mark.parametrize(
    ("quantity", "text"),
    [("1", "1"), ("1.000", "1"), ("2.50", "2.5"), ("10", "10"), ("1E+2", "100"), ("0.001", "0.001")],
)
def test_build_quantity_has_no_point_when_whole(quantity: str, text: str) -> None:
    assert build_quantity(Decimal(quantity)) == text


@pytest.mark.parametrize(
    "number",
    [
        "-1",
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "100000000000",
        "1E+999999",
        "0.0001",
        "1E-999999",
        "1.2345",
    ],
)
def test_build_price_refuses(number: str) -> None:
    with pytest.raises(NumberNotSendable):
        build_price(Decimal(number))


@pytest.mark.parametrize("number", ["0", "-1", "0.0000"])
def test_build_quantity_refuses(number: str) -> None:
    with pytest.raises(NumberNotSendable):
        build_quantity(Decimal(number))


def test_build_whole_counts_digits() -> None:
    assert build_whole(99_999, digits=5) == "99999"
    with pytest.raises(NumberNotSendable):
        build_whole(100_000, digits=5)
    with pytest.raises(NumberNotSendable):
        build_whole(-1, digits=5)


@pytest.mark.parametrize(
    "text", ["", "1,5", "1.234,00", "1.2345", "+1", "-1", "1e3", " 1", "1.", ".5", "١", "1\n"]
)
def test_parse_number_refuses(text: str) -> None:
    with pytest.raises(NumberNotSendable):
        parse_number(text)


@settings(max_examples=50)
@given(st.decimals(min_value=0, max_value=Decimal(99999999999), places=3))
def test_price_round_trips(price: Decimal) -> None:
    assert parse_number(build_price(price)) == price
