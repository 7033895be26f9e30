from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import label_for_field
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from catalog.admin.base import InspectView, OfferingViewSet, RowsPanel
from catalog.admin.class_filters import VehicleClassFilterSet
from catalog.admin.class_form import VehicleClassForm
from catalog.domain.contradictions import find_contradictions
from catalog.domain.wording import acriss_text, money_text
from catalog.models import Rate, VehicleClass
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
    RowsPanel(
        "rates",
        heading=_("Rates"),
        label=_("Rate"),
        help_text=_(
            "Agreed prices per day, without VAT. Each holds from its number of days up to the next: 1 is a "
            "day, 7 a week, 28 a month. Without kilometres and their price, kilometres are unlimited. Where "
            "no rate fits the length of a rental, employees read “price per contract”."
        ),
        panels=[
            FieldRowPanel([FieldPanel("from_days"), FieldPanel("price_per_day")]),
            FieldRowPanel([FieldPanel("km_per_day"), FieldPanel("price_extra_km")]),
        ],
    ),
]


def rate_text(rate: Rate, *, currency: str) -> str:
    """One rate in words, for who may only look."""
    price = money_text(rate.price_per_day, currency)
    words = ngettext("from %(days)d day: %(price)s", "from %(days)d days: %(price)s", rate.from_days)
    text = words % {"days": rate.from_days, "price": price}
    if rate.km_per_day is None or rate.price_extra_km is None:
        return gettext("%(rate)s, unlimited kilometres") % {"rate": text}
    return gettext("%(rate)s, %(kilometres)d km per day, then %(extra)s per km") % {
        "rate": text,
        "kilometres": rate.km_per_day,
        "extra": money_text(rate.price_extra_km, currency),
    }


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


def _acriss(vehicle_class: VehicleClass) -> str:
    """The code in words, by name where it is not the class code, and the fields that it contradicts."""
    text = acriss_text(vehicle_class.acriss)
    if vehicle_class.acriss != vehicle_class.code:
        text = f"{vehicle_class.acriss}: {text}"
    contradictions = find_contradictions(vehicle_class)
    if not contradictions:
        return text
    names = ", ".join(str(label_for_field(one.field, VehicleClass)) for one in contradictions)
    return gettext("%(text)s. Differs from the class: %(fields)s") % {"text": text, "fields": names}


class IndexView(generic.IndexView):
    filterset_class = VehicleClassFilterSet

    def get_base_queryset(self) -> QuerySet[VehicleClass]:
        classes: QuerySet[VehicleClass] = super().get_base_queryset()
        return classes.prefetch_related("rates")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name", width="24%"),
            Column("code", label=_("Code"), sort_key="code"),
            Column("acriss", label=_("ACRISS code"), accessor=_acriss, sort_key="acriss"),
            Column("price", label=_("Per day, net"), accessor=PriceText(Profile.load().currency)),
            Column("get_day_counting_display", label=_("Days"), sort_key="day_counting"),
            Column("missing", label=_("Missing texts"), accessor=_missing_texts),
            BooleanColumn("is_active", label=_("Offered"), sort_key="is_active"),
        ]


class WarnsOfContradictions:
    """Says after saving what the ACRISS code and the fields disagree about. `Any`: mixed into Wagtail's views."""

    request: Any
    object: Any

    def save_action(self) -> HttpResponse:
        response: HttpResponse = super().save_action()  # type: ignore[misc]  # the view that this is mixed into
        for contradiction in find_contradictions(self.object):
            messages.warning(self.request, str(contradiction))
        return response


class CreateView(WarnsOfContradictions, generic.CreateView):
    pass


class EditView(WarnsOfContradictions, generic.EditView):
    pass


class ClassInspectView(InspectView):
    def get_acriss_display_value(self) -> str:
        return f"{self.object.acriss}: {acriss_text(self.object.acriss)}"

    def get_rates_display_value(self) -> str:
        currency = Profile.load().currency
        return "; ".join(rate_text(rate, currency=currency) for rate in self.object.rates.all())


class VehicleClassViewSet(OfferingViewSet):
    model = VehicleClass
    name = "vehicle_classes"
    icon = "tag"
    index_view_class = IndexView
    add_view_class = CreateView
    edit_view_class = EditView
    inspect_view_class = ClassInspectView
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
    inspect_view_fields = (
        "code",
        "acriss",
        "article_number",
        "name",
        "description",
        "examples",
        "rates",
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
        ],
        base_form_class=VehicleClassForm,
    )
