from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.acriss.code import Acriss, parse_code
from catalog.acriss.describe import category_name, describe
from catalog.acriss.errors import LanguageUnknown
from catalog.acriss.letters import Category, Fuel, Gearing, VehicleType
from catalog.acriss.words import WORDS
from tests.catalog.acriss.codes import ALL, codes

LANGUAGES = ("nl", "en", "de", "fr")


@pytest.mark.parametrize(
    ("code", "language", "expected"),
    [
        ("CDMR", "nl", "Compact, 4–5 deuren, handgeschakeld, airco"),
        ("CDMR", "en", "Compact, 4–5 doors, manual, air conditioning"),
        ("CDMR", "de", "Kompaktklasse, 4–5 Türen, Schaltgetriebe, Klimaanlage"),
        ("CDMR", "fr", "Compacte, 4–5 portes, boîte manuelle, climatisation"),
        ("UTDZ", "en", "Premium elite, convertible, automatic, all-wheel drive, petrol, no air conditioning"),
        ("IFAH", "fr", "Intermédiaire, SUV, boîte automatique, hybride"),
        (
            "XXBF",
            "de",
            "Sonderkategorie, Sondertyp, Automatik, Vierradantrieb, mehrere Kraftstoffe, ohne Klimaanlage",
        ),
        # What a letter does not say is not said: no range, no air conditioning.
        ("CDAE", "en", "Compact, 4–5 doors, automatic, electric"),
        ("CDAC", "nl", "Compact, 4–5 deuren, automaat, elektrisch plus"),
        # The first letter of a van is no category of cars.
        ("FKMD", "nl", "Bestelwagen of vrachtwagen (maatletter F), handgeschakeld, diesel, airco"),
        ("CVMD", "en", "Passenger van (size letter C), manual, diesel, air conditioning"),
    ],
)
def test_describe_says_what_the_code_says(code: str, language: str, expected: str) -> None:
    assert describe(parse_code(code), language=language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_has_words_of_its_own(language: str) -> None:
    words = WORDS[language]
    tables = (words.categories, words.vehicle_types, words.gearings, words.fuels)

    assert [set(table) for table in tables] == [set(Category), set(VehicleType), set(Gearing), set(Fuel)]
    assert [len(set(table.values())) for table in tables] == [len(table) for table in tables]
    assert [letter for letter, text in words.fuels.items() if not text] == [Fuel.UNSPECIFIED]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_codes_read_the_same(language: str) -> None:
    texts = {describe(acriss, language=language) for acriss in ALL}

    assert len(texts) == len(ALL) == 18 * 22 * 6 * 18


@given(codes, st.sampled_from(LANGUAGES))
def test_every_code_reads_as_a_line_without_gaps(acriss: Acriss, language: str) -> None:
    text = describe(acriss, language=language)

    assert text[0] == text[0].upper()
    assert all(part and part == part.strip() for part in text.split(", "))
    assert not set("{}\n") & set(text)


@given(codes, st.text())
def test_describe_raises_its_own_error_for_another_language(acriss: Acriss, language: str) -> None:
    with suppress(LanguageUnknown):
        describe(acriss, language=language)

        assert language in LANGUAGES


@pytest.mark.parametrize("language", ["", "NL", "nl-nl", "es", "\ud800"])
def test_a_language_is_one_of_four(language: str) -> None:
    with pytest.raises(LanguageUnknown) as raised:
        category_name(Category.MINI, language=language)

    assert raised.value.language == language


def test_categories_have_names() -> None:
    names = [category_name(Category.FULL_SIZE, language=language) for language in LANGUAGES]

    assert names == ["Groot", "Full-size", "Obere Mittelklasse", "Grande"]
