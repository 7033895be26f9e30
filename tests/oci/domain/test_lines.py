"""Whatever the offering, the connection and the charset: the cart of a request has no error."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.domain.pricing import Band, make_quote
from catalog.models import Station
from oci.domain.lines import build_items
from oci.enums import QuantityRule, Unpriced, VendorMaterial
from oci.models import Connection
from oci.protocol.call import Control
from oci.protocol.cart import Cart
from oci.protocol.charsets import CHARSETS
from oci.protocol.fields import Version
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.linter import lint_form
from oci.protocol.return_form import build_return_form
from oci.protocol.rules import find_errors
from reservations.models import RentalRequest

PICK_UP = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
RETURN = datetime(2026, 12, 4, 9, 0, tzinfo=UTC)
# No text of a database holds NUL or half a surrogate pair.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60)


@st.composite
def requests(draw: st.DrawFn) -> RentalRequest:
    price = draw(st.none() | st.decimals(min_value="0.01", max_value="999999.99", places=2))
    quote = make_quote(
        class_code="CDMR",
        bands=[] if price is None else [Band(1, price, None, None)],
        days=draw(st.integers(1, 730)),
        currency="EUR",
        vat_percentage=Decimal(21),
    )
    station = Station(name=draw(WORDS), time_zone="Europe/Amsterdam")
    return RentalRequest(
        reference=f"{draw(st.from_regex('[A-Z0-9]{2,8}', fullmatch=True))}-26-{draw(st.integers(1, 10**6)):06}",
        class_code=draw(st.from_regex("[A-Z0-9][A-Z0-9-]{0,11}", fullmatch=True)),
        class_name=draw(WORDS),
        pick_up_at=PICK_UP,
        return_at=RETURN,
        pick_up_station=station,
        return_station=station,
        quote=quote.as_json(),
        net_total=quote.net_total,
        currency=quote.currency,
        language=draw(st.sampled_from(["nl", "en"])),
    )


@st.composite
def connections(draw: st.DrawFn) -> Connection:
    return Connection(
        oci_version=draw(st.sampled_from([version.value for version in Version])),
        unit=draw(st.from_regex("[A-Z0-9]{1,3}", fullmatch=True)),
        vendor_number=draw(st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=10)),
        material_group=draw(st.text(st.characters(codec="ascii", categories=["L", "N"]), max_size=10)),
        vendor_material=draw(st.sampled_from(VendorMaterial.values)),
        unpriced=draw(st.sampled_from(Unpriced.values)),
        quantity_rule=draw(st.sampled_from(QuantityRule.values)),
    )


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_cart_of_ours_has_no_errors(charset: str) -> None:
    @settings(max_examples=40)
    @given(requests(), connections())
    def lint(request: RentalRequest, connection: Connection) -> None:
        items = build_items(rental_request=request, connection=connection, charset=charset)
        form = build_return_form(
            hook_url=parse_hook_url("https://erp.example/oci"),
            cart=Cart(items),
            control=Control(ok_code="ADDI"),
            charset=charset,
        )

        findings = lint_form(form, version=Version(connection.oci_version))

        assert find_errors(findings) == ()

    lint()


@pytest.mark.parametrize(
    ("language", "pick_up", "return_"),
    [
        ("en", "26 November 2026, 09:00", "1 December 2026, 17:30"),
        ("nl", "26 november 2026, 09:00", "1 december 2026, 17:30"),
        ("de", "26. November 2026, 09:00", "1. Dezember 2026, 17:30"),
        ("fr", "26 novembre 2026, 09:00", "1 décembre 2026, 17:30"),
    ],
)
def test_moments_in_a_cart_are_written_as_on_the_pages(language: str, pick_up: str, return_: str) -> None:
    quote = make_quote(class_code="CDMR", bands=[], days=6, currency="EUR", vat_percentage=Decimal(21))
    station = Station(name="Utrecht", time_zone="Europe/Amsterdam")
    request = RentalRequest(
        reference="ACME-26-000123",
        class_code="CDMR",
        class_name="Compact",
        pick_up_at=datetime(2026, 11, 26, 8, 0, tzinfo=UTC),
        return_at=datetime(2026, 12, 1, 16, 30, tzinfo=UTC),
        pick_up_station=station,
        return_station=station,
        quote=quote.as_json(),
        currency="EUR",
        language=language,
    )

    (item,) = build_items(rental_request=request, connection=Connection(), charset="UTF-8")

    first, _reference, start, end, _price = item.value("LONGTEXT").split("\n")
    assert first.startswith("Compact")
    assert start.endswith(f": {pick_up}, Utrecht")
    assert end.endswith(f": {return_}, Utrecht")
