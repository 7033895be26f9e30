"""The admin's front page: where one is, what waits, and where to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu
from wagtail.admin.ui.components import Component

from tenants.context import current_customer
from tenants.domain.access import customers_of
from tenants.domain.queue import workload
from tenants.models import Customer
from tenants.workspace.models import User


@dataclass(frozen=True, slots=True)
class Card:
    """A way from the front page to one part of the admin."""

    label: str | Promise
    url: str
    icon: str


class FrontPagePanel(Component):
    """The workload in a line, and a card for each menu item that this person has."""

    name = "front_page"
    template_name = "tenants/admin/front_page.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        request: HttpRequest = parent_context["request"]
        user = request.user
        assert isinstance(user, User)  # the admin lets nobody else in
        here = current_customer()
        # At the console everybody has a queue; at a customer, who may see requests.
        sees_work = here.is_console or user.has_perm("reservations.view_rentalrequest")
        customers = (
            customers_of(staff_id=user.staff_id) if here.is_console else Customer.objects.filter(pk=here.pk)
        )
        return {
            "cards": cards(request),
            "work": workload(customers=customers, now=timezone.now()) if sees_work else None,
        }


def cards(request: HttpRequest) -> list[Card]:
    """The menu, flat: what stands under a heading there gets a card of its own."""
    return [
        Card(label=item.label, url=item.url, icon=item.icon_name)
        for item in _flat(admin_menu.menu_items_for_request(request), request)
    ]


def _flat(items: Iterable[MenuItem], request: HttpRequest) -> Iterable[MenuItem]:
    for item in sorted(items, key=lambda item: item.order):
        if isinstance(item, SubmenuMenuItem):
            yield from _flat(item.menu.menu_items_for_request(request), request)
        else:
            yield item
