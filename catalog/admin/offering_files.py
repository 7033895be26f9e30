"""The offering as files: exported with one click, imported after a look at what would change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.log_actions import log
from wagtail.permissions import policy_registry

from catalog.admin.import_form import ImportForm
from catalog.domain.sheets.files import export_csv, export_xlsx
from catalog.domain.sheets.importing import PlanChangedError, RowsRefusedError, import_lists
from catalog.domain.sheets.lists import LISTS
from catalog.domain.sheets.plan import Outcome, Plan, RowChange, plan_import
from catalog.models import OpeningHours, Rate, VehicleClass
from tenants.context import current_customer

# More than this nobody reads; the rest is counted.
SHOWN = 300
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LOG_ACTIONS = {
    Outcome.ADDED: "wagtail.create",
    Outcome.CHANGED: "wagtail.edit",
    Outcome.ENDED: "wagtail.delete",
}


class _OfOffering(PermissionCheckedMixin):
    """Who may look at classes may export; importing takes all that one may do to them."""

    model = VehicleClass
    any_permission_required = ("view", "add", "change", "delete")

    @property
    def may_import(self) -> bool:
        return all(self.user_has_permission(verb) for verb in ("add", "change", "delete"))


class FilesView(_OfOffering, WagtailAdminTemplateMixin, TemplateView):
    """Export and import. A POST with a file shows what it would do; one with `apply` does it."""

    template_name = "catalog/admin/offering_files.html"
    page_title = _("Export and import")
    header_icon = "download"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(ImportForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_import:
            raise PermissionDenied
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form)
        if "apply" not in request.POST:
            return self._page(form, plan=plan_import(form.lists))
        try:
            done = self._import(form)
        except PlanChangedError as error:
            messages.warning(request, _("The offering has been changed meanwhile. Look at it again."))
            return self._page(form, plan=error.plan)
        except RowsRefusedError:
            messages.error(request, _("Nothing was imported: rows of the file contradict each other."))
            return self._page(form)
        words = ngettext("%(number)d row imported.", "%(number)d rows imported.", len(done.changes))
        messages.success(request, words % {"number": len(done.changes)})
        return redirect("offering_files:index")

    @transaction.atomic
    def _import(self, form: ImportForm) -> Plan:
        done = import_lists(form.lists, fingerprint=form.cleaned_data["fingerprint"])
        _log(done, filename=form.cleaned_data["filename"])
        return done

    def _page(self, form: ImportForm, *, plan: Plan | None = None) -> HttpResponse:
        context: dict[str, Any] = {
            "form": ImportForm() if plan else form,
            "may_import": self.may_import,
            "lists": [one.name for one in LISTS],
        }
        if plan is not None:
            context |= {
                "plan": plan,
                "filename": form.cleaned_data["filename"],
                "content": form.content_text,
                "errors": plan.errors[:SHOWN],
                "more_errors": max(len(plan.errors) - SHOWN, 0),
                "changes": [_described(one) for one in plan.changes[:SHOWN]],
                "more_changes": max(len(plan.changes) - SHOWN, 0),
                "counts": {outcome.value: plan.count(outcome) for outcome in Outcome},
            }
        return self.render_to_response(self.get_context_data(**context))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class ExportView(_OfOffering, View):
    """The whole offering as one file."""

    export: Callable[[], bytes] = staticmethod(export_xlsx)
    ending = "xlsx"
    content_type = XLSX

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = HttpResponse(self.export(), content_type=self.content_type)
        name = f"{current_customer().slug}-offering.{self.ending}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class CsvExportView(ExportView):
    export = staticmethod(export_csv)
    ending = "zip"
    content_type = "application/zip"


class OfferingFilesViewSet(ViewSet):
    name = "offering_files"
    icon = "download"
    menu_label = _("Export and import")

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        """For whoever may look at the classes: at the console nobody."""
        policy = policy_registry.get_by_type(VehicleClass)

        class PermittedMenuItem(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return bool(policy.user_has_permission(request.user, "view"))

        return PermittedMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(FilesView), name="index"),
            path("xlsx/", self.construct_view(ExportView), name="xlsx"),
            path("csv/", self.construct_view(CsvExportView), name="csv"),
        ]


def _described(change: RowChange) -> dict[str, Any]:
    words = {
        Outcome.ADDED: gettext("Added"),
        Outcome.CHANGED: gettext("Changed"),
        Outcome.ENDED: gettext("No longer offered") if change.of.keeps else gettext("Deleted"),
    }
    return {
        "list": change.of.name,
        "number": change.number,
        "key": " · ".join(part or gettext("all") for part in change.key),
        "outcome": words[change.outcome],
        "is_end": change.outcome is Outcome.ENDED,
        "fields": change.fields,
    }


def _log(done: Plan, *, filename: str) -> None:
    """In the history of each row; rates are part of their class there, hours of their station."""
    parts: dict[tuple[type[models.Model], Any], models.Model] = {}
    note = {"file": filename}
    for change in done.changes:
        if isinstance(change.row, Rate | OpeningHours):
            row = change.row
            whole: models.Model = row.vehicle_class if isinstance(row, Rate) else row.station
            parts[type(whole), whole.pk] = whole
        elif change.outcome is Outcome.ENDED and change.of.keeps:
            log(change.row, "wagtail.edit", data=note)
        else:
            log(change.row, LOG_ACTIONS[change.outcome], data=note)
    for part in parts.values():
        log(part, "wagtail.edit", data=note)
