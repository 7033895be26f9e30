"""Everything `catalog.acriss` raises, in one tree.

* `AcrissError`
    * `CodeMalformed`: this is no ACRISS code
        * `CodeLength`: not four letters
        * `LettersUnknown`: four, of which some have no meaning where they stand
    * `VanNotComparable`: a van was compared with the categories of cars
    * `LanguageUnknown`: we have no words in this language
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AcrissError",
    "CodeLength",
    "CodeMalformed",
    "LanguageUnknown",
    "LettersUnknown",
    "VanNotComparable",
    "WrongLetter",
]


class AcrissError(ValueError):
    """Base of all errors of this package."""


class CodeMalformed(AcrissError):
    """The text is no ACRISS code."""


class CodeLength(CodeMalformed):
    """The text has `length` characters instead of four."""

    def __init__(self, length: int) -> None:
        super().__init__(f"{length} characters, an ACRISS code has four")
        self.length = length


@dataclass(frozen=True, slots=True)
class WrongLetter:
    """A letter without meaning where it stands. `position` counts from 1; `known` are the letters with one."""

    position: int
    letter: str
    known: str


class LettersUnknown(CodeMalformed):
    """`wrong` has each letter that is wrong, in order."""

    def __init__(self, wrong: tuple[WrongLetter, ...]) -> None:
        super().__init__(", ".join(f"letter {one.position} is {one.letter!a}" for one in wrong))
        self.wrong = wrong


class VanNotComparable(AcrissError):
    """A van is sized by a table of its own, about which a category of cars says nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(f"{code} is a van and has no place among the categories of cars")
        self.code = code


class LanguageUnknown(AcrissError):
    def __init__(self, language: str) -> None:
        super().__init__(f"no words in language {language[:10]!a}")
        self.language = language
