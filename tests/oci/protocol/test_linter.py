from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from oci.protocol.call import Function
from oci.protocol.fields import Version
from oci.protocol.linter import lint_form
from oci.protocol.rules import LEVELS, Level, Rule, find_errors
from tests.oci.protocol.linted import form, found


def test_lint_form_finds_nothing_in_a_good_form() -> None:
    assert lint_form(form({}, {"VENDORMAT": "IDMR"})) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"DESCRIPTION": ""}, ("FIELD_MISSING_WITHOUT", 1, "DESCRIPTION", "MATNR")),
        ({"UNIT": ""}, ("FIELD_MISSING_WITHOUT", 1, "UNIT", "MATNR")),
        ({"QUANTITY": ""}, ("FIELD_MISSING", 1, "QUANTITY", "")),
        ({"CURRENCY": ""}, ("FIELD_MISSING_WITH", 1, "CURRENCY", "PRICE")),
        ({"EXT_QUOTE_ITEM": ""}, ("FIELD_MISSING_WITH", 1, "EXT_QUOTE_ITEM", "EXT_QUOTE_ID")),
        ({"CONTRACT": "4600"}, ("FIELD_MISSING_WITH", 1, "CONTRACT_ITEM", "CONTRACT")),
        ({"EXT_CATEGORY": "cars"}, ("FIELD_MISSING_WITH", 1, "EXT_SCHEMA_TYPE", "EXT_CATEGORY")),
        ({"PRICE": ""}, ("PRICE_MISSING", 1, "PRICE", "")),
        ({"PRICEUNIT": ""}, ("PRICE_UNIT_MISSING", 1, "PRICEUNIT", "")),
        ({"VENDORMAT": ""}, ("ARTICLE_MISSING", 1, "VENDORMAT", "")),
        ({"EXT_PRODUCT_ID": ""}, ("PRODUCT_MISSING", 1, "EXT_PRODUCT_ID", "")),
        ({"DESCRIPTION": "x" * 41}, ("FIELD_TOO_LONG", 1, "DESCRIPTION", "40")),
        ({"UNIT": "EACH"}, ("FIELD_TOO_LONG", 1, "UNIT", "3")),
        ({"CUST_FIELD5": "🚗" * 26}, ("FIELD_TOO_LONG", 1, "CUST_FIELD5", "50")),
        ({"DESCRIPTION": "a\nb"}, ("FIELD_BROKEN_UP", 1, "DESCRIPTION", "")),
        ({"DESCRIPTION": "a\n"}, ("FIELD_BROKEN_UP", 1, "DESCRIPTION", "")),
        ({"MATGROUP": " "}, ("FIELD_EMPTY", 1, "MATGROUP", "")),
        ({"TAX": "21"}, ("FIELD_UNKNOWN", 1, "TAX", "")),
        ({"ITEM_TYPE": "R"}, ("FIELD_UNKNOWN", 1, "ITEM_TYPE", "")),
        ({"SERVICE": "1"}, ("VALUE_NOT_ALLOWED", 1, "SERVICE", "X")),
        ({"UNIT": "ea"}, ("UNIT_MALFORMED", 1, "UNIT", "")),
        ({"CURRENCY": "€"}, ("CURRENCY_MALFORMED", 1, "CURRENCY", "")),
        ({"CURRENCY": "EURO"}, ("CURRENCY_MALFORMED", 1, "CURRENCY", "")),
        ({"PRICE": "1,250.00"}, ("NUMBER_MALFORMED", 1, "PRICE", "")),
        ({"PRICE": "1.2345"}, ("NUMBER_MALFORMED", 1, "PRICE", "")),
        ({"PRICE": "-1.00"}, ("NUMBER_MALFORMED", 1, "PRICE", "")),
        ({"PRICEUNIT": "1.0"}, ("NUMBER_MALFORMED", 1, "PRICEUNIT", "")),
        ({"LEADTIME": "٣"}, ("NUMBER_MALFORMED", 1, "LEADTIME", "")),
        ({"QUANTITY": "0.000"}, ("QUANTITY_ZERO", 1, "QUANTITY", "")),
        ({"QUANTITY": "1.5"}, ("QUANTITY_NOT_WHOLE", 1, "QUANTITY", "")),
        ({"PRICE": "0.00"}, ("PRICE_ZERO", 1, "PRICE", "")),
        ({"PRICEUNIT": "0"}, ("PRICE_UNIT_ZERO", 1, "PRICEUNIT", "")),
        ({"PRICEUNIT": "100"}, ("PRICE_UNIT_NOT_ONE", 1, "PRICEUNIT", "")),
    ],
)
def test_lint_form_finds_what_is_wrong_with_a_line(
    change: dict[str, str], expected: tuple[str, int, str, str]
) -> None:
    assert found(lint_form(form(change))) == [expected]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"action": ""}, "ACTION_MALFORMED"),
        ({"action": "javascript:alert(1)"}, "ACTION_MALFORMED"),
        ({"action": "/oci"}, "ACTION_MALFORMED"),
        ({"action": "http://erp.example/oci"}, "ACTION_NOT_SECURE"),
        ({"target": "_self"}, "TARGET_SELF"),
        ({"target": "_BLANK"}, "TARGET_BLANK"),
        ({"target": "a b"}, "TARGET_MALFORMED"),
        ({"target": ""}, "TARGET_MALFORMED"),
        ({"charset": "klingon"}, "CHARSET_UNKNOWN"),
        ({"fields": ()}, "CART_EMPTY"),
    ],
)
def test_lint_form_finds_what_is_wrong_with_the_form(options: dict[str, Any], expected: str) -> None:
    assert found(lint_form(form({}, **options))) == [(expected, 0, "", "")]


@pytest.mark.parametrize("options", [{"action": "SAPEVENT:POST"}, {"target": "_top"}, {"target": "basket"}])
def test_lint_form_accepts_what_works(options: dict[str, Any]) -> None:
    assert lint_form(form({}, **options)) == ()


def test_lint_form_minds_http_on_a_page_of_https_only() -> None:
    plain = form({}, action="http://erp.example/oci")

    assert lint_form(plain, is_page_secure=False) == ()


def test_lint_form_counts_what_arrives() -> None:
    """ISO-8859-1 has no ł; a browser posts six characters for it."""
    findings = lint_form(form({"DESCRIPTION": "ł" * 7}, charset="ISO-8859-1"))

    assert found(findings) == [
        ("FIELD_TOO_LONG", 1, "DESCRIPTION", "40"),
        ("CHARACTER_LACKING", 1, "DESCRIPTION", "ISO-8859-1"),
    ]


def test_lint_form_takes_a_charset_by_the_letter() -> None:
    findings = lint_form(form({"LONGTEXT": "€ 100"}, charset="ISO-8859-1"))

    assert found(findings) == [("CHARACTER_LACKING", 1, "LONGTEXT", "ISO-8859-1")]


def test_lint_form_finds_a_gap_between_lines() -> None:
    whole = form({}, {"VENDORMAT": "IDMR"}, {"VENDORMAT": "FVMR"})
    fields = tuple((name.replace("3]", "4]").replace("_3:", "_4:"), value) for name, value in whole.fields)

    assert found(lint_form(replace(whole, fields=fields))) == [("INDEX_GAP", 4, "", "3")]


def test_lint_form_finds_a_field_that_comes_twice() -> None:
    good = form({})
    twice = replace(good, fields=(*good.fields, ("new_item-unit[01]", "PCE")))

    assert found(lint_form(twice)) == [("FIELD_TWICE", 1, "UNIT", "")]


def test_lint_form_finds_names_that_are_none() -> None:
    good = form({})
    wrong = replace(good, fields=(*good.fields, ("NEW_ITEM-TAX", "21"), ("NEW_ITEM-LONGTEXT[]", "x")))

    assert found(lint_form(wrong)) == [("NAME_MALFORMED", 0, "", "")] * 2


def test_lint_form_finds_more_fields_than_php_takes() -> None:
    large = form(*({"VENDORMAT": f"C{number}"} for number in range(91)))

    assert found(lint_form(large)) == [("VARIABLES_TOO_MANY", 0, "", "1000")]
    # Nobody posts the hits of a background search: they are read from the page.
    assert lint_form(large, function=Function.BACKGROUND_SEARCH) == ()


@pytest.mark.parametrize("function", [Function.VALIDATE, Function.BACKGROUND_SEARCH])
def test_lint_form_lets_functions_go_nowhere(function: Function) -> None:
    assert lint_form(form({}, action=""), function=function) == ()


def test_lint_form_knows_the_version() -> None:
    newer = form({"MATNR": "1" * 19, "ITEM_TYPE": "R", "PARENT_ID": "1"})

    assert lint_form(newer, version=Version.V5_0) == ()
    assert found(lint_form(newer, version=Version.V3_0)) == [
        ("FIELD_UNKNOWN", 1, "ITEM_TYPE", ""),
        ("FIELD_UNKNOWN", 1, "PARENT_ID", ""),
        ("FIELD_TOO_LONG", 1, "MATNR", "18"),
    ]


def test_lint_form_takes_agreed_fields() -> None:
    assert lint_form(form({"CUST_FIELD6": "x"}), more_fields=["CUST_FIELD6"]) == ()


def test_find_errors_leaves_warnings_out() -> None:
    findings = lint_form(form({"PRICE": "0.00", "UNIT": ""}))

    assert [one.level for one in findings] == [Level.ERROR, Level.WARNING]
    assert found(find_errors(findings)) == [("FIELD_MISSING_WITHOUT", 1, "UNIT", "MATNR")]


def test_every_rule_has_a_level() -> None:
    assert set(LEVELS) == set(Rule)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([{}, {"EXT_PRODUCT_ID": "", "VENDORMAT": "ONE_WAY"}], []),
        (
            [{}, {"EXT_PRODUCT_ID": "", "VENDORMAT": "IDMR", "EXT_QUOTE_ID": "ACME-26-000124"}],
            [("PRODUCT_MISSING", 2, "EXT_PRODUCT_ID", "")],
        ),
        (
            [{"EXT_PRODUCT_ID": ""}, {"EXT_PRODUCT_ID": "", "VENDORMAT": "ONE_WAY"}],
            [("PRODUCT_MISSING", 1, "EXT_PRODUCT_ID", ""), ("PRODUCT_MISSING", 2, "EXT_PRODUCT_ID", "")],
        ),
    ],
)
def test_lint_form_wants_no_product_of_a_charge_beside_a_rental(
    changes: list[dict[str, str]], expected: list[tuple[str, int, str, str]]
) -> None:
    assert found(lint_form(form(*changes))) == expected
