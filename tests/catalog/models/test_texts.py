from __future__ import annotations

import pytest
from django.utils import translation

from catalog.models import VehicleClass


@pytest.mark.parametrize(
    ("names", "language", "expected"),
    [
        ({"name_nl": "Klein", "name_en": "Small"}, "en", "Small"),
        ({"name_nl": "Klein", "name_en": "Small"}, "en-gb", "Small"),
        ({"name_nl": "Klein", "name_en": "Small"}, "fr", "Klein"),
        ({"name_en": "Small", "name_de": "Klein"}, "nl", "Small"),
        ({"name_fr": "Petite"}, "de", "Petite"),
        ({"name_nl": "Klein"}, "pl", "Klein"),
        ({}, "nl", ""),
    ],
)
def test_name_is_in_the_active_language_or_the_next_best(
    names: dict[str, str], language: str, expected: str
) -> None:
    vehicle_class = VehicleClass(code="EDMR", **names)

    with translation.override(language):
        assert vehicle_class.name == expected


def test_missing_languages_lists_those_without_name_or_description() -> None:
    vehicle_class = VehicleClass(name_nl="Klein", description_nl="Klein.", name_en="Small")

    assert vehicle_class.missing_languages == ("en", "de", "fr")
