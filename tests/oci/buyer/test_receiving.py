"""What each kind of receiver keeps, loses and makes of a cart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci.buyer.receiving import Kept, keep
from oci.profiles import PROFILES, Receiver
from oci.protocol.cart import Cart, Item, build_cart
from oci.protocol.fields import FIELDS, Version
from oci.protocol.names import build_name

LINE = {
    "DESCRIPTION": "Compact, 3 days",
    "QUANTITY": "1",
    "UNIT": "EA",
    "PRICE": "156.00",
    "CURRENCY": "EUR",
    "VENDORMAT": "cdmr",
    "LONGTEXT": "Pick-up Utrecht\nReturn Utrecht",
}


def cart(*changes: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The form fields of a line for each of `changes`; a change to "" leaves the field out."""
    return build_cart(Cart(tuple(Item.of(LINE | change) for change in changes)))


def item(**changes: str) -> Item:
    return Item.of(LINE | changes)


@pytest.mark.parametrize(
    ("receiver", "changes", "kept"),
    [
        (Receiver(), [{}], Kept((item(),))),
        (Receiver(), [{"UNIT": ""}], Kept((item(UNIT=""),))),
        (
            Receiver(drops_incomplete=True),
            [{}, {"QUANTITY": ""}, {"UNIT": ""}, {"CURRENCY": ""}, {"UNIT": "", "MATNR": "4711"}],
            Kept(
                (item(), item(UNIT="", MATNR="4711")),
                (
                    "line 2: refused without QUANTITY",
                    "line 3: refused without UNIT or MATNR",
                    "line 4: refused without CURRENCY",
                ),
                lost=3,
            ),
        ),
        (
            Receiver(cuts=True),
            [{"DESCRIPTION": "x" * 50, "CUST_FIELD16": "y" * 300}],
            Kept(
                (item(DESCRIPTION="x" * 40, CUST_FIELD16="y" * 300),),
                ("line 1: cuts DESCRIPTION after 40 characters",),
            ),
        ),
        (
            Receiver(capitals=("VENDORMAT", "UNIT")),
            [{}],
            Kept((item(VENDORMAT="CDMR"),), ("line 1: turns VENDORMAT into capital letters",)),
        ),
        (
            Receiver(ignores=("UNIT", "MATGROUP"), loses_long_text=True),
            [{}],
            Kept((item(UNIT="", LONGTEXT=""),), ("does not read UNIT, LONGTEXT",)),
        ),
        (
            Receiver(needs=("VENDORMAT", "PRICE")),
            [{"VENDORMAT": "", "PRICE": ""}],
            Kept((), ("line 1: refused without VENDORMAT, PRICE",), lost=1),
        ),
        (
            Receiver(refuses_zero=True),
            [{"PRICE": "0.00"}, {"PRICE": "free"}, {"PRICE": "0.01"}],
            Kept(
                (item(PRICE="0.01"),),
                ("line 1: refused without a price", "line 2: refused without a price"),
                lost=2,
            ),
        ),
        (
            Receiver(merges_by=("VENDORMAT", "PRICE")),
            [{}, {"DESCRIPTION": "Another"}, {"PRICE": "1.00"}],
            Kept((item(QUANTITY="2"), item(PRICE="1.00")), ("makes 2 of 3 lines",), lost=1),
        ),
    ],
)
def test_keep_does_as_the_receiver_does(
    receiver: Receiver, changes: list[dict[str, str]], kept: Kept
) -> None:
    assert keep(cart(*changes), receiver=receiver) == kept


def test_keep_reads_no_more_fields_than_the_receiver() -> None:
    fields = cart({}, {})

    kept = keep(fields, receiver=Receiver(largest_form=8, drops_incomplete=True))

    assert kept == Kept(
        (item(),),
        ("reads 8 fields and loses 6", "line 2: refused without QUANTITY, UNIT or MATNR"),
        lost=1,
    )


def test_keep_stops_where_a_line_is_missing() -> None:
    fields = [
        (build_name(name, line), value) for line in (1, 2, 4) for name, value in item(LONGTEXT="").fields
    ]

    kept = keep(fields, receiver=Receiver(stops_at_gap=True))

    assert kept == Kept((item(LONGTEXT=""),) * 2, ("stops reading at line 3, which is missing",), lost=1)


def test_keep_cuts_by_the_lengths_of_the_version() -> None:
    fields = cart({"MATNR": "x" * 40})

    kept = keep(fields, receiver=Receiver(cuts=True), version=Version.V3_0)

    assert kept.notes == ("line 1: cuts MATNR after 18 characters",)


@pytest.mark.parametrize("code", PROFILES)
def test_every_receiver_takes_whatever_comes(code: str) -> None:
    names = [build_name(name, line) for name in FIELDS for line in (0, 1, 2)]

    @given(st.lists(st.tuples(st.text() | st.sampled_from(names), st.text())))
    def receive(fields: list[tuple[str, str]]) -> None:
        kept = keep(fields, receiver=PROFILES[code].receiver)

        assert kept.lost >= 0

    receive()
