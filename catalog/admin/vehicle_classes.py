from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from catalog.admin.base import OfferingViewSet
from catalog.domain.wording import money_text
from catalog.models import VehicleClass
from tenants.workspace.models import Profile

CLASS_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("code"), FieldPanel("acriss"), FieldPanel("article_number")]),
            FieldPanel("drawing"),
            FieldPanel("is_active"),
        ],
        heading=_("Class"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("seats"), FieldPanel("doors"), FieldPanel("luggage")]),
            FieldRowPanel([FieldPanel("transmission"), FieldPanel("drive"), FieldPanel("fuel")]),
            FieldRowPanel([FieldPanel("air_conditioning"), FieldPanel("tow_bar"), FieldPanel("range_km")]),
        ],
        heading=_("What it offers"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel(
                [FieldPanel("payload_kg"), FieldPanel("load_length_cm"), FieldPanel("load_height_cm")]
            )
        ],
        heading=_("Load space, for a van"),
    ),
]

TEXT_PANELS = [
    FieldPanel("examples"),
    MultiFieldPanel([FieldPanel("name_nl"), FieldPanel("description_nl")], heading=_("Dutch")),
    MultiFieldPanel([FieldPanel("name_en"), FieldPanel("description_en")], heading=_("English")),
    MultiFieldPanel([FieldPanel("name_de"), FieldPanel("description_de")], heading=_("German")),
    MultiFieldPanel([FieldPanel("name_fr"), FieldPanel("description_fr")], heading=_("French")),
]

RATE_PANELS = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("day_counting"), FieldPanel("grace_minutes")]),
            FieldRowPanel([FieldPanel("min_days"), FieldPanel("max_days"), FieldPanel("lead_hours")]),
        ],
        heading=_("Rules of the rental"),
    ),
    InlinePanel(
        "rates",
        heading=_("Rates"),
        label=_("Rate"),
        help_text=_(
            "Agreed prices per day, net, from a number of days up. Without a rate for the length of a "
            "rental, employees read “price per contract”."
        ),
        panels=[
            FieldRowPanel([FieldPanel("from_days"), FieldPanel("price_per_day")]),
            FieldRowPanel([FieldPanel("km_per_day"), FieldPanel("price_extra_km")]),
        ],
    ),
]


class PriceText:
    """The range of the agreed prices of a class, in the customer's currency."""

    def __init__(self, currency: str) -> None:
        self.currency = currency

    def __call__(self, vehicle_class: VehicleClass) -> str:
        prices = sorted({rate.price_per_day for rate in vehicle_class.rates.all()})
        if not prices:
            return str(_("No rate"))
        ends = prices if len(prices) == 1 else (prices[0], prices[-1])
        return " – ".join(money_text(price, self.currency) for price in ends)


def _missing_texts(vehicle_class: VehicleClass) -> str:
    return ", ".join(vehicle_class.missing_languages)


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[VehicleClass]:
        classes: QuerySet[VehicleClass] = super().get_base_queryset()
        return classes.prefetch_related("rates")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("code"),
            Column("name", label=_("Name")),
            Column("acriss", label=_("ACRISS"), sort_key="acriss"),
            Column("price", label=_("Per day, net"), accessor=PriceText(Profile.load().currency)),
            Column("get_day_counting_display", label=_("Days"), sort_key="day_counting"),
            Column("missing", label=_("Missing texts"), accessor=_missing_texts),
            BooleanColumn("is_active", label=_("Offered"), sort_key="is_active"),
        ]


class VehicleClassViewSet(OfferingViewSet):
    model = VehicleClass
    name = "vehicle_classes"
    icon = "tag"
    index_view_class = IndexView
    sort_order_field = "position"
    search_fields = (
        "code",
        "acriss",
        "article_number",
        "examples",
        "name_nl",
        "name_en",
        "name_de",
        "name_fr",
    )
    list_filter = ("is_active", "fuel", "transmission", "day_counting")
    inspect_view_fields = (
        "code",
        "acriss",
        "article_number",
        "name",
        "description",
        "examples",
        "seats",
        "doors",
        "luggage",
        "transmission",
        "drive",
        "fuel",
        "range_km",
        "payload_kg",
        "load_length_cm",
        "load_height_cm",
        "day_counting",
        "grace_minutes",
        "min_days",
        "max_days",
        "lead_hours",
        "is_active",
    )
    edit_handler = TabbedInterface(
        [
            ObjectList(CLASS_PANELS, heading=_("Class")),
            ObjectList(TEXT_PANELS, heading=_("Texts")),
            ObjectList(RATE_PANELS, heading=_("Rates and rules")),
        ]
    )
