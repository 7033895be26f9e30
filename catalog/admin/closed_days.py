from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton

from catalog.admin.base import OfferingViewSet
from catalog.admin.holidays import HolidaysView
from catalog.models import ClosedDay


def _station(day: ClosedDay) -> str:
    return day.station.name if day.station else str(_("All stations"))


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[ClosedDay]:
        days: QuerySet[ClosedDay] = super().get_base_queryset()
        return days.select_related("station")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = list(super().header_buttons)
        if self.add_url:  # only for who may add
            url = reverse("closed_days:holidays")
            buttons.append(HeaderButton(_("Holidays"), url=url, icon_name="calendar-check"))
        return buttons

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("date"),
            Column("station", label=_("Station"), accessor=_station, sort_key="station__name"),
            Column("reason", label=_("Reason"), sort_key="reason"),
        ]


class ClosedDayForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["station"].empty_label = _("All stations")


class ClosedDayViewSet(OfferingViewSet):
    model = ClosedDay
    name = "closed_days"
    icon = "calendar-alt"
    index_view_class = IndexView
    ordering = "date"
    search_fields = ("reason", "station__name", "station__city")
    list_filter = {"date": ["gte", "lte"], "station": ["exact"]}
    edit_handler = ObjectList(
        [FieldPanel("date"), FieldPanel("station"), FieldPanel("reason")], base_form_class=ClosedDayForm
    )
    inspect_view_fields = ("date", "station", "reason")

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("holidays/", self.construct_view(HolidaysView), name="holidays"),
        ]
