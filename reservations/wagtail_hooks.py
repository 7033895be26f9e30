"""What Wagtail calls. Registers, and does nothing else."""

from __future__ import annotations

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.staticfiles import versioned_static
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from reservations.admin.extra_fields import ExtraFieldGroup
from reservations.admin.viewsets import ConsoleQueueViewSet, RequestViewSet
from reservations.models import RentalRequest
from tenants.models import QueueItem

register_permission_policy(RentalRequest, ModelPermissionPolicy(RentalRequest))
register_permission_policy(QueueItem, ModelPermissionPolicy(QueueItem))


@hooks.register("register_admin_viewset")
def register_viewsets() -> list[Any]:
    return [RequestViewSet(), ConsoleQueueViewSet(), ExtraFieldGroup()]


@hooks.register("insert_global_admin_css")
def link_stylesheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("reservations/admin.css"))


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("reservations.import_choices", _("Import choices"), _("Choices imported"))
