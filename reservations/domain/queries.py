"""Shared reads of requests. Each runs a fixed number of statements."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from reservations.life_cycle import OPEN_STATES
from reservations.models import RentalRequest, RequestEvent

_SHOWN_WITH = ("vehicle_class", "pick_up_station", "return_station", "planned_station", "assignee")


def find_by_punch_out(punch_out_id: UUID) -> RentalRequest | None:
    """The request that a punch-out registered, with its stations and class, or None."""
    return RentalRequest.objects.select_related(*_SHOWN_WITH).filter(punch_out_id=punch_out_id).first()


def find_request(public_id: UUID) -> RentalRequest | None:
    """A request with all that a page about it shows, or None."""
    return RentalRequest.objects.select_related(*_SHOWN_WITH).filter(public_id=public_id).first()


def list_requests() -> QuerySet[RentalRequest]:
    """All requests, with what a list shows of each; the most urgent first."""
    return RentalRequest.objects.select_related("pick_up_station", "assignee").order_by("due_at", "id")


def waiting_for_order() -> Q:
    """The requests that `waits_for_order` is true of, as a condition."""
    return Q(awaits_order=True, order_number="", state__in=OPEN_STATES)


def lacking_cart() -> Q:
    """The requests that `lacks_cart` is true of, as a condition."""
    return Q(cart_stopped=True, transferred_at=None, state__in=OPEN_STATES)


def list_timeline(request: RentalRequest) -> QuerySet[RequestEvent]:
    """The events of a request, oldest first, with the mails they tell of."""
    return request.events.select_related("mail").order_by("id")


def events_since(request: RentalRequest, *, version: int) -> list[RequestEvent]:
    """What happened to a request after the version that somebody looked at, oldest first."""
    return list(request.events.filter(version__gt=version).order_by("id"))
