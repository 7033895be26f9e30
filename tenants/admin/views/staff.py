"""The console's staff and their roles. For administrators of all customers only."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, StatusTagColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from tenants.admin.forms.staff import StaffForm
from tenants.admin.views.confirmation import ConfirmationView
from tenants.admin.views.refusals import RefusalMixin
from tenants.domain.staff import (
    EmailTakenError,
    LastAdministratorError,
    NoRoleError,
    add_staff,
    change_staff,
    deactivate,
    reactivate,
    set_roles,
    sign_in_link,
)
from tenants.models import StaffMember


class IndexView(generic.IndexView):
    default_ordering = "name"
    search_fields = ("name", "email")
    paginate_by = 50

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            TitleColumn("name", label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail address"), sort_key="email"),
            Column("roles", label=_("Roles"), accessor=_roles),
            StatusTagColumn(
                "status",
                label=_("Status"),
                accessor=lambda staff: _("active") if staff.is_active else _("deactivated"),
                sort_key="is_active",
                primary=lambda staff: staff.is_active,
            ),
        ]

    def get_base_queryset(self) -> QuerySet[StaffMember]:
        return StaffMember.objects.prefetch_related("memberships__customer")


class AddView(RefusalMixin, generic.CreateView):
    form_class = StaffForm
    template_name = "tenants/admin/staff_form.html"
    refusals = {EmailTakenError: "email"}

    def save_instance(self) -> StaffMember:
        staff = add_staff(email=self.form.cleaned_data["email"], name=self.form.cleaned_data["name"])
        set_roles(staff=staff, roles=self.form.roles.roles)
        log(staff, "wagtail.create")
        return staff

    def save_action(self) -> HttpResponse:
        return link_page(self.request, staff=self.object)


class EditView(RefusalMixin, generic.EditView):
    form_class = StaffForm
    template_name = "tenants/admin/staff_form.html"
    refusals = {EmailTakenError: "email", LastAdministratorError: None}

    def save_instance(self) -> StaffMember:
        staff, values = StaffMember.objects.get(pk=self.object.pk), self.form.cleaned_data
        change_staff(staff=staff, email=values["email"], name=values["name"])
        set_roles(staff=staff, roles=self.form.roles.roles)
        log(staff, "wagtail.edit")
        return staff

    def get_success_url(self) -> str:
        url: str = self.get_edit_url()
        return url

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        if not self.object.is_active:
            return [self._button(_("Reactivate"), "reactivate", "lock-open")]
        return [
            self._button(_("New sign-in link"), "sign_in_link", "key"),
            self._button(_("Deactivate"), "deactivate", "lock"),
        ]

    def _button(self, label: Any, view_name: str, icon: str) -> Button:
        return Button(label, url=reverse(f"staff:{view_name}", args=[self.object.pk]), icon_name=icon)


class SignInLinkView(ConfirmationView):
    page_title = _("New sign-in link")
    explanation = _(
        "You get a link with which %(object)s sets a new password. It works once. The present password keeps working"
        " until then."
    )
    button_label = _("Make a link")
    log_action = "tenants.sign_in_link"
    refusals = (NoRoleError,)

    def perform(self) -> HttpResponse:
        return link_page(self.request, staff=self.object)


class DeactivateView(ConfirmationView):
    page_title = _("Deactivate")
    explanation = _(
        "%(object)s is signed out everywhere at once and cannot sign in any more. The roles stay noted, and so does"
        " what was done under this name."
    )
    button_label = _("Yes, deactivate")
    success_message = _("%(object)s is deactivated.")
    log_action = "tenants.deactivate"
    refusals = (LastAdministratorError,)

    def perform(self) -> None:
        deactivate(staff=self.object)


class ReactivateView(ConfirmationView):
    page_title = _("Reactivate")
    explanation = _(
        "%(object)s gets the noted roles back, and sets a new password with a sign-in link from you."
    )
    button_label = _("Yes, reactivate")
    success_message = _("%(object)s is active again. Make a sign-in link next.")
    log_action = "tenants.reactivate"

    def perform(self) -> None:
        reactivate(staff=self.object)


def link_page(request: Any, *, staff: StaffMember) -> HttpResponse:
    """The page that shows a sign-in link, once: the answer to the form itself, because the link is kept nowhere."""
    context = {
        "header_title": staff.name,
        "breadcrumbs_items": [
            {"url": reverse("staff:index"), "label": _("Staff")},
            {"url": "", "label": staff.name},
        ],
        "header_icon": "key",
        "staff": staff,
        "link": sign_in_link(staff=staff),
        "edit_url": reverse("staff:edit", args=[staff.pk]),
    }
    return TemplateResponse(request, "tenants/admin/sign_in_link.html", context)


def _roles(staff: StaffMember) -> str:
    """From the memberships that the list has fetched for all its rows at once."""
    held = [
        f"{membership.get_role_display()} ({membership.customer or _('all customers')})"
        for membership in staff.memberships.all()
    ]
    return ", ".join(held)
