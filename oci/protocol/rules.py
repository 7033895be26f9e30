"""The rules of the linter, and what it finds by them.

An error means that receivers lose or misread something: such a form does not leave. A warning means that some
receivers do, or that a person will wonder.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["LEVELS", "PARTICULAR", "Finding", "Level", "Rule", "find_errors"]


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Rule(StrEnum):
    """One rule; its value is stable, and the key of its text."""

    # The form as a whole.
    ACTION_MALFORMED = "ACTION_MALFORMED"
    ACTION_NOT_SECURE = "ACTION_NOT_SECURE"
    TARGET_SELF = "TARGET_SELF"
    TARGET_BLANK = "TARGET_BLANK"
    TARGET_MALFORMED = "TARGET_MALFORMED"
    CHARSET_UNKNOWN = "CHARSET_UNKNOWN"
    VARIABLES_TOO_MANY = "VARIABLES_TOO_MANY"
    CART_EMPTY = "CART_EMPTY"
    NAME_MALFORMED = "NAME_MALFORMED"
    INDEX_GAP = "INDEX_GAP"
    LINES_EQUAL = "LINES_EQUAL"
    # A line.
    FIELD_MISSING = "FIELD_MISSING"
    FIELD_MISSING_WITHOUT = "FIELD_MISSING_WITHOUT"
    FIELD_MISSING_WITH = "FIELD_MISSING_WITH"
    FIELD_REQUIRED = "FIELD_REQUIRED"
    PRICE_MISSING = "PRICE_MISSING"
    PRICE_UNIT_MISSING = "PRICE_UNIT_MISSING"
    ARTICLE_MISSING = "ARTICLE_MISSING"
    PRODUCT_MISSING = "PRODUCT_MISSING"
    ARTICLE_SHARED = "ARTICLE_SHARED"
    ARTICLE_NEW = "ARTICLE_NEW"
    # A field.
    FIELD_TWICE = "FIELD_TWICE"
    FIELD_UNKNOWN = "FIELD_UNKNOWN"
    FIELD_EMPTY = "FIELD_EMPTY"
    FIELD_TOO_LONG = "FIELD_TOO_LONG"
    FIELD_BROKEN_UP = "FIELD_BROKEN_UP"
    CHARACTER_LACKING = "CHARACTER_LACKING"
    NUMBER_MALFORMED = "NUMBER_MALFORMED"
    VALUE_NOT_ALLOWED = "VALUE_NOT_ALLOWED"
    QUANTITY_ZERO = "QUANTITY_ZERO"
    QUANTITY_NOT_WHOLE = "QUANTITY_NOT_WHOLE"
    UNIT_MALFORMED = "UNIT_MALFORMED"
    CURRENCY_MALFORMED = "CURRENCY_MALFORMED"
    PRICE_ZERO = "PRICE_ZERO"
    PRICE_UNIT_ZERO = "PRICE_UNIT_ZERO"
    PRICE_UNIT_NOT_ONE = "PRICE_UNIT_NOT_ONE"
    QUANTITY_EDITABLE = "QUANTITY_EDITABLE"
    LONGTEXT_LOST = "LONGTEXT_LOST"


# What is true of some receivers only, and of no cart in itself. Looked at where `lint_form` is given a level for it.
PARTICULAR = frozenset({Rule.ARTICLE_SHARED, Rule.ARTICLE_NEW, Rule.QUANTITY_EDITABLE, Rule.LONGTEXT_LOST})

WARNINGS = PARTICULAR | frozenset(
    {
        Rule.ACTION_NOT_SECURE,
        Rule.TARGET_BLANK,
        Rule.LINES_EQUAL,
        Rule.PRICE_MISSING,
        Rule.PRICE_UNIT_MISSING,
        Rule.ARTICLE_MISSING,
        Rule.PRODUCT_MISSING,
        Rule.FIELD_EMPTY,
        Rule.CHARACTER_LACKING,
        Rule.QUANTITY_NOT_WHOLE,
        Rule.PRICE_ZERO,
        Rule.PRICE_UNIT_NOT_ONE,
    }
)
LEVELS = {rule: Level.WARNING if rule in WARNINGS else Level.ERROR for rule in Rule}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        rule: Which rule; the key of the text that explains it.
        level: What it means for the form.
        line: Counts from 1; 0 when it is about the form as a whole.
        field: The field's name without prefix and index, or "".
        detail: What the text says besides: a limit, the other field or line, as the rule has it.
    """

    rule: Rule
    level: Level
    line: int = 0
    field: str = ""
    detail: str = ""


def find_errors(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those among `findings` for which the form must not leave."""
    return tuple(finding for finding in findings if finding.level is Level.ERROR)
