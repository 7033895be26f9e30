"""Cells that both queues show alike. They take a RentalRequest or a QueueItem: what they read, both have.

On a narrow screen each row is a block of its own, without a heading above: there every cell shows its label.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn

from reservations.life_cycle import OPEN_STATES, State


class ReferenceColumn(TitleColumn):
    """The reference, leading to the work page."""

    def __init__(self, *, get_url: Callable[[Any], str]) -> None:
        super().__init__(
            "reference", label=_("Reference"), sort_key="reference", get_url=get_url, classname="reference"
        )


class TextColumn(Column):
    """A value as it is."""

    cell_template_name = "reservations/admin/cells/text.html"


class StateColumn(Column):
    """The state as a badge, with another for a test, and words below it.

    `waits` says that an order number must come first, `stopped` that the buyer's system knows nothing of the request.
    """

    cell_template_name = "reservations/admin/cells/state.html"

    def __init__(self, *, waits: Callable[[Any], bool], stopped: Callable[[Any], bool]) -> None:
        super().__init__("state", label=_("State"), accessor=lambda row: State(row.state))
        self._waits, self._stopped = waits, stopped

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["waits_for_order"] = self._waits(instance)
        context["cart_stopped"] = self._stopped(instance)
        context["is_test"] = instance.is_test
        return context


class PickUpColumn(Column):
    """The pick-up by the clock that `local` chooses, and the station that `place` names."""

    cell_template_name = "reservations/admin/cells/pick_up.html"

    def __init__(
        self, *, local: Callable[[Any], datetime], place: Callable[[Any], str] | None = None
    ) -> None:
        super().__init__("pick_up_at", label=_("Pick-up"), accessor=local, sort_key="pick_up_at")
        self._place = place

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["place"] = self._place(instance) if self._place else ""
        return context


class AssigneeColumn(TextColumn):
    """Who holds it."""

    empty_value_display = _("Nobody")

    def __init__(self) -> None:
        super().__init__(
            "assignee", label=_("Assignee"), accessor=_name_of_assignee, sort_key="assignee__name"
        )


class DueColumn(Column):
    """How long there is left, or how long it is late; nothing for what is finished."""

    cell_template_name = "reservations/admin/cells/due.html"

    def __init__(self) -> None:
        super().__init__("due_at", label=_("Due"), sort_key="due_at", classname="due-cell")

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["is_open"] = instance.state in OPEN_STATES
        context["is_late"] = instance.due_at < timezone.now()
        return context


def _name_of_assignee(row: Any) -> str:
    return row.assignee.name if row.assignee else ""
