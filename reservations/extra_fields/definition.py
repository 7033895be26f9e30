"""One question, as far as answering it goes: what it is called and how it looks is none of this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from .errors import ConditionsCircular, LimitMalformed
from .patterns import compile_pattern
from .values import parse_limit

__all__ = [
    "LENGTHS",
    "Condition",
    "ExtraField",
    "Kind",
    "Operator",
    "Sent",
    "check_definition",
    "order_by_conditions",
]


class Kind(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    EMAIL = "email"
    COST_CENTRE = "cost_centre"


class Sent(StrEnum):
    """What becomes of a question that the buyer's system has answered already."""

    OFFER = "offer"  # filled in, to be changed
    LOCK = "lock"  # shown, not to be changed
    HIDE = "hide"  # kept, not shown


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    FILLED = "filled"
    EMPTY = "empty"


# Characters. A cost centre is as long as the column that operations search.
LENGTHS = {
    Kind.TEXT: 200,
    Kind.LONG_TEXT: 2000,
    Kind.NUMBER: 20,
    Kind.DATE: 20,
    Kind.CHOICE: 100,
    Kind.CHOICES: 2000,
    Kind.YES_NO: 3,
    Kind.EMAIL: 254,
    Kind.COST_CENTRE: 100,
}
WITH_LIMITS = frozenset({Kind.NUMBER, Kind.DATE})
WITH_PATTERN = frozenset({Kind.TEXT, Kind.COST_CENTRE})


@dataclass(frozen=True, slots=True)
class Condition:
    """When a question is asked: what another one is answered with."""

    key: str
    operator: Operator
    value: str = ""


@dataclass(frozen=True, slots=True)
class ExtraField:
    """A question.

    Attributes:
        key: For life; answers are stored by it.
        pattern: In the syntax of RE2, for the whole answer; "" for none. For text and cost centres.
        least, most: For numbers and dates, as in ISO 8601; "" for none.
        choices: The values that may be chosen.
        conditions: All must hold, or the question is not asked.
    """

    key: str
    kind: Kind
    required: bool = False
    pattern: str = ""
    least: str = ""
    most: str = ""
    choices: frozenset[str] = field(default_factory=frozenset)
    conditions: tuple[Condition, ...] = ()
    sent: Sent = Sent.OFFER


def check_definition(extra_field: ExtraField) -> None:
    """Refuse a question by which no answer could be judged.

    Raises:
        DefinitionError: PatternMalformed, LimitMalformed.
    """
    if extra_field.pattern:
        compile_pattern(extra_field.pattern)
    if extra_field.kind in WITH_LIMITS:
        least, most = (
            parse_limit(text, is_date=extra_field.kind is Kind.DATE)
            for text in (extra_field.least, extra_field.most)
        )
        if least is not None and most is not None and least > most:
            raise LimitMalformed


def order_by_conditions(questions: Iterable[ExtraField]) -> list[ExtraField]:
    """The questions so that each comes after those that its conditions are about.

    A condition about a question that is not among them is about one without an answer.

    Raises:
        ConditionsCircular: If conditions go in a circle, so that none could be asked first.
    """
    by_key = {question.key: question for question in questions}
    graph = {key: [one.key for one in question.conditions] for key, question in by_key.items()}
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise ConditionsCircular(", ".join(dict.fromkeys(error.args[1]))) from None
    return [by_key[key] for key in order if key in by_key]
