"""Money as Decimal with two places. Halves are rounded away from zero, once, where an amount is made."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HUNDRED = Decimal(100)


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def percentage_of(amount: Decimal, percentage: Decimal) -> Decimal:
    return to_cents(amount * percentage / HUNDRED)
