"""From what was typed, and what the buyer's system has sent, to answers or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .definition import Condition, ExtraField, Operator, Sent
from .errors import AnswerError, AnswerMissing
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
    """Answer each of `questions`, in their order: a condition looks at the answers before it.

    What is sent and locked or hidden beats what is typed: nobody types over the buyer's system. If what was sent is
    no answer, the question is asked. A question that is not asked has no answer, whatever was typed.

    Args:
        questions: All of a customer's, in order.
        typed: Key -> what stands in the field of the page.
        sent: Key -> what the buyer's system sent.
        is_final: Whether what is required must be there.
    """
    checked = Checked()
    asked: list[str] = []
    locked: list[str] = []
    for question in questions:
        if not all(_holds(condition, checked.answers) for condition in question.conditions):
            continue
        settled = _settled(question, sent.get(question.key, ""))
        if settled is not None:
            checked.answers[question.key] = settled
            if question.sent is Sent.LOCK:
                locked.append(question.key)
            continue
        asked.append(question.key)
        _answer(question, typed.get(question.key, sent.get(question.key, "")), checked, is_final=is_final)
    return Checked(checked.answers, tuple(asked), tuple(locked), checked.errors)


def _settled(question: ExtraField, text: str) -> str | None:
    """The answer that the buyer's system has given for good, if it has."""
    if question.sent is Sent.OFFER or not text.strip():
        return None
    try:
        return read_answer(question, text)
    except AnswerError:
        return None


def _answer(question: ExtraField, text: str, checked: Checked, *, is_final: bool) -> None:
    try:
        answer = read_answer(question, text)
        if not answer and question.required and is_final:
            raise AnswerMissing
    except AnswerError as error:
        checked.errors[question.key] = error
        return
    if answer:
        checked.answers[question.key] = answer


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
