from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.pricing import Band, make_quote
from catalog.domain.quote import LineKind, Quote, QuoteFormatError, QuoteLine, Unit
from catalog.models.texts import LANGUAGES

amounts = st.decimals(min_value="0.00", max_value="99999999.99", places=2)
lines = st.builds(
    QuoteLine,
    kind=st.sampled_from(LineKind),
    quantity=st.decimals(min_value=0, max_value=99999, places=3),
    unit=st.sampled_from(Unit),
    unit_price=amounts,
    amount=amounts,
    rule=st.text(max_size=40),
)
# Only what has a name comes in pieces.
extra_lines = st.builds(
    QuoteLine,
    kind=st.just(LineKind.EXTRA),
    quantity=st.integers(1, 9999).map(Decimal),
    unit=st.sampled_from(Unit),
    unit_price=amounts,
    amount=amounts,
    rule=st.text(max_size=40),
    names=st.lists(st.sampled_from(LANGUAGES), min_size=1, unique=True).map(
        lambda languages: tuple((one, f"name in {one}") for one in LANGUAGES if one in languages)
    ),
    pieces=st.integers(1, 99),
)
quotes = st.builds(
    Quote,
    days=st.integers(1, 400),
    currency=st.sampled_from(["EUR", "GBP"]),
    lines=st.lists(lines | extra_lines, max_size=4).map(tuple),
    vat_percentage=st.decimals(0, 30, places=2),
    net_total=st.none() | amounts,
    vat_amount=st.none() | amounts,
    gross_total=st.none() | amounts,
)

PRICED = make_quote(
    class_code="CDMR",
    bands=[Band(from_days=1, price_per_day=Decimal("38.50"), km_per_day=250, price_extra_km=Decimal("0.12"))],
    days=5,
    currency="EUR",
    vat_percentage=Decimal("21.00"),
)


@given(quote=quotes)
def test_quote_comes_back_from_json_digit_by_digit(quote: Quote) -> None:
    read = Quote.from_json(json.loads(json.dumps(quote.as_json())))

    assert repr(read) == repr(quote)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"days": "5"}, id="days is text"),
        pytest.param({"lines": None}, id="no lines"),
        pytest.param({"lines": [{"kind": "rental"}]}, id="half a line"),
        pytest.param({"lines": [7]}, id="a line that is no line"),
        pytest.param({"net_total": "a lot"}, id="no amount"),
    ],
)
def test_from_json_refuses_what_is_no_quote(change: dict[str, object]) -> None:
    stored = PRICED.as_json() | change

    with pytest.raises(QuoteFormatError):
        Quote.from_json(stored)


def test_from_json_refuses_a_missing_amount() -> None:
    stored = PRICED.as_json()
    del stored["net_total"]

    with pytest.raises(QuoteFormatError):
        Quote.from_json(stored)


def test_price_per_day_is_that_of_the_rental_line() -> None:
    assert PRICED.price_per_day == Decimal("38.50")
