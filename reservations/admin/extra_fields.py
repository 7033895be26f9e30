"""A customer's own questions, in that customer's admin."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSetGroup
from wagtail.admin.widgets.button import HeaderButton

from catalog.admin.base import DeleteView as OfferingDeleteView
from catalog.admin.base import InspectView, OfferingViewSet, RowsPanel
from reservations.admin.choices import ChoicesView, ExportView
from reservations.admin.extra_field_form import ExtraFieldForm
from reservations.models import ExtraField, FieldGroup

QUESTION = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("key"), FieldPanel("kind")]),
            FieldRowPanel([FieldPanel("group"), FieldPanel("position")]),
            FieldRowPanel([FieldPanel("required"), FieldPanel("is_active")]),
        ],
        heading=_("Question"),
    ),
    MultiFieldPanel(
        [FieldPanel("pattern"), FieldRowPanel([FieldPanel("least"), FieldPanel("most")])],
        heading=_("What counts as an answer"),
    ),
    RowsPanel(
        "conditions",
        heading=_("Shown when"),
        label=_("Condition"),
        help_text=_("Without conditions it is always asked. With several, all must hold."),
        panels=[FieldRowPanel([FieldPanel("about"), FieldPanel("operator"), FieldPanel("value")])],
    ),
]

TEXTS = [
    MultiFieldPanel([FieldPanel("label_nl"), FieldPanel("help_nl")], heading=_("Dutch")),
    MultiFieldPanel([FieldPanel("label_en"), FieldPanel("help_en")], heading=_("English")),
    MultiFieldPanel([FieldPanel("label_de"), FieldPanel("help_de")], heading=_("German")),
    MultiFieldPanel([FieldPanel("label_fr"), FieldPanel("help_fr")], heading=_("French")),
]

USE = [
    FieldPanel("sent"),
    MultiFieldPanel(
        [FieldPanel("in_queue"), FieldPanel("in_mail"), FieldPanel("is_sensitive")],
        heading=_("Where the answer is seen"),
    ),
]


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[ExtraField]:
        fields: QuerySet[ExtraField] = super().get_base_queryset()
        in_use = Count("choices", filter=Q(choices__is_active=True))
        return fields.select_related("group").annotate(choice_count=in_use)

    @cached_property
    def columns(self) -> list[Any]:
        return [
            self._get_title_column("label"),
            Column("key", label=_("Key"), sort_key="key"),
            Column("group", label=_("Group"), accessor=_group, sort_key="group__position"),
            Column("get_kind_display", label=_("Kind"), sort_key="kind"),
            Column("choices", label=_("Choices"), accessor=_choice_count),
            BooleanColumn("required", label=_("Required"), sort_key="required"),
            BooleanColumn("is_active", label=_("In use"), sort_key="is_active"),
        ]


def _group(field: ExtraField) -> str:
    return field.group.title if field.group else ""


def _choice_count(field: Any) -> str:
    """`Any`: counted by the list's query."""
    return str(field.choice_count) if field.has_choices else ""


class EditView(generic.EditView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.object.has_choices:
            return []
        url = reverse("extra_fields:choices", args=[self.object.pk])
        return [HeaderButton(_("Choices"), url=url, icon_name="list-ul")]

    def get_success_url(self) -> str:
        url: str = self.get_edit_url()
        return url


class AddView(generic.CreateView):
    def get_success_url(self) -> str:
        """On to the choices, where there are some to be made."""
        if self.object.has_choices:
            return reverse("extra_fields:choices", args=[self.object.pk])
        url: str = self.get_edit_url()
        return url


class DeleteView(OfferingDeleteView):
    protected_message = _("The conditions of another field are about “%(object)s”. Change those first.")


class ExtraFieldViewSet(OfferingViewSet):
    model = ExtraField
    name = "extra_fields"
    menu_label = _("Extra fields")
    icon = "help"
    index_view_class = IndexView
    add_view_class = AddView
    edit_view_class = EditView
    delete_view_class = DeleteView
    inspect_view_class = InspectView
    search_fields = ("key", "label_nl", "label_en", "label_de", "label_fr")
    list_filter = ("is_active", "kind", "group")
    edit_handler = TabbedInterface(
        [
            ObjectList(QUESTION, heading=_("Question")),
            ObjectList(TEXTS, heading=_("Texts")),
            ObjectList(USE, heading=_("Use")),
        ],
        base_form_class=ExtraFieldForm,
    )
    inspect_view_fields = (
        "key",
        "kind",
        "label_nl",
        "label_en",
        "label_de",
        "label_fr",
        "required",
        "pattern",
        "least",
        "most",
        "sent",
        "is_sensitive",
        "is_active",
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/choices/", self.construct_view(ChoicesView), name="choices"),
            path("<int:pk>/choices/export/", self.construct_view(ExportView), name="export_choices"),
        ]


class FieldGroupViewSet(OfferingViewSet):
    model = FieldGroup
    name = "field_groups"
    menu_label = _("Groups")
    icon = "folder-open-inverse"
    sort_order_field = "position"
    search_fields = ("title_nl", "title_en", "title_de", "title_fr")
    panels = [
        FieldRowPanel([FieldPanel("title_nl"), FieldPanel("title_en")]),
        FieldRowPanel([FieldPanel("title_de"), FieldPanel("title_fr")]),
    ]
    inspect_view_fields = ("title_nl", "title_en", "title_de", "title_fr")


class ExtraFieldGroup(ModelViewSetGroup):
    menu_label = _("Extra fields")
    menu_name = "extra-fields"
    menu_icon = "help"
    menu_order = 305
    items = (ExtraFieldViewSet, FieldGroupViewSet)
