"""What calls of a connection prove themselves by: user names with passwords, and keys that sign start links.

Both are listed, made (the secret is shown once) and ended on one page.
"""

from __future__ import annotations

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

from oci.admin.credential_forms import KEEP, CredentialForm, SigningKeyForm, others_end
from oci.domain import signing
from oci.domain.credentials import Created, rotate_credential
from oci.domain.rotation import end_proof
from oci.models import Connection, Credential, SigningKey
from oci.protocol.signature import KEY
from tenants.admin.views.confirmation import ConfirmationView


class CredentialsView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """All credentials and signing keys of a connection, and a form for a new one of each."""

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
        return self.show()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the credential. The page itself is the answer, because the secret is kept nowhere."""
        form = CredentialForm(request.POST, connection=self.object)
        if not form.is_valid():
            return self.show(form=form)
        values = form.cleaned_data
        created = rotate_credential(
            connection=self.object,
            username=values["username"],
            username_parameter=values["username_parameter"],
            password_parameter=values["password_parameter"],
            others_end=others_end(values["others"]),
            now=timezone.now(),
        )
        action = "oci.create_credential" if values["others"] == KEEP else "oci.rotate_credential"
        log(self.object, action, data={"username": values["username"], "others": values["others"]})
        return self.show(created=created)

    def show(
        self,
        *,
        form: CredentialForm | None = None,
        key_form: SigningKeyForm | None = None,
        created: Created | None = None,
        created_key: signing.Created | None = None,
    ) -> HttpResponse:
        context = self.get_context_data(
            connection=self.object,
            credentials=self.object.credentials.all(),
            keys=self.object.signing_keys.all(),
            form=form or CredentialForm(connection=self.object),
            key_form=key_form or SigningKeyForm(prefix="key"),
            created=created,
            created_key=created_key,
            key_parameter=KEY,
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


class SigningKeysView(CredentialsView):
    """The same page; its form makes a signing key."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = SigningKeyForm(request.POST, prefix="key")
        if not form.is_valid():
            return self.show(key_form=form)
        others = form.cleaned_data["others"]
        created = signing.rotate_key(
            connection=self.object, others_end=others_end(others), now=timezone.now()
        )
        action = "oci.create_key" if others == KEEP else "oci.rotate_key"
        log(self.object, action, data={"key": created.key.key_id, "others": others})
        return self.show(created_key=created)


class EndProofView(ConfirmationView):
    """End one credential or signing key at once."""

    proof_model: Any = None
    argument = ""
    button_label = _("Yes, end it")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.proof = get_object_or_404(self.proof_model, pk=kwargs[self.argument], connection=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def perform(self) -> None:
        end_proof(proof=self.proof, until=timezone.now())

    def get_edit_url(self) -> str:
        return reverse("connections:credentials", args=[self.object.pk])


class EndCredentialView(EndProofView):
    proof_model = Credential
    argument = "credential"
    page_title = _("End credential")
    explanation = _("Calls with a credential of user name %(object)s will be refused from now on.")
    success_message = _("The credential of %(object)s has ended.")
    log_action = "oci.end_credential"


class EndSigningKeyView(EndProofView):
    proof_model = SigningKey
    argument = "key"
    page_title = _("End signing key")
    explanation = _("Start links signed with a key of %(object)s will be refused from now on.")
    success_message = _("The signing key of %(object)s has ended.")
    log_action = "oci.end_key"
