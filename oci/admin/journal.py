from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from oci.admin.moments import moment
from oci.enums import Outcome
from oci.models import Connection, JournalEntry
from oci.problems import PROBLEMS, Owner
from reservations.admin.columns import TextColumn
from tenants.admin.ordering import StableOrderMixin

# Who can mend it, in the words of staff; the pages speak to the employee.
OWNERS = {
    Owner.ERP: _("The customer's colleague who manages the procurement system"),
    Owner.ACCOUNT_MANAGER: _("The account manager"),
    Owner.EMPLOYEE: _("The employee"),
}


class JournalFilterSet(WagtailFilterSet):
    connection = django_filters.ModelChoiceFilter(queryset=Connection.objects.all(), label=_("Connection"))
    outcome = django_filters.ChoiceFilter(choices=Outcome.choices, label=_("Outcome"))
    problem = django_filters.ChoiceFilter(
        choices=lambda: [(code, code) for code in sorted(PROBLEMS)], label=_("Problem")
    )
    at = django_filters.DateFromToRangeFilter(widget=DateRangePickerWidget, label=_("Date"))
    # The page of a visit leads here; nobody is to choose among thousands.
    punch_out = django_filters.NumberFilter(
        field_name="punch_out_id", label=_("Visit, by its number"), min_value=1
    )

    class Meta:
        model = JournalEntry
        fields = ("connection", "event", "outcome", "problem", "at", "punch_out")


class EntryPaginator(WagtailPaginator):
    verbose_name = _("journal entry")
    verbose_name_plural = _("journal entries")


class IndexView(StableOrderMixin, generic.IndexView):
    """What happened at the doors, newest first. A search by reference finds what an employee has passed on."""

    any_permission_required = ("view",)
    page_title = _("Journal")
    verbose_name_plural = _("journal entries")
    paginator_class = EntryPaginator
    default_ordering = "-at"
    search_fields = ("reference", "problem", "detail", "connection_slug")
    filterset_class = JournalFilterSet
    # On a narrow screen each row is a block, as in the queue.
    table_classname = "listing queue"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "reference", label=_("Reference"), get_url=self.get_inspect_url, classname="reference"
            ),
            StatusTagColumn(
                "get_outcome_display",
                label=_("Outcome"),
                sort_key="outcome",
                primary=lambda entry: entry.outcome == Outcome.ACCEPTED,
            ),
            TextColumn("at", label=_("Time"), accessor=lambda entry: moment(entry.at), sort_key="at"),
            TextColumn("event", label=_("What"), accessor=_event, sort_key="event"),
            TextColumn("problem", label=_("Problem or request"), accessor=_subject, sort_key="problem"),
            TextColumn(
                "connection", label=_("Connection"), accessor=_connection, sort_key="connection__name"
            ),
        ]

    def get_base_queryset(self) -> QuerySet[JournalEntry]:
        entries: QuerySet[JournalEntry] = super().get_base_queryset()
        return entries.select_related("connection")

    def search_queryset(self, queryset: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
        """A reference is found however it was written down: in small letters, without the hyphen."""
        compact = self.search_query.replace("-", "").replace(" ", "").upper()
        written = f"{compact[:4]}-{compact[4:]}"
        if queryset.filter(reference=written).exists():
            return queryset.filter(reference=written)
        found: QuerySet[JournalEntry] = super().search_queryset(queryset)
        return found


class EntryView(generic.InspectView):
    """One entry, with what is known of it, and the parameters as a table."""

    page_title = _("Journal entry")

    any_permission_required = ("view",)
    template_name = "oci/admin/journal_entry.html"

    def get_at_display_value(self) -> str:
        return moment(self.object.at)

    def get_detail_display_value(self) -> str:
        told: str = self.object.told
        return told

    def get_fields_context(self) -> list[dict[str, Any]]:
        return [field for field in super().get_fields_context() if field["value"] not in (None, "")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        problem = PROBLEMS.get(self.object.problem)
        owner = OWNERS[problem.owner] if problem else ""
        return super().get_context_data(problem=problem, owner=owner, **kwargs)


class JournalViewSet(ModelViewSet):
    model = JournalEntry
    name = "journal"
    menu_label = _("Journal")
    icon = "history"
    menu_order = 110
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = IndexView
    inspect_view_class = EntryView
    list_per_page = 50
    # Nothing is ever edited; the form is what Wagtail asks every viewset for.
    form_fields = ("detail",)
    inspect_view_fields = (
        "reference",
        "at",
        "event",
        "outcome",
        "detail",
        "connection",
        "connection_slug",
        "method",
        "address",
        "milliseconds",
    )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            usage_url_name=ViewSet.UNDEFINED, history_url_name=ViewSet.UNDEFINED, **kwargs
        )
        return common


def _event(entry: JournalEntry) -> str:
    return capfirst(entry.get_event_display())


def _subject(entry: JournalEntry) -> str:
    """The problem of a refusal; otherwise the request that was registered or returned."""
    return entry.problem or entry.told


def _connection(entry: JournalEntry) -> str:
    return entry.connection.name if entry.connection else entry.connection_slug
