"""The customer's own questions on the booking page and on the page that checks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.translation import gettext

from oci.forms.extra_fields import PREFIX, ExtraAnswers
from oci.forms.typed_moments import write_date
from reservations.domain.questions import Choice, Question, search_choices
from reservations.extra_fields import Kind
from reservations.extra_fields.reading import NO, YES


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it is shown. `widget` names the template; `text` is what stands in the field.

    `is_hidden`: its conditions do not hold. It is there all the same, so that nothing typed is lost and the rest of
    the page stays where it is. `is_live`: other questions depend on it.
    """

    key: str
    name: str
    label: str
    hint: str
    widget: str
    text: str
    message: str
    options: tuple[Option, ...]
    is_optional: bool
    is_hidden: bool
    is_locked: bool
    is_live: bool


@dataclass(frozen=True, slots=True)
class AskedGroup:
    title: str
    questions: tuple[Asked, ...]
    is_hidden: bool


WIDGETS = {
    Kind.TEXT: "text",
    Kind.COST_CENTRE: "text",
    Kind.LONG_TEXT: "long_text",
    Kind.NUMBER: "number",
    Kind.DATE: "date",
    Kind.EMAIL: "email",
    Kind.YES_NO: "radio",
    Kind.CHOICE: "select",
    Kind.CHOICES: "boxes",
}


def asked_groups(extra: ExtraAnswers, *, customer: str) -> tuple[AskedGroup, ...]:
    """The questions by their groups. What the buyer's system has answered and hides is left out."""
    unnamed = gettext("Questions of %(customer)s") % {"customer": customer}
    about = {one.key for question in extra.questions for one in question.extra_field.conditions}
    shown = [
        (question.group, _asked(question, extra, is_live=question.key in about))
        for question in extra.questions
    ]
    groups = []
    for title, members in groupby((one for one in shown if one[1]), key=lambda one: one[0]):
        asked = tuple(question for _title, question in members if question)
        is_hidden = all(question.is_hidden for question in asked)
        groups.append(AskedGroup(title or unnamed, asked, is_hidden))
    return tuple(groups)


def answered(extra: ExtraAnswers) -> Iterator[tuple[str, str]]:
    """Label and answer of what the employee has answered, in words, to be checked."""
    for question in extra.questions:
        if question.key in extra.checked.asked and (answer := extra.checked.answers.get(question.key)):
            yield question.label, _in_words(question, answer)


def _asked(question: Question, extra: ExtraAnswers, *, is_live: bool) -> Asked | None:
    checked, key = extra.checked, question.key
    is_locked, is_asked = key in checked.locked, key in checked.asked
    if not is_asked and not is_locked and key in checked.answers:
        return None  # sent, and hidden
    text = _standing(question, extra)
    return Asked(
        key=key,
        name=f"{PREFIX}{key}",
        label=question.label,
        hint=question.help_text,
        widget=_widget(question, has_found=key in checked.errors),
        text=question.text_of(text) if is_locked else text,
        message=extra.messages.get(key, ""),
        options=tuple(_options(question, text, is_wrong=key in checked.errors)),
        is_optional=not question.extra_field.required,
        is_hidden=not is_asked and not is_locked,
        is_locked=is_locked,
        is_live=is_live,
    )


def _standing(question: Question, extra: ExtraAnswers) -> str:
    """What stands in the field: what was typed; before that, what was sent."""
    key = question.key
    if key in extra.typed and key not in extra.checked.locked:
        return extra.typed[key]
    text = extra.checked.answers.get(key, extra.sent.get(key, ""))
    return _in_words(question, text) if question.extra_field.kind is Kind.DATE else text


def _widget(question: Question, *, has_found: bool) -> str:
    if question.extra_field.kind is Kind.CHOICE and question.is_searched and not has_found:
        return "search"
    return WIDGETS[question.extra_field.kind]


def _options(question: Question, text: str, *, is_wrong: bool) -> Iterator[Option]:
    chosen = text.split("\n")
    choices: tuple[Choice, ...] = question.choices
    if question.extra_field.kind is Kind.YES_NO:
        choices = (Choice(YES, gettext("Yes")), Choice(NO, gettext("No")))
    elif question.is_searched and is_wrong and text:
        choices = tuple(search_choices(key=question.key, text=text))
    for choice in choices:
        yield Option(choice.value, choice.label, choice.value in chosen)


def _in_words(question: Question, answer: str) -> str:
    if question.extra_field.kind is Kind.DATE:
        try:
            return write_date(date.fromisoformat(answer))
        except ValueError:
            return answer
    return question.text_of(answer)
