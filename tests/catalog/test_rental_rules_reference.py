"""Every number in the reference of the rental rules is what the rules make."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from catalog.domain.local_time import instant_of
from catalog.domain.periods import Period, count_days
from catalog.domain.pricing import Band, make_quote
from catalog.domain.public_holidays import list_holidays
from catalog.domain.quote import LineKind
from catalog.domain.surcharges import ChosenExtra, Fee, extra_lines
from catalog.enums import DayCounting, ExtraPricing
from catalog.postcodes import parse_areas

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "rental-rules.md").read_text()
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SEATS = ChosenExtra(
    code="SEAT",
    names=(("en", "Child seat"),),
    pricing=ExtraPricing.PER_DAY,
    price=Decimal("6.50"),
    cap=Decimal("45.00"),
    pieces=2,
)
BUNDLE = ChosenExtra(
    code="KM500",
    names=(("en", "Bundle of 500 km"),),
    pricing=ExtraPricing.PER_RENTAL,
    price=Decimal("45.00"),
    kilometres=500,
)


def rows(heading: str, *, table: int = 0) -> list[list[str]]:
    """The rows of a table under a heading, without its head."""
    (section,) = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", REFERENCE, re.DOTALL | re.MULTILINE)
    tables = [part for part in section.split("\n\n") if part.startswith("|")]
    lines = tables[table].strip().splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def yes_or_no(*, value: bool) -> str:
    return "yes" if value else "no"


@pytest.mark.parametrize(
    ("heading", "counting", "grace"),
    [
        ("Per 24 hours, grace of 30 minutes", DayCounting.PER_24_HOURS, 30),
        ("Per calendar day, no grace", DayCounting.PER_CALENDAR_DAY, 0),
    ],
)
def test_the_reference_counts_days_as_the_rules_do(heading: str, counting: DayCounting, grace: int) -> None:
    told, counted = [], []
    for pick_up, return_at, days, _because in rows(heading):
        start, end = (
            instant_of(datetime.fromisoformat(moment), zone=AMSTERDAM) for moment in (pick_up, return_at)
        )
        told.append(int(days))
        counted.append(
            count_days(
                Period(pick_up=start, return_at=end),
                counting=counting,
                grace=timedelta(minutes=grace),
                zone=AMSTERDAM,
            )
        )

    assert told == counted
    assert len(told) >= 5


def test_the_reference_has_the_dutch_holidays() -> None:
    assert rows("Holidays") == [
        [one.day.isoformat(), one.name, yes_or_no(value=one.is_usual)]
        for one in list_holidays(country="NL", year=2027, language="nl")
    ]


def test_the_reference_prices_extras_as_the_rules_do() -> None:
    made = []
    for days, *_rest in rows("Extras"):
        (line,) = extra_lines(SEATS, days=int(days))
        made.append(
            [days, str(line.quantity), line.unit.value, str(line.unit_price), str(line.amount), line.rule]
        )

    assert rows("Extras") == made


def test_the_reference_serves_the_postcodes_that_rules_serve() -> None:
    told = rows("Delivery and collection")

    assert told == [
        [area, postcode, yes_or_no(value=any(postcode in one for one in parse_areas(area)))]
        for area, postcode, _served in told
    ]


def test_the_reference_has_the_quote_of_its_example() -> None:
    quote = make_quote(
        class_code="CDMR",
        bands=[
            Band(from_days=1, price_per_day=Decimal("38.50"), km_per_day=250, price_extra_km=Decimal("0.12"))
        ],
        days=5,
        currency="EUR",
        vat_percentage=Decimal("21.00"),
        extras=[SEATS, BUNDLE],
        fees=[
            Fee(kind=LineKind.DELIVERY, amount=Decimal("59.00"), rule="delivery:UTC"),
            Fee(kind=LineKind.ONE_WAY, amount=Decimal("35.00"), rule="one_way:*:*"),
        ],
    )

    with translation.override("en"):
        lines = [
            [line.text, str(line.quantity), line.unit.value, str(line.unit_price), str(line.amount)]
            for line in quote.lines
        ]
    assert rows("An example") == lines
    assert [amount for _total, amount in rows("An example", table=1)] == [
        str(quote.net_total),
        str(quote.vat_amount),
        str(quote.gross_total),
    ]
