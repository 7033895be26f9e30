"""What Wagtail calls. Registers, and does nothing else."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.permissions import register_permission_policy

from tenants.admin.closed import NoDocuments
from tenants.admin.home import FrontPagePanel
from tenants.admin.policy import CustomerPolicy, KeptPolicy, NobodyPolicy, StaffPolicy
from tenants.admin.viewsets import CustomerViewSet, OrganisationViewSet, StaffViewSet
from tenants.models import Customer, StaffMember
from tenants.workspace.models import Profile, User

register_permission_policy(Customer, CustomerPolicy(Customer))
register_permission_policy(StaffMember, StaffPolicy(StaffMember))
register_permission_policy(Profile, KeptPolicy(Profile))
register_permission_policy(User, NobodyPolicy(User))
register_permission_policy(Group, NobodyPolicy(Group))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [CustomerViewSet(), StaffViewSet(), OrganisationViewSet()]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("tenants.suspend", _("Suspend"), _("Suspended"))
    actions.register_action("tenants.reactivate", _("Reactivate"), _("Reactivated"))
    actions.register_action("tenants.deactivate", _("Deactivate"), _("Deactivated"))
    actions.register_action("tenants.sign_in_link", _("Make a sign-in link"), _("Sign-in link made"))


@hooks.register("construct_admin_api")
def register_no_documents(router: Any) -> None:
    router.register_endpoint("documents", NoDocuments)


# Before other apps' panels, which this would throw away.
@hooks.register("construct_homepage_panels", order=-1)
def replace_panels_about_pages(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [FrontPagePanel()]


@hooks.register("construct_homepage_summary_items", order=1000)
def remove_page_counts(request: HttpRequest, items: list[Any]) -> None:
    items.clear()


@hooks.register("construct_main_menu", order=1000)
def remove_help_about_pages(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [item for item in items if item.name != "help"]


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("tenants/admin.css"))
