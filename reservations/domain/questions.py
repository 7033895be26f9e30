"""A customer's extra fields as an employee meets them: in order, in the active language, with what can be chosen.

However many fields and choices there are, reading them is one statement; of ten thousand choices a page gets the ones
that were named, and finds the others by `search_choices`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.utils.translation import get_language, gettext

from catalog.models.texts import LANGUAGES
from reservations.domain.registration import ReferenceField, References
from reservations.extra_fields import Checked, Condition, ExtraField, Kind, Operator, Sent, check_answers
from reservations.extra_fields.definition import order_by_conditions
from reservations.extra_fields.errors import ConditionsCircular
from reservations.extra_fields.reading import NO, YES
from reservations.models import ExtraField as Row
from reservations.models import ExtraFieldChoice, ExtraFieldCondition

# More than these are searched instead of listed: a list of hundreds is slow to load and slower to read.
MOST_LISTED = 50
MOST_FOUND = 20
MOST_NAMED = 100
LABELS = tuple(f"label_{language}" for language in LANGUAGES)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, as people read it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """An extra field in words.

    `choices` are all of them, or, where `is_searched`, those that were named.
    """

    extra_field: ExtraField
    label: str
    help_text: str
    group: str
    choices: tuple[Choice, ...] = ()
    is_searched: bool = False
    is_sensitive: bool = False
    in_mail: bool = True

    @property
    def key(self) -> str:
        return self.extra_field.key

    def text_of(self, answer: str) -> str:
        """An answer as people read it: choices by their labels, one after the other."""
        if self.extra_field.kind is Kind.YES_NO:
            return {YES: gettext("Yes"), NO: gettext("No")}.get(answer, answer)
        labels = {choice.value: choice.label for choice in self.choices}
        if self.extra_field.kind in (Kind.CHOICE, Kind.CHOICES):
            return ", ".join(labels.get(value, value) for value in answer.split("\n"))
        return answer


def load_questions(*, named: Iterable[str] = ()) -> tuple[Question, ...]:
    """The questions in use, in their order. `named` are typed or sent values, which may be choices; one statement."""
    lines = (" ".join(line.split()) for value in named for line in value.split("\n"))
    texts = [line for line in lines if line][:MOST_NAMED]
    rows = Row.objects.filter(is_active=True).select_related("group")
    return tuple(
        _question(row)
        for row in rows.annotate(
            first_choices=_choices(_active_choices(), limit=MOST_LISTED + 1),
            named_choices=_choices(_active_choices().filter(_is_named(texts)), limit=len(texts) * 2 + 1),
            condition_rows=ArraySubquery(
                ExtraFieldCondition.objects.filter(field=OuterRef("pk")).values(
                    row=JSONObject(key=F("about__key"), operator="operator", value="value")
                )
            ),
        ).order_by(F("group__position").asc(nulls_first=True), "group_id", "position", "id")
    )


def search_choices(*, key: str, text: str) -> list[Choice]:
    """The first choices of a field in which `text` occurs, in any language; one statement."""
    found = _active_choices().filter(field__key=key, field__is_active=True)
    for word in text.split():
        found = found.filter(_has(word, "icontains"))
    return [Choice(one.value, one.label) for one in found[:MOST_FOUND]]


def answer_questions(
    questions: Iterable[Question], *, typed: Mapping[str, str], sent: Mapping[str, str], is_final: bool = True
) -> Checked:
    """As `check_answers`. Whoever typed the label of a choice has chosen it."""
    asked = tuple(questions)
    return check_answers(
        [question.extra_field for question in asked],
        typed={**typed, **_chosen_by_label(asked, typed)},
        sent={**sent, **_chosen_by_label(asked, sent)},
        is_final=is_final,
    )


def with_answers(
    references: References, *, questions: Iterable[Question], answers: Mapping[str, str]
) -> References:
    """`references` of a call together with the answers, which are stored with the labels of today.

    An answer takes the place of what was sent under its key. A question about the cost centre is one about the
    request's own, unless the call has named that.
    """
    asked = tuple(questions)
    keys = {question.key for question in asked}
    free = tuple(field for field in references.fields if field.key not in keys)
    answered = [question for question in asked if question.key in answers]
    cost_centre = next((answers[one.key] for one in answered if one.extra_field.kind is Kind.COST_CENTRE), "")
    return replace(
        references,
        cost_centre=references.cost_centre or cost_centre,
        fields=(*free, *(_stored(question, answers[question.key]) for question in answered)),
    )


def find_circle(*, key: str, about: Iterable[str]) -> str:
    """The keys on a circle that the conditions of `key` would close, were they about `about`; "" for none."""
    graph: dict[str, list[str]] = {}
    for one, other in ExtraFieldCondition.objects.values_list("field__key", "about__key"):
        graph.setdefault(one, []).append(other)
    graph[key] = list(about)
    questions = [
        ExtraField(one, Kind.TEXT, conditions=tuple(Condition(other, Operator.FILLED) for other in others))
        for one, others in graph.items()
    ]
    try:
        order_by_conditions(questions)
    except ConditionsCircular as error:
        return error.limit
    return ""


def _stored(question: Question, answer: str) -> ReferenceField:
    text = question.text_of(answer)
    return ReferenceField(
        key=question.key,
        label=question.label,
        value=answer,
        text=text if text != answer else "",
        is_sensitive=question.is_sensitive,
        in_mail=question.in_mail,
    )


def _chosen_by_label(questions: Iterable[Question], texts: Mapping[str, str]) -> dict[str, str]:
    chosen = {}
    for question in questions:
        text = " ".join(texts.get(question.key, "").split()).casefold()
        by_label = {choice.label.casefold(): choice.value for choice in question.choices}
        if text in by_label and text not in {choice.value.casefold() for choice in question.choices}:
            chosen[question.key] = by_label[text]
    return chosen


def _active_choices() -> QuerySet[ExtraFieldChoice]:
    return ExtraFieldChoice.objects.filter(is_active=True).order_by("position", "id")


def _choices(queryset: QuerySet[ExtraFieldChoice], *, limit: int) -> ArraySubquery:
    rows = queryset.filter(field=OuterRef("pk")).values(
        row=JSONObject(value="value", **{name: name for name in LABELS})
    )
    return ArraySubquery(rows[:limit])


def _is_named(texts: list[str]) -> Q:
    condition = Q(value__in=texts)
    for text in texts:
        condition |= _has(text, "iexact")
    return condition


def _has(text: str, lookup: str) -> Q:
    """Whether a label in any language, or the value, is or holds `text`."""
    condition = Q(**{f"value__{lookup}": text})
    for name in LABELS:
        condition |= Q(**{f"{name}__{lookup}": text})
    return condition


def _question(row: Any) -> Question:
    listed = [_choice(choice) for choice in row.first_choices]
    is_searched = len(listed) > MOST_LISTED
    choices = tuple(_choice(choice) for choice in row.named_choices or ()) if is_searched else tuple(listed)
    return Question(
        extra_field=ExtraField(
            key=row.key,
            kind=Kind(row.kind),
            required=row.required,
            pattern=row.pattern,
            least=row.least,
            most=row.most,
            choices=frozenset(choice.value for choice in choices),
            conditions=tuple(
                Condition(one["key"], Operator(one["operator"]), one["value"]) for one in row.condition_rows
            ),
            sent=Sent(row.sent),
        ),
        label=row.label,
        help_text=row.help_text,
        group=row.group.title if row.group else "",
        choices=choices,
        is_searched=is_searched,
        is_sensitive=row.is_sensitive,
        in_mail=row.in_mail,
    )


def _choice(stored: Mapping[str, str]) -> Choice:
    """As `ExtraFieldChoice.label` has it."""
    active = (get_language() or "")[:2]
    names = (f"label_{active}", *LABELS)
    return Choice(
        stored["value"], next((stored[name] for name in names if stored.get(name)), stored["value"])
    )
