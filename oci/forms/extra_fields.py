"""The customer's own questions, as far as the booking form goes: what was typed, what was sent, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from reservations.domain.answer_words import explain_answer
from reservations.domain.questions import Question, answer_questions, load_questions
from reservations.extra_fields import Checked

# Before the key: a customer's key may be a name of our own fields.
PREFIX = "x_"


@dataclass(frozen=True, slots=True)
class ExtraAnswers:
    """All questions of a customer, and what one employee has made of them.

    Attributes:
        typed: Key -> what stands in the field; several choices stand one on a line.
        sent: Key -> what the buyer's system sent.
    """

    questions: tuple[Question, ...]
    typed: Mapping[str, str]
    sent: Mapping[str, str]
    checked: Checked

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(question.key for question in self.questions)

    @property
    def fields(self) -> dict[str, str]:
        """What stands in the fields, by the names that they have in the form."""
        return {f"{PREFIX}{key}": text for key, text in self.typed.items()}

    @property
    def messages(self) -> dict[str, str]:
        """Key -> what is wrong, in words."""
        labels = {question.key: question.label for question in self.questions}
        return {key: explain_answer(error, label=labels[key]) for key, error in self.checked.errors.items()}


NOTHING_ASKED = ExtraAnswers(questions=(), typed={}, sent={}, checked=Checked())


def read_extra_answers(
    data: Mapping[str, Any], *, sent: Mapping[str, str], is_final: bool = True
) -> ExtraAnswers:
    """The answers in `data`, a posted form or a draft; one statement."""
    typed = {name.removeprefix(PREFIX): _text(data, name) for name in data if name.startswith(PREFIX)}
    questions = load_questions(named=[*typed.values(), *sent.values()])
    keys = {question.key for question in questions}
    typed = {key: text for key, text in typed.items() if key in keys}
    checked = answer_questions(questions, typed=typed, sent=sent, is_final=is_final)
    return ExtraAnswers(questions, typed, sent, checked)


def _text(data: Mapping[str, Any], name: str) -> str:
    """Boxes that are ticked come as several values of one name."""
    values = data.getlist(name) if isinstance(data, QueryDict) else [data[name]]
    return "\n".join(str(value) for value in values if value)
