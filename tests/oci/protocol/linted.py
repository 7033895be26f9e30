"""A good return form, changed where a test wants it, and findings in short."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from oci.protocol.call import Control
from oci.protocol.cart import Cart, Item
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.return_form import ReturnForm, build_return_form
from oci.protocol.rules import Finding

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
    "EXT_PRODUCT_ID": "CDMR",
}


def form(*changes: dict[str, str], **options: Any) -> ReturnForm:
    """A form with one rental per change; a change to "" leaves the field out."""
    built = build_return_form(
        hook_url=parse_hook_url("https://erp.example/oci"),
        cart=Cart(tuple(Item.of(RENTAL | change) for change in changes)),
        control=Control(ok_code="ADDI"),
        charset="UTF-8",
    )
    return replace(built, **options)


def found(findings: tuple[Finding, ...]) -> list[tuple[str, int, str, str]]:
    return [(one.rule.value, one.line, one.field, one.detail) for one in findings]
