"""A rental with charges beside it, as one line of the cart or as several."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.quote import LineKind, Quote, QuoteLine, Unit
from catalog.models import Station
from oci.domain.cart_rules import CartRules
from oci.domain.lines import build_items
from oci.enums import CartLines, Lines, QuantityRule, Source, Unpriced, VendorMaterial
from oci.models import CartField, Connection
from oci.protocol.call import Control
from oci.protocol.cart import Cart, Item
from oci.protocol.fields import Version
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.linter import lint_form
from oci.protocol.numbers import parse_number
from oci.protocol.return_form import build_return_form
from oci.protocol.rules import Rule, find_errors
from reservations.models import RentalRequest

PICK_UP = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
RETURN = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)


def rental_line(days: int, price: str) -> QuoteLine:
    return QuoteLine(
        kind=LineKind.RENTAL,
        quantity=Decimal(days),
        unit=Unit.DAY,
        unit_price=Decimal(price),
        amount=Decimal(price) * days,
        rule="rate:CDMR:1",
    )


def charge_line(
    kind: LineKind, quantity: int, price: str, *, unit: Unit, rule: str = "delivery:NL"
) -> QuoteLine:
    return QuoteLine(
        kind=kind,
        quantity=Decimal(quantity),
        unit=unit,
        unit_price=Decimal(price),
        amount=Decimal(price) * quantity,
        rule=rule,
        names=(("nl", "Kinderzitje"), ("en", "Child seat")) if kind is LineKind.EXTRA else (),
    )


SEAT = charge_line(LineKind.EXTRA, 3, "4.50", unit=Unit.DAY, rule="extra:SEAT:per_day")
DELIVERY = charge_line(LineKind.DELIVERY, 1, "35.00", unit=Unit.TRIP)
COLLECTION = charge_line(LineKind.COLLECTION, 1, "35.00", unit=Unit.TRIP)
ONE_WAY = charge_line(LineKind.ONE_WAY, 1, "60.00", unit=Unit.TRIP, rule="one_way:AMS:*")
# Facts and what comes free have no line of their own.
INCLUDED = charge_line(LineKind.KILOMETRES_INCLUDED, 300, "0.00", unit=Unit.KILOMETRE, rule="rate:CDMR:1")
FREE_SEAT = charge_line(LineKind.EXTRA, 1, "0.00", unit=Unit.PIECE, rule="extra:SEAT:per_rental")


def make_request(*lines: QuoteLine, days: int = 3, language: str = "en") -> RentalRequest:
    net_total = sum((line.amount for line in lines), start=Decimal("0.00")) if lines else None
    quote = Quote(
        days=days,
        currency="EUR",
        lines=lines,
        vat_percentage=Decimal(21),
        net_total=net_total,
        vat_amount=None if net_total is None else Decimal("0.00"),
        gross_total=net_total,
    )
    station = Station(name="Utrecht", time_zone="Europe/Amsterdam")
    return RentalRequest(
        reference="ACME-26-000123",
        class_code="CDMR",
        class_name="Compact",
        pick_up_at=PICK_UP,
        return_at=RETURN,
        pick_up_station=station,
        return_station=station,
        quote=quote.as_json(),
        net_total=net_total,
        currency="EUR",
        language=language,
    )


def build(*lines: QuoteLine, days: int = 3, **options: Any) -> tuple[Item, ...]:
    return build_items(
        rental_request=make_request(*lines, days=days),
        connection=Connection(**{"cart_lines": CartLines.PER_CHARGE, **options}),
        charset="UTF-8",
    )


def columns(items: tuple[Item, ...], *names: str) -> list[tuple[str, ...]]:
    return [tuple(item.value(name) for name in names) for item in items]


def test_a_line_for_the_rental_and_one_for_each_charge() -> None:
    items = build(rental_line(3, "40.00"), INCLUDED, SEAT, FREE_SEAT, DELIVERY, COLLECTION, ONE_WAY)

    assert columns(items, "DESCRIPTION", "QUANTITY", "UNIT", "PRICE", "VENDORMAT", "EXT_QUOTE_ITEM") == [
        ("Compact, 3 days from 01-12-2026", "1", "EA", "120.00", "CDMR", "1"),
        ("Child seat, 3 days", "1", "EA", "13.50", "EXTRA-SEAT", "2"),
        ("Delivery", "1", "EA", "35.00", "DELIVERY", "3"),
        ("Collection", "1", "EA", "35.00", "COLLECTION", "4"),
        ("Return to another station", "1", "EA", "60.00", "ONE-WAY", "5"),
    ]
    assert {item.value("EXT_QUOTE_ID") for item in items} == {"ACME-26-000123"}
    # Only a class can be looked up or validated later.
    assert columns(items, "EXT_PRODUCT_ID") == [("CDMR",), ("",), ("",), ("",), ("",)]
    assert items[2].value("LONGTEXT").split("\n") == [
        "Delivery",
        "Compact or similar",
        "Reference: ACME-26-000123",
    ]


def test_one_line_for_everything_tells_what_is_in_it() -> None:
    (item,) = build(rental_line(3, "40.00"), INCLUDED, DELIVERY, cart_lines=CartLines.ONE)

    assert columns((item,), "QUANTITY", "UNIT", "PRICE", "VENDORMAT", "EXT_QUOTE_ITEM") == [
        ("1", "EA", "155.00", "CDMR", "1")
    ]
    assert item.value("LONGTEXT").split("\n")[-2:] == ["Rental, 3 days: 120.00 EUR", "Delivery: 35.00 EUR"]


@pytest.mark.parametrize(
    ("vendor_material", "articles"),
    [
        (VendorMaterial.CLASS_CODE, ["CDMR", "EXTRA-SEAT", "EXTRA-SEAT-2", "DELIVERY"]),
        (
            VendorMaterial.CLASS_AND_REFERENCE,
            [
                "CDMR-ACME-26-000123",
                "EXTRA-SEAT-ACME-26-000123",
                "EXTRA-SEAT-2-ACME-26-000123",
                "DELIVERY-ACME-26-000123",
            ],
        ),
        (
            VendorMaterial.REFERENCE,
            ["ACME-26-000123", "ACME-26-000123-2", "ACME-26-000123-3", "ACME-26-000123-4"],
        ),
    ],
)
def test_no_two_lines_have_their_article_in_common(vendor_material: str, articles: list[str]) -> None:
    items = build(rental_line(3, "40.00"), SEAT, SEAT, DELIVERY, vendor_material=vendor_material)

    assert [item.value("VENDORMAT") for item in items] == articles


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([rental_line(3, "41.83")], [("3", "DAY", "41.83")]),
        ([rental_line(1, "41.83")], [("1", "DAY", "41.83")]),
        # A price of three decimals is one, a price of four is not.
        ([rental_line(4, "10.125")], [("4", "DAY", "10.125")]),
        ([rental_line(4, "10.1225")], [("1", "EA", "40.49")]),
        # What was capped is no longer days times a price.
        ([replace(rental_line(30, "41.83"), amount=Decimal("1000.00"))], [("1", "EA", "1000.00")]),
        # Two rates in one rental have no price of a day.
        ([rental_line(2, "40.00"), rental_line(2, "30.00")], [("1", "EA", "140.00")]),
        ([rental_line(3, "40.00"), SEAT], [("3", "DAY", "40.00"), ("3", "DAY", "4.50")]),
        ([rental_line(3, "40.00"), DELIVERY], [("3", "DAY", "40.00"), ("1", "EA", "35.00")]),
        ([], [("1", "EA", "0.00")]),
    ],
)
def test_days_times_a_price_where_that_is_exact(
    lines: list[QuoteLine], expected: list[tuple[str, ...]]
) -> None:
    assert columns(build(*lines, quantity_rule=QuantityRule.DAYS), "QUANTITY", "UNIT", "PRICE") == expected


def test_days_are_not_the_measure_of_a_line_that_holds_more_than_the_rental() -> None:
    (item,) = build(
        rental_line(3, "40.00"), DELIVERY, cart_lines=CartLines.ONE, quantity_rule=QuantityRule.DAYS
    )

    assert columns((item,), "QUANTITY", "UNIT", "PRICE") == [("1", "EA", "155.00")]


@pytest.mark.parametrize(
    "lines",
    [
        # OCI has no negative price.
        [rental_line(3, "40.00"), charge_line(LineKind.EXTRA, 1, "-20.00", unit=Unit.PIECE)],
        # A rental for nothing would be a line that receivers refuse.
        [rental_line(3, "0.00"), DELIVERY],
    ],
)
def test_charges_that_cannot_stand_alone_stay_with_the_rental(lines: list[QuoteLine]) -> None:
    items = build(*lines)

    total = sum(line.amount for line in lines)
    assert columns(items, "VENDORMAT", "PRICE") == [("CDMR", f"{total:.2f}")]


@pytest.mark.parametrize(
    ("unpriced", "price"),
    [(Unpriced.ZERO, ("0.00", "EUR")), (Unpriced.CENT, ("0.01", "EUR")), (Unpriced.OMIT, ("", ""))],
)
def test_without_a_rate_there_is_one_line_that_says_so(unpriced: str, price: tuple[str, str]) -> None:
    (item,) = build_items(
        rental_request=make_request(),
        connection=Connection(cart_lines=CartLines.PER_CHARGE, unpriced=unpriced),
        charset="UTF-8",
    )

    assert columns((item,), "PRICE", "CURRENCY") == [price]
    assert item.value("LONGTEXT").endswith("Price per contract")


@pytest.mark.parametrize(
    ("version", "lines", "expected"),
    [
        ("5.0", [rental_line(3, "40.00"), SEAT, DELIVERY], [("R", ""), ("L", "1"), ("L", "1")]),
        ("5.0", [rental_line(3, "40.00")], [("", "")]),
        ("4.0", [rental_line(3, "40.00"), DELIVERY], [("", ""), ("", "")]),
    ],
)
def test_oci_5_knows_that_charges_hang_from_the_rental(
    version: str, lines: list[QuoteLine], expected: list[tuple[str, ...]]
) -> None:
    items = build(*lines, oci_version=version)

    assert columns(items, "ITEM_TYPE", "PARENT_ID") == expected


def test_rules_tell_the_rental_from_its_charges() -> None:
    rules = CartRules(
        (
            CartField(field="MATGROUP", lines=Lines.RENTAL, kind=Source.CONSTANT, source="7810"),
            CartField(field="MATGROUP", lines=Lines.CHARGES, kind=Source.CONSTANT, source="7811"),
            CartField(
                field="CUST_FIELD5", kind=Source.TEMPLATE, source="{line.number} {line.text} {line.amount}"
            ),
        )
    )

    items = build_items(
        rental_request=make_request(rental_line(3, "40.00"), DELIVERY),
        connection=Connection(cart_lines=CartLines.PER_CHARGE, material_group="1"),
        charset="UTF-8",
        rules=rules,
    )

    assert columns(items, "MATGROUP", "CUST_FIELD5") == [
        ("7810", "1 Rental, 3 days 120.00"),
        ("7811", "2 Delivery 35.00"),
    ]


AMOUNTS = st.decimals(min_value="0.00", max_value="9999.99", places=2)
CHARGES = (
    LineKind.EXTRA,
    LineKind.KILOMETRES_ADDED,
    LineKind.DELIVERY,
    LineKind.COLLECTION,
    LineKind.ONE_WAY,
)


@st.composite
def quotes(draw: st.DrawFn) -> tuple[QuoteLine, ...]:
    days = draw(st.integers(1, 60))
    charges = draw(
        st.lists(
            st.builds(
                lambda kind, quantity, price, unit: charge_line(kind, quantity, str(price), unit=unit),
                st.sampled_from(CHARGES),
                st.integers(1, 90),
                AMOUNTS,
                st.sampled_from(Unit),
            ),
            max_size=5,
        )
    )
    return (rental_line(days, str(draw(AMOUNTS))), INCLUDED, *charges)


@given(
    quotes(),
    st.sampled_from(CartLines),
    st.sampled_from(QuantityRule),
    st.sampled_from(VendorMaterial),
    st.sampled_from(list(Version)),
)
def test_the_lines_add_up_to_the_net_total_and_are_never_merged(
    lines: tuple[QuoteLine, ...], cart_lines: str, quantity_rule: str, vendor_material: str, version: Version
) -> None:
    items = build(
        *lines,
        cart_lines=cart_lines,
        quantity_rule=quantity_rule,
        vendor_material=vendor_material,
        oci_version=version.value,
    )

    sums = [parse_number(item.value("QUANTITY")) * parse_number(item.value("PRICE")) for item in items]
    assert sum(sums) == sum(line.amount for line in lines)
    form = build_return_form(
        hook_url=parse_hook_url("https://erp.example/oci"),
        cart=Cart(items),
        control=Control(),
        charset="UTF-8",
    )
    findings = lint_form(form, version=version)
    assert find_errors(findings) == ()
    assert Rule.LINES_EQUAL not in {finding.rule for finding in findings}
    assert len({item.value("VENDORMAT") for item in items}) == len(items)
