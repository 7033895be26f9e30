"""Filters that both queues have. Without a chosen state a queue shows what is open."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reservations.life_cycle import OPEN_STATES, State

ALL = "all"
YES, NO = "yes", "no"
WAITS_FOR_ORDER = _("Waits for the order number")
CART_STOPPED = _("Not in the buyer's system")
IS_TEST = _("Test")


class StateFilter(django_filters.ChoiceFilter):
    """Open (the default), all, or one state."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("State"),
            choices=[*State.choices, (ALL, _("All"))],
            empty_label=_("Open"),
            widget=forms.RadioSelect,
            **options,
        )

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs if value == ALL else super().filter(qs, value)


class YesNoFilter(django_filters.ChoiceFilter):
    """What meets a condition, or what does not.

    A boolean filter would do, but the listing shows what is chosen in words, and a boolean's are “True” and “False”.
    """

    def __init__(self, *, label: Promise, condition: Q) -> None:
        self._condition = condition
        super().__init__(
            label=label,
            choices=[(YES, _("Yes")), (NO, _("No"))],
            empty_label=_("All"),
            widget=forms.RadioSelect,
        )

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        if not value:
            return qs
        return qs.filter(self._condition if value == YES else ~self._condition)


class OpenByDefaultMixin:
    """For a listing with a StateFilter: without a chosen state, and without a search, it shows what is open."""

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        filtered: QuerySet[Any] = super().filter_queryset(queryset)  # type: ignore[misc]  # Wagtail's view follows
        form = self.filters.form  # type: ignore[attr-defined]  # Wagtail's view
        chosen = form.is_valid() and form.cleaned_data["state"]
        if chosen or self.is_searching:  # type: ignore[attr-defined]  # Wagtail's view
            return filtered
        return filtered.filter(state__in=OPEN_STATES)
