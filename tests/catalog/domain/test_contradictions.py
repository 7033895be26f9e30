from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from catalog.acriss.code import build_code
from catalog.acriss.errors import CodeMalformed
from catalog.domain.contradictions import find_contradictions
from catalog.enums import Drive, Fuel, Transmission
from catalog.models import VehicleClass
from tests.catalog.acriss.codes import codes

vehicle_classes = st.builds(
    VehicleClass,
    acriss=st.builds(build_code, codes),
    transmission=st.sampled_from(Transmission.values),
    drive=st.sampled_from(Drive.values),
    fuel=st.sampled_from(Fuel.values),
    air_conditioning=st.booleans(),
)


def make(acriss: str, **facts: str | bool) -> VehicleClass:
    """A class of a manual petrol car with air conditioning, not saved."""
    vehicle_class = VehicleClass(acriss=acriss, fuel=Fuel.PETROL)
    for field, value in facts.items():
        setattr(vehicle_class, field, value)
    return vehicle_class


@pytest.mark.parametrize(
    ("acriss", "facts", "expected"),
    [
        # Agree, or the code leaves it open.
        ("CDMV", {}, []),
        ("CDMR", {}, []),
        ("CDMR", {"fuel": "electric"}, []),
        ("CDMR", {"drive": "four_wheel"}, []),
        ("CDAE", {"transmission": "automatic", "fuel": "electric", "air_conditioning": False}, []),
        ("CDAC", {"transmission": "automatic", "fuel": "electric"}, []),
        ("CDMU", {"fuel": "petrol"}, []),
        ("CDMM", {"fuel": "petrol_or_diesel"}, []),
        # Contradict.
        ("CDAR", {}, [("transmission", "CDMR")]),
        ("CDNR", {}, [("drive", "CDMR")]),
        ("CDNR", {"drive": "all_wheel"}, [("drive", "CDCR")]),
        ("CDBR", {}, [("transmission", "CDMR"), ("drive", "CDMR")]),
        ("CDMD", {}, [("fuel", "CDMV")]),
        ("CDMD", {"fuel": "petrol_or_diesel"}, [("fuel", "CDMR")]),
        ("CDMH", {"fuel": "plug_in_hybrid"}, [("fuel", "CDMI")]),
        ("CDMV", {"air_conditioning": False}, [("air_conditioning", "CDMZ")]),
        ("CDMM", {"air_conditioning": False}, [("air_conditioning", "CDMF")]),
        (
            "CDMD",
            {"fuel": "electric", "air_conditioning": False},
            [("fuel", "CDME"), ("air_conditioning", "CDME")],
        ),
        (
            "FKAQ",
            {},
            [("transmission", "FKMV"), ("fuel", "FKMV"), ("air_conditioning", "FKMV")],
        ),
    ],
)
def test_find_contradictions_names_the_fields_and_a_code_that_fits(
    acriss: str, facts: dict[str, str | bool], expected: list[tuple[str, str]]
) -> None:
    found = find_contradictions(make(acriss, **facts))

    assert [(one.field, one.fitting_code) for one in found] == expected


def test_a_transmission_is_refused_and_the_rest_is_not() -> None:
    found = find_contradictions(make("CDBD", air_conditioning=False))

    assert {one.field: one.is_refused for one in found} == {
        "transmission": True,
        "drive": False,
        "fuel": False,
        "air_conditioning": False,
    }


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "en",
            "ACRISS code CDMD says “Diesel”, the class says “Petrol”. Change one of them: CDMV would fit the class.",
        ),
        (
            "nl",
            "ACRISS-code CDMD zegt “Diesel”, de klasse zegt “Benzine”. Wijzig een van beide: CDMV past bij de klasse.",
        ),
    ],
)
def test_a_contradiction_says_what_would_fit(language: str, expected: str) -> None:
    contradiction = find_contradictions(make("CDMD"))[0]

    with translation.override(language):
        assert str(contradiction) == expected


def test_a_class_without_a_code_is_an_error() -> None:
    with pytest.raises(CodeMalformed):
        find_contradictions(make("CDM"))


@given(vehicle_classes)
def test_the_code_that_would_fit_contradicts_nothing(vehicle_class: VehicleClass) -> None:
    found = find_contradictions(vehicle_class)
    fitting = {one.fitting_code for one in found}

    for code in fitting:
        vehicle_class.acriss = code
        assert find_contradictions(vehicle_class) == ()
    assert len(fitting) <= 1


@given(vehicle_classes)
def test_the_size_and_the_type_contradict_nothing(vehicle_class: VehicleClass) -> None:
    found = find_contradictions(vehicle_class)

    assert [one.fitting_code[:2] for one in found] == [vehicle_class.acriss[:2]] * len(found)
