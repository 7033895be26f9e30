"""Credentials of a connection: listed, made (the secret is shown once), ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from oci.admin.forms import CredentialForm
from oci.domain.credentials import Created, end_credential, rotate_credential
from oci.models import Connection, Credential
from tenants.admin.views.confirmation import ConfirmationView


class CredentialsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """All credentials of a connection, and a form for a new one."""

    model = Connection
    index_url_name = ""
    edit_url_name = ""
    permission_required = "change"
    template_name = "oci/admin/credentials.html"
    page_title = _("Credentials")
    header_icon = "key"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        rows = self.permission_policy.instances_user_has_permission_for(request.user, "change")
        self.object: Connection = get_object_or_404(rows, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._page(CredentialForm(connection=self.object))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the credential. The page itself is the answer, because the secret is kept nowhere."""
        form = CredentialForm(request.POST, connection=self.object)
        if not form.is_valid():
            return self._page(form)
        values, keeps = form.cleaned_data, form.cleaned_data["others"] == "keep"
        created = rotate_credential(
            connection=self.object,
            username=values["username"],
            username_parameter=values["username_parameter"],
            password_parameter=values["password_parameter"],
            others_end=None if keeps else timedelta(days=int(values["others"])),
            now=timezone.now(),
        )
        action = "oci.create_credential" if keeps else "oci.rotate_credential"
        log(self.object, action, data={"username": values["username"], "others": values["others"]})
        return self._page(CredentialForm(connection=self.object), created=created)

    def _page(self, form: CredentialForm, *, created: Created | None = None) -> HttpResponse:
        context = self.get_context_data(
            connection=self.object,
            credentials=self.object.credentials.all(),
            form=form,
            created=created,
            now=timezone.now(),
            entry_path=reverse("oci:entry", args=[self.object.slug]),
        )
        # Wagtail lets no browser keep a page of its admin.
        return self.render_to_response(context)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Connections")},
            {"url": reverse(self.edit_url_name, args=[self.object.pk]), "label": str(self.object)},
            {"url": "", "label": self.page_title},
        ]


class EndCredentialView(ConfirmationView):
    """End one credential at once."""

    page_title = _("End credential")
    explanation = _("Calls with a credential of user name %(object)s will be refused from now on.")
    button_label = _("Yes, end it")
    success_message = _("The credential of %(object)s has ended.")
    log_action = "oci.end_credential"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.credential = get_object_or_404(Credential, pk=kwargs["credential"], connection=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def perform(self) -> None:
        end_credential(credential=self.credential, until=timezone.now())

    def get_edit_url(self) -> str:
        return reverse("connections:credentials", args=[self.object.pk])
