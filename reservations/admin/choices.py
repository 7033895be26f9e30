"""The choices of an extra field: seen first, replaced by a file, exported as one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from reservations.admin.extra_field_form import ChoicesForm
from reservations.domain.choices import Difference, build_csv, compare, replace_choices, rows_of
from reservations.models import ExtraField

SHOWN = 100


class _OfField(PermissionCheckedMixin):
    """A view about one field that the staff member may change. `Any`: mixed into Django's and Wagtail's views."""

    model = ExtraField
    permission_required = "change"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = self.permission_policy.instances_user_has_permission_for(request.user, "change")
        self.object: ExtraField = get_object_or_404(rows, pk=kwargs["pk"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class ChoicesView(_OfField, WagtailAdminTemplateMixin, TemplateView):
    """The choices in use, and a form that replaces them. What would change is shown before it does."""

    index_url_name = ""
    edit_url_name = ""
    template_name = "reservations/admin/choices.html"
    page_title = gettext_lazy("Choices")
    header_icon = "list-ul"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(ChoicesForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = ChoicesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._page(form)
        if "apply" not in request.POST:
            foreseen = compare(field=self.object, rows=form.rows)
            # The rows go along in the page: a file cannot be sent twice.
            again = ChoicesForm(initial={"text": form.as_text})
            return self._page(again, foreseen=foreseen)
        replace_choices(field=self.object, rows=form.rows)
        log(self.object, "reservations.import_choices", data={"count": len(form.rows)})
        messages.success(request, _("%(count)d choices are in use now.") % {"count": len(form.rows)})
        return redirect(reverse(self.edit_url_name, args=[self.object.pk]))

    def _page(self, form: ChoicesForm, *, foreseen: Difference | None = None) -> HttpResponse:
        in_use = self.object.choices.filter(is_active=True)
        context = self.get_context_data(
            field=self.object,
            form=form,
            foreseen=foreseen,
            choices=in_use[:SHOWN],
            count=in_use.count(),
            shown=SHOWN,
        )
        return self.render_to_response(context)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Extra fields")},
            {"url": reverse(self.edit_url_name, args=[self.object.pk]), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]


class ExportView(_OfField, View):
    """The choices in use as a CSV file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = build_csv(rows_of(self.object))
        # With the mark by which spreadsheets know UTF-8.
        response = HttpResponse(f"\ufeff{text}", content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{self.object.key}.csv"'
        return response
