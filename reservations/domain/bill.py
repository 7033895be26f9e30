"""A stored quote as it is shown: what adds up to the total apart from what is only told."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.domain.quote import LineKind, Quote, QuoteLine
from catalog.domain.wording import money_text, with_colon


@dataclass(frozen=True, kw_only=True, slots=True)
class Bill:
    """The charges add up to the net total. Facts and rules are texts in the active language, each once.

    `extras` is what was chosen beside the class; it is told even where the contract has the prices.
    """

    quote: Quote
    charges: tuple[QuoteLine, ...]
    extras: tuple[str, ...]
    facts: tuple[str, ...]
    rules: tuple[str, ...]


def make_bill(quote: Quote) -> Bill:
    """Part the lines of a quote; without an agreed rate there are none."""
    facts = (line for line in quote.lines if not line.amount)
    return Bill(
        quote=quote,
        charges=tuple(line for line in quote.lines if line.amount),
        extras=tuple(line.item for line in quote.lines if line.kind is LineKind.EXTRA),
        facts=tuple(_fact(line, currency=quote.currency) for line in facts),
        rules=tuple(dict.fromkeys(line.rule_text for line in quote.lines)),
    )


def _fact(line: QuoteLine, *, currency: str) -> str:
    price = money_text(line.unit_price, currency)
    return f"{with_colon(line.text)} {price}" if line.unit_price else line.text
