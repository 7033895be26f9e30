from __future__ import annotations

import pytest

from catalog.acriss.code import parse_code
from catalog.acriss.drawing import propose_drawing
from catalog.acriss.letters import Category
from catalog.enums import Drawing
from tests.catalog.acriss.codes import ALL


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("MDMR", "mini"),
        ("NCAR", "mini"),
        ("EDMR", "economy"),
        ("CDMR", "compact"),
        ("PDAR", "compact"),
        ("IWAR", "estate"),
        ("IFAH", "suv"),
        ("CGAE", "suv"),
        ("CDAE", "electric"),
        ("MBAC", "electric"),
        ("FVMD", "people_carrier"),
        ("IMAE", "people_carrier"),
        ("SHMD", "large_van"),
        ("SQBD", None),
        ("XYMV", None),
    ],
)
def test_propose_drawing_goes_by_type_then_fuel_then_category(code: str, expected: str | None) -> None:
    assert propose_drawing(parse_code(code)) == expected


def test_propose_drawing_reads_no_size_from_the_letters_of_a_van() -> None:
    drawings = {propose_drawing(parse_code(f"{category.value}KMD")) for category in Category}

    assert drawings == {"medium_van"}


def test_every_proposal_is_drawn() -> None:
    proposed = {propose_drawing(acriss) for acriss in ALL}

    assert proposed - {None} <= set(Drawing.values)
