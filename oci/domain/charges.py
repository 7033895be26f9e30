"""What a cart charges, line by line: the rental, and beside it what else the quote puts an amount on.

The rental is what the other lines leave of the net total, so the lines add up to it whatever they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from catalog.domain.quote import LineKind, Quote, QuoteLine, Unit
from oci.enums import CartLines, Lines, QuantityRule
from oci.models import Connection

ONE = Decimal(1)
# What OCI can write of a price.
MILLS = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Charge:
    """One line to be: what it is for, how much of it, at what price.

    Attributes:
        lines: Whether it is the rental or a charge beside it.
        article: The article number of a charge, the same in every cart; "" for the rental, which is its class.
        text: In words, in the active language.
        price: Of one unit. None, as the amount, where no rate is agreed.
        details: Lines of the quote that it holds and that are worth a word, with their amounts.
    """

    lines: Lines
    article: str
    text: str
    quantity: Decimal
    unit: str
    price: Decimal | None
    amount: Decimal | None
    details: tuple[QuoteLine, ...] = ()


def spread(quote: Quote, *, connection: Connection) -> tuple[Charge, ...]:
    """The lines that a quote becomes: the rental first, then the others in the order of the quote."""
    beside = _beside(quote) if connection.cart_lines == CartLines.PER_CHARGE else ()
    rental = _rental(quote, beside, connection)
    return (rental, *_number(_charge(line, connection) for line in beside))


def _beside(quote: Quote) -> tuple[QuoteLine, ...]:
    """The lines beside the rental. None when they cannot stand by themselves: OCI has no negative price, so a discount
    has no line, and a rental that costs nothing would be one that receivers refuse.
    """
    priced = tuple(line for line in quote.lines if line.amount and line.kind is not LineKind.RENTAL)
    rest = (quote.net_total or Decimal(0)) - sum(line.amount for line in priced)
    return priced if rest > 0 and all(line.amount > 0 for line in priced) else ()


def _rental(quote: Quote, beside: tuple[QuoteLine, ...], connection: Connection) -> Charge:
    rentals = [line for line in quote.lines if line.kind is LineKind.RENTAL]
    text = "; ".join(line.text for line in rentals)
    amount = None if quote.net_total is None else quote.net_total - sum(line.amount for line in beside)
    # Of two rates in one rental there is no price of a day.
    per_day = rentals[0] if len(rentals) == 1 else None
    quantity, unit, price = _measure(per_day, amount, connection)
    held = tuple(line for line in quote.lines if line.amount and line not in beside)
    return Charge(Lines.RENTAL, "", text, quantity, unit, price, amount, held if len(held) > 1 else ())


def _charge(line: QuoteLine, connection: Connection) -> Charge:
    quantity, unit, price = _measure(line, line.amount, connection)
    return Charge(Lines.CHARGES, _article(line), line.text, quantity, unit, price, line.amount)


def _measure(
    line: QuoteLine | None, amount: Decimal | None, connection: Connection
) -> tuple[Decimal, str, Decimal | None]:
    """Quantity, unit and price: days times the price of a day where that is wanted and exact, or else one times all."""
    if line is not None and line.unit is Unit.DAY and connection.quantity_rule == QuantityRule.DAYS:
        price = line.unit_price.quantize(MILLS)
        if line.quantity > 0 and amount is not None and line.quantity * price == amount:
            return line.quantity, connection.day_unit, price
    return ONE, connection.unit, amount


def _article(line: QuoteLine) -> str:
    """`DELIVERY`, `ONE-WAY`, `EXTRA-SEAT`: an extra has a code of its own, which stands in its rule."""
    kind = line.kind.value.upper().replace("_", "-")
    code = line.rule.split(":")[1:2] if line.kind is LineKind.EXTRA else ()
    return "-".join((kind, *code))


def _number(charges: Iterator[Charge]) -> Iterator[Charge]:
    """Receivers merge lines of one article: the second of a kind gets a 2."""
    times: Counter[str] = Counter()
    for charge in charges:
        times[charge.article] += 1
        number = times[charge.article]
        yield charge if number == 1 else _again(charge, number)


def _again(charge: Charge, number: int) -> Charge:
    return Charge(
        charge.lines,
        f"{charge.article}-{number}",
        charge.text,
        charge.quantity,
        charge.unit,
        charge.price,
        charge.amount,
    )
