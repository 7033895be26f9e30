"""Take over on a connection what a known buyer's system needs: shown first, then confirmed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _

from oci.domain.profiles import apply_profile, changes, profile_of
from oci.profile_notes import NOTES
from oci.profiles import PROFILES, Profile
from tenants.admin.views.confirmation import ConfirmationView


class ProfileView(ConfirmationView):
    """GET shows what the chosen profile would change, POST does it."""

    template_name = "oci/admin/profile.html"
    page_title = _("Use a profile")
    header_icon = "cogs"
    explanation = _(
        "A profile knows how a buyer's system behaves. It sets the options below and adds the parameters and fields "
        "of the cart that are worth having. Nothing is removed; status, credentials and return addresses stay as "
        "they are."
    )
    success_message = _("The profile is used for %(object)s.")
    log_action = "oci.apply_profile"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.code = request.POST.get("profile") or request.GET.get("profile", "")
        if self.code and self.code not in PROFILES:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def profile(self) -> Profile:
        return PROFILES[self.code] if self.code else profile_of(self.object)

    def perform(self) -> None:
        made = apply_profile(connection=self.object, profile=self.profile)
        self.log_data = {"profile": self.profile.code, "changes": [asdict(change) for change in made]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            profiles=PROFILES.values(),
            profile=self.profile,
            note=NOTES[self.profile.code],
            changes=changes(connection=self.object, profile=self.profile),
            **kwargs,
        )
