"""A customer's own name, looks and conventions: one page, for those who may see it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic
from wagtail.log_actions import log

from tenants.admin.forms.profile import ProfileForm
from tenants.workspace.models import Profile


class EditView(generic.EditView):
    """With the right to look only, the same page with its fields closed."""

    model = Profile
    form_class = ProfileForm
    header_icon = "cog"
    permission_required = None
    any_permission_required = ("view", "change")
    template_name = "tenants/admin/profile.html"
    success_message = _("The organisation's profile is saved. New pages show it at once.")

    def get_object(self, queryset: Any = None) -> Profile:
        return Profile.load()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.may_change:
            raise PermissionDenied
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    @cached_property
    def may_change(self) -> bool:
        return bool(self.user_has_permission("change"))

    def get_form(self, form_class: Any = None) -> ProfileForm:
        form: ProfileForm = super().get_form(form_class)
        for field in form.fields.values():
            field.disabled = not self.may_change
        return form

    def save_instance(self) -> Profile:
        before = Profile.load().logo
        profile: Profile = self.form.save()
        if before.name and before.name != profile.logo.name:
            transaction.on_commit(partial(before.storage.delete, before.name))
        log(profile, "wagtail.edit")
        return profile

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_subtitle()}]

    def get_page_subtitle(self) -> str:
        return str(_("Organisation profile"))

    def get_edit_url(self) -> str:
        return reverse("organisation:edit")

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_success_buttons(self) -> None:
        """No way back to this page is needed on this page."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(may_change=self.may_change, **kwargs)
