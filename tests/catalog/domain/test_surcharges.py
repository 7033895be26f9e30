from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.pricing import Band, make_quote
from catalog.domain.quote import LineKind, Quote, QuoteLine, Unit
from catalog.domain.surcharges import ChosenExtra, Fee, extra_lines, fee_line
from catalog.enums import ExtraPricing

NAMES = (("nl", "Kinderzitje"), ("en", "Child seat"))
SEAT = ChosenExtra(
    code="SEAT",
    names=NAMES,
    pricing=ExtraPricing.PER_DAY,
    price=Decimal("6.50"),
    cap=Decimal("45.00"),
    pieces=2,
)
BUNDLE = ChosenExtra(
    code="KM500",
    names=(("nl", "Bundel van 500 km"),),
    pricing=ExtraPricing.PER_RENTAL,
    price=Decimal("45.00"),
    kilometres=500,
    pieces=3,
)
ONE_WAY = Fee(kind=LineKind.ONE_WAY, amount=Decimal("35.00"), rule="one_way:AMS:*")
DAY = Band(from_days=1, price_per_day=Decimal("40.00"), km_per_day=250, price_extra_km=Decimal("0.12"))

amounts = st.decimals(min_value="0.00", max_value="9999.99", places=2)
extras = st.builds(
    ChosenExtra,
    code=st.just("X"),
    names=st.just(NAMES),
    pricing=st.sampled_from(ExtraPricing),
    price=amounts,
    cap=st.none() | st.decimals(min_value="0.01", max_value="9999.99", places=2),
    kilometres=st.none() | st.integers(1, 5000),
    pieces=st.integers(1, 99),
)
fees = st.builds(
    Fee,
    kind=st.sampled_from([LineKind.DELIVERY, LineKind.COLLECTION, LineKind.ONE_WAY]),
    amount=amounts,
    rule=st.just("delivery:X"),
)


def quote(*, days: int, with_extras: list[ChosenExtra], with_fees: list[Fee], agreed: bool = True) -> Quote:
    return make_quote(
        class_code="CDMR",
        bands=[DAY] if agreed else [],
        days=days,
        currency="EUR",
        vat_percentage=Decimal("21.00"),
        extras=with_extras,
        fees=with_fees,
    )


@pytest.mark.parametrize(
    ("days", "quantity", "unit", "unit_price", "amount", "rule"),
    [
        pytest.param(3, 6, Unit.DAY, "6.50", "39.00", "extra:SEAT:per_day", id="two for three days"),
        pytest.param(6, 12, Unit.DAY, "6.50", "78.00", "extra:SEAT:per_day", id="the day before the maximum"),
        pytest.param(7, 2, Unit.PIECE, "45.00", "90.00", "extra:SEAT:cap", id="the maximum of each"),
        pytest.param(90, 2, Unit.PIECE, "45.00", "90.00", "extra:SEAT:cap", id="never more"),
    ],
)
def test_an_extra_per_day_costs_its_days_up_to_its_maximum(
    *, days: int, quantity: int, unit: Unit, unit_price: str, amount: str, rule: str
) -> None:
    assert extra_lines(SEAT, days=days) == (
        QuoteLine(
            kind=LineKind.EXTRA,
            quantity=Decimal(quantity),
            unit=unit,
            unit_price=Decimal(unit_price),
            amount=Decimal(amount),
            rule=rule,
            names=NAMES,
            pieces=2,
        ),
    )


def test_a_bundle_costs_once_and_says_the_kilometres_that_it_adds() -> None:
    priced, added = extra_lines(BUNDLE, days=9)

    assert (priced.quantity, priced.unit, priced.amount) == (Decimal(3), Unit.PIECE, Decimal("135.00"))
    assert added == QuoteLine(
        kind=LineKind.KILOMETRES_ADDED,
        quantity=Decimal(1500),
        unit=Unit.KILOMETRE,
        unit_price=Decimal("0.00"),
        amount=Decimal("0.00"),
        rule="extra:KM500:per_rental",
    )


def test_a_fee_is_one_trip() -> None:
    assert fee_line(ONE_WAY) == QuoteLine(
        kind=LineKind.ONE_WAY,
        quantity=Decimal(1),
        unit=Unit.TRIP,
        unit_price=Decimal("35.00"),
        amount=Decimal("35.00"),
        rule="one_way:AMS:*",
    )


def test_make_quote_adds_what_is_chosen_to_the_net_total_and_takes_vat_once() -> None:
    made = quote(days=3, with_extras=[SEAT, BUNDLE], with_fees=[ONE_WAY])

    assert [(line.kind, line.amount) for line in made.lines if line.amount] == [
        (LineKind.RENTAL, Decimal("120.00")),
        (LineKind.EXTRA, Decimal("39.00")),
        (LineKind.EXTRA, Decimal("135.00")),
        (LineKind.ONE_WAY, Decimal("35.00")),
    ]
    assert (made.net_total, made.vat_amount, made.gross_total) == (
        Decimal("329.00"),
        Decimal("69.09"),
        Decimal("398.09"),
    )


def test_make_quote_without_an_agreed_rate_keeps_what_is_chosen_and_adds_nothing_up() -> None:
    made = quote(days=3, with_extras=[SEAT], with_fees=[ONE_WAY], agreed=False)

    assert [(line.kind, line.unit_price, line.amount) for line in made.lines] == [
        (LineKind.EXTRA, Decimal("6.50"), Decimal("0.00")),
        (LineKind.ONE_WAY, Decimal("35.00"), Decimal("0.00")),
    ]
    assert (made.is_priced, made.net_total) == (False, None)


@given(chosen=st.lists(extras, max_size=4), trips=st.lists(fees, max_size=3), days=st.integers(1, 400))
def test_every_amount_is_a_quantity_times_a_price_and_all_add_up(
    chosen: list[ChosenExtra], trips: list[Fee], days: int
) -> None:
    made = quote(days=days, with_extras=chosen, with_fees=trips)

    assert sum(line.amount for line in made.lines) == made.net_total
    assert all(line.amount in {line.quantity * line.unit_price, Decimal("0.00")} for line in made.lines)
    assert all(line.amount.as_tuple().exponent == -2 for line in made.lines)


@given(extra=extras, days=st.integers(1, 400), more=st.integers(0, 400))
def test_an_extra_never_costs_less_for_longer_nor_more_than_its_maximum(
    extra: ChosenExtra, days: int, more: int
) -> None:
    short, long = (
        sum(line.amount for line in extra_lines(extra, days=number)) for number in (days, days + more)
    )

    assert short <= long
    if extra.pricing is ExtraPricing.PER_DAY and extra.cap is not None:
        assert long <= extra.cap * extra.pieces
