"""From agreed rates to a quote: choose the band that the number of days reaches, and write the lines.

Rounding: a price has two places, an amount is a whole number of times a price, so no amount of a line is ever
rounded. The one rounding is that of VAT, over the net total, halves away from zero.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from catalog.domain.money import percentage_of, to_cents
from catalog.domain.quote import LineKind, Quote, QuoteLine, Unit
from catalog.domain.quote_rules import build_rate_rule
from catalog.domain.surcharges import NOTHING, ChosenExtra, Fee, extra_lines, fee_line


@dataclass(frozen=True, slots=True)
class Band:
    """The agreed price from a number of days up. `km_per_day` None: as many kilometres as you like."""

    from_days: int
    price_per_day: Decimal
    km_per_day: int | None
    price_extra_km: Decimal | None


def choose_band(bands: Iterable[Band], *, days: int) -> Band | None:
    """The band with the most days that this rental reaches; None when it reaches none."""
    reached = [band for band in bands if band.from_days <= days]
    return max(reached, key=lambda band: band.from_days, default=None)


def make_quote(
    *,
    class_code: str,
    bands: Iterable[Band],
    days: int,
    currency: str,
    vat_percentage: Decimal,
    extras: Iterable[ChosenExtra] = (),
    fees: Iterable[Fee] = (),
) -> Quote:
    """The quote for a number of days. VAT is taken once, over the net total.

    Without an agreed rate there is no total: what was chosen beside the class stays in the lines, with its price,
    and amounts to nothing, because the contract says what the rental costs.
    """
    band = choose_band(bands, days=days)
    chosen = (
        *(line for extra in extras for line in extra_lines(extra, days=days)),
        *(fee_line(fee) for fee in fees),
    )
    if band is None:
        return Quote(
            days=days,
            currency=currency,
            lines=tuple(replace(line, amount=NOTHING) for line in chosen),
            vat_percentage=vat_percentage,
            net_total=None,
            vat_amount=None,
            gross_total=None,
        )
    lines = (*_lines(class_code=class_code, band=band, days=days), *chosen)
    net_total = sum((line.amount for line in lines), start=NOTHING)
    vat_amount = percentage_of(net_total, vat_percentage)
    return Quote(
        days=days,
        currency=currency,
        lines=lines,
        vat_percentage=vat_percentage,
        net_total=net_total,
        vat_amount=vat_amount,
        gross_total=net_total + vat_amount,
    )


def _lines(*, class_code: str, band: Band, days: int) -> tuple[QuoteLine, ...]:
    rule = build_rate_rule(class_code=class_code, from_days=band.from_days)
    price_per_day = to_cents(band.price_per_day)
    rental = QuoteLine(
        kind=LineKind.RENTAL,
        quantity=Decimal(days),
        unit=Unit.DAY,
        unit_price=price_per_day,
        amount=price_per_day * days,
        rule=rule,
    )
    if band.km_per_day is None:
        return (rental, _fact(LineKind.KILOMETRES_UNLIMITED, quantity=0, unit_price=NOTHING, rule=rule))
    included = _fact(
        LineKind.KILOMETRES_INCLUDED, quantity=band.km_per_day * days, unit_price=NOTHING, rule=rule
    )
    if band.price_extra_km is None:
        return (rental, included)
    extra = _fact(LineKind.EXTRA_KILOMETRE, quantity=0, unit_price=to_cents(band.price_extra_km), rule=rule)
    return (rental, included, extra)


def _fact(kind: LineKind, *, quantity: int, unit_price: Decimal, rule: str) -> QuoteLine:
    return QuoteLine(
        kind=kind,
        quantity=Decimal(quantity),
        unit=Unit.KILOMETRE,
        unit_price=unit_price,
        amount=NOTHING,
        rule=rule,
    )
