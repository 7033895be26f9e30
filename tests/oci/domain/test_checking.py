"""The cart is checked by the rules of the buyer's system that the connection is for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import override_settings

from oci.domain.checking import CartRefusedError, check_form
from oci.models import Connection
from oci.protocol.call import Control, Function
from oci.protocol.cart import Cart, Item
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.return_form import ReturnForm, build_return_form
from oci.protocol.rules import Rule

RENTAL = {
    "DESCRIPTION": "Compact, 3 days",
    "QUANTITY": "1",
    "UNIT": "EA",
    "PRICE": "156.00",
    "CURRENCY": "EUR",
    "PRICEUNIT": "1",
    "VENDORMAT": "CDMR",
    "EXT_QUOTE_ID": "ACME-26-000123",
    "EXT_QUOTE_ITEM": "1",
    "EXT_PRODUCT_ID": "CDMR",
}


def form(*changes: dict[str, str]) -> ReturnForm:
    return build_return_form(
        hook_url=parse_hook_url("https://erp.example/oci"),
        cart=Cart(tuple(Item.of(RENTAL | change) for change in changes)),
        control=Control(),
        charset="UTF-8",
    )


@pytest.mark.parametrize(
    ("profile", "change", "warnings"),
    [
        ("generic_4_0", {"PRICE": "0.00"}, [Rule.PRICE_ZERO]),
        ("generic_4_0", {"QUANTITY": "3", "LONGTEXT": "x"}, []),
        ("gone", {"PRICE": "0.00"}, [Rule.PRICE_ZERO]),
        ("afas_profit", {"QUANTITY": "3"}, [Rule.QUANTITY_EDITABLE]),
        ("odoo", {"VENDORMAT": "CDMR-ACME-26-000123"}, [Rule.ARTICLE_NEW]),
        ("dolibarr", {"LONGTEXT": "x"}, [Rule.ARTICLE_SHARED, Rule.LONGTEXT_LOST]),
        ("sap_s4hana_cloud", {"PRICE": "0.00"}, [Rule.PRICE_ZERO]),
    ],
)
def test_check_form_warns_of_what_matters_to_the_buyer(
    profile: str, change: dict[str, str], warnings: list[Rule]
) -> None:
    findings = check_form(form=form(change), connection=Connection(profile=profile))

    assert [finding.rule for finding in findings] == warnings


@pytest.mark.parametrize(
    ("profile", "change", "message"),
    [
        ("dolibarr", {"PRICE": "0.00"}, "PRICE_ZERO in line 1, PRICE"),
        ("odoo", {"PRICEUNIT": "100"}, "PRICE_UNIT_NOT_ONE in line 1, PRICEUNIT"),
    ],
)
def test_check_form_refuses_what_the_buyer_would_lose(
    profile: str, change: dict[str, str], message: str
) -> None:
    with pytest.raises(CartRefusedError) as raised:
        check_form(form=form(change), connection=Connection(profile=profile))

    assert str(raised.value) == message


def test_check_form_goes_by_what_the_buyer_merges() -> None:
    lines = form({}, {"UNIT": "PCE"})

    with pytest.raises(CartRefusedError) as raised:
        check_form(form=lines, connection=Connection(profile="dolibarr"))

    assert str(raised.value) == "LINES_EQUAL in line 2"
    assert check_form(form=lines, connection=Connection()) == ()


@override_settings(PUBLIC_SCHEME="https")
def test_check_form_refuses_to_return_to_s4hana_over_http() -> None:
    plain = replace(form({}), action="http://erp.example/oci")

    warned = check_form(form=plain, connection=Connection())
    with pytest.raises(CartRefusedError) as raised:
        check_form(form=plain, connection=Connection(profile="sap_s4hana_cloud"))

    assert [finding.rule for finding in warned] == [Rule.ACTION_NOT_SECURE]
    assert str(raised.value) == "ACTION_NOT_SECURE"


def test_check_form_asks_a_cart_for_the_fields_of_the_connection_and_no_answer_to_a_function() -> None:
    connection = Connection(required_fields="UNIT MATGROUP CUST_FIELD1")

    with pytest.raises(CartRefusedError) as raised:
        check_form(form=form({}), connection=connection)

    assert str(raised.value) == "FIELD_REQUIRED in line 1, MATGROUP; FIELD_REQUIRED in line 1, CUST_FIELD1"
    assert check_form(form=form({}), connection=connection, function=Function.VALIDATE) == ()


def test_check_form_lets_fields_pass_that_were_agreed() -> None:
    with pytest.raises(CartRefusedError):
        check_form(form=form({"TAX": "21"}), connection=Connection())

    assert check_form(form=form({"TAX": "21"}), connection=Connection(), more_fields=["TAX"]) == ()
