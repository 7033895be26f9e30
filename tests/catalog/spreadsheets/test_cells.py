from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.spreadsheets.cells import FORMULA_SIGNS, cell_text, defuse, restore


@pytest.mark.parametrize(
    ("text", "defused"),
    [
        ("=1+1", "'=1+1"),
        ("+31 30 123", "'+31 30 123"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("'=1", "''=1"),
        ("'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("'", "'"),
        ("VW Golf", "VW Golf"),
        ("", ""),
    ],
)
def test_a_formula_goes_out_as_text_and_an_apostrophe_of_a_name_stays(text: str, defused: str) -> None:
    assert (defuse(text), restore(defused)) == (defused, text)


@given(st.text(st.sampled_from("='+-@\ta"), max_size=6))
def test_whatever_goes_out_is_no_formula_and_comes_back(text: str) -> None:
    defused = defuse(text)

    assert not defused.startswith(FORMULA_SIGNS)
    assert restore(defused) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (7.0, "7"),
        (38.55, "38.55"),
        (Decimal("38.50"), "38.50"),
        (date(2026, 12, 31), "2026-12-31"),
        (datetime(2026, 12, 31), "2026-12-31"),  # noqa: DTZ001  # a spreadsheet knows no zone
        (time(8, 30), "08:30"),
        ("text", "text"),
    ],
)
def test_a_cell_of_any_type_is_text(cell: object, text: str) -> None:
    assert cell_text(cell) == text
