"""The employee's last click: the request is registered, and stands before anything leaves for the buyer's system."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db import transaction

from catalog.domain.choice import Choice
from oci.domain import journal
from oci.domain.cart_notes import note_stopped
from oci.domain.punch_outs import lock, refuse_ended
from oci.domain.returning import RETURN_COLUMNS, Prepared, compose_return, follow
from oci.enums import Event, OrderRule, State, Status
from oci.models import PunchOut
from oci.protocol import states
from oci.protocol.errors import CartError
from reservations.domain.questions import Question, with_answers
from reservations.domain.registration import Driver, register_request
from reservations.models import RentalRequest


def register(
    *,
    punch_out: PunchOut,
    choice: Choice,
    driver: Driver,
    language: str,
    now: datetime,
    wish: str = "",
    note: str = "",
    has_script: bool = False,
    questions: Sequence[Question] = (),
    answers: Mapping[str, str] = MappingProxyType({}),
) -> RentalRequest:
    """Register the punch-out's one request and return it; a second click gets the same one.

    Requester and references are those of the call, with the `answers` to the customer's `questions`. Afterwards there
    is time again for the return, which is watched; `has_script` tells whether the browser would report it.

    Raises:
        PunchOutError: If it has ended in the meantime.
        InvalidDetailsError: of `reservations.domain.registration`.
    """
    with transaction.atomic():
        locked = lock(punch_out)
        refuse_ended(locked)
        state = states.next_state(states.State(locked.state), states.Event.REGISTER)
        request = register_request(
            punch_out_id=locked.public_id,
            requester=locked.requester,
            choice=choice,
            driver=driver,
            references=with_answers(locked.references, questions=questions, answers=answers),
            language=language,
            now=now,
            wish=wish,
            note=note,
            awaits_order=locked.connection.order_rule == OrderRule.WAIT,
            is_test=locked.connection.status == Status.TEST,
        )
        if locked.state != State.REGISTERED:
            locked.state = State(state.value)
            locked.registered_at = now
            locked.expires_at = now + timedelta(minutes=locked.connection.session_minutes)
            locked.has_script = has_script
            _settle(locked, request, now=now)
    punch_out.state, punch_out.registered_at = locked.state, locked.registered_at
    punch_out.expires_at, punch_out.has_script = locked.expires_at, locked.has_script
    punch_out.return_action, punch_out.return_fields = locked.return_action, locked.return_fields
    return request


def _settle(punch_out: PunchOut, request: RentalRequest, *, now: datetime) -> None:
    """Build the cart while everything is at hand, and save, in one statement, what has become of the punch-out.

    A cart that must not leave is no reason to lose the request. Without a form nothing can come back, so nothing
    is watched until there is one.
    """
    prepared: Prepared | None = None
    stopped: CartError | None = None
    try:
        prepared = compose_return(punch_out=punch_out, rental_request=request)
    except CartError as error:
        stopped = error
    punch_out.save(update_fields=["state", "registered_at", "expires_at", "has_script", *RETURN_COLUMNS])
    journal.record(event=Event.REGISTRATION, punch_out=punch_out, detail=request.reference, now=now)
    if stopped:
        note_stopped(punch_out=punch_out, request=request, error=stopped, now=now)
    if prepared:
        follow(punch_out=punch_out, request=request, prepared=prepared, now=now)
