"""What can be wrong with an answer, and with a question.

::

    ExtraFieldError
        AnswerError          the employee can mend it
            AnswerMissing
            AnswerTooLong, NumberMalformed, NumberTooSmall, NumberTooLarge
            DateMalformed, DateTooEarly, DateTooLate
            MailMalformed, ChoiceUnknown, PatternUnmatched
        DefinitionError      the account manager can mend it
            PatternMalformed, LimitMalformed, ConditionsCircular
"""

from __future__ import annotations

from typing import ClassVar


class ExtraFieldError(Exception):
    """`code` is the key of its text, `limit` what the text says besides."""

    code: ClassVar[str]

    def __init__(self, limit: str = "") -> None:
        super().__init__(f"{self.code} {limit}".strip())
        self.limit = limit


class AnswerError(ExtraFieldError):
    """Another answer helps."""


class AnswerMissing(AnswerError):
    code = "ANSWER_MISSING"


class AnswerTooLong(AnswerError):
    """`limit` is the number of characters."""

    code = "ANSWER_TOO_LONG"


class NumberMalformed(AnswerError):
    code = "NUMBER_MALFORMED"


class NumberTooSmall(AnswerError):
    """`limit` is the least that is allowed."""

    code = "NUMBER_TOO_SMALL"


class NumberTooLarge(AnswerError):
    """`limit` is the most that is allowed."""

    code = "NUMBER_TOO_LARGE"


class DateMalformed(AnswerError):
    code = "DATE_MALFORMED"


class DateTooEarly(AnswerError):
    """`limit` is the first day that is allowed, as in ISO 8601."""

    code = "DATE_TOO_EARLY"


class DateTooLate(AnswerError):
    """`limit` is the last day that is allowed, as in ISO 8601."""

    code = "DATE_TOO_LATE"


class MailMalformed(AnswerError):
    code = "MAIL_MALFORMED"


class ChoiceUnknown(AnswerError):
    code = "CHOICE_UNKNOWN"


class PatternUnmatched(AnswerError):
    code = "PATTERN_UNMATCHED"


class DefinitionError(ExtraFieldError):
    """The field must be defined otherwise."""


class PatternMalformed(DefinitionError):
    """`limit` is what the engine has against it."""

    code = "PATTERN_MALFORMED"


class LimitMalformed(DefinitionError):
    """Least or most is no number or date, or the least is more than the most."""

    code = "LIMIT_MALFORMED"


class ConditionsCircular(DefinitionError):
    """Conditions go in a circle. `limit` names the keys on it."""

    code = "CONDITIONS_CIRCULAR"
