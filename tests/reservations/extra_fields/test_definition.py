"""Questions that could not be asked are refused when they are defined."""

from __future__ import annotations

import pytest

from reservations.extra_fields import Condition, DefinitionError, ExtraField, Kind, Operator
from reservations.extra_fields.definition import check_definition, order_by_conditions
from reservations.extra_fields.errors import ConditionsCircular, LimitMalformed, PatternMalformed


@pytest.mark.parametrize(
    "question",
    [
        ExtraField("a", Kind.TEXT, pattern=r"\d{4}-[A-Z]+"),
        ExtraField("a", Kind.TEXT, pattern=r"(a+)+"),
        ExtraField("a", Kind.NUMBER, least="-5", most="5.5"),
        ExtraField("a", Kind.DATE, least="2026-01-01"),
    ],
)
def test_a_question_that_can_be_asked_is_taken(question: ExtraField) -> None:
    check_definition(question)


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (ExtraField("a", Kind.TEXT, pattern="["), PatternMalformed),
        (ExtraField("a", Kind.TEXT, pattern=r"(.)\1"), PatternMalformed),
        (ExtraField("a", Kind.TEXT, pattern="(a{1000}){1000}"), PatternMalformed),
        (ExtraField("a", Kind.TEXT, pattern="((a{90}){90}){90}"), PatternMalformed),
        (ExtraField("a", Kind.TEXT, pattern="a" * 201), PatternMalformed),
        (ExtraField("a", Kind.NUMBER, least="5", most="4"), LimitMalformed),
        (ExtraField("a", Kind.NUMBER, least="some"), LimitMalformed),
        (ExtraField("a", Kind.NUMBER, least="NaN"), LimitMalformed),
        (ExtraField("a", Kind.DATE, most="31-12-2026"), LimitMalformed),
    ],
)
def test_a_question_that_could_not_be_asked_is_refused(
    question: ExtraField, error: type[DefinitionError]
) -> None:
    with pytest.raises(error):
        check_definition(question)


def question(key: str, *about: str) -> ExtraField:
    return ExtraField(key, Kind.TEXT, conditions=tuple(Condition(one, Operator.FILLED) for one in about))


def test_questions_are_ordered_by_what_they_depend_on() -> None:
    ordered = order_by_conditions([question("c", "b", "gone"), question("b", "a"), question("a")])

    assert [one.key for one in ordered] == ["a", "b", "c"]


@pytest.mark.parametrize(
    "questions", [[question("a", "a")], [question("a", "b"), question("b", "c"), question("c", "a")]]
)
def test_conditions_that_go_in_a_circle_are_refused(questions: list[ExtraField]) -> None:
    with pytest.raises(ConditionsCircular):
        order_by_conditions(questions)
