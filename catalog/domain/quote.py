"""A quote: what a rental costs, line by line (`quote_line.py`), net, VAT apart, with the rule that made each line.

It is made once (`pricing.py`), shown, and stored with the request; nothing recomputes it. So its JSON form
keeps every digit, and reads what was stored when there were fewer kinds of lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from catalog.domain.quote_line import LineKind, QuoteLine, Unit

__all__ = ["LineKind", "Quote", "QuoteFormatError", "QuoteLine", "Unit"]


class QuoteFormatError(ValueError):
    """This is not the JSON form of a quote."""


@dataclass(frozen=True, slots=True)
class Quote:
    """The price of one rental, VAT apart. Without an agreed rate the three amounts are None."""

    days: int
    currency: str
    lines: tuple[QuoteLine, ...]
    vat_percentage: Decimal
    net_total: Decimal | None
    vat_amount: Decimal | None
    gross_total: Decimal | None

    @property
    def is_priced(self) -> bool:
        """False: no rate is agreed for this class and length; the price is as the contract says."""
        return self.net_total is not None

    @property
    def price_per_day(self) -> Decimal | None:
        """The net price of one day, where there is an agreed rate."""
        return next((line.unit_price for line in self.lines if line.kind is LineKind.RENTAL), None)

    def as_json(self) -> dict[str, object]:
        """Only strings, whole numbers, lists and None, so no digit is lost on the way through a database."""
        return {
            "days": self.days,
            "currency": self.currency,
            "lines": [line.as_json() for line in self.lines],
            "vat_percentage": str(self.vat_percentage),
            "net_total": _as_text(self.net_total),
            "vat_amount": _as_text(self.vat_amount),
            "gross_total": _as_text(self.gross_total),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> Self:
        """The very quote that `as_json` was called on. Raises QuoteFormatError."""
        try:
            lines = stored["lines"]
            days = stored["days"]
            if not isinstance(lines, list) or not isinstance(days, int):
                raise QuoteFormatError("lines is a list, days is a whole number")
            return cls(
                days=days,
                currency=str(stored["currency"]),
                lines=tuple(QuoteLine.from_json(line) for line in lines),
                vat_percentage=Decimal(str(stored["vat_percentage"])),
                net_total=_as_amount(stored["net_total"]),
                vat_amount=_as_amount(stored["vat_amount"]),
                gross_total=_as_amount(stored["gross_total"]),
            )
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise QuoteFormatError(str(error)) from error


def _as_text(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _as_amount(stored: object) -> Decimal | None:
    return None if stored is None else Decimal(str(stored))
