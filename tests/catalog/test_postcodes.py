from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.postcodes import Area, AreaMalformed, parse_areas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", (), id="nothing is everywhere"),
        pytest.param("10", (Area("10", "10"),), id="a beginning"),
        pytest.param("1430-1439", (Area("1430", "1439"),), id="a range"),
        pytest.param(
            " 10 , 1430 - 1439,", (Area("10", "10"), Area("1430", "1439")), id="blanks and a last comma"
        ),
        pytest.param("3511 ab", (Area("3511AB", "3511AB"),), id="one whole postcode"),
        pytest.param("sw1a", (Area("SW1A", "SW1A"),), id="letters"),
    ],
)
def test_parse_areas_reads_what_an_account_manager_writes(text: str, expected: tuple[Area, ...]) -> None:
    assert parse_areas(text) == expected


@pytest.mark.parametrize(
    ("text", "part"),
    [
        pytest.param("10, Utrecht e.o.!", "Utrecht e.o.!", id="a name"),
        pytest.param("10-1199", "10-1199", id="ends of different length"),
        pytest.param("1439-1430", "1439-1430", id="backwards"),
        pytest.param("10-", "10-", id="no end"),
        pytest.param("-10", "-10", id="no beginning"),
        pytest.param("1-2-3", "1-2-3", id="three ends"),
        pytest.param("10;11", "10;11", id="a semicolon"),
        pytest.param("1" * 11, "1" * 11, id="longer than any postcode"),
        pytest.param("１０", "１０", id="digits that are none"),
    ],
)
def test_parse_areas_names_the_part_that_is_no_area(text: str, part: str) -> None:
    with pytest.raises(AreaMalformed) as caught:
        parse_areas(text)

    assert caught.value.part == part


@pytest.mark.parametrize(
    ("area", "postcode", "expected"),
    [
        ("10", "1043 SA", True),
        ("10", "1143 SA", False),
        ("1430-1439", "1430AA", True),
        ("1430-1439", "1439 zz", True),
        ("1430-1439", "1440 AA", False),
        ("3511AB", "3511 ab", True),
        ("3511AB", "3511", False),
        ("10", "1", False),
        ("10", "", False),
        ("SW1", "SW1A 1AA", True),
    ],
)
def test_an_area_holds_the_postcodes_that_begin_with_it(*, area: str, postcode: str, expected: bool) -> None:
    assert (postcode in Area.parse(area)) is expected


@given(first=st.integers(1000, 9999), last=st.integers(1000, 9999), number=st.integers(1000, 9999))
def test_a_range_of_digits_holds_the_numbers_between_its_ends(first: int, last: int, number: int) -> None:
    low, high = sorted((first, last))

    assert (f"{number} AA" in Area.parse(f"{low}-{high}")) is (low <= number <= high)
