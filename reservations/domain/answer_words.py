"""What is wrong with an answer, in words that say what would be right."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy

from reservations.extra_fields import AnswerError
from reservations.extra_fields.errors import DateTooEarly, DateTooLate

# Code of the error -> its words.
WORDS = {
    "ANSWER_MISSING": gettext_lazy("Fill in “%(label)s”."),
    "ANSWER_TOO_LONG": gettext_lazy("“%(label)s” takes %(limit)s characters at most."),
    "NUMBER_MALFORMED": gettext_lazy("Write “%(label)s” as a number, for example 1250 or 12,5."),
    "NUMBER_TOO_SMALL": gettext_lazy("“%(label)s” must be %(limit)s or more."),
    "NUMBER_TOO_LARGE": gettext_lazy("“%(label)s” must be %(limit)s or less."),
    "DATE_MALFORMED": gettext_lazy("Write “%(label)s” as day-month-year, for example 25-11-2026."),
    "DATE_TOO_EARLY": gettext_lazy("“%(label)s” must be %(limit)s or later."),
    "DATE_TOO_LATE": gettext_lazy("“%(label)s” must be %(limit)s or earlier."),
    "MAIL_MALFORMED": gettext_lazy("Write “%(label)s” as an e-mail address like name@organisation.com."),
    "CHOICE_UNKNOWN": gettext_lazy("Choose “%(label)s” from the list."),
    "PATTERN_UNMATCHED": gettext_lazy("“%(label)s” is not written as your organisation writes it."),
}


def explain_answer(error: AnswerError, *, label: str) -> str:
    """One sentence in the active language."""
    limit = error.limit
    if isinstance(error, (DateTooEarly, DateTooLate)):
        limit = f"{date.fromisoformat(limit):%d-%m-%Y}"
    return str(WORDS[error.code]) % {"label": label, "limit": limit}
