"""Numbers in a cart: at most eleven digits, a point, three decimals, and never a thousands separator.

OCI 4.0, chapter 3: "11 digits before the decimal point, 3 after it. Do not use commas for thousands."
"""

from __future__ import annotations

import re
from decimal import Decimal

from .errors import NumberNotSendable

__all__ = ["build_price", "build_quantity", "build_whole", "parse_number"]

WHOLE_DIGITS = 11
DECIMALS = 3

_number_re = re.compile(r"[0-9]{1,11}(?:\.[0-9]{1,3})?")


def build_price(price: Decimal) -> str:
    """`price` with two decimals, three where it needs them: "1250.00", "0.125".

    Raises:
        NumberNotSendable: If it is negative, no number, too large, or has more decimals.
    """
    text = _exact(price)
    whole, _, decimals = text.partition(".")
    return f"{whole}.{decimals.ljust(2, '0')}"


def build_quantity(quantity: Decimal) -> str:
    """`quantity` with the decimals that it needs. A whole number has no point: many receivers parse an
    integer.

    Raises:
        NumberNotSendable: As `build_price`, and if it is zero.
    """
    text = _exact(quantity)
    if text == "0":
        raise NumberNotSendable("a quantity of zero")
    return text


def build_whole(number: int, *, digits: int) -> str:
    """`number` for PRICEUNIT and LEADTIME.

    Raises:
        NumberNotSendable: If it is negative or has more than `digits` digits.
    """
    if not 0 <= number < 10**digits:
        raise NumberNotSendable(f"a whole number outside {digits} digits")
    return str(number)


def parse_number(text: str) -> Decimal:
    """The number that a cart carries.

    Raises:
        NumberNotSendable: If it is not written as the specification says.
    """
    if not _number_re.fullmatch(text):
        raise NumberNotSendable("not digits, a point and at most three decimals")
    return Decimal(text)


def _exact(number: Decimal) -> str:
    """`number` without exponent and trailing zeros."""
    if not number.is_finite() or number < 0:
        raise NumberNotSendable("negative, or no number")
    if number >= 10**WHOLE_DIGITS:
        raise NumberNotSendable(f"more than {WHOLE_DIGITS} digits")
    if number and number.adjusted() < -DECIMALS:
        raise NumberNotSendable(f"more than {DECIMALS} decimals")
    text = format(number, "f")
    whole, _, decimals = text.partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) > DECIMALS:
        raise NumberNotSendable(f"more than {DECIMALS} decimals")
    whole = whole.lstrip("-0") or "0"
    return f"{whole}.{decimals}" if decimals else whole
