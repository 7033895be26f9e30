from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from reservations.admin.console_queue import ConsoleQueueView
from reservations.admin.queue import QueueView
from reservations.admin.work import WorkView
from reservations.models import RentalRequest
from tenants.models import QueueItem


class _ListViewSet(ViewSet):
    """A list whose rows are not edited there. It is in the menu where, and for whom, its rows may be looked at: roles
    grant requests on a customer's host only, and the queue over all customers at the console only.
    """

    model: Any
    index_view_class: Any
    add_to_admin_menu = True

    @cached_property
    def menu_item_class(self) -> type[MenuItem]:
        policy = policy_registry.get_by_type(self.model)

        class PermittedMenuItem(MenuItem):
            def is_shown(self, request: HttpRequest) -> bool:
                return bool(policy.user_has_permission(request.user, "view"))

        return PermittedMenuItem

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            header_icon=self.icon,
            index_url_name=self.get_url_name("index"),
            index_results_url_name=self.get_url_name("index_results"),
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(self.index_view_class), name="index"),
            path(
                "results/",
                self.construct_view(self.index_view_class, results_only=True),
                name="index_results",
            ),
        ]


class RequestViewSet(_ListViewSet):
    model = RentalRequest
    index_view_class = QueueView
    name = "requests"
    icon = "tasks"
    menu_label = _("Requests")
    menu_order = 50

    def get_urlpatterns(self) -> list[URLPattern]:
        work = self.construct_view(WorkView)
        return [
            *super().get_urlpatterns(),
            path("<uuid:public_id>/", work, name="work"),
            path("<uuid:public_id>/<slug:verb>/", work, name="step"),
        ]


class ConsoleQueueViewSet(_ListViewSet):
    model = QueueItem
    index_view_class = ConsoleQueueView
    name = "queue"
    icon = "tasks"
    menu_label = _("Queue")
    menu_order = 50
