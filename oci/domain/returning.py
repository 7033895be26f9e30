"""The return: the form that the employee's browser posts to HOOK_URL, and the news that it did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from oci.domain import journal
from oci.domain.cart_notes import note_cart
from oci.domain.cart_rules import find_cart_rules
from oci.domain.checking import check_form
from oci.domain.lines import build_items
from oci.domain.punch_outs import identify, lock
from oci.domain.watching import watch
from oci.enums import Event, HookQuery, State
from oci.models import PunchOut
from oci.protocol import states
from oci.protocol.call import Control
from oci.protocol.cart import Cart
from oci.protocol.errors import CartMalformed, HookUrlMalformed
from oci.protocol.fields import Version
from oci.protocol.hook_url import HookUrl, parse_hook_url
from oci.protocol.return_form import ReturnForm, build_return_form
from oci.protocol.rules import Finding
from reservations.domain import notes
from reservations.domain.queries import find_by_punch_out
from reservations.domain.registration import mark_transferred
from reservations.models import RentalRequest

__all__ = [
    "RETURN_COLUMNS",
    "Prepared",
    "ReturnForm",
    "bound_hook_url",
    "build_form",
    "build_return",
    "compose_return",
    "follow",
    "note_return",
    "record_return",
    "stamp_of",
    "take_back_return",
]

RETURN_COLUMNS = ("return_action", "return_fields")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A form that may leave, how many lines it carries, and what the linter warns of."""

    form: ReturnForm
    lines: int
    warnings: tuple[Finding, ...]


def build_return(
    *, punch_out: PunchOut, rental_request: RentalRequest, now: datetime, patience: timedelta | None = None
) -> ReturnForm:
    """The form for a registered request. What was built first is stored and comes back unchanged every time after.

    Where a stopped cart has become fit to leave, the journal tells it and its return is watched, for `patience`.

    Raises:
        CartError: If the cart must not leave like this. The request stays registered.
    """
    if not punch_out.return_fields:
        prepared = compose_return(punch_out=punch_out, rental_request=rental_request)
        with transaction.atomic():
            punch_out.save(update_fields=RETURN_COLUMNS)
            follow(punch_out=punch_out, request=rental_request, prepared=prepared, now=now, patience=patience)
    return _stored(punch_out)


def compose_return(*, punch_out: PunchOut, rental_request: RentalRequest) -> Prepared:
    """As `build_return` of what was never built; the caller saves RETURN_COLUMNS and calls `follow`."""
    connection = punch_out.connection
    rules = find_cart_rules(connection)
    items = build_items(
        rental_request=rental_request,
        connection=connection,
        charset=punch_out.charset,
        rules=rules,
        parameters=punch_out.parameters,
    )
    form = build_form(punch_out=punch_out, cart=Cart(items))
    more_fields = rules.more_fields(Version(connection.oci_version))
    warnings = check_form(form=form, connection=connection, more_fields=more_fields)
    punch_out.return_action = form.action
    punch_out.return_fields = [list(field) for field in form.fields]
    return Prepared(form, len(items), warnings)


def follow(
    *,
    punch_out: PunchOut,
    request: RentalRequest,
    prepared: Prepared,
    now: datetime,
    patience: timedelta | None = None,
) -> None:
    """Note a cart that was built just now, and watch its return."""
    note_cart(punch_out=punch_out, request=request, lines=prepared.lines, warnings=prepared.warnings, now=now)
    watch(punch_out, now=now, patience=patience)


def _stored(punch_out: PunchOut) -> ReturnForm:
    return ReturnForm(
        action=punch_out.return_action or punch_out.hook_url,
        target=punch_out.target,
        charset=punch_out.charset,
        fields=tuple((name, value) for name, value in punch_out.return_fields),
        auto_submit=punch_out.connection.auto_submit and not bound_hook_url(punch_out).is_sap_event,
    )


def build_form(*, punch_out: PunchOut, cart: Cart) -> ReturnForm:
    """The form that carries `cart` to the punch-out's HOOK_URL, the way that its connection wants.

    HOOK_URL was checked and bound at entry; what is accepted may have changed since, and this visit goes on.

    Raises:
        CartMalformed: If the connection wants the query split in the meantime, and this one cannot be.
    """
    connection = punch_out.connection
    try:
        return build_return_form(
            hook_url=bound_hook_url(punch_out),
            cart=cart,
            control=Control(**punch_out.control),
            charset=punch_out.charset,
            target=punch_out.target,
            auto_submit=connection.auto_submit,
            splits_query=connection.hook_query == HookQuery.SPLIT,
        )
    except HookUrlMalformed as error:
        raise CartMalformed(error.reason) from error


def bound_hook_url(punch_out: PunchOut) -> HookUrl:
    """The HOOK_URL that was accepted at entry."""
    return parse_hook_url(punch_out.hook_url, allow_http=True, allow_sap_event=True)


def record_return(*, public_id: UUID, secret: str, now: datetime) -> PunchOut:
    """Note that the browser has submitted the form; the first time counts, more do no harm.

    Raises:
        PunchOutError: PunchOutUnknownError, SecretWrongError.
        EventNotAllowed: If nothing is registered that could have been returned.
    """
    return note_return(punch_out=identify(public_id=public_id, secret=secret), now=now)


def note_return(*, punch_out: PunchOut, now: datetime) -> PunchOut:
    """As `record_return`, for whoever has shown otherwise that `punch_out` is theirs."""
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


def stamp_of(punch_out: PunchOut) -> str:
    """What tells one seen return from a later one; "" where none is seen."""
    seen = punch_out.state == State.RETURNED and punch_out.ended_at
    return seen.isoformat() if seen else ""


def take_back_return(*, punch_out: PunchOut, stamp: str, now: datetime) -> None:
    """Note that the page is still there that reported its return: it does not count as seen, and is watched on.

    `stamp` is that of the return that the page's own report made. What another page reported, before or since, stays.
    """
    with transaction.atomic():
        locked = lock(punch_out)
        if not stamp or stamp_of(locked) != stamp:
            return
        locked.state = State(states.next_state(states.State(locked.state), states.Event.STAY).value)
        locked.ended_at = None
        locked.save(update_fields=["state", "ended_at"])
        notes.take_back_return(punch_out_id=locked.public_id, now=now)
        request = find_by_punch_out(locked.public_id)
        detail = request.reference if request else ""
        journal.record(
            event=Event.RETURN, problem="RETURN_TAKEN_BACK", detail=detail, punch_out=locked, now=now
        )
        # The watch may have looked while the return seemed to be seen.
        watch(locked, now=now)
