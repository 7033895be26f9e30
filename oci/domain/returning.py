"""The return: the form that the employee's browser posts to HOOK_URL, and the news that it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from oci.domain import journal
from oci.domain.checking import check_form
from oci.domain.lines import build_item
from oci.domain.punch_outs import identify, lock
from oci.enums import Event, State
from oci.models import PunchOut
from oci.protocol import states
from oci.protocol.call import Control
from oci.protocol.cart import Cart
from oci.protocol.hook_url import parse_hook_url
from oci.protocol.return_form import ReturnForm, build_return_form
from oci.protocol.rules import Finding
from reservations.domain.registration import mark_transferred
from reservations.models import RentalRequest

__all__ = ["Prepared", "ReturnForm", "build_return", "prepare_return", "record_return"]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A form that may leave, and what the linter warns of. Nothing, when it was prepared before."""

    form: ReturnForm
    warnings: tuple[Finding, ...] = ()


def build_return(*, punch_out: PunchOut, rental_request: RentalRequest) -> ReturnForm:
    """The form for a registered request. What was built first is stored and comes back unchanged every time after.

    Raises:
        CartError: If the cart must not leave like this. The request stays registered.
    """
    return prepare_return(punch_out=punch_out, rental_request=rental_request).form


def prepare_return(*, punch_out: PunchOut, rental_request: RentalRequest) -> Prepared:
    """As `build_return`, with what the linter warns of, for the journal."""
    connection = punch_out.connection
    if punch_out.return_fields:
        stored = ReturnForm(
            action=punch_out.hook_url,
            target=punch_out.target,
            charset=punch_out.charset,
            fields=tuple((name, value) for name, value in punch_out.return_fields),
            auto_submit=connection.auto_submit,
        )
        return Prepared(stored)
    item = build_item(rental_request=rental_request, connection=connection, charset=punch_out.charset)
    form = build_return_form(
        # Checked and bound at entry; what is accepted may have changed since, and this visit goes on.
        hook_url=parse_hook_url(punch_out.hook_url, allow_http=True),
        cart=Cart((item,)),
        control=Control(**punch_out.control),
        charset=punch_out.charset,
        target=punch_out.target,
        auto_submit=connection.auto_submit,
    )
    warnings = check_form(form=form, connection=connection)
    punch_out.return_fields = [list(field) for field in form.fields]
    PunchOut.objects.filter(pk=punch_out.pk).update(return_fields=punch_out.return_fields)
    return Prepared(form, warnings)


def record_return(*, public_id: UUID, secret: str, now: datetime) -> PunchOut:
    """Note that the browser has submitted the form; the first time counts, more do no harm.

    Raises:
        PunchOutError: PunchOutUnknownError, SecretWrongError.
        EventNotAllowed: If nothing is registered that could have been returned.
    """
    punch_out = identify(public_id=public_id, secret=secret)
    with transaction.atomic():
        locked = lock(punch_out)
        state = states.next_state(states.State(locked.state), states.Event.RETURN)
        if locked.state != State.RETURNED:
            locked.state = State(state.value)
            locked.ended_at = now
            locked.save(update_fields=["state", "ended_at"])
            request = mark_transferred(punch_out_id=locked.public_id, now=now)
            journal.record(event=Event.RETURN, punch_out=locked, detail=request.reference, now=now)
    return locked
