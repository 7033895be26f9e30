"""The employee's last click: the request is registered, and stands before anything leaves for the buyer's system."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from catalog.domain.choice import Choice
from oci.domain import journal
from oci.domain.checking import CartRefusedError
from oci.domain.punch_outs import lock, refuse_ended
from oci.domain.returning import prepare_return
from oci.enums import Event, State
from oci.models import PunchOut
from oci.protocol import states
from oci.protocol.errors import CartError
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
) -> RentalRequest:
    """Register the punch-out's one request and return it; a second click gets the same one.

    Requester and references are those of the call. Afterwards there is time again for the return.

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
            references=locked.references,
            language=language,
            now=now,
            wish=wish,
            note=note,
        )
        if locked.state != State.REGISTERED:
            locked.state = State(state.value)
            locked.registered_at = now
            locked.expires_at = now + timedelta(minutes=locked.connection.session_minutes)
            locked.save(update_fields=["state", "registered_at", "expires_at"])
            journal.record(event=Event.REGISTRATION, punch_out=locked, detail=request.reference, now=now)
            _build_cart(locked, request, now=now)
    punch_out.state, punch_out.registered_at = locked.state, locked.registered_at
    punch_out.expires_at = locked.expires_at
    punch_out.return_action, punch_out.return_fields = locked.return_action, locked.return_fields
    return request


def _build_cart(punch_out: PunchOut, request: RentalRequest, *, now: datetime) -> None:
    """Build the cart while everything is at hand. One that must not leave is no reason to lose the request."""
    try:
        prepared = prepare_return(punch_out=punch_out, rental_request=request)
    except CartError as error:
        journal.record(
            event=Event.CART,
            problem="CART_NOT_SENDABLE",
            detail=f"{request.reference}: {error}",
            findings=error.findings if isinstance(error, CartRefusedError) else (),
            punch_out=punch_out,
            now=now,
        )
        return
    if prepared.warnings:
        journal.record(
            event=Event.CART,
            detail=request.reference,
            findings=prepared.warnings,
            punch_out=punch_out,
            now=now,
        )
