from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from catalog.admin.base import DeleteView as OfferingDeleteView
from oci.admin.value_table_form import ValueTableForm
from oci.models import ValueTable, ValueTableRow


class IndexView(generic.IndexView):
    def get_base_queryset(self) -> QuerySet[ValueTable]:
        tables: QuerySet[ValueTable] = super().get_base_queryset()
        return tables.annotate(pairs=Count("rows"))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            self._get_title_column("name"),
            Column("pairs", label=_("Pairs"), sort_key="pairs"),
            Column("get_otherwise_display", label=_("For other values"), sort_key="otherwise"),
        ]

    def search_queryset(self, queryset: QuerySet[ValueTable]) -> QuerySet[ValueTable]:
        """By name, and by a value of either side."""
        if not self.is_searching:
            return queryset
        text = self.search_query
        pairs = ValueTableRow.objects.filter(Q(theirs__icontains=text) | Q(ours__icontains=text))
        return queryset.filter(Q(name__icontains=text) | Q(pk__in=pairs.values("table")))


class InspectView(generic.InspectView):
    """The pairs as a table, for who may only look."""

    page_title = _("Value table")
    template_name = "oci/admin/value_table.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=self.object.rows.all(), **kwargs)


class DeleteView(OfferingDeleteView):
    protected_message = _("A connection uses “%(object)s”. Take it out there first.")


class ValueTableViewSet(ModelViewSet):
    """Their values and ours. Wagtail's copy would carry the ids of the rows along, so there is none."""

    model = ValueTable
    name = "value_tables"
    menu_label = _("Value tables")
    icon = "table"
    menu_order = 103
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    index_view_class = IndexView
    inspect_view_class = InspectView
    delete_view_class = DeleteView
    list_per_page = 50
    search_fields = ("name",)
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("name"), FieldPanel("pairs"), FieldPanel("otherwise")], heading=_("Value table")
            )
        ],
        base_form_class=ValueTableForm,
    )
    inspect_view_fields = ("name", "otherwise")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(usage_url_name=ViewSet.UNDEFINED, **kwargs)
        return common
