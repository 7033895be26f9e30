"""Cells that both queues show alike. They take a RentalRequest or a QueueItem: what they read, both have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from reservations.life_cycle import OPEN_STATES, State


class ReferenceColumn(TitleColumn):
    """The reference, leading to the work page."""

    def __init__(self, *, get_url: Callable[[Any], str]) -> None:
        super().__init__(
            "reference", label=_("Reference"), sort_key="reference", get_url=get_url, classname="reference"
        )


class StateColumn(Column):
    """The state as a badge."""

    cell_template_name = "reservations/admin/cells/state.html"

    def __init__(self) -> None:
        super().__init__("state", label=_("State"), accessor=lambda row: State(row.state))


class MomentColumn(Column):
    """A moment by the clock that `local` chooses."""

    cell_template_name = "reservations/admin/cells/moment.html"

    def __init__(
        self, name: str, *, label: str | Promise, local: Callable[[Any], datetime], sort_key: str = ""
    ) -> None:
        super().__init__(name, label=label, accessor=local, sort_key=sort_key or name)


class DueColumn(Column):
    """How long there is left, or how long it is late; nothing for what is finished."""

    cell_template_name = "reservations/admin/cells/due.html"

    def __init__(self) -> None:
        super().__init__("due_at", label=_("Due"), sort_key="due_at")

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["is_open"] = instance.state in OPEN_STATES
        context["is_late"] = instance.due_at < timezone.now()
        return context
