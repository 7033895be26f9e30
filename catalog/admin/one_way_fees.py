from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic

from catalog.admin.base import InspectView, OfferingViewSet
from catalog.admin.price_text import FeeText
from catalog.models import OneWayFee


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[OneWayFee]:
        fees: QuerySet[OneWayFee] = super().get_base_queryset()
        return fees.select_related("from_station", "to_station")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("way"),
            Column("fee", label=_("Net fee"), accessor=FeeText("fee"), sort_key="fee"),
        ]


class OneWayFeeForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("from_station", "to_station"):
            self.fields[field].empty_label = _("Any station")


class OneWayFeeInspectView(InspectView):
    def get_fee_display_value(self) -> str:
        return FeeText("fee")(self.object)


class OneWayFeeViewSet(OfferingViewSet):
    model = OneWayFee
    name = "one_way_fees"
    icon = "arrow-right-full"
    index_view_class = IndexView
    inspect_view_class = OneWayFeeInspectView
    search_fields = ("from_station__name", "to_station__name")
    list_filter = ("from_station", "to_station")
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("from_station"), FieldPanel("to_station")]),
                    FieldPanel("fee"),
                ],
                heading=_("One-way fee"),
                help_text=_(
                    "Of several fees that fit, the one that names most counts: both stations, then the "
                    "pick-up, then the return. Without any, a return elsewhere costs nothing more."
                ),
            )
        ],
        base_form_class=OneWayFeeForm,
    )
    inspect_view_fields = ("from_station", "to_station", "fee")
