from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from catalog.admin.base import InspectView, OfferingViewSet, RowsPanel
from catalog.domain.choice import weekly_hours
from catalog.domain.wording import week_text
from catalog.models import Station


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Station]:
        stations: QuerySet[Station] = super().get_base_queryset()
        return stations.prefetch_related("opening_hours")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("code", label=_("Code"), sort_key="code"),
            Column("city", label=_("City"), sort_key="city"),
            Column("week", label=_("Opening hours"), accessor=_week),
            BooleanColumn("is_active", label=_("Offered"), sort_key="is_active"),
        ]


def _week(station: Station) -> str:
    return week_text(weekly_hours(station)) or str(_("Never open"))


class StationInspectView(InspectView):
    def get_opening_hours_display_value(self) -> str:
        return _week(self.object)


class StationViewSet(OfferingViewSet):
    model = Station
    name = "stations"
    icon = "site"
    index_view_class = IndexView
    inspect_view_class = StationInspectView
    sort_order_field = "position"
    search_fields = ("code", "name", "street", "postcode", "city")
    list_filter = ("is_active", "city", "country")
    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("code"), FieldPanel("name")]), FieldPanel("is_active")],
            heading=_("Station"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("city"), FieldPanel("country")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("time_zone")]),
            ],
            heading=_("Address"),
        ),
        RowsPanel(
            "opening_hours",
            heading=_("Opening hours"),
            label=_("Hours"),
            help_text=_(
                "One line for each stretch of a weekday, two when there is a lunch break. A weekday without "
                "a line is closed; single dates stand under closed days."
            ),
            panels=[FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])],
        ),
    ]
    inspect_view_fields = (
        "code",
        "name",
        "street",
        "postcode",
        "city",
        "country",
        "phone",
        "time_zone",
        "opening_hours",
        "is_active",
    )
