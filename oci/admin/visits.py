"""Visits: who came over which connection, and how far they got. Nothing here is ever edited."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import BaseColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from oci.admin.moments import minute
from oci.admin.return_link import ReturnLinkView
from oci.admin.visit import VisitView
from oci.domain.visits import RETURNS, Return, list_visits, return_of
from oci.enums import State
from oci.models import Connection, PunchOut
from reservations.admin.columns import TextColumn
from tenants.admin.ordering import StableOrderMixin


class VisitFilterSet(WagtailFilterSet):
    connection = django_filters.ModelChoiceFilter(queryset=Connection.objects.all(), label=_("Connection"))
    state = django_filters.ChoiceFilter(choices=State.choices, label=_("State"))
    returned = django_filters.ChoiceFilter(
        choices=Return.choices, label=pgettext_lazy("cart", "Return"), method="filter_returned"
    )
    opened_at = django_filters.DateFromToRangeFilter(widget=DateRangePickerWidget, label=_("Date"))

    class Meta:
        model = PunchOut
        fields = ("connection", "state", "returned", "opened_at")

    def filter_returned(self, queryset: QuerySet[PunchOut], _name: str, value: str) -> QuerySet[PunchOut]:
        return queryset.filter(RETURNS[Return(value)])


class VisitPaginator(WagtailPaginator):
    verbose_name = _("visit")
    verbose_name_plural = _("visits")


class IndexView(StableOrderMixin, generic.IndexView):
    """The newest first. A search finds a person by name or e-mail, and a request by its reference."""

    any_permission_required = ("view",)
    page_title = _("Visits")
    verbose_name_plural = _("visits")
    paginator_class = VisitPaginator
    default_ordering = "-opened_at"
    search_fields = ("requester_name", "requester_email", "reference")
    filterset_class = VisitFilterSet
    # On a narrow screen each row is a block, as in the queue.
    table_classname = "listing queue"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn(
                "opened_at",
                label=_("Opened"),
                accessor=lambda visit: minute(visit.opened_at),
                get_url=self.get_inspect_url,
                sort_key="opened_at",
            ),
            StatusTagColumn(
                "get_state_display",
                label=_("State"),
                sort_key="state",
                primary=lambda visit: visit.state == State.RETURNED,
            ),
            TextColumn("requester_name", label=_("Requester"), sort_key="requester_name"),
            TextColumn("connection", label=_("Connection"), sort_key="connection__name"),
            TextColumn("reference", label=_("Request"), accessor=lambda visit: visit.reference or "–"),
            TextColumn("returned", label=pgettext_lazy("cart", "Return"), accessor=_returned),
        ]

    def get_base_queryset(self) -> QuerySet[PunchOut]:
        return list_visits()


class VisitViewSet(ModelViewSet):
    model = PunchOut
    name = "visits"
    menu_label = _("Visits")
    icon = "user"
    menu_order = 105
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = IndexView
    inspect_view_class = VisitView
    list_per_page = 50
    # Nothing is ever edited; the form is what Wagtail asks every viewset for.
    form_fields = ("state",)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(
            usage_url_name=ViewSet.UNDEFINED, history_url_name=ViewSet.UNDEFINED, **kwargs
        )
        return common

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/return-link/", self.construct_view(ReturnLinkView), name="return_link"),
        ]


def _returned(visit: PunchOut) -> str:
    returned = return_of(visit)
    return str(returned.label) if returned else "–"
