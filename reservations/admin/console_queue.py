"""The console's queue: the requests of every customer that this staff member may enter, read from the projection."""

from __future__ import annotations

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views import generic

from reservations.admin.columns import (
    AssigneeColumn,
    DueColumn,
    PickUpColumn,
    ReferenceColumn,
    StateColumn,
    TextColumn,
)
from reservations.admin.filters import (
    CART_STOPPED,
    IS_TEST,
    WAITS_FOR_ORDER,
    OpenByDefaultMixin,
    StateFilter,
    YesNoFilter,
)
from tenants.admin.ordering import StableOrderMixin
from tenants.domain.access import customers_of
from tenants.models import Customer, QueueItem
from tenants.workspace.models import User


def _customers(request: HttpRequest | None) -> QuerySet[Customer]:
    user = request.user if request else None
    return customers_of(staff_id=user.staff_id) if isinstance(user, User) else Customer.objects.none()


class QueueFilterSet(WagtailFilterSet):
    customer = django_filters.ModelChoiceFilter(queryset=_customers, label=_("Customer"))
    state = StateFilter()
    unassigned = YesNoFilter(label=_("Held by nobody"), condition=Q(assignee=None))
    awaits_order = YesNoFilter(label=WAITS_FOR_ORDER, condition=Q(awaits_order=True))
    cart_stopped = YesNoFilter(label=CART_STOPPED, condition=Q(cart_stopped=True))
    is_test = YesNoFilter(label=IS_TEST, condition=Q(is_test=True))

    class Meta:
        model = QueueItem
        fields = ("customer", "state", "unassigned", "awaits_order", "cart_stopped", "is_test")


class ConsoleQueueView(StableOrderMixin, OpenByDefaultMixin, generic.IndexView):
    """Open items, the most urgent first."""

    model = QueueItem
    page_title = _("Queue")
    any_permission_required = ("view",)
    default_ordering = "due_at"
    search_fields = ("reference",)
    filterset_class = QueueFilterSet
    paginate_by = 50
    table_classname = "listing queue"

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            ReferenceColumn(get_url=jump_url),
            StateColumn(waits=lambda item: item.awaits_order, stopped=lambda item: item.cart_stopped),
            TextColumn("customer", label=_("Customer"), accessor="customer.name", sort_key="customer__name"),
            DueColumn(),
            AssigneeColumn(),
            PickUpColumn(local=lambda item: localtime(item.pick_up_at), place=lambda item: item.station_name),
            TextColumn("class_name", label=_("Vehicle class"), sort_key="class_name"),
        ]

    def get_base_queryset(self) -> QuerySet[QueueItem]:
        return QueueItem.objects.filter(customer__in=_customers(self.request)).select_related(
            "customer", "assignee"
        )


def jump_url(item: QueueItem) -> str:
    """The way to the item on its customer's host; nothing while that customer's doors are closed."""
    if item.customer.status != Customer.Status.ACTIVE:
        return ""
    work = reverse("requests:work", args=[item.request_id])
    return f"{reverse('hand_over_leave', args=[item.customer.slug])}?{urlencode({'next': work})}"
