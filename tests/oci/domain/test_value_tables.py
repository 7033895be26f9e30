from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci.domain.value_tables import NotInTableError, Table
from oci.enums import Otherwise

PAIRS = (("NLD", "nl"), ("DUT", "nl"), ("D E", "de"), ("x", ""), ("Straße", "street"))
TEXTS = st.text(max_size=12)


def make_table(otherwise: Otherwise = Otherwise.KEEP, pairs: tuple[tuple[str, str], ...] = PAIRS) -> Table:
    return Table("Languages", otherwise, pairs)


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("NLD", "nl"),
        ("nld", "nl"),
        ("  Nld ", "nl"),
        ("DUT", "nl"),
        ("d e", "de"),
        ("STRASSE", "street"),
        # What is ours in the table may be nothing.
        ("X", ""),
        # What did not come has no counterpart.
        ("", ""),
    ],
)
@pytest.mark.parametrize("otherwise", Otherwise)
def test_theirs_become_ours(theirs: str, ours: str, otherwise: Otherwise) -> None:
    assert make_table(otherwise).to_ours(theirs) == ours


@pytest.mark.parametrize(
    ("ours", "theirs"),
    # Of several the first. Nothing has a counterpart where the table says so.
    [("nl", "NLD"), (" NL", "NLD"), ("de", "D E"), ("", "x")],
)
@pytest.mark.parametrize("otherwise", Otherwise)
def test_ours_become_theirs(ours: str, theirs: str, otherwise: Otherwise) -> None:
    assert make_table(otherwise).to_theirs(ours) == theirs


@pytest.mark.parametrize(("otherwise", "value"), [(Otherwise.KEEP, "ENG"), (Otherwise.EMPTY, "")])
def test_a_value_that_is_not_there(otherwise: Otherwise, value: str) -> None:
    table = make_table(otherwise)

    assert (table.to_ours("ENG"), table.to_theirs("ENG")) == (value, value)


def test_a_value_that_is_not_there_is_refused_without_being_told() -> None:
    table = make_table(Otherwise.REFUSE)

    for look_up in (table.to_ours, table.to_theirs):
        with pytest.raises(NotInTableError, match=r"^a value that is not in the table “Languages”$"):
            look_up("ENG")


def test_nothing_is_never_refused() -> None:
    table = make_table(Otherwise.REFUSE, pairs=(("NLD", "nl"),))

    assert (table.to_ours(""), table.to_theirs(""), table.to_theirs(" ")) == ("", "", "")


def test_what_is_there_letter_by_letter_goes_first() -> None:
    table = make_table(pairs=(("1", "a"), ("2", "A")))

    assert (table.to_theirs("a"), table.to_theirs("A")) == ("1", "2")


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=6), TEXTS, st.sampled_from(Otherwise))
def test_a_table_says_what_it_holds_or_what_it_was_told_to(
    pairs: list[tuple[str, str]], value: str, otherwise: Otherwise
) -> None:
    table = make_table(otherwise, tuple(pairs))
    counterparts = {ours for _theirs, ours in pairs}

    try:
        found = table.to_ours(value)
    except NotInTableError:
        assert otherwise == Otherwise.REFUSE
    else:
        assert found in counterparts | {"", value}


@given(
    st.dictionaries(st.from_regex("[a-z]{1,5}", fullmatch=True), st.from_regex("[A-Z]{1,5}", fullmatch=True))
)
def test_there_and_back_is_where_it_began(ours_of: dict[str, str]) -> None:
    one_to_one = {ours: theirs for theirs, ours in ours_of.items()}
    table = make_table(Otherwise.REFUSE, tuple((theirs, ours) for ours, theirs in one_to_one.items()))

    assert {table.to_ours(table.to_theirs(ours)) for ours in one_to_one} == set(one_to_one)
