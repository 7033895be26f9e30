"""What a rule makes of a field: a table of the usual, and laws for whatever else somebody may write."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from oci.domain.cart_fields import CartValueNotInTable
from oci.domain.cart_rules import CartRules, find_cart_rules
from oci.domain.value_tables import Table
from oci.enums import DateFormat, Lines, NumberFormat, Otherwise, Source
from oci.models import CartField, Connection, ValueTable, ValueTableRow
from oci.problems import find_problem
from oci.protocol.charsets import CHARSETS
from oci.protocol.fields import Version
from oci.protocol.text import is_written, length
from oci.value_names import VALUES
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.domain.cart_of_rules import build, field, make_request

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (field(Source.CONSTANT, "X"), "X"),
        (field(Source.CONSTANT, "{class.name}"), "{class.name}"),
        (field(Source.CONSTANT, " two\r\nlines\t"), "two lines"),
        (field(Source.FIELD, "wbs"), "P-1"),
        (field(Source.FIELD, "WBS"), "P-1"),
        (field(Source.FIELD, "absent"), ""),
        (field(Source.PARAMETER, "sessionkey"), "s-1"),
        (field(Source.PARAMETER, "absent"), ""),
        (field(Source.TEMPLATE, "{class.code}/{field.wbs}/{parameter.SESSIONKEY}/{{x}}"), "CDMR/P-1/s-1/{x}"),
        (field(Source.TEMPLATE, "{nobody}"), ""),
        (field(Source.TEMPLATE, "{class.__class__}{0}{}"), ""),
        (field(Source.VALUE, "nobody"), ""),
        # Formats.
        (field(Source.VALUE, "pick_up.date", date_format=DateFormat.HYPHENS), "31-12-2026"),
        (field(Source.VALUE, "pick_up.date", date_format=DateFormat.POINTS), "31.12.2026"),
        (field(Source.VALUE, "pick_up.date", date_format=DateFormat.SLASHES), "31/12/2026"),
        (field(Source.VALUE, "pick_up.date", date_format=DateFormat.COMPACT), "20261231"),
        (field(Source.VALUE, "net_total", number_format=NumberFormat.COMMA), "125,49"),
        (field(Source.VALUE, "net_total", number_format=NumberFormat.WHOLE), "125"),
        (
            field(
                Source.TEMPLATE,
                "{pick_up.date}-{return.date}: {gross_total}",
                date_format=DateFormat.COMPACT,
                number_format=NumberFormat.COMMA,
            ),
            "20261231-20270103: 151,84",
        ),
        # A constant is what it is.
        (field(Source.CONSTANT, "2026-12-31 1.5", date_format=DateFormat.COMPACT), "2026-12-31 1.5"),
        # Capitals before counting: ß becomes two.
        (field(Source.CONSTANT, "straße", upper_case=True), "STRASSE"),
        (field(Source.CONSTANT, "straße", upper_case=True, cut_after=6), "STRASS"),
        (field(Source.VALUE, "driver.name", cut_after=3), "Zoë"),
        (field(Source.CONSTANT, "a b", cut_after=2), "a"),
        # A cut never halves a character: not an emoji of two units, nor a letter with its accent.
        (field(Source.CONSTANT, "ab🚗", cut_after=3), "ab"),
        (field(Source.CONSTANT, "abq\u0323\u0307", cut_after=4), "ab"),
        (field(Source.NOTHING, ""), ""),
    ],
)
def test_a_rule_fills_its_field(rule: CartField, value: str) -> None:
    assert build(rule).value("CUST_FIELD5") == value


@pytest.mark.parametrize(
    ("options", "value"),
    # Written in the characters of the charset first, and then cut.
    [({}, "Zoë Lukasz EUR"), ({"cut_after": 13}, "Zoë Lukasz EU"), ({"upper_case": True}, "ZOË LUKASZ EUR")],
)
def test_transliteration_comes_before_the_cut(options: dict[str, Any], value: str) -> None:
    item = build(field(Source.TEMPLATE, "{driver.name} €", **options), charset="ISO-8859-1")

    assert item.value("CUST_FIELD5") == value


def test_the_long_text_keeps_its_lines() -> None:
    rule = field(Source.TEMPLATE, "{class.name}{new_line}{note}{new_line} WBS {field.wbs}", "LONGTEXT")

    assert build(rule).value("LONGTEXT") == "Compact\nfirst line\nsecond line\nWBS P-1"


def test_a_field_keeps_its_place_and_new_ones_follow_in_the_order_of_the_rules() -> None:
    plain = [name for name, _value in build(vendor_number="1").fields]

    item = build(
        field(Source.CONSTANT, "100042", "VENDOR"),
        field(Source.CONSTANT, "V2", "TAX"),
        field(Source.NOTHING, "", "PRICEUNIT"),
        field(Source.CONSTANT, "B", "CUST_FIELD1"),
        vendor_number="1",
    )

    expected = [name for name in plain if name != "PRICEUNIT"] + ["TAX", "CUST_FIELD1"]
    assert [name for name, _value in item.fields] == expected
    assert item.value("VENDOR") == "100042"


def test_what_is_empty_is_left_out_unless_the_rule_says_so() -> None:
    left_out = build(field(Source.VALUE, "project", "VENDOR"), vendor_number="1")
    sent = build(field(Source.VALUE, "project", "VENDOR", leave_out_empty=False), vendor_number="1")
    nothing = build(field(Source.NOTHING, "", "VENDOR", leave_out_empty=False), vendor_number="1")

    assert "VENDOR" not in dict(left_out.fields)
    assert dict(sent.fields)["VENDOR"] == ""
    assert "VENDOR" not in dict(nothing.fields)


def test_tables_come_after_formats_and_before_capitals() -> None:
    tables = {
        1: Table("Years", Otherwise.KEEP, (("neujahr", "01.01"), ("silvester", "31.12.2026"))),
        2: Table("Projects", Otherwise.KEEP, (("none", ""),)),
    }
    rules = [
        field(
            Source.VALUE,
            "pick_up.date",
            "CUST_FIELD4",
            table_id=1,
            date_format=DateFormat.POINTS,
            upper_case=True,
            cut_after=4,
        ),
        # Nothing may have a counterpart.
        field(Source.VALUE, "project", "CUST_FIELD5", table_id=2),
    ]

    item = build(*rules, tables=tables)

    assert (item.value("CUST_FIELD4"), item.value("CUST_FIELD5")) == ("SILV", "none")


def test_a_table_may_refuse_the_cart() -> None:
    tables = {1: Table("Cost centres", Otherwise.REFUSE, (("CC", "other"),))}
    rule = field(Source.VALUE, "cost_centre", table_id=1)

    with pytest.raises(CartValueNotInTable) as raised:
        build(rule, tables=tables)

    assert (raised.value.field, raised.value.table) == ("CUST_FIELD5", "Cost centres")
    assert find_problem(raised.value.code).code == "CART_NOT_SENDABLE"
    with translation.override("en"):
        told = "CUST_FIELD5 has a value that is not in the value table “Cost centres”."
        assert str(raised.value) == told
    with translation.override("nl"):
        assert str(raised.value) != told


def test_a_rule_for_some_lines_beats_one_for_all() -> None:
    rules = [
        field(Source.CONSTANT, "rental", lines=Lines.RENTAL),
        field(Source.CONSTANT, "all", lines=Lines.ALL),
        field(Source.CONSTANT, "charge", lines=Lines.CHARGES),
    ]

    assert build(*rules).value("CUST_FIELD5") == "rental"
    assert build(*rules[1:]).value("CUST_FIELD5") == "all"
    assert build(rules[2]).value("CUST_FIELD5") == ""


def test_fields_beyond_the_version_are_those_that_a_rule_sends() -> None:
    rules = CartRules(
        (
            field(Source.CONSTANT, "1", "VENDOR"),
            field(Source.CONSTANT, "1", "TAX"),
            field(Source.CONSTANT, "R", "ITEM_TYPE"),
            field(Source.NOTHING, "", "CUST_FIELD6"),
        )
    )

    assert rules.more_fields(Version.V4_0) == {"TAX", "ITEM_TYPE"}
    assert rules.more_fields(Version.V5_0) == {"TAX"}


@pytest.mark.django_db
def test_rules_are_read_with_their_tables_in_two_statements(
    acme: Customer, globex: Customer, django_assert_num_queries: Any
) -> None:
    for customer, theirs in ((globex, "G"), (acme, "A")):
        with use_customer(customer):
            connection = Connection.objects.create(slug="srm", name="SRM")
            table = ValueTable.objects.create(name="Units", otherwise=Otherwise.EMPTY)
            for ours in ("2", "1"):
                ValueTableRow.objects.create(table=table, theirs=f"{theirs}{ours}", ours=ours)
            for name in ("CUST_FIELD1", "CUST_FIELD2", "TAX"):
                CartField.objects.create(
                    connection=connection, field=name, source="1", table=table if name != "TAX" else None
                )

    with use_customer(acme):
        find_cart_rules(connection)  # the first statement of a customer also says whose it is
        with django_assert_num_queries(2):
            rules = find_cart_rules(connection)

    (read,) = rules.tables.values()
    assert read == Table("Units", Otherwise.EMPTY, (("A2", "2"), ("A1", "1")))
    assert [(one.field, rules.table_of(one)) for one in rules.fields] == [
        ("CUST_FIELD1", read),
        ("CUST_FIELD2", read),
        ("TAX", None),
    ]


UNKNOWN = {"nobody", "", "class.__class__"}


@st.composite
def rules(draw: st.DrawFn) -> CartField:
    names = st.sampled_from([*VALUES, "field.wbs", "parameter.SessionKey", *sorted(UNKNOWN)])
    kind = draw(st.sampled_from(Source))
    source = draw(names if kind == Source.VALUE else TEXTS)
    if kind == Source.TEMPLATE:
        source = draw(st.lists(names.map("{{{}}}".format) | TEXTS, max_size=4).map("".join))
    return CartField(
        field=draw(st.sampled_from(["CUST_FIELD5", "LONGTEXT", "QUANTITY", "PRICE", "TAX"])),
        lines=draw(st.sampled_from(Lines)),
        kind=kind,
        source=source,
        date_format=draw(st.sampled_from(DateFormat)),
        number_format=draw(st.sampled_from(NumberFormat)),
        upper_case=draw(st.booleans()),
        cut_after=draw(st.none() | st.integers(1, 60)),
        leave_out_empty=draw(st.booleans()),
        table_id=draw(st.sampled_from([None, 1, 2])),
    )


@given(st.lists(rules(), max_size=4), st.sampled_from(list(CHARSETS)), TEXTS)
def test_whatever_the_rules_a_field_is_written_in_its_charset_and_within_the_cut(
    fields: list[CartField], charset: str, note: str
) -> None:
    tables = {
        1: Table("Keeps", Otherwise.KEEP, (("a\nb", "EUR"), ("Ω" * 40, "CDMR"))),
        2: Table("Empties", Otherwise.EMPTY, (("x", "Compact"),)),
    }

    item = build(*fields, request=make_request(note=note), charset=charset, tables=tables)

    applied = CartRules(tuple(fields)).for_line(Lines.RENTAL)
    for name, value in item.fields:
        assert is_written(value, charset)
        assert "\r" not in value
        assert name == "LONGTEXT" or "\n" not in value
        # A rule that reads what nobody knows does not apply: the field then holds what it holds without.
        if name in applied and not UNKNOWN & {*applied[name].names}:
            assert length(value) <= (applied[name].cut_after or length(value))
            assert not value or not unicodedata.combining(value[0]) or charset == "UTF-8"
