"""The words of each language; a test holds them complete."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from . import de, en, fr, nl
from .table import Words

__all__ = ["WORDS", "Words"]

WORDS: Mapping[str, Words] = MappingProxyType(
    {"nl": nl.WORDS, "en": en.WORDS, "de": de.WORDS, "fr": fr.WORDS}
)
