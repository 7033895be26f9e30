"""From what was typed, and what the buyer's system has sent, to answers or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from .definition import Condition, ExtraField, Operator, Sent, order_by_conditions
from .errors import AnswerError, AnswerMissing, ConditionsCircular
from .reading import read_answer

__all__ = ["Checked", "check_answers"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it.

    Attributes:
        answers: Key -> answer as it is stored, filled ones only, in the order of the questions.
        asked: The keys of the questions that the page shows, and may be answered.
        locked: The keys of those that it shows with the answer of the buyer's system.
        errors: Key -> what is wrong.
    """

    answers: dict[str, str] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    locked: tuple[str, ...] = ()
    errors: dict[str, AnswerError] = field(default_factory=dict)


def check_answers(
    questions: Sequence[ExtraField],
    *,
    typed: Mapping[str, str],
    sent: Mapping[str, str],
    is_final: bool = True,
) -> Checked:
    """Answer each of `questions`. A condition looks at an answer, wherever on the page its question stands.

    What is sent and locked or hidden beats what is typed: nobody types over the buyer's system. If what was sent is
    no answer, the question is asked. A question that is not asked has no answer, whatever was typed.

    Args:
        questions: All of a customer's, in the order of the page.
        typed: Key -> what stands in the field of the page.
        sent: Key -> what the buyer's system sent.
        is_final: Whether what is required must be there.
    """
    judged: dict[str, _Judgement] = {}
    answers: dict[str, str] = {}
    for question in _in_order_of_conditions(questions):
        key = question.key
        if all(_holds(condition, answers) for condition in question.conditions):
            text = typed.get(key, sent.get(key, ""))
            judged[key] = _judge(question, text=text, sent=sent.get(key, ""), is_final=is_final)
            answers[key] = judged[key].answer
    in_order = [(question.key, judged[question.key]) for question in questions if question.key in judged]
    return Checked(
        answers={key: one.answer for key, one in in_order if one.answer},
        asked=tuple(key for key, one in in_order if one.is_asked),
        locked=tuple(key for key, one in in_order if one.is_locked),
        errors={key: one.error for key, one in in_order if one.error},
    )


@dataclass(frozen=True, slots=True)
class _Judgement:
    answer: str = ""
    is_asked: bool = True
    is_locked: bool = False
    error: AnswerError | None = None


def _in_order_of_conditions(questions: Sequence[ExtraField]) -> list[ExtraField]:
    try:
        return order_by_conditions(questions)
    except ConditionsCircular:
        # The admin refuses a circle. If there is one, better ask too much.
        return [replace(question, conditions=()) for question in questions]


def _judge(question: ExtraField, *, text: str, sent: str, is_final: bool) -> _Judgement:
    settled = _settled(question, sent)
    if settled:
        return _Judgement(settled, is_asked=False, is_locked=question.sent is Sent.LOCK)
    try:
        answer = read_answer(question, text)
        if not answer and question.required and is_final:
            raise AnswerMissing
    except AnswerError as error:
        return _Judgement(error=error)
    return _Judgement(answer)


def _settled(question: ExtraField, text: str) -> str:
    """The answer that the buyer's system has given for good; "" if it has not."""
    if question.sent is Sent.OFFER:
        return ""
    try:
        return read_answer(question, text)
    except AnswerError:
        return ""


def _holds(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Whether it does. Of an answer of several choices, each counts."""
    answer = answers.get(condition.key, "")
    match condition.operator:
        case Operator.FILLED:
            return bool(answer)
        case Operator.EMPTY:
            return not answer
        case Operator.IS:
            return condition.value in answer.split("\n")
        case Operator.IS_NOT:
            return condition.value not in answer.split("\n")
