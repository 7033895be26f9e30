from __future__ import annotations

from decimal import Decimal

import pytest

from catalog.domain.money import percentage_of, to_cents


@pytest.mark.parametrize(
    ("amount", "expected"),
    [
        ("1", "1.00"),
        ("1.004", "1.00"),
        ("1.005", "1.01"),
        ("2.675", "2.68"),
        ("-1.005", "-1.01"),
        ("0.015", "0.02"),
        ("12345678.125", "12345678.13"),
    ],
)
def test_to_cents_rounds_halves_away_from_zero(amount: str, expected: str) -> None:
    assert str(to_cents(Decimal(amount))) == expected


@pytest.mark.parametrize(
    ("amount", "percentage", "expected"),
    [
        ("100.00", "21.00", "21.00"),
        ("0.50", "21", "0.11"),
        ("192.50", "21.00", "40.43"),
        ("10.00", "0", "0.00"),
    ],
)
def test_percentage_of_is_a_rounded_amount(amount: str, percentage: str, expected: str) -> None:
    assert str(percentage_of(Decimal(amount), Decimal(percentage))) == expected
