from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.pricing import Band, choose_band, make_quote
from catalog.domain.quote import LineKind, Quote, QuoteLine, Unit

DAY = Band(from_days=1, price_per_day=Decimal("38.50"), km_per_day=250, price_extra_km=Decimal("0.12"))
WEEK = Band(from_days=7, price_per_day=Decimal("33.00"), km_per_day=200, price_extra_km=Decimal("0.12"))
MONTH = Band(from_days=28, price_per_day=Decimal("27.25"), km_per_day=None, price_extra_km=None)
BANDS = (WEEK, MONTH, DAY)

amounts = st.decimals(min_value="0.01", max_value="9999.99", places=2)
bands = st.builds(
    Band,
    from_days=st.integers(1, 90),
    price_per_day=amounts,
    km_per_day=st.none() | st.integers(0, 1000),
    price_extra_km=st.none() | amounts,
)


@pytest.mark.parametrize(
    ("days", "expected"), [(1, DAY), (6, DAY), (7, WEEK), (27, WEEK), (28, MONTH), (365, MONTH)]
)
def test_choose_band_takes_the_highest_that_the_days_reach(days: int, expected: Band) -> None:
    assert choose_band(BANDS, days=days) == expected


@pytest.mark.parametrize(("agreed", "days"), [((), 3), ((WEEK, MONTH), 6)])
def test_choose_band_finds_none_where_none_is_agreed(agreed: tuple[Band, ...], days: int) -> None:
    assert choose_band(agreed, days=days) is None


def test_make_quote_writes_each_line_with_its_rule() -> None:
    quote = make_quote(
        class_code="CDMR", bands=BANDS, days=5, currency="EUR", vat_percentage=Decimal("21.00")
    )

    rule = "rate:CDMR:1"
    assert quote == Quote(
        days=5,
        currency="EUR",
        lines=(
            QuoteLine(
                kind=LineKind.RENTAL,
                quantity=Decimal(5),
                unit=Unit.DAY,
                unit_price=Decimal("38.50"),
                amount=Decimal("192.50"),
                rule=rule,
            ),
            QuoteLine(
                kind=LineKind.KILOMETRES_INCLUDED,
                quantity=Decimal(1250),
                unit=Unit.KILOMETRE,
                unit_price=Decimal("0.00"),
                amount=Decimal("0.00"),
                rule=rule,
            ),
            QuoteLine(
                kind=LineKind.EXTRA_KILOMETRE,
                quantity=Decimal(0),
                unit=Unit.KILOMETRE,
                unit_price=Decimal("0.12"),
                amount=Decimal("0.00"),
                rule=rule,
            ),
        ),
        vat_percentage=Decimal("21.00"),
        net_total=Decimal("192.50"),
        vat_amount=Decimal("40.43"),
        gross_total=Decimal("232.93"),
    )


def test_make_quote_says_so_when_kilometres_are_unlimited() -> None:
    quote = make_quote(
        class_code="CDMR", bands=[MONTH], days=28, currency="EUR", vat_percentage=Decimal("21.00")
    )

    assert [line.kind for line in quote.lines] == [LineKind.RENTAL, LineKind.KILOMETRES_UNLIMITED]


def test_make_quote_without_an_agreed_rate_is_unpriced() -> None:
    quote = make_quote(class_code="LCAR", bands=[], days=3, currency="EUR", vat_percentage=Decimal("21.00"))

    assert quote == Quote(
        days=3,
        currency="EUR",
        lines=(),
        vat_percentage=Decimal("21.00"),
        net_total=None,
        vat_amount=None,
        gross_total=None,
    )
    assert (quote.is_priced, quote.price_per_day) == (False, None)


@given(agreed=st.lists(bands, max_size=5), days=st.integers(1, 400), vat=st.decimals(0, 30, places=2))
def test_amounts_of_a_quote_add_up(agreed: list[Band], days: int, vat: Decimal) -> None:
    quote = make_quote(class_code="CDMR", bands=agreed, days=days, currency="EUR", vat_percentage=vat)

    if quote.net_total is None or quote.vat_amount is None:
        assert quote.gross_total is None
    else:
        assert sum(line.amount for line in quote.lines) == quote.net_total
        assert quote.net_total + quote.vat_amount == quote.gross_total
        assert all(line.amount.as_tuple().exponent == -2 for line in quote.lines)


@given(band=bands, days=st.integers(1, 400), more=st.integers(0, 400))
def test_within_a_band_more_days_never_cost_less(band: Band, days: int, more: int) -> None:
    def price(number: int) -> Decimal:
        quote = make_quote(
            class_code="CDMR", bands=[band], days=number, currency="EUR", vat_percentage=Decimal(21)
        )
        return quote.net_total or Decimal(0)

    assert price(days) <= price(days + more)
