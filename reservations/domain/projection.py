"""The queue over all customers: one row in `public` per request.

Written in the transaction that changes the request, by this function only, so the two cannot drift apart. It
holds no personal data of the customer's people.
"""

from __future__ import annotations

from uuid import UUID

from reservations.models import RentalRequest
from tenants.context import current_customer
from tenants.models import QueueItem, StaffMember

_UPDATED = (
    "reference",
    "state",
    "class_code",
    "class_name",
    "station_name",
    "awaits_order",
    "cart_stopped",
    "is_test",
    "pick_up_at",
    "due_at",
    "assignee",
    "registered_at",
    "updated_at",
)


def project(request: RentalRequest) -> None:
    """Write the queue's row for `request` as it is now. Call it inside the transaction of the change."""
    item = QueueItem(
        customer=current_customer(),
        request_id=request.public_id,
        reference=request.reference,
        state=request.state,
        class_code=request.class_code,
        class_name=request.class_name,
        station_name=request.pick_up_station.name,
        awaits_order=request.waits_for_order,
        cart_stopped=request.lacks_cart,
        is_test=request.is_test,
        pick_up_at=request.pick_up_at,
        due_at=request.due_at,
        assignee_id=_staff_id(request),
        registered_at=request.registered_at,
    )
    QueueItem.objects.bulk_create(
        [item], update_conflicts=True, unique_fields=["customer", "request_id"], update_fields=_UPDATED
    )


def _staff_id(request: RentalRequest) -> UUID | None:
    """The staff member behind the assignee. A member who was removed leaves a mirror behind, but no row to point at."""
    if request.assignee is None:
        return None
    return StaffMember.objects.filter(pk=request.assignee.staff_id).values_list("pk", flat=True).first()
