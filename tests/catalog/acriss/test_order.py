from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.acriss.code import Acriss, parse_code
from catalog.acriss.errors import VanNotComparable
from catalog.acriss.letters import Category, FuelAir, Gearing, VehicleType
from catalog.acriss.order import LADDER, is_at_most
from tests.catalog.acriss.codes import codes

categories = st.sampled_from(Category)


def car(category: Category) -> Acriss:
    return Acriss(category, VehicleType.ESTATE, Gearing.MANUAL, FuelAir.DIESEL_AIR)


def at_most(category: Category, ceiling: Category) -> bool:
    return is_at_most(car(category), ceiling)


@pytest.mark.parametrize(
    ("code", "ceiling", "expected"),
    [
        ("MDMR", Category.COMPACT, True),
        ("CDMR", Category.COMPACT, True),
        ("CWAD", Category.COMPACT, True),
        ("DDMR", Category.COMPACT, False),
        ("IDMR", Category.COMPACT, False),
        ("DDMR", Category.INTERMEDIATE, True),
        ("EDMR", Category.MINI_ELITE, False),
        ("LDAR", Category.PREMIUM_ELITE, False),
        ("OFAR", Category.LUXURY_ELITE, False),
        ("XDMR", Category.OVERSIZE, False),
        ("XDMR", Category.SPECIAL, True),
    ],
)
def test_is_at_most_goes_by_the_ladder_of_categories(code: str, ceiling: Category, *, expected: bool) -> None:
    assert is_at_most(parse_code(code), ceiling) is expected


def test_the_ladder_has_each_category_once() -> None:
    assert (len(LADDER), set(LADDER)) == (len(Category), set(Category))


@given(categories, categories)
def test_any_two_categories_can_be_told_apart(one: Category, other: Category) -> None:
    up, down = at_most(one, other), at_most(other, one)

    assert up or down
    assert (up and down) == (one is other)


@given(categories, categories, categories)
def test_what_is_below_something_below_is_below(low: Category, middle: Category, high: Category) -> None:
    chained = at_most(low, middle) and at_most(middle, high)

    assert not chained or at_most(low, high)


@given(codes, categories)
def test_type_gearing_and_fuel_play_no_part_and_vans_are_never_compared(
    acriss: Acriss, ceiling: Category
) -> None:
    if acriss.vehicle_type.is_van:
        with pytest.raises(VanNotComparable):
            is_at_most(acriss, ceiling)
    else:
        assert is_at_most(acriss, ceiling) == at_most(acriss.category, ceiling)
