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
from catalog.admin.policy_text import LimitsText, holds_text
from catalog.domain.wording import category_choices
from catalog.enums import ClassLimit, HoldsFor
from catalog.models import Policy

POLICY_PANELS = [
    MultiFieldPanel([FieldPanel("name"), FieldPanel("is_active")], heading=_("Policy")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("holds_for"), FieldPanel("key")]),
            FieldPanel("values", widget=forms.Textarea(attrs={"rows": 4})),
        ],
        heading=_("For whom"),
        help_text=_(
            "What the buyer's system sends or the employee fills in decides. Where several policies hold, each of "
            "them must allow the rental."
        ),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("class_limit"), FieldPanel("up_to_category")]),
            FieldPanel("vehicle_classes", widget=forms.CheckboxSelectMultiple),
        ],
        heading=_("Classes"),
        help_text=_("Vans are in no category of cars: mark the ones that are allowed."),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("max_days"), FieldPanel("lead_hours")]),
            FieldRowPanel([FieldPanel("max_price_per_day"), FieldPanel("max_price_per_rental")]),
        ],
        heading=_("Length, lead time and price"),
        help_text=_("Empty: this policy sets no limit."),
    ),
]

MESSAGE_PANELS = [
    MultiFieldPanel(
        [FieldPanel(f"message_{language}") for language in ("nl", "en", "de", "fr")],
        heading=_("What the employee reads"),
        help_text=_(
            "Say what is not allowed and what to do instead. Empty everywhere: our own sentence, which names the "
            "limit, in the language of the employee."
        ),
    )
]


class PolicyForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["up_to_category"].choices = [("", "—"), *category_choices()]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("holds_for") == HoldsFor.EVERYBODY:
            for field in ("key", "values"):
                if cleaned.get(field):
                    self.add_error(field, _("A policy for everybody looks at no value. Empty this field."))
        elif "values" in cleaned and not cleaned["values"]:
            self.add_error("values", _("Fill in the values, one on each line."))
        self._clean_classes(cleaned)
        return cleaned

    def _clean_classes(self, cleaned: dict[str, Any]) -> None:
        limit = cleaned.get("class_limit")
        if limit == ClassLimit.ANY:
            cleaned["vehicle_classes"] = []
        if limit == ClassLimit.LISTED and not cleaned.get("vehicle_classes"):
            self.add_error("vehicle_classes", _("Mark the classes that are allowed."))
        if limit != ClassLimit.UP_TO:
            cleaned["up_to_category"] = ""
        elif not cleaned.get("up_to_category"):
            self.add_error("up_to_category", _("Choose the highest category."))


def _missing_messages(policy: Policy) -> str:
    return ", ".join(policy.missing_languages)


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[Policy]:
        policies: QuerySet[Policy] = super().get_base_queryset()
        return policies.prefetch_related("vehicle_classes")

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("name", width="24%"),
            Column("holds_for", label=_("Holds for"), accessor=holds_text, sort_key="holds_for"),
            Column("limits", label=_("Allows"), accessor=LimitsText()),
            Column("missing", label=_("Missing messages"), accessor=_missing_messages),
            BooleanColumn("is_active", label=_("In force"), sort_key="is_active"),
        ]


class PolicyInspectView(InspectView):
    def get_holds_for_display_value(self) -> str:
        return holds_text(self.object)

    def get_class_limit_display_value(self) -> str:
        return LimitsText()(self.object)

    def get_field_label(self, field_name: str, field: Any) -> Any:
        return _("Allows") if field_name == "class_limit" else super().get_field_label(field_name, field)


class PolicyViewSet(OfferingViewSet):
    model = Policy
    name = "policies"
    icon = "lock"
    index_view_class = IndexView
    inspect_view_class = PolicyInspectView
    sort_order_field = "position"
    search_fields = ("name", "key", "values", "message_nl", "message_en", "message_de", "message_fr")
    list_filter = ("is_active", "holds_for", "vehicle_classes")
    inspect_view_fields = (
        "name",
        "holds_for",
        "class_limit",
        "message_nl",
        "message_en",
        "message_de",
        "message_fr",
        "is_active",
    )
    edit_handler = TabbedInterface(
        [ObjectList(POLICY_PANELS, heading=_("Policy")), ObjectList(MESSAGE_PANELS, heading=_("Message"))],
        base_form_class=PolicyForm,
    )
