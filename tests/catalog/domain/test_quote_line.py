from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from catalog.domain.quote import LineKind, QuoteLine, Unit

NAMES = (("nl", "Kinderzitje"), ("en", "Child seat"))


def line(kind: LineKind, *, quantity: int = 1, unit: Unit = Unit.TRIP, **more: Any) -> QuoteLine:
    """A line of 10.00. `Any`: the names and pieces of an extra."""
    return QuoteLine(
        kind=kind,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal("10.00"),
        amount=Decimal("10.00") * quantity,
        rule="delivery:X",
        **more,
    )


@pytest.mark.parametrize(
    ("made", "english", "dutch"),
    [
        (line(LineKind.RENTAL, quantity=1, unit=Unit.DAY), "Rental, 1 day", "Huur, 1 dag"),
        (line(LineKind.RENTAL, quantity=5, unit=Unit.DAY), "Rental, 5 days", "Huur, 5 dagen"),
        (line(LineKind.KILOMETRES_INCLUDED, quantity=1250), "1,250 km included", "1.250 km inbegrepen"),
        (line(LineKind.KILOMETRES_UNLIMITED), "Unlimited kilometres", "Onbeperkt kilometers"),
        (line(LineKind.EXTRA_KILOMETRE), "Each further kilometre", "Elke kilometer daarboven"),
        (line(LineKind.KILOMETRES_ADDED, quantity=1500), "1,500 km added", "1.500 km erbij"),
        (line(LineKind.DELIVERY), "Delivery", "Bezorgen"),
        (line(LineKind.COLLECTION), "Collection", "Terughalen"),
        (line(LineKind.ONE_WAY), "Return to another station", "Inleveren bij een andere vestiging"),
        (line(LineKind.EXTRA, unit=Unit.PIECE, names=NAMES), "Child seat", "Kinderzitje"),
        (
            line(LineKind.EXTRA, quantity=2, unit=Unit.PIECE, names=NAMES, pieces=2),
            "2 × Child seat",
            "2 × Kinderzitje",
        ),
        (
            line(LineKind.EXTRA, quantity=1, unit=Unit.DAY, names=NAMES),
            "Child seat, 1 day",
            "Kinderzitje, 1 dag",
        ),
        (
            line(LineKind.EXTRA, quantity=10, unit=Unit.DAY, names=NAMES, pieces=2),
            "2 × Child seat, 5 days",
            "2 × Kinderzitje, 5 dagen",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_line_is_read_in_the_language_of_its_reader(made: QuoteLine, english: str, dutch: str) -> None:
    texts = []
    for language in ("en", "nl"):
        with translation.override(language):
            texts.append(made.text)

    assert texts == [english, dutch]


@pytest.mark.parametrize("kind", LineKind)
def test_every_kind_has_words(kind: LineKind) -> None:
    assert line(kind, names=NAMES).text


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((("en", "Child seat"), ("fr", "Siège enfant")), "Child seat"),
        ((("fr", "Siège enfant"),), "Siège enfant"),
        ((), ""),
    ],
)
def test_another_language_stands_in_for_a_name_that_is_missing(
    names: tuple[tuple[str, str], ...], expected: str
) -> None:
    with translation.override("de"):
        assert line(LineKind.EXTRA, unit=Unit.PIECE, names=names).text == expected


def test_a_line_stored_before_there_were_extras_is_read() -> None:
    stored = {
        "kind": "rental",
        "quantity": "5",
        "unit": "day",
        "unit_price": "38.50",
        "amount": "192.50",
        "rule": "rate:CDMR:1",
    }

    read = QuoteLine.from_json(stored)

    assert read == QuoteLine(
        kind=LineKind.RENTAL,
        quantity=Decimal(5),
        unit=Unit.DAY,
        unit_price=Decimal("38.50"),
        amount=Decimal("192.50"),
        rule="rate:CDMR:1",
    )
    assert read.as_json() == stored


def test_names_come_back_in_our_order_whatever_that_of_the_database() -> None:
    stored = line(LineKind.EXTRA, names=NAMES).as_json() | {
        "names": {"en": "Child seat", "nl": "Kinderzitje"}
    }

    assert QuoteLine.from_json(stored).names == NAMES


@pytest.mark.parametrize("change", [{"names": ["Child seat"]}, {"pieces": 0}, {"pieces": "2"}])
def test_a_line_with_other_names_or_pieces_is_refused(change: dict[str, object]) -> None:
    stored = line(LineKind.EXTRA, names=NAMES).as_json() | change

    with pytest.raises(TypeError):
        QuoteLine.from_json(stored)
