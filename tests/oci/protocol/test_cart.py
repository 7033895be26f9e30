from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.protocol.call import build_query, parse_call
from oci.protocol.cart import Cart, Item, build_cart, parse_cart
from oci.protocol.charsets import CHARSETS
from oci.protocol.errors import CartEmpty, CartError, CartMalformed
from oci.protocol.fields import FIELDS
from oci.protocol.text import fit

RENTAL = {
    "DESCRIPTION": "Compact, e.g. VW Golf, 3 days",
    "QUANTITY": "1",
    "UNIT": "EA",
    "PRICE": "156.00",
    "CURRENCY": "EUR",
    "PRICEUNIT": "1",
    "LONGTEXT": "Pick-up Utrecht\nReturn Utrecht",
    "VENDORMAT": "CDMR",
    "EXT_QUOTE_ID": "ACME-26-000123",
    "EXT_QUOTE_ITEM": "1",
}


def cart(*changes: dict[str, str]) -> Cart:
    """One rental per change; a change to "" leaves the field out."""
    return Cart(tuple(Item.of(RENTAL | change) for change in changes))


def test_build_cart_writes_the_specified_names() -> None:
    fields = build_cart(cart({}))

    assert fields == (
        ("NEW_ITEM-DESCRIPTION[1]", "Compact, e.g. VW Golf, 3 days"),
        ("NEW_ITEM-QUANTITY[1]", "1"),
        ("NEW_ITEM-UNIT[1]", "EA"),
        ("NEW_ITEM-PRICE[1]", "156.00"),
        ("NEW_ITEM-CURRENCY[1]", "EUR"),
        ("NEW_ITEM-PRICEUNIT[1]", "1"),
        ("NEW_ITEM-LONGTEXT_1:132[]", "Pick-up Utrecht\nReturn Utrecht"),
        ("NEW_ITEM-VENDORMAT[1]", "CDMR"),
        ("NEW_ITEM-EXT_QUOTE_ID[1]", "ACME-26-000123"),
        ("NEW_ITEM-EXT_QUOTE_ITEM[1]", "1"),
    )


def test_build_cart_counts_lines_from_one() -> None:
    fields = build_cart(
        Cart((Item.of({"MATNR": "1", "QUANTITY": "1"}), Item.of({"MATNR": "2", "QUANTITY": "2"})))
    )

    assert [name for name, _ in fields] == [
        "NEW_ITEM-MATNR[1]",
        "NEW_ITEM-QUANTITY[1]",
        "NEW_ITEM-MATNR[2]",
        "NEW_ITEM-QUANTITY[2]",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        [("NEW_ITEM-UNIT[2]", "EA")],
        [("NEW_ITEM-UNIT[0]", "EA")],
        [("NEW_ITEM-UNIT[1]", "EA"), ("NEW_ITEM-UNIT[3]", "EA")],
        [("NEW_ITEM-UNIT[1]", "EA"), ("new_item-unit[1]", "PCE")],
        [("NEW_ITEM-UNIT[1]", "EA"), ("NEW_ITEM-UNIT[01]", "PCE")],
        [("NEW_ITEM-UNIT", "EA")],
        [("NEW_ITEM-UNIT[]", "EA")],
        [("NEW_ITEM-UNIT[x]", "EA")],
        [("NEW_ITEM-UNIT[١]", "EA")],
        [("NEW_ITEM-LONGTEXT_1:132[1]", "EA")],
    ],
)
def test_parse_cart_refuses(fields: list[tuple[str, str]]) -> None:
    with pytest.raises(CartMalformed):
        parse_cart(fields)


@pytest.mark.parametrize("fields", [[], [("~OkCode", "ADDI")]])
def test_parse_cart_refuses_no_lines(fields: list[tuple[str, str]]) -> None:
    with pytest.raises(CartEmpty):
        parse_cart(fields)


def test_parse_cart_reads_any_case_and_order() -> None:
    parsed = parse_cart(
        [
            ("new_item-unit[2]", "EA"),
            ("~CALLER", "CTLG"),
            ("NEW_ITEM-LONGTEXT_1:132[]", "a\r\nb"),
            ("NEW_ITEM-UNIT[1]", "DAY"),
        ]
    )

    assert parsed == Cart((Item((("LONGTEXT", "a\nb"), ("UNIT", "DAY"))), Item((("UNIT", "EA"),))))


@st.composite
def carts(draw: st.DrawFn, charset: str) -> Cart:
    """Carts as the engine makes them: every text fitted to its field."""
    items = []
    for _ in range(draw(st.integers(1, 3))):
        values = {"MATNR": "1", "QUANTITY": "1"}
        for name in draw(st.sets(st.sampled_from(["DESCRIPTION", "LONGTEXT", "VENDORMAT", "CUST_FIELD5"]))):
            text = draw(st.text(max_size=60))
            values[name] = fit(text, longest=FIELDS[name].length, charset=charset, lines=name == "LONGTEXT")
        items.append(Item.of(values))
    return Cart(tuple(items))


@pytest.mark.parametrize("charset", CHARSETS)
def test_cart_round_trips_through_a_browser(charset: str) -> None:
    @settings(max_examples=10)
    @given(carts(charset))
    def round_trip(sent: Cart) -> None:
        posted = [(name, value.replace("\n", "\r\n")) for name, value in build_cart(sent)]
        body = build_query([*posted, ("http_content_charset", charset)], charset=charset)

        received = parse_call("", body)

        assert parse_cart([(one.name, one.value) for one in received.parameters]) == sent

    round_trip()


@settings(max_examples=50)
@given(st.lists(st.tuples(st.text(max_size=20) | st.sampled_from(["NEW_ITEM-UNIT[1]"]), st.text(max_size=5))))
def test_parse_cart_raises_nothing_but_its_own_errors(fields: list[tuple[str, str]]) -> None:
    with suppress(CartError):
        parse_cart(fields)
