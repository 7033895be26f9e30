"""One answer, read kindly and stored in one way.

Stored are: text on one line, or on several; numbers with a point; dates as in ISO 8601; `yes` and `no`; the value of a
choice, and of several those in the order of the alphabet, one on a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from .definition import LENGTHS, ExtraField, Kind
from .errors import (
    AnswerTooLong,
    ChoiceUnknown,
    DateTooEarly,
    DateTooLate,
    MailMalformed,
    NumberTooLarge,
    NumberTooSmall,
    PatternUnmatched,
)
from .patterns import matches
from .values import parse_date, parse_limit, parse_number, write_number

__all__ = ["NO", "YES", "read_answer"]

YES, NO = "yes", "no"

# Good enough to catch a slip; whether the address exists only a mail can tell.
_mail_re = re.compile(r"[^\s@,;<>]{1,64}@[^\s@,;<>.]+(?:\.[^\s@,;<>.]+)+")


def read_answer(question: ExtraField, text: str) -> str:
    """The answer as it is stored; "" when there is none.

    Raises:
        AnswerError: If it is no answer to `question`.
    """
    written = _several_lines(text) if question.kind in (Kind.LONG_TEXT, Kind.CHOICES) else _one_line(text)
    if not written:
        return ""
    longest = LENGTHS[question.kind]
    if len(written) > longest:
        raise AnswerTooLong(str(longest))
    return READ[question.kind](question, written)


def _read_text(question: ExtraField, text: str) -> str:
    if question.pattern and not matches(question.pattern, text):
        raise PatternUnmatched
    return text


def _read_number(question: ExtraField, text: str) -> str:
    number = parse_number(text)
    least, most = (parse_limit(limit, is_date=False) for limit in (question.least, question.most))
    if least is not None and number < least:
        raise NumberTooSmall(write_number(least))
    if most is not None and number > most:
        raise NumberTooLarge(write_number(most))
    return write_number(number)


def _read_date(question: ExtraField, text: str) -> str:
    day = parse_date(text)
    ordinal = Decimal(day.toordinal())
    least, most = (parse_limit(limit, is_date=True) for limit in (question.least, question.most))
    if least is not None and ordinal < least:
        raise DateTooEarly(question.least)
    if most is not None and ordinal > most:
        raise DateTooLate(question.most)
    return day.isoformat()


def _read_choice(question: ExtraField, text: str) -> str:
    if text not in question.choices:
        raise ChoiceUnknown
    return text


def _read_choices(question: ExtraField, text: str) -> str:
    return "\n".join(sorted({_read_choice(question, _one_line(line)) for line in text.split("\n") if line}))


def _read_yes_no(question: ExtraField, text: str) -> str:
    if text not in (YES, NO):
        raise ChoiceUnknown
    return text


def _read_mail(question: ExtraField, text: str) -> str:
    if not _mail_re.fullmatch(text):
        raise MailMalformed
    return text


READ: dict[Kind, Callable[[ExtraField, str], str]] = {
    Kind.TEXT: _read_text,
    Kind.LONG_TEXT: _read_text,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.CHOICE: _read_choice,
    Kind.CHOICES: _read_choices,
    Kind.YES_NO: _read_yes_no,
    Kind.EMAIL: _read_mail,
    Kind.COST_CENTRE: _read_text,
}


def _one_line(text: str) -> str:
    return " ".join("".join(" " if _breaks(character) else character for character in text).split())


def _several_lines(text: str) -> str:
    lines = (_one_line(line) for line in text.replace("\r\n", "\n").split("\n"))
    return "\n".join(lines).strip()


def _breaks(character: str) -> bool:
    """Control characters, NUL among them, and halves of a pair, which no database takes."""
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
