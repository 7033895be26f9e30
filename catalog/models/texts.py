"""Texts that an account manager writes in four languages, of which any may be missing."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

# The order in which another language stands in for one that is missing.
LANGUAGES = ("nl", "en", "de", "fr")


def translated(row: models.Model, field: str) -> str:
    """The text of `field` in the active language, else in the first of `LANGUAGES` that has it, else empty."""
    active = (get_language() or "")[:2]
    for language in (active, *LANGUAGES):
        if language in LANGUAGES and (text := getattr(row, f"{field}_{language}")):
            return str(text)
    return ""
