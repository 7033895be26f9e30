"""Choices go out to a spreadsheet and come back, whole or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reservations.domain.choices import (
    ChoiceRow,
    ChoicesError,
    Difference,
    build_csv,
    compare,
    parse_csv,
    replace_choices,
)
from reservations.models import ExtraField, ExtraFieldChoice
from tenants.context import use_customer
from tenants.models import Customer


@pytest.mark.parametrize(
    "data",
    [
        b"value,nl,en\nAMS,Amsterdam,Amsterdam\nRTM,Rotterdam,\n",
        b"\xef\xbb\xbfvalue;nl;en\r\nAMS;Amsterdam;Amsterdam\r\nRTM;Rotterdam;\r\n",
        b"AMS\tAmsterdam\tAmsterdam\n\n\nRTM\tRotterdam",
        b" AMS , Amsterdam ,Amsterdam,,\nRTM,Rotterdam,,,",
    ],
)
def test_spreadsheets_of_all_countries_are_read(data: bytes) -> None:
    assert parse_csv(data) == (
        ChoiceRow("AMS", ("Amsterdam", "Amsterdam", "", "")),
        ChoiceRow("RTM", ("Rotterdam", "", "", "")),
    )


def test_what_is_not_utf_8_is_taken_for_windows() -> None:
    assert parse_csv("K;Köln".encode("cp1252")) == (ChoiceRow("K", ("Köln", "", "", "")),)


@pytest.mark.parametrize(
    ("data", "messages"),
    [
        (b"", ["The file has no rows."]),
        (b"value,nl\n", ["The file has no rows."]),
        (b"A,x\n,y\nA,z\n", ["Row 2: the value is missing.", "Row 3: “A” is in row 1 already."]),
        (b"A,1,2,3,4,5\n", ["Row 1: there are more than 5 columns."]),
        (b"A" * 101, ["Row 1: Ensure this value has at most 100 characters (it has 101)."]),
        (b"x" * (4 * 1024 * 1024 + 1), ["The file is larger than 4 MB."]),
    ],
)
def test_a_wrong_file_is_refused_row_by_row(data: bytes, messages: list[str]) -> None:
    with pytest.raises(ChoicesError) as caught:
        parse_csv(data)

    assert caught.value.messages == messages


def test_a_long_list_of_mistakes_is_cut() -> None:
    with pytest.raises(ChoicesError) as caught:
        parse_csv(b",x\n" * 30)

    assert caught.value.messages[-1] == "And 20 more rows like these."


words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20)


@given(st.dictionaries(words.map(lambda text: " ".join(text.split())).filter(bool), words, max_size=8))
def test_what_went_out_comes_back(labels: dict[str, str]) -> None:
    rows = tuple(ChoiceRow(value, (" ".join(text.split()), "", "", "")) for value, text in labels.items())

    assert not rows or parse_csv(build_csv(rows).encode()) == rows


def test_no_cell_is_a_formula() -> None:
    given_row = ChoiceRow("=HYPERLINK(1)", ("@SUM", "-1", "+1", ""))

    (_head, row, _end) = build_csv([given_row]).split("\r\n")

    assert row == "'=HYPERLINK(1),'@SUM,'-1,'+1,"


@pytest.mark.django_db
def test_a_list_is_replaced_and_nothing_is_deleted(acme: Customer, globex: Customer) -> None:
    for customer in (acme, globex):
        with use_customer(customer):
            field = ExtraField.objects.create(key="site", kind="choice", label_nl="Locatie")
            replace_choices(field=field, rows=parse_csv(b"A,a\nB,b\nC,c"))
    with use_customer(acme):
        field = ExtraField.objects.get()
        rows = parse_csv(b"D,d\nB,bee\nA,a")

        foreseen = compare(field=field, rows=rows)
        done = replace_choices(field=field, rows=rows)

        assert foreseen == done == Difference(added=1, changed=1, ended=1)
        assert [(one.value, one.label_nl, one.is_active) for one in field.choices.order_by("value")] == [
            ("A", "a", True),
            ("B", "bee", True),
            ("C", "c", False),
            ("D", "d", True),
        ]
        assert [one.value for one in field.choices.filter(is_active=True)] == ["D", "B", "A"]
    with use_customer(globex):
        assert [one.value for one in ExtraFieldChoice.objects.filter(is_active=True)] == ["A", "B", "C"]
