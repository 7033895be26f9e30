"""Whatever stands in a form: every single damage to a good one is found, and nothing is raised."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci.protocol.charsets import CHARSETS
from oci.protocol.fields import FIELDS, Field, Kind, Version, fields_of
from oci.protocol.linter import _is_usual, _lint_field, lint_form
from oci.protocol.return_form import ReturnForm
from oci.protocol.rules import find_errors
from oci.protocol.text import fit
from tests.oci.protocol.linted import RENTAL, form

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
