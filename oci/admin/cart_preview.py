"""What a connection makes of a call, and what it would send back.

For the connection as it is stored, and as it stands in a form not saved yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from oci.domain.parameter_preview import preview_parameters, sample_parameters
from oci.domain.preview import PreviewLine, preview_cart
from oci.domain.visits import list_recent_requests
from oci.findings import explain
from oci.models import Connection
from oci.protocol.names import build_name
from reservations.models import RentalRequest

# The text area with a call's parameters. Only ever posted: people paste real ones, and addresses are written down.
PARAMETERS = "preview-parameters"


class RequestField(forms.ModelChoiceField[RentalRequest]):
    def label_from_instance(self, obj: RentalRequest) -> str:
        return f"{obj.reference} – {obj.class_name}"


class ChoiceForm(forms.Form):
    """Whose cart, in which language."""

    prefix = "preview"

    request = RequestField(
        queryset=RentalRequest.objects.none(),
        to_field_name="reference",
        required=False,
        label=_("Cart of"),
        empty_label=_("a request made up for this"),
    )
    language = forms.ChoiceField(
        label=_("Language of the employee"), choices=settings.LANGUAGES, required=False
    )

    def __init__(self, *args: Any, connection: Connection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["request"]
        assert isinstance(field, RequestField)
        recent = [request.pk for request in list_recent_requests(connection)]
        field.queryset = RentalRequest.objects.filter(pk__in=recent).order_by("-registered_at", "-id")

    def lock_language(self, language: str) -> None:
        """Show the language of the chosen request, which is what it speaks whatever somebody chooses here."""
        self.initial["language"] = language
        self.fields["language"].disabled = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A field of the cart under its whole name, and by how many characters it is too long."""

    name: str
    value: str
    length: int
    limit: int | None
    excess: int
    origin: str


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    fields: tuple[Cell, ...]


class CartPreviewView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Cart and parameters of the stored connection, or of the posted form of the edit page; nothing is stored."""

    model = Connection
    index_url_name = ""
    edit_url_name = ""
    inspect_url_name = ""
    form_class: Any = None  # of the edit page, built by Wagtail
    permission_required = "view"
    template_name = "oci/admin/cart_preview.html"
    page_title = _("Preview")
    header_icon = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        needed = "change" if _carried(request) else "view"
        rows = self.permission_policy.instances_user_has_permission_for(request.user, needed)
        self.object: Connection = get_object_or_404(rows, pk=kwargs["pk"])
        self.name = str(self.object)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._show(ChoiceForm(request.GET, connection=self.object))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form is carried along in hidden fields, so that another request can be chosen for it."""
        choice = ChoiceForm(request.POST, connection=self.object)
        carried = _carried(request)
        if not carried:
            return self._show(choice)
        stored = self.object.serializable_data()
        form = self.form_class(request.POST, request.FILES, instance=self.object, for_user=request.user)
        if not form.is_valid():
            return self._show(choice, carried=carried, mistakes=list(_mistakes(form)))
        self.object = form.save(commit=False)
        return self._show(choice, carried=carried, is_saved=self.object.serializable_data() == stored)

    def _show(
        self,
        choice: ChoiceForm,
        *,
        carried: list[tuple[str, str]] | None = None,
        mistakes: list[str] | None = None,
        is_saved: bool = False,
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "choice": choice,
            "carried": carried,
            "is_saved": is_saved,
            "mistakes": mistakes,
            "back_url": self._back_url(),
        }
        if not mistakes:
            valid = choice.is_valid()
            request = choice.cleaned_data["request"] if valid else None
            if request:
                choice.lock_language(request.language)
            preview = preview_cart(
                connection=self.object,
                rental_request=request,
                language=(choice.cleaned_data["language"] if valid else "") or (get_language() or "en")[:2],
            )
            context |= {
                "preview": preview,
                "lines": [
                    Line(number, tuple(map(_cell, fields)))
                    for number, fields in groupby(preview.lines, key=lambda line: line.line)
                ],
                "findings": [explain(finding) for finding in preview.findings],
                **self._read_parameters(),
            }
        return self.render_to_response(self.get_context_data(**context))

    def _read_parameters(self) -> dict[str, Any]:
        typed = self.request.POST.get(PARAMETERS)
        if typed is None:
            typed = sample_parameters(connection=self.object)
        return {
            "typed": typed,
            "typed_name": PARAMETERS,
            "parameters": preview_parameters(connection=self.object, text=typed),
        }

    def get_page_subtitle(self) -> str:
        return self.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Connections")},
            {"url": self._back_url(), "label": self.name},
            {"url": "", "label": self.page_title},
        ]

    def _back_url(self) -> str:
        may = self.permission_policy.user_has_permission(self.request.user, "change")
        return reverse(self.edit_url_name if may else self.inspect_url_name, args=[self.object.pk])


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted of the form of the edit page; empty where the stored connection is meant."""
    own = f"{ChoiceForm.prefix}-"
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and not name.startswith(own)
        for value in values
    ]


def _cell(field: PreviewLine) -> Cell:
    excess = max(field.length - field.limit, 0) if field.limit is not None else 0
    name = build_name(field.field, field.line)
    return Cell(name, field.value, field.length, field.limit, excess, str(field.origin))


def _mistakes(form: Any) -> Iterator[str]:
    """What keeps a connection's form from being valid, rows included. `Any`: a form that Wagtail has put together."""
    yield from _mistakes_of(form, form.errors)
    for formset in form.formsets.values():
        for number, row in enumerate(formset.forms, start=1):
            name = capfirst(str(row._meta.model._meta.verbose_name))
            for mistake in _mistakes_of(row, row.errors):
                yield f"{name} {number}: {mistake}"


def _mistakes_of(form: Any, errors: Any) -> Iterator[str]:
    for field, texts in errors.items():
        label = f"{form.fields[field].label}: " if field in form.fields else ""
        for text in texts:
            yield f"{label}{text}"
