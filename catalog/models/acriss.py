"""Whether a field holds an ACRISS code, and if not, what is wrong with it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from catalog.acriss.code import parse_code
from catalog.acriss.errors import CodeLength, LettersUnknown

# One for each position, of which each has letters of its own.
UNKNOWN_LETTER = (
    _("Letter 1 of an ACRISS code is the category, and “%(letter)s” is none. Choose from %(known)s."),
    _("Letter 2 of an ACRISS code is the type, and “%(letter)s” is none. Choose from %(known)s."),
    _(
        "Letter 3 of an ACRISS code is the transmission and drive, and “%(letter)s” is neither. Choose from "
        "%(known)s."
    ),
    _(
        "Letter 4 of an ACRISS code is the fuel and air conditioning, and “%(letter)s” is neither. Choose from "
        "%(known)s."
    ),
)


def validate_acriss(value: str) -> None:
    """Raise a sentence for each wrong letter, with the letters that can stand there."""
    try:
        parse_code(value)
    except CodeLength as error:
        raise ValidationError(
            _("An ACRISS code has four letters, for example CDMR; this has %(length)d."),
            code="acriss_length",
            params={"length": error.length},
        ) from error
    except LettersUnknown as error:
        raise ValidationError(
            [
                ValidationError(
                    UNKNOWN_LETTER[wrong.position - 1],
                    code="acriss_letter",
                    params={"letter": wrong.letter, "known": " ".join(sorted(wrong.known))},
                )
                for wrong in error.wrong
            ]
        ) from error
