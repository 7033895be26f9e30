"""What comes on top of the rate, as lines of a quote: extras, kilometres, delivery, collection, one-way.

Everything is net, in the currency of the rate. An extra costs, for each piece:

- per rental: its price, once;
- per day: its price for each day of the rental, as the class counts them;
- per day with a maximum: no more than the maximum, which then is one price per piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from catalog.domain.money import to_cents
from catalog.domain.quote import LineKind, QuoteLine, Unit
from catalog.domain.quote_rules import CAP, build_extra_rule
from catalog.enums import ExtraPricing

NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class ChosenExtra:
    """An extra as it was when it was chosen, and how many of it.

    Attributes:
        names: Language and text, in the order of `texts.LANGUAGES`.
        cap: What one piece costs at most, of a price per day.
        kilometres: What one piece adds to the kilometres of the rate, of a bundle.
    """

    code: str
    names: tuple[tuple[str, str], ...]
    pricing: ExtraPricing
    price: Decimal
    cap: Decimal | None = None
    kilometres: int | None = None
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Fee:
    """A price for one trip, whatever the length of the rental."""

    kind: Literal[LineKind.DELIVERY, LineKind.COLLECTION, LineKind.ONE_WAY]
    amount: Decimal
    rule: str


def extra_lines(extra: ChosenExtra, *, days: int) -> tuple[QuoteLine, ...]:
    """The line with the price; after it, of a bundle, the kilometres that it adds."""
    price = to_cents(extra.price)
    if extra.pricing == ExtraPricing.PER_RENTAL:
        measure, unit, each, times = extra.pricing.value, Unit.PIECE, price, 1
    elif extra.cap is not None and price * days > extra.cap:
        measure, unit, each, times = CAP, Unit.PIECE, to_cents(extra.cap), 1
    else:
        measure, unit, each, times = extra.pricing.value, Unit.DAY, price, days
    rule = build_extra_rule(code=extra.code, measure=measure)
    priced = QuoteLine(
        kind=LineKind.EXTRA,
        quantity=Decimal(extra.pieces * times),
        unit=unit,
        unit_price=each,
        amount=each * extra.pieces * times,
        rule=rule,
        names=extra.names,
        pieces=extra.pieces,
    )
    if extra.kilometres is None:
        return (priced,)
    added = QuoteLine(
        kind=LineKind.KILOMETRES_ADDED,
        quantity=Decimal(extra.kilometres * extra.pieces),
        unit=Unit.KILOMETRE,
        unit_price=NOTHING,
        amount=NOTHING,
        rule=rule,
    )
    return (priced, added)


def fee_line(fee: Fee) -> QuoteLine:
    amount = to_cents(fee.amount)
    return QuoteLine(
        kind=fee.kind, quantity=Decimal(1), unit=Unit.TRIP, unit_price=amount, amount=amount, rule=fee.rule
    )
