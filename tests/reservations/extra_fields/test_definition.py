"""Questions that could not be asked are refused when they are defined."""

from __future__ import annotations

import pytest

from reservations.extra_fields import Condition, DefinitionError, ExtraField, Kind, Operator
from reservations.extra_fields.definition import check_definition
from reservations.extra_fields.errors import ConditionMalformed, LimitMalformed, PatternMalformed


@pytest.mark.parametrize(
    "question",
    [
        ExtraField("a", Kind.TEXT, pattern=r"\d{4}-[A-Z]+"),
        ExtraField("a", Kind.TEXT, pattern=r"(a+)+"),
        ExtraField("a", Kind.NUMBER, least="-5", most="5.5"),
        ExtraField("a", Kind.DATE, least="2026-01-01"),
        ExtraField("a", Kind.TEXT, conditions=(Condition("before", Operator.FILLED),)),
    ],
)
def test_a_question_that_can_be_asked_is_taken(question: ExtraField) -> None:
    check_definition(question, earlier=["before"])


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
        (ExtraField("a", Kind.TEXT, conditions=(Condition("a", Operator.EMPTY),)), ConditionMalformed),
        (ExtraField("a", Kind.TEXT, conditions=(Condition("later", Operator.IS, "x"),)), ConditionMalformed),
    ],
)
def test_a_question_that_could_not_be_asked_is_refused(
    question: ExtraField, error: type[DefinitionError]
) -> None:
    with pytest.raises(error):
        check_definition(question, earlier=["before"])
