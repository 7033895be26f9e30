from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.acriss.code import PATTERN, Acriss, build_code, parse_code
from catalog.acriss.errors import CodeLength, CodeMalformed, LettersUnknown, WrongLetter
from catalog.acriss.letters import Category, FuelAir, Gearing, VehicleType
from tests.catalog.acriss.codes import codes

CATEGORIES = "MNEHCDIJSRFGPULWOX"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CDMR", (Category.COMPACT, VehicleType.FOUR_TO_FIVE_DOORS, Gearing.MANUAL, FuelAir.UNSPECIFIED_AIR)),
        ("IFAH", (Category.INTERMEDIATE, VehicleType.SUV, Gearing.AUTOMATIC, FuelAir.HYBRID)),
        ("FKMD", (Category.FULL_SIZE, VehicleType.COMMERCIAL_VAN, Gearing.MANUAL, FuelAir.DIESEL_AIR)),
        (
            "LTDZ",
            (Category.LUXURY, VehicleType.CONVERTIBLE, Gearing.AUTOMATIC_ALL_WHEEL, FuelAir.PETROL_NO_AIR),
        ),
        ("XXCX", (Category.SPECIAL, VehicleType.SPECIAL, Gearing.MANUAL_ALL_WHEEL, FuelAir.ETHANOL_NO_AIR)),
    ],
)
def test_parse_code_takes_a_code_apart(
    text: str, expected: tuple[Category, VehicleType, Gearing, FuelAir]
) -> None:
    assert parse_code(text) == Acriss(*expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Realistic: a typing error, a code of the fleet, small letters, a space that came along.
        ("KDMR", [WrongLetter(1, "K", CATEGORIES)]),
        ("CDXR", [WrongLetter(3, "X", "MNCABD")]),
        (
            "T20K",
            [
                WrongLetter(1, "T", CATEGORIES),
                WrongLetter(2, "2", "BCDWVLSTFJXPQZEMRHYNGK"),
                WrongLetter(3, "0", "MNCABD"),
                WrongLetter(4, "K", "RNDQHIECLSABMFVZUX"),
            ],
        ),
        ("cDMR", [WrongLetter(1, "c", CATEGORIES)]),
        # Pathological.
        ("CDM\0", [WrongLetter(4, "\0", "RNDQHIECLSABMFVZUX")]),
        ("\u0421DMR", [WrongLetter(1, "\u0421", CATEGORIES)]),
        ("CDM\ud800", [WrongLetter(4, "\ud800", "RNDQHIECLSABMFVZUX")]),
    ],
)
def test_parse_code_names_each_wrong_letter_where_it_stands(text: str, expected: list[WrongLetter]) -> None:
    with pytest.raises(LettersUnknown) as raised:
        parse_code(text)

    assert list(raised.value.wrong) == expected


@pytest.mark.parametrize("text", ["", "C", "CDM", "CDMR ", " CDMR", "CDMR\n", "CDMRX", "CDMR" * 10_000])
def test_parse_code_refuses_what_has_not_four_letters(text: str) -> None:
    with pytest.raises(CodeLength) as raised:
        parse_code(text)

    assert raised.value.length == len(text)


@given(codes)
def test_a_code_that_was_built_parses_to_itself(acriss: Acriss) -> None:
    assert parse_code(build_code(acriss)) == acriss


@given(st.from_regex(PATTERN, fullmatch=True).filter(lambda text: len(text) == 4))
def test_a_code_that_was_parsed_builds_to_itself(text: str) -> None:
    assert build_code(parse_code(text)) == text


@given(st.text() | st.text(alphabet="CDMRX", min_size=3, max_size=5))
def test_parse_code_raises_its_own_errors_only_and_agrees_with_the_pattern(text: str) -> None:
    parsed = None
    with suppress(CodeMalformed):
        parsed = parse_code(text)

    assert (parsed is not None) == (len(text) == 4 and re.match(PATTERN, text) is not None)


@given(st.text("0\0Ж\ud800\n", min_size=4, max_size=4))
def test_errors_can_be_written_to_any_log(text: str) -> None:
    with pytest.raises(LettersUnknown) as raised:
        parse_code(text)

    assert str(raised.value).isascii()
    assert str(raised.value).isprintable()
