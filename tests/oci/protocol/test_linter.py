from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.protocol.call import Control, Function
from oci.protocol.cart import Cart, Item
from oci.protocol.charsets import CHARSETS
from oci.protocol.fields import FIELDS, Field, Kind, Version, fields_of
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.linter import _is_usual, _lint_field, lint_form
from oci.protocol.return_form import ReturnForm, build_return_form
from oci.protocol.rules import LEVELS, PARTICULAR, Finding, Level, Rule, find_errors
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


def test_lint_form_finds_lines_that_receivers_merge() -> None:
    findings = lint_form(form({}, {"VENDORMAT": "IDMR"}, {"EXT_QUOTE_ID": "ACME-26-000124"}))

    assert found(findings) == [("LINES_EQUAL", 3, "", "1")]


def test_lint_form_goes_by_what_the_receiver_merges() -> None:
    lines = form({}, {"UNIT": "PCE"}, {"PRICE": "1.00"})

    assert lint_form(lines) == ()
    assert found(lint_form(lines, merged_by=("VENDORMAT", "PRICE"))) == [("LINES_EQUAL", 2, "", "1")]


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


# --- Every single damage to a good form is found --------------------------------------------------------------

TEXTS = ("DESCRIPTION", "VENDORMAT", "MATNR", "CUST_FIELD1", "CUST_FIELD5", "MANUFACTMAT", "LONGTEXT")
NUMBERS = tuple(name for name, field in FIELDS.items() if field.kind in (Kind.DECIMAL, Kind.WHOLE))
Damage = Callable[[dict[str, str], str], dict[str, str]]


def leave_out(line: dict[str, str], name: str) -> dict[str, str]:
    return {**line, name: ""}


@st.composite
def good_lines(draw: st.DrawFn, charset: str) -> dict[str, str]:
    """A line as the engine makes it: every text fitted to its field."""
    line = dict(RENTAL)
    for name in draw(st.sets(st.sampled_from(TEXTS))):
        text = draw(st.text(min_size=1, max_size=60))
        fitted = fit(text, longest=FIELDS[name].length, charset=charset, lines=name == "LONGTEXT")
        line[name] = fitted or "x"
    line["PRICE"] = str(draw(st.decimals(min_value="0.01", max_value=10**10, places=2)))
    return line


DAMAGES: list[tuple[str, st.SearchStrategy[str], Damage]] = [
    ("leave out", st.sampled_from(["QUANTITY", "CURRENCY", "EXT_QUOTE_ID", "PRICE", "PRICEUNIT"]), leave_out),
    ("empty", st.sampled_from(sorted(RENTAL)), lambda line, name: {**line, name: " "}),
    (
        "lengthen",
        st.sampled_from([name for name, field in FIELDS.items() if field.length is not None]),
        lambda line, name: {**line, name: (line.get(name) or "9") + "9" * (FIELDS[name].length or 0)},
    ),
    (
        "break up",
        st.sampled_from(["DESCRIPTION", "VENDORMAT", "EXT_QUOTE_ID", "UNIT"]),
        lambda line, name: {**line, name: line[name][:1] + "\n" + line[name][2:]},
    ),
    ("thousands", st.sampled_from(NUMBERS), lambda line, name: {**line, name: "1,000"}),
    ("word", st.sampled_from(NUMBERS), lambda line, name: {**line, name: "free"}),
    ("zero", st.sampled_from(["QUANTITY", "PRICE", "PRICEUNIT"]), lambda line, name: {**line, name: "0"}),
    ("small letters", st.sampled_from(["UNIT", "CURRENCY"]), lambda line, name: {**line, name: "ea"}),
    ("new field", st.from_regex(r"\AZ_[A-Z]{1,20}\Z"), lambda line, name: {**line, name: "x"}),
    ("other characters", st.sampled_from(TEXTS), lambda line, name: {**line, name: "車"}),
]


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_form_with_good_lines_has_no_errors(charset: str) -> None:
    @settings(max_examples=30)
    @given(good_lines(charset))
    def lint(line: dict[str, str]) -> None:
        assert find_errors(lint_form(form(line, charset=charset))) == ()

    lint()


@pytest.mark.parametrize(("named", "names", "damage"), DAMAGES, ids=[named for named, _, _ in DAMAGES])
def test_every_damage_to_a_line_is_found(named: str, names: st.SearchStrategy[str], damage: Damage) -> None:
    @settings(max_examples=40)
    @given(good_lines("ISO-8859-1"), names)
    def lint(line: dict[str, str], name: str) -> None:
        before = set(lint_form(form(line, charset="ISO-8859-1")))

        after = set(lint_form(form(damage(line, name), charset="ISO-8859-1")))

        assert after - before

    lint()


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


@settings(max_examples=300)
@given(
    st.sampled_from([field for version in Version for field in fields_of(version).values()]),
    st.text(max_size=60)
    | st.text("0123456789.", max_size=18)
    | st.sampled_from(["EUR", "EA", "X", "R", "1", "0", "0.000", " ", "1 ", "\x1f", "1,5"]),
    st.sampled_from(list(CHARSETS)),
)
def test_what_passes_at_a_glance_has_no_finding(field: Field, value: str, charset: str) -> None:
    assert not _is_usual(field, value) or list(_lint_field(1, field, value, charset=charset)) == []


@settings(max_examples=100)
@given(
    st.text(max_size=20),
    st.text(max_size=10),
    st.text(max_size=10),
    st.lists(
        st.tuples(
            st.text(max_size=20)
            | st.sampled_from([f"NEW_ITEM-{name}[1]" for name in FIELDS] + ["NEW_ITEM-LONGTEXT_1:132[]"]),
            st.text(max_size=20),
        )
    ),
)
def test_lint_form_raises_nothing(
    action: str, target: str, charset: str, fields: list[tuple[str, str]]
) -> None:
    lint_form(ReturnForm(action, target, charset, tuple(fields)))
