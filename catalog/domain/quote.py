"""A quote: what a rental costs, line by line, net, VAT apart, with the rule that made each line.

It is made once (`pricing.py`), shown, and stored with the request; nothing recomputes it. So its JSON form
keeps every digit, and the text of a line is made when it is shown, in the language of whoever reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Self

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext


class LineKind(StrEnum):
    RENTAL = "rental"
    KILOMETRES_INCLUDED = "kilometres_included"
    KILOMETRES_UNLIMITED = "kilometres_unlimited"
    EXTRA_KILOMETRE = "extra_kilometre"


class Unit(StrEnum):
    DAY = "day"
    KILOMETRE = "km"


class QuoteFormatError(ValueError):
    """This is not the JSON form of a quote."""


def build_rate_rule(*, class_code: str, from_days: int) -> str:
    """The rule of a line that comes from a rate, as it is stored: no language, only what was applied."""
    return f"rate:{class_code}:{from_days}"


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """One line. The amounts of all lines add up to the net total; what is only a fact amounts to 0.00."""

    kind: LineKind
    quantity: Decimal
    unit: Unit
    unit_price: Decimal
    amount: Decimal
    rule: str

    @property
    def text(self) -> str:
        """This line in words, in the active language."""
        match self.kind:
            case LineKind.RENTAL:
                days = int(self.quantity)
                return ngettext("Rental, %(days)d day", "Rental, %(days)d days", days) % {"days": days}
            case LineKind.KILOMETRES_INCLUDED:
                kilometres = number_format(int(self.quantity), force_grouping=True)
                return gettext("%(kilometres)s km included") % {"kilometres": kilometres}
            case LineKind.KILOMETRES_UNLIMITED:
                return gettext("Unlimited kilometres")
            case LineKind.EXTRA_KILOMETRE:
                return gettext("Each further kilometre")

    @property
    def rule_text(self) -> str:
        """The rule that made this line in words, in the active language."""
        code, _colon, from_days = self.rule.removeprefix("rate:").rpartition(":")
        days = int(from_days)
        return ngettext("Rate of %(code)s from %(days)d day", "Rate of %(code)s from %(days)d days", days) % {
            "code": code,
            "days": days,
        }

    def as_json(self) -> dict[str, str]:
        return {
            "kind": self.kind.value,
            "quantity": str(self.quantity),
            "unit": self.unit.value,
            "unit_price": str(self.unit_price),
            "amount": str(self.amount),
            "rule": self.rule,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> Self:
        return cls(
            kind=LineKind(stored["kind"]),
            quantity=Decimal(stored["quantity"]),
            unit=Unit(stored["unit"]),
            unit_price=Decimal(stored["unit_price"]),
            amount=Decimal(stored["amount"]),
            rule=stored["rule"],
        )


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
