"""What the punch-out tells about a request that is not its doing: its cart was stopped, its return was not seen.

Each is on the timeline once, by the system, for operations to act on, and again where a return that was seen is taken
back; a stopped cart is in the queues, too. Neither changes what becomes of the request, and neither is worth losing
one: a punch-out without a request, or one that was noted already, is passed over in silence.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from reservations.domain.projection import project
from reservations.domain.transition import Step, record_event, take_step
from reservations.life_cycle import Party, Verb, possible_verbs
from reservations.models import EventKind, RentalRequest, RequestEvent

_LONGEST_REASON = RequestEvent._meta.get_field("reason").max_length


def note_cart_stopped(*, punch_out_id: UUID, reason: str, now: datetime) -> None:
    """Note that the cart was not fit to leave, so that the buyer's system knows nothing of the request.

    `reason` is for operations; what is longer than its column is cut off.
    """
    _note(punch_out_id, kind=EventKind.CART_STOPPED, reason=reason.strip()[:_LONGEST_REASON], now=now)


def note_return_missing(*, punch_out_id: UUID, now: datetime) -> None:
    """Note that the return should have been seen by now. One that was seen after all leaves nothing to note."""
    _note(punch_out_id, kind=EventKind.RETURN_MISSING, reason="", now=now)


def take_back_return(*, punch_out_id: UUID, now: datetime) -> None:
    """Note that a return that was reported never left after all. One that is not seen leaves nothing to take back."""
    with transaction.atomic(savepoint=False):
        request = _lock(punch_out_id)
        if request and Verb.TAKE_BACK in possible_verbs(request.standing, party=Party.SYSTEM):
            step = Step(verb=Verb.TAKE_BACK, party=Party.SYSTEM, silent={"transferred_at": None})
            take_step(request, step, now=now)


def _lock(punch_out_id: UUID) -> RentalRequest | None:
    requests = RentalRequest.objects.select_for_update(of=("self",)).filter(punch_out_id=punch_out_id)
    return requests.select_related("assignee", "pick_up_station").first()


def _note(punch_out_id: UUID, *, kind: EventKind, reason: str, now: datetime) -> None:
    with transaction.atomic(savepoint=False):
        # The lock makes two callers at the same instant note it once.
        request = _lock(punch_out_id)
        if request is None or request.transferred or request.events.filter(kind=kind).exists():
            return
        record_event(request, kind=kind, party=Party.SYSTEM, at=now, reason=reason)
        if kind is EventKind.CART_STOPPED:
            request.cart_stopped = True
            request.save(update_fields=["cart_stopped"])
            project(request)
