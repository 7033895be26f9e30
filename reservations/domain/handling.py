"""What operations do with a request: claim, release, plan, confirm, reject, and enter its order number.

Each verb locks the request, asks who may, compares the version that the person looked at, asks the life cycle,
and changes state, timeline and queue in one transaction. The same call twice (a double click, a repeated post)
does nothing the second time and is no error.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import Station
from reservations.domain.outbox import store_mail
from reservations.domain.queries import events_since
from reservations.domain.transition import Step, take_step
from reservations.life_cycle import Party, TransitionNotAllowedError, Verb, possible_verbs
from reservations.models import EventKind, MailKind, RentalRequest, RequestEvent
from tenants.workspace.models import User

PERMISSION = "reservations.change_rentalrequest"

# What a colleague may do with a request that somebody else holds, or nobody. An order number is news that reaches
# whoever reads the mail first.
_OPEN_TO_ALL: Final = frozenset({Verb.CLAIM, Verb.ORDER})


class HandlingError(Exception):
    """Nothing was changed. The message is for the person who tried."""


class NotPermittedError(HandlingError):
    """The person's role does not include handling requests."""


class RequestNotFoundError(HandlingError):
    """There is no such request at this customer."""


class StaleRequestError(HandlingError):
    """Somebody changed the request meanwhile. `events` is what happened since; look, and decide again."""

    def __init__(self, *, events: list[RequestEvent]) -> None:
        self.events = events
        super().__init__(_("This request was changed while you were looking at it. Nothing was saved."))


class NotHolderError(HandlingError):
    """The request is held by a colleague, or by nobody. Claiming it first helps."""


class NotPossibleError(HandlingError):
    """The life cycle has no such step from here."""


class InvalidValuesError(HandlingError):
    """Something was filled in wrong. `errors` has the messages per field of RentalRequest; other values help."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__(" ".join(message for messages in errors.values() for message in messages))


def possible_steps(request: RentalRequest, *, actor: User) -> frozenset[Verb]:
    """The verbs that would not be refused to `actor` now: what the life cycle, the role and the holder allow."""
    if not actor.has_perm(PERMISSION):
        return frozenset()
    verbs = possible_verbs(request.standing, party=Party.OPERATIONS)
    return verbs - {Verb.CLAIM} if request.assignee == actor else verbs & _OPEN_TO_ALL


def claim(*, public_id: UUID, actor: User, version: int, now: datetime) -> RentalRequest:
    """Take a request in hand; one that a colleague holds is taken over. Raises HandlingError."""
    step = Step(verb=Verb.CLAIM, party=Party.OPERATIONS, values={"assignee": actor})
    return _handle(public_id, step, actor=actor, version=version, now=now)


def release(*, public_id: UUID, actor: User, version: int, now: datetime) -> RentalRequest:
    """Put a request back in the queue for whoever claims it next. Raises HandlingError."""
    step = Step(verb=Verb.RELEASE, party=Party.OPERATIONS, values={"assignee": None})
    return _handle(public_id, step, actor=actor, version=version, now=now)


def plan(
    *,
    public_id: UUID,
    actor: User,
    version: int,
    station: Station,
    group: str = "",
    plate: str = "",
    note: str = "",
    now: datetime,
) -> RentalRequest:
    """Note which station hands over the vehicle and, where known, in which group and with which plate.

    Planning again replaces the plan. Raises HandlingError.
    """
    values = {
        "planned_station": station,
        "planned_group": group.strip().upper(),
        "planned_plate": plate.strip().upper(),
        "planned_note": note.strip(),
    }
    step = Step(verb=Verb.PLAN, party=Party.OPERATIONS, values=values)
    return _handle(public_id, step, actor=actor, version=version, now=now)


def confirm(*, public_id: UUID, actor: User, version: int, now: datetime) -> RentalRequest:
    """Make the reservation final and store the confirmation for the requester. Raises HandlingError."""
    step = Step(verb=Verb.CONFIRM, party=Party.OPERATIONS, silent={"confirmed_at": now})
    return _handle(public_id, step, actor=actor, version=version, now=now, mail=MailKind.CONFIRMED)


def reject(*, public_id: UUID, actor: User, version: int, reason: str, now: datetime) -> RentalRequest:
    """Refuse a request for a reason that the requester is told by mail. Raises HandlingError."""
    reason = reason.strip()
    step = Step(verb=Verb.REJECT, party=Party.OPERATIONS, silent={"rejection_reason": reason}, reason=reason)
    return _handle(public_id, step, actor=actor, version=version, now=now, mail=MailKind.REJECTED)


def enter_order_number(
    *, public_id: UUID, actor: User, version: int, order_number: str, now: datetime
) -> RentalRequest:
    """Note under which number the customer ordered this rental; a request that waits for it can then be confirmed.

    Entering it again replaces it. It need not be held for that, nor wait for it. Raises HandlingError.
    """
    step = Step(
        verb=Verb.ORDER, party=Party.OPERATIONS, values={"order_number": " ".join(order_number.split())}
    )
    return _handle(public_id, step, actor=actor, version=version, now=now)


def _handle(
    public_id: UUID, step: Step, *, actor: User, version: int, now: datetime, mail: MailKind | None = None
) -> RentalRequest:
    if not actor.has_perm(PERMISSION):
        raise NotPermittedError(_("Your role does not include handling requests."))
    with transaction.atomic():
        request = _lock(public_id)
        if _is_done(request, step, actor=actor, version=version):
            return request
        if request.version != version:
            raise StaleRequestError(events=events_since(request, version=version))
        if step.verb not in _OPEN_TO_ALL:
            _check_holder(request, actor)
        _check_values(step)
        try:
            take_step(request, step, actor=actor, now=now)
        except TransitionNotAllowedError as error:
            raise NotPossibleError(str(error)) from error
        if mail is not None:
            store_mail(request, kind=mail, now=now)
        return request


def _lock(public_id: UUID) -> RentalRequest:
    requests = RentalRequest.objects.select_for_update(of=("self",)).select_related(
        "pick_up_station", "return_station", "planned_station", "assignee"
    )
    request = requests.filter(public_id=public_id).first()
    if request is None:
        raise RequestNotFoundError(_("There is no such request."))
    return request


def _is_done(request: RentalRequest, step: Step, *, actor: User, version: int) -> bool:
    """Whether this very step was taken already: from the same version, by the same person, with the same values."""
    if request.version != version + 1 or any(
        getattr(request, name) != value for name, value in step.values.items()
    ):
        return False
    return request.events.filter(
        version=request.version, kind=EventKind(step.verb.value), actor=actor, reason=step.reason
    ).exists()


def _check_holder(request: RentalRequest, actor: User) -> None:
    if request.assignee == actor:
        return
    if request.assignee is None:
        raise NotHolderError(_("Claim this request first."))
    raise NotHolderError(
        _("%(name)s is working on this request. Take it over first.") % {"name": request.assignee.name}
    )


def _check_values(step: Step) -> None:
    """Refuse texts that do not fit their column, a rejection without a reason and an order without a number."""
    texts = {name: text for name, text in {**step.values, **step.silent}.items() if isinstance(text, str)}
    others = {field.name for field in RentalRequest._meta.fields} - texts.keys()
    try:
        RentalRequest(**texts).clean_fields(exclude=others)
    except ValidationError as error:
        raise InvalidValuesError(error.message_dict) from error
    if step.verb == Verb.REJECT and not step.reason:
        raise InvalidValuesError({"rejection_reason": [_("Write the reason; the requester reads it.")]})
    if step.verb == Verb.ORDER and not step.values["order_number"]:
        raise InvalidValuesError({"order_number": [_("Enter the number of the customer's order.")]})
