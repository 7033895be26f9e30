"""What the pages of the offering share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import ProtectedError
from django.forms import BaseModelForm
from django.http import HttpResponse, HttpResponseRedirect
from django.template.defaultfilters import yesno
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin import messages
from wagtail.admin.panels import InlinePanel
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet


class DeleteView(generic.DeleteView):
    """Deletes what no request refers to; the rest can be taken out of the offering."""

    protected_message = _(
        "“%(object)s” is part of requests and cannot be deleted. Switch off “Offered” to take it out of "
        "the offering."
    )

    def form_valid(self, form: BaseModelForm[Any]) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, self.protected_message % {"object": self.object})
            return HttpResponseRedirect(reverse(self.edit_url_name, args=[self.object.pk]))
        return response


class RowsFormSet(BaseChildFormSet):
    """Says of two rows that repeat each other what the model's constraint says, not the names of columns."""

    def get_unique_error_message(self, unique_check: Sequence[str]) -> Any:
        for constraint in self.model._meta.total_unique_constraints:
            if set(constraint.fields) == set(unique_check):
                return constraint.violation_error_message
        return super().get_unique_error_message(unique_check)


class RowsPanel(InlinePanel):
    """The rows that belong to a row: rates of a class, hours of a station."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = RowsFormSet
        return options


class InspectView(generic.InspectView):
    """One row for who may only look: what is empty is left out, yes and no are words."""

    # The parts of a row, which have no label of their own.
    part_labels = {"rates": _("Rates"), "opening_hours": _("Opening hours")}

    def get_field_label(self, field_name: str, field: Any) -> Any:
        return self.part_labels.get(field_name) or super().get_field_label(field_name, field)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return yesno(value) if isinstance(value, bool) else value

    def get_fields_context(self) -> list[dict[str, Any]]:
        fields: list[dict[str, Any]] = super().get_fields_context()
        return [field for field in fields if field["value"] not in {None, ""}]


class OfferingViewSet(ModelViewSet):
    """A part of the offering: no page refers to it, and who may only look gets a page to look at.

    Wagtail's copy would carry the ids of the inline rows along, so there is none.
    """

    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = InspectView
    delete_view_class = DeleteView
    list_per_page = 50

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        common: dict[str, Any] = super().get_common_view_kwargs(usage_url_name=ViewSet.UNDEFINED, **kwargs)
        return common
