"""What is asked of a cart for some receivers only."""

from __future__ import annotations

import pytest

from oci.protocol.call import Function
from oci.protocol.linter import lint_form
from oci.protocol.rules import PARTICULAR, Finding, Level, Rule
from tests.oci.protocol.linted import form, found


def test_lint_form_finds_lines_that_receivers_merge() -> None:
    findings = lint_form(form({}, {"VENDORMAT": "IDMR"}, {"EXT_QUOTE_ID": "ACME-26-000124"}))

    assert found(findings) == [("LINES_EQUAL", 3, "", "1")]


def test_lint_form_goes_by_what_the_receiver_merges() -> None:
    lines = form({}, {"UNIT": "PCE"}, {"PRICE": "1.00"})

    assert lint_form(lines) == ()
    assert found(lint_form(lines, merged_by=("VENDORMAT", "PRICE"))) == [("LINES_EQUAL", 2, "", "1")]


@pytest.mark.parametrize(
    ("change", "required", "expected"),
    [
        ({}, ["UNIT", "PRICE"], []),
        ({}, ["MATGROUP"], [("FIELD_REQUIRED", 1, "MATGROUP", "")]),
        (
            {"MATGROUP": " "},
            ["MATGROUP"],
            [("FIELD_REQUIRED", 1, "MATGROUP", ""), ("FIELD_EMPTY", 1, "MATGROUP", "")],
        ),
        ({"PRICE": "", "CURRENCY": ""}, ["PRICE"], [("FIELD_REQUIRED", 1, "PRICE", "")]),
        ({"CURRENCY": ""}, ["CURRENCY"], [("FIELD_REQUIRED", 1, "CURRENCY", "")]),
        ({"QUANTITY": ""}, ["QUANTITY"], [("FIELD_REQUIRED", 1, "QUANTITY", "")]),
        ({"PRICEUNIT": ""}, ["PRICEUNIT"], [("FIELD_REQUIRED", 1, "PRICEUNIT", "")]),
        ({"UNIT": "", "MATNR": "4711"}, ["UNIT"], [("FIELD_REQUIRED", 1, "UNIT", "")]),
        (
            {"DESCRIPTION": ""},
            ["VENDOR", "DESCRIPTION"],
            [("FIELD_REQUIRED", 1, "VENDOR", ""), ("FIELD_REQUIRED", 1, "DESCRIPTION", "")],
        ),
    ],
)
def test_lint_form_asks_for_the_fields_that_the_receiver_insists_on_and_says_so_once(
    change: dict[str, str], required: list[str], expected: list[tuple[str, int, str, str]]
) -> None:
    assert found(lint_form(form(change), required=required)) == expected


@pytest.mark.parametrize("function", [Function.VALIDATE, Function.BACKGROUND_SEARCH, Function.DETAIL])
def test_lint_form_asks_the_answer_to_a_function_for_no_more_than_oci_does(function: Function) -> None:
    assert lint_form(form({}), function=function, required=["CUST_FIELD1"]) == ()


@pytest.mark.parametrize(
    ("change", "rule", "field"),
    [
        ({"VENDORMAT": "CDMR"}, Rule.ARTICLE_SHARED, "VENDORMAT"),
        ({"VENDORMAT": "CDMR-ACME-26-000123"}, Rule.ARTICLE_NEW, "VENDORMAT"),
        ({"QUANTITY": "3"}, Rule.QUANTITY_EDITABLE, "QUANTITY"),
        ({"LONGTEXT": "Pick-up Utrecht"}, Rule.LONGTEXT_LOST, "LONGTEXT"),
    ],
)
def test_a_rule_for_some_receivers_is_looked_at_where_it_has_a_level(
    change: dict[str, str], rule: Rule, field: str
) -> None:
    others = dict.fromkeys(PARTICULAR - {rule}, Level.WARNING)
    good = {"VENDORMAT": "", "LONGTEXT": ""}

    asked = lint_form(form({**good, **change}), levels={rule: Level.ERROR})
    unasked = lint_form(form({**good, **change}), levels=others)

    assert Finding(rule, Level.ERROR, 1, field) in asked
    assert rule not in {one.rule for one in (*unasked, *lint_form(form({**good, **change})))}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"VENDORMAT": "CDMR-ACME-26-000123"}, Rule.ARTICLE_SHARED),
        ({"VENDORMAT": "CDMR"}, Rule.ARTICLE_NEW),
        ({"EXT_QUOTE_ID": "", "EXT_QUOTE_ITEM": ""}, Rule.ARTICLE_SHARED),
        ({"QUANTITY": "1"}, Rule.QUANTITY_EDITABLE),
        ({"LONGTEXT": ""}, Rule.LONGTEXT_LOST),
    ],
)
def test_a_rule_for_some_receivers_finds_nothing_in_a_line_made_for_them(
    change: dict[str, str], rule: Rule
) -> None:
    assert lint_form(form(change), levels={rule: Level.ERROR}) == ()


def test_levels_of_a_receiver_go_before_those_of_the_rules() -> None:
    free = form({"PRICE": "0.00", "UNIT": "ea"})

    findings = lint_form(free, levels={Rule.PRICE_ZERO: Level.ERROR, Rule.UNIT_MALFORMED: Level.WARNING})

    assert [(one.rule, one.level) for one in findings] == [
        (Rule.UNIT_MALFORMED, Level.WARNING),
        (Rule.PRICE_ZERO, Level.ERROR),
    ]
