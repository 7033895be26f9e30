"""A code in words, for people who do not know the letters."""

from __future__ import annotations

from .code import Acriss
from .errors import LanguageUnknown
from .letters import Category
from .words import WORDS, Words

__all__ = ["category_name", "describe"]


def describe(acriss: Acriss, *, language: str) -> str:
    """The code in words: “Compact, 4–5 doors, manual, diesel, air conditioning”.

    What the code leaves open is left out. A van's first letter is named and not explained: it is a size in a
    table of its own. `language` is "nl", "en", "de" or "fr".

    Raises:
        LanguageUnknown: If it is another one.
    """
    words = _words(language)
    vehicle_type = words.vehicle_types[acriss.vehicle_type]
    if acriss.vehicle_type.is_van:
        named = [f"{vehicle_type} ({words.van_size.format(letter=acriss.category.value)})"]
    else:
        named = [words.categories[acriss.category], vehicle_type]
    facts = [words.gearings[acriss.gearing], words.fuels[acriss.fuel_air.fuel]]
    if (air_conditioning := acriss.fuel_air.air_conditioning) is not None:
        facts.append(words.air_conditioning if air_conditioning else words.no_air_conditioning)
    text = ", ".join(filter(None, [*named, *facts]))
    return text[0].upper() + text[1:]


def category_name(category: Category, *, language: str) -> str:
    """The name of a category of cars; see `describe` for the languages.

    Raises:
        LanguageUnknown: If we have no words in `language`.
    """
    text = _words(language).categories[category]
    return text[0].upper() + text[1:]


def _words(language: str) -> Words:
    try:
        return WORDS[language]
    except KeyError:
        raise LanguageUnknown(language) from None
