from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest
from django.utils import translation

from catalog.domain.opening import Hours
from catalog.domain.pricing import Band, make_quote
from catalog.domain.wording import acriss_text, money_text, week_text

BANDS = [Band(from_days=1, price_per_day=Decimal("38.50"), km_per_day=250, price_extra_km=Decimal("0.12"))]


def hours(weekday: int, *, opens: int = 8, closes: int = 18) -> Hours:
    return Hours(weekday=weekday, opens=time(opens), closes=time(closes))


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "€ 1.234,50"),
        ("en", "€1,234.50"),
        ("de", "1.234,50 €"),
        ("fr", "1 234,50 €"),
    ],
)
def test_money_text_follows_the_language(language: str, expected: str) -> None:
    with translation.override(language):
        text = money_text(Decimal("1234.50"), "EUR")

    assert text.replace("\xa0", " ").replace("\u202f", " ") == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ["Rental, 5 days", "1,250 km included", "Each further kilometre"]),
        ("nl", ["Huur, 5 dagen", "1.250 km inbegrepen", "Elke kilometer daarboven"]),
    ],
)
def test_lines_of_a_quote_are_read_in_the_active_language(language: str, expected: list[str]) -> None:
    quote = make_quote(class_code="CDMR", bands=BANDS, days=5, currency="EUR", vat_percentage=Decimal(21))

    with translation.override(language):
        texts = [line.text for line in quote.lines]

    assert texts == expected


def test_a_rental_of_one_day_is_one_day() -> None:
    quote = make_quote(class_code="CDMR", bands=BANDS, days=1, currency="EUR", vat_percentage=Decimal(21))

    with translation.override("en"):
        assert quote.lines[0].text == "Rental, 1 day"


@pytest.mark.parametrize(
    ("weekly", "expected"),
    [
        ([], ""),
        ([hours(0)], "Mon 08:00–18:00"),
        ([hours(day) for day in range(5)], "Mon–Fri 08:00–18:00"),
        ([hours(4), hours(0), hours(1)], "Mon–Tue 08:00–18:00, Fri 08:00–18:00"),
        ([hours(0), hours(1), hours(2, opens=9)], "Mon–Tue 08:00–18:00, Wed 09:00–18:00"),
        (
            [hours(0, opens=13), hours(0, closes=12), hours(1, closes=12), hours(1, opens=13)],
            "Mon–Tue 08:00–12:00 13:00–18:00",
        ),
    ],
)
def test_week_text_takes_neighbouring_days_together(weekly: list[Hours], expected: str) -> None:
    with translation.override("en"):
        assert week_text(weekly) == expected


def test_week_text_follows_the_language() -> None:
    with translation.override("nl"):
        assert week_text([hours(5)]) == "za 08:00–18:00"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("nl", "Compact, 4–5 deuren, handgeschakeld, airco"),
        ("en-gb", "Compact, 4–5 doors, manual, air conditioning"),
        ("de", "Kompaktklasse, 4–5 Türen, Schaltgetriebe, Klimaanlage"),
        ("fr", "Compacte, 4–5 portes, boîte manuelle, climatisation"),
        ("pl", "Compact, 4–5 doors, manual, air conditioning"),
    ],
)
def test_acriss_text_follows_the_language(language: str, expected: str) -> None:
    with translation.override(language):
        assert acriss_text("CDMR") == expected
