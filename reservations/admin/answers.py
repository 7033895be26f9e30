"""Answers to a customer's own questions as columns and filters of the queue."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, Func, JSONField, Prefetch, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from reservations.admin.columns import TextColumn
from reservations.extra_fields.reading import NO, YES
from reservations.models import ExtraField, ExtraFieldChoice, RentalRequest
from reservations.models.extra_field import FieldKind

HIDDEN = "•••"
# A list of so many choices can be looked through; of more, the value is typed.
MOST_LISTED = 50


def queue_fields() -> list[Any]:
    """The extra fields that have a column in the queue, with their choices as `listed`; two statements."""
    in_use = ExtraFieldChoice.objects.filter(is_active=True)
    fields = ExtraField.objects.filter(is_active=True, in_queue=True).select_related("group")
    return list(fields.prefetch_related(Prefetch("choices", queryset=in_use, to_attr="listed")))


def answer_columns(fields: list[Any]) -> list[TextColumn]:
    """One column for all fields: a customer may have many, and a list is only so wide."""
    return [TextColumn("answers", label=_("Answers"), accessor=_Answers(fields))] if fields else []


def answer_filters(fields: list[Any]) -> dict[str, django_filters.Filter]:
    """A filter for each field. What a list must not show cannot be filtered by, either."""
    return {f"answer_{field.key}": _filter(field) for field in fields if not field.is_sensitive}


def with_searched_answers(queryset: QuerySet[RentalRequest]) -> QuerySet[RentalRequest]:
    """`queryset` with `searched_answers`: what is not sensitive, as it is stored and as people read it."""
    texts = [Cast(_answers(name), TextField()) for name in ("value", "text")]
    return queryset.annotate(searched_answers=Concat(*texts, output_field=TextField()))


def _answers(name: str) -> Func:
    path = Value(f"$[*] ? (!(@.is_sensitive == true)).{name}")
    return Func(F("reference_fields"), path, function="jsonb_path_query_array", output_field=JSONField())


class _Answers:
    """The answers of one request to these fields in words, each with its label."""

    def __init__(self, fields: list[Any]) -> None:
        self.labels = {field.key: field.label for field in fields}

    def __call__(self, request: RentalRequest) -> str:
        return "; ".join(
            f"{self.labels[one['key']]}: {HIDDEN if one.get('is_sensitive') else one.get('text') or one['value']}"
            for one in request.reference_fields
            if one["key"] in self.labels
        )


class _Answered:
    """For a filter of django-filter: the requests with exactly that answer to the question of a key."""

    def __init__(self, key: str) -> None:
        self.key = key

    def __call__(self, queryset: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(reference_fields__contains=[{"key": self.key, "value": value}])


def _filter(field: Any) -> django_filters.Filter:
    choices = [(one.value, one.label) for one in field.listed]
    if field.kind == FieldKind.YES_NO:
        choices = [(YES, _("Yes")), (NO, _("No"))]
    if choices and len(choices) <= MOST_LISTED:
        return django_filters.ChoiceFilter(
            label=field.label, choices=choices, method=_Answered(field.key), field_name="reference_fields"
        )
    return django_filters.CharFilter(
        label=field.label, method=_Answered(field.key), field_name="reference_fields"
    )
