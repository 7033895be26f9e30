"""A customer's queue."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views import generic

from catalog.models import VehicleClass
from reservations.admin.answers import (
    answer_columns,
    answer_filters,
    queue_fields,
    with_searched_answers,
)
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
from reservations.domain.queries import lacking_cart, list_requests, waiting_for_order
from reservations.models import RentalRequest
from reservations.reference import InvalidReferenceError, build_reference, parse_reference
from tenants.admin.ordering import StableOrderMixin
from tenants.workspace.models import User


class RequestFilterSet(WagtailFilterSet):
    state = StateFilter()
    assignee = django_filters.ModelChoiceFilter(
        queryset=User.objects.all(), label=_("Assignee"), null_label=_("Nobody")
    )
    vehicle_class = django_filters.ModelChoiceFilter(
        queryset=VehicleClass.objects.all(), label=_("Vehicle class")
    )
    awaits_order = YesNoFilter(label=WAITS_FOR_ORDER, condition=waiting_for_order())
    cart_stopped = YesNoFilter(label=CART_STOPPED, condition=lacking_cart())
    is_test = YesNoFilter(label=IS_TEST, condition=Q(is_test=True))

    class Meta:
        model = RentalRequest
        fields = ("state", "assignee", "vehicle_class", "awaits_order", "cart_stopped", "is_test")


class QueueView(StableOrderMixin, OpenByDefaultMixin, generic.IndexView):
    """Open requests, the most urgent first. A search looks through all of them."""

    model = RentalRequest
    page_title = _("Requests")
    any_permission_required = ("view",)
    default_ordering = "due_at"
    search_fields = ("reference", "requester_name", "requester_email", "searched_answers")
    paginate_by = 50
    table_classname = "listing queue"

    @cached_property
    def extra_fields(self) -> list[Any]:
        """The customer's own questions whose answers the list shows."""
        return queue_fields()

    @cached_property
    def filterset_class(self) -> type[RequestFilterSet]:
        """As declared above, with a filter for each column of the customer's own."""
        return type("RequestFilters", (RequestFilterSet,), answer_filters(self.extra_fields))

    @cached_property
    def columns(self) -> list[BaseColumn]:
        return [
            ReferenceColumn(get_url=work_url),
            StateColumn(
                waits=lambda request: request.waits_for_order, stopped=lambda request: request.lacks_cart
            ),
            DueColumn(),
            AssigneeColumn(),
            PickUpColumn(
                local=lambda request: request.pick_up_local,
                place=lambda request: request.pick_up_station.name,
            ),
            TextColumn("class_name", label=_("Vehicle class"), sort_key="class_name"),
            TextColumn("requester_name", label=_("Requester"), sort_key="requester_name"),
            *answer_columns(self.extra_fields),
        ]

    def get_base_queryset(self) -> QuerySet[RentalRequest]:
        return list_requests()

    def search_queryset(self, queryset: QuerySet[RentalRequest]) -> QuerySet[RentalRequest]:
        """A whole reference finds its one request; anything else is looked for in the search fields."""
        try:
            reference = parse_reference(self.search_query)
        except InvalidReferenceError:
            found: QuerySet[RentalRequest] = super().search_queryset(with_searched_answers(queryset))
            return found
        return queryset.filter(reference=build_reference(reference))


def work_url(request: RentalRequest) -> str:
    return reverse("requests:work", args=[request.public_id])
