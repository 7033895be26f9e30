from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic

from catalog.admin.base import InspectView, OfferingViewSet
from catalog.admin.price_text import FeeText
from catalog.models import DeliveryRule


def area_text(rule: DeliveryRule) -> str:
    """“NL 10, 1430-1439”, or that it is the whole country."""
    return f"{rule.country} {rule.postcodes or gettext('whole country')}"


def _lead(rule: DeliveryRule) -> str:
    hours = rule.lead_hours
    return ngettext("%(hours)d hour", "%(hours)d hours", hours) % {"hours": hours}


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[DeliveryRule]:
        rules: QuerySet[DeliveryRule] = super().get_base_queryset()
        return rules.select_related("station")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name"),
            Column("code", label=_("Code"), sort_key="code"),
            Column("area", label=_("Area"), accessor=area_text),
            Column("station", label=_("Station"), sort_key="station__name"),
            Column(
                "delivery_fee",
                label=_("Delivery"),
                accessor=FeeText("delivery_fee"),
                sort_key="delivery_fee",
            ),
            Column(
                "collection_fee",
                label=_("Collection"),
                accessor=FeeText("collection_fee"),
                sort_key="collection_fee",
            ),
            Column("lead", label=_("Lead time"), accessor=_lead, sort_key="lead_hours"),
            BooleanColumn("is_active", label=_("Offered"), sort_key="is_active"),
        ]


class DeliveryInspectView(InspectView):
    def get_postcodes_display_value(self) -> str:
        return area_text(self.object)

    def get_delivery_fee_display_value(self) -> str:
        return FeeText("delivery_fee")(self.object)

    def get_collection_fee_display_value(self) -> str:
        return FeeText("collection_fee")(self.object)


class DeliveryRuleViewSet(OfferingViewSet):
    model = DeliveryRule
    name = "delivery_rules"
    icon = "home"
    menu_label = _("Delivery")
    index_view_class = IndexView
    inspect_view_class = DeliveryInspectView
    sort_order_field = "position"
    search_fields = ("code", "name", "postcodes", "station__name")
    list_filter = ("is_active", "station", "country")
    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("code"), FieldPanel("name")]), FieldPanel("is_active")],
            heading=_("Delivery rule"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("country"), FieldPanel("postcodes")]), FieldPanel("station")],
            heading=_("Area"),
            help_text=_("Where several rules serve an address, the first of the list counts."),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("delivery_fee"), FieldPanel("collection_fee")]),
                FieldPanel("lead_hours"),
            ],
            heading=_("Fees and lead time"),
        ),
    ]
    inspect_view_fields = (
        "code",
        "name",
        "postcodes",
        "station",
        "delivery_fee",
        "collection_fee",
        "lead_hours",
        "is_active",
    )
