from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reservations.reference import InvalidReferenceError, Reference, build_reference, parse_reference

WRITTEN = [
    ("ACME-26-000123", Reference(prefix="ACME", year=2026, number=123)),
    ("G1-00-000001", Reference(prefix="G1", year=2000, number=1)),
    ("ACME-26-999999", Reference(prefix="ACME", year=2026, number=999_999)),
    ("ACME-26-1000000", Reference(prefix="ACME", year=2026, number=1_000_000)),
    ("ABCDEFGHIJKLMNOP-99-999999999999", Reference(prefix="ABCDEFGHIJKLMNOP", year=2099, number=10**12 - 1)),
]


@pytest.mark.parametrize(("text", "reference"), WRITTEN)
def test_build_reference(text: str, reference: Reference) -> None:
    assert build_reference(reference) == text


@pytest.mark.parametrize(("text", "reference"), WRITTEN)
def test_parse_reference(text: str, reference: Reference) -> None:
    assert parse_reference(text) == reference


def test_parse_reference_forgives_small_letters_and_blanks() -> None:
    assert parse_reference(" acme-26-000123\n") == Reference(prefix="ACME", year=2026, number=123)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ACME",
        "ACME-26-123",
        "ACME-2026-000123",
        "ACME-26-000000",
        "ACME-26-000123-1",
        "1ACME-26-000123",
        "AC ME-26-000123",
        "ACME-26-00012３",
        "ÀCME-26-000123",
        "A" * 5000,
        "ACME-26-" + "1" * 5000,
    ],
)
def test_parse_reference_refuses(text: str) -> None:
    with pytest.raises(InvalidReferenceError):
        parse_reference(text)


@pytest.mark.parametrize(
    "reference",
    [
        Reference(prefix="", year=2026, number=1),
        Reference(prefix="acme", year=2026, number=1),
        Reference(prefix="A-B", year=2026, number=1),
        Reference(prefix="ACME", year=1999, number=1),
        Reference(prefix="ACME", year=2100, number=1),
        Reference(prefix="ACME", year=2026, number=0),
        Reference(prefix="ACME", year=2026, number=10**12),
    ],
)
def test_build_reference_refuses(reference: Reference) -> None:
    with pytest.raises(InvalidReferenceError):
        build_reference(reference)


@given(
    prefix=st.from_regex(r"\A[A-Z][A-Z0-9]{0,15}\Z"),
    year=st.integers(2000, 2099),
    number=st.integers(1, 10**12 - 1),
)
def test_reference_round_trip_fits_the_cart_field(prefix: str, year: int, number: int) -> None:
    reference = Reference(prefix=prefix, year=year, number=number)

    text = build_reference(reference)

    assert parse_reference(text) == reference
    assert len(text) <= 35
