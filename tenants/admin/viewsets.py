"""What the console lists and edits: customers and staff. And at a customer: its profile."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import policy_registry

from tenants.admin.views import customers, profile, staff
from tenants.models import Customer, StaffMember
from tenants.workspace.models import Profile


class KeptViewSet(ModelViewSet):
    """Of rows that are never deleted or copied, and that no page refers to."""

    add_to_reference_index = False
    add_to_admin_menu = True
    copy_view_enabled = False
    absent = frozenset({"delete", "usage"})

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            **{f"{name}_url_name": ViewSet.UNDEFINED for name in self.absent}, **kwargs
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name not in self.absent]


class CustomerViewSet(KeptViewSet):
    model = Customer
    name = "customers"
    icon = "group"
    menu_order = 100
    index_view_class = customers.IndexView
    add_view_class = customers.AddView
    edit_view_class = customers.EditView

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  # Wagtail's signature
        return self.edit_view_class.form_class if for_update else self.add_view_class.form_class

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("suspend/<int:pk>/", self.construct_view(customers.SuspendView), name="suspend"),
            path("reactivate/<int:pk>/", self.construct_view(customers.ReactivateView), name="reactivate"),
        ]


class StaffViewSet(KeptViewSet):
    model = StaffMember
    name = "staff"
    icon = "user"
    menu_order = 900
    menu_label = _("Staff")
    index_view_class = staff.IndexView
    add_view_class = staff.AddView
    edit_view_class = staff.EditView

    def get_form_class(self, for_update: bool = False) -> Any:  # noqa: FBT001, FBT002  # Wagtail's signature
        return self.edit_view_class.form_class

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("sign-in-link/<uuid:pk>/", self.construct_view(staff.SignInLinkView), name="sign_in_link"),
            path("deactivate/<uuid:pk>/", self.construct_view(staff.DeactivateView), name="deactivate"),
            path("reactivate/<uuid:pk>/", self.construct_view(staff.ReactivateView), name="reactivate"),
        ]


class OrganisationViewSet(ViewSet):
    """One row, so one page."""

    name = "organisation"
    icon = "cog"
    menu_label = _("Organisation profile")
    menu_order = 900
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        class OrganisationMenuItem(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                policy = policy_registry.get_by_type(Profile)
                return bool(policy.user_has_any_permission(request.user, ["view", "change"]))

        return OrganisationMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [path("", self.construct_view(profile.EditView), name="edit")]
