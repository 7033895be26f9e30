from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from catalog.admin.base import InspectView, OfferingViewSet
from catalog.admin.price_text import ExtraPriceText
from catalog.models import Extra

EXTRA_PANELS = [
    MultiFieldPanel([FieldPanel("code"), FieldPanel("is_active")], heading=_("Extra")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("pricing"), FieldPanel("price"), FieldPanel("cap")]),
            FieldRowPanel([FieldPanel("max_quantity"), FieldPanel("kilometres")]),
        ],
        heading=_("Price and number"),
    ),
    MultiFieldPanel(
        [FieldPanel("all_classes"), FieldPanel("vehicle_classes", widget=forms.CheckboxSelectMultiple)],
        heading=_("Classes"),
    ),
]

TEXT_PANELS = [
    MultiFieldPanel([FieldPanel("name_nl"), FieldPanel("description_nl")], heading=_("Dutch")),
    MultiFieldPanel([FieldPanel("name_en"), FieldPanel("description_en")], heading=_("English")),
    MultiFieldPanel([FieldPanel("name_de"), FieldPanel("description_de")], heading=_("German")),
    MultiFieldPanel([FieldPanel("name_fr"), FieldPanel("description_fr")], heading=_("French")),
]


class ExtraForm(WagtailAdminModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("all_classes"):
            cleaned["vehicle_classes"] = []
        elif "vehicle_classes" in cleaned and not cleaned["vehicle_classes"]:
            self.add_error("vehicle_classes", _("Choose the classes, or switch on “For every class”."))
        return cleaned


def class_text(extra: Extra) -> str:
    if extra.all_classes:
        return str(_("All"))
    return ", ".join(one.code for one in extra.vehicle_classes.all()) or str(_("None"))


def _missing_names(extra: Extra) -> str:
    return ", ".join(extra.missing_languages)


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Extra]:
        extras: QuerySet[Extra] = super().get_base_queryset()
        return extras.prefetch_related("vehicle_classes")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name", width="24%"),
            Column("code", label=_("Code"), sort_key="code"),
            Column("price", label=_("Net price"), accessor=ExtraPriceText(), sort_key="price"),
            Column("max_quantity", label=_("Most pieces"), sort_key="max_quantity"),
            Column("classes", label=_("Classes"), accessor=class_text),
            Column("missing", label=_("Missing names"), accessor=_missing_names),
            BooleanColumn("is_active", label=_("Offered"), sort_key="is_active"),
        ]


class ExtraInspectView(InspectView):
    def get_price_display_value(self) -> str:
        return ExtraPriceText()(self.object)

    def get_vehicle_classes_display_value(self) -> str:
        return class_text(self.object)


class ExtraViewSet(OfferingViewSet):
    model = Extra
    name = "extras"
    icon = "plus-inverse"
    index_view_class = IndexView
    inspect_view_class = ExtraInspectView
    sort_order_field = "position"
    search_fields = ("code", "name_nl", "name_en", "name_de", "name_fr")
    list_filter = ("is_active", "pricing", "vehicle_classes")
    inspect_view_fields = (
        "code",
        "name",
        "description",
        "price",
        "max_quantity",
        "kilometres",
        "vehicle_classes",
        "is_active",
    )
    edit_handler = TabbedInterface(
        [ObjectList(EXTRA_PANELS, heading=_("Extra")), ObjectList(TEXT_PANELS, heading=_("Texts"))],
        base_form_class=ExtraForm,
    )
