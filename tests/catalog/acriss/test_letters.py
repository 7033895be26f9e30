"""The whole table, position by position, against what the trade prints."""

from __future__ import annotations

from catalog.acriss.letters import Category, Drive, Fuel, FuelAir, Gearing, Transmission, VehicleType


def test_categories_are_those_of_the_table() -> None:
    table = {one.value: one.name.lower() for one in Category}

    assert table == {
        "M": "mini",
        "N": "mini_elite",
        "E": "economy",
        "H": "economy_elite",
        "C": "compact",
        "D": "compact_elite",
        "I": "intermediate",
        "J": "intermediate_elite",
        "S": "standard",
        "R": "standard_elite",
        "F": "full_size",
        "G": "full_size_elite",
        "P": "premium",
        "U": "premium_elite",
        "L": "luxury",
        "W": "luxury_elite",
        "O": "oversize",
        "X": "special",
    }


def test_types_are_those_of_the_table_and_two_are_vans() -> None:
    table = {one.value: one.name.lower() for one in VehicleType}
    vans = {one.value for one in VehicleType if one.is_van}

    assert table == {
        "B": "two_to_three_doors",
        "C": "two_or_four_doors",
        "D": "four_to_five_doors",
        "W": "estate",
        "V": "passenger_van",
        "L": "limousine",
        "S": "sport",
        "T": "convertible",
        "F": "suv",
        "J": "all_terrain",
        "X": "special",
        "P": "pick_up_single_cab",
        "Q": "pick_up_double_cab",
        "Z": "special_offer",
        "E": "coupe",
        "M": "monospace",
        "R": "recreational",
        "H": "motorhome",
        "Y": "two_wheeler",
        "N": "roadster",
        "G": "crossover",
        "K": "commercial_van",
    }
    assert vans == {"V", "K"}


def test_gearings_are_those_of_the_table() -> None:
    table = {one.value: (one.transmission, one.drive) for one in Gearing}

    assert table == {
        "M": (Transmission.MANUAL, None),
        "N": (Transmission.MANUAL, Drive.FOUR_WHEEL),
        "C": (Transmission.MANUAL, Drive.ALL_WHEEL),
        "A": (Transmission.AUTOMATIC, None),
        "B": (Transmission.AUTOMATIC, Drive.FOUR_WHEEL),
        "D": (Transmission.AUTOMATIC, Drive.ALL_WHEEL),
    }


def test_fuels_are_those_of_the_table() -> None:
    table = {one.value: (one.fuel, one.air_conditioning) for one in FuelAir}

    assert table == {
        "R": (Fuel.UNSPECIFIED, True),
        "N": (Fuel.UNSPECIFIED, False),
        "D": (Fuel.DIESEL, True),
        "Q": (Fuel.DIESEL, False),
        "H": (Fuel.HYBRID, None),
        "I": (Fuel.PLUG_IN_HYBRID, None),
        "E": (Fuel.ELECTRIC, None),
        "C": (Fuel.ELECTRIC_PLUS, None),
        "L": (Fuel.GAS, True),
        "S": (Fuel.GAS, False),
        "A": (Fuel.HYDROGEN, True),
        "B": (Fuel.HYDROGEN, False),
        "M": (Fuel.MULTI_FUEL, True),
        "F": (Fuel.MULTI_FUEL, False),
        "V": (Fuel.PETROL, True),
        "Z": (Fuel.PETROL, False),
        "U": (Fuel.ETHANOL, True),
        "X": (Fuel.ETHANOL, False),
    }
