"""Registering what an employee asked for, and noting that it went back to the buyer's system.

A punch-out makes one request at most. That is a unique constraint, so a double click, a replayed call and two
calls at the same instant all end at the same request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from dataclasses import field as dataclass_field
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from catalog.domain.choice import Choice
from reservations.domain.due import due_at
from reservations.domain.projection import project
from reservations.domain.queries import find_by_punch_out
from reservations.domain.transition import Step, record_event, take_step
from reservations.life_cycle import Party, Standing, Verb, next_state, possible_verbs
from reservations.models import EventKind, RentalRequest
from reservations.reference import Reference, build_reference
from tenants.context import current_customer

# One statement, so that there is no moment between reading the counter and raising it. The year is the customer's own.
_COUNT = """
    INSERT INTO reservations_referencecounter AS counter (year, last_number)
    SELECT extract(year FROM %s::timestamptz AT TIME ZONE time_zone), 1 FROM workspace_profile
    ON CONFLICT (year) DO UPDATE SET last_number = counter.last_number + 1 RETURNING year, last_number
"""


class RegistrationError(Exception):
    """The request was not registered, or not found. Nothing of it is left behind."""


class InvalidDetailsError(RegistrationError):
    """Some detail does not fit. `errors` has the messages per field of RentalRequest; other details help."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        self.errors = errors
        super().__init__("; ".join(f"{name}: {' '.join(messages)}" for name, messages in errors.items()))


class NotRegisteredError(RegistrationError):
    """This punch-out has registered no request, so nothing can have been returned."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Requester:
    """The person that the buyer's system named."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Driver:
    """The person who will drive: the requester or a colleague."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class ReferenceField:
    """A field of the customer's own: its key for life, and the label and value it had at registration.

    `text` is how people read the value, where that differs: the label of a choice. `in_mail`: requesters read it.
    """

    key: str
    label: str
    value: str
    text: str = ""
    is_sensitive: bool = False
    in_mail: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class References:
    """What the buyer's system wants to see again. `fields` keep their order.

    `labels` is what the employee saw the first three called, by their names here; one that is missing has no name
    of the customer's own.
    """

    purchase_number: str = ""
    cost_centre: str = ""
    project: str = ""
    fields: tuple[ReferenceField, ...] = ()
    labels: Mapping[str, str] = dataclass_field(default_factory=dict)


def register_request(
    *,
    punch_out_id: UUID,
    requester: Requester,
    choice: Choice,
    driver: Driver,
    references: References,
    language: str,
    now: datetime,
    wish: str = "",
    note: str = "",
    awaits_order: bool = False,
    is_test: bool = False,
) -> RentalRequest:
    """Register a request and return it; a punch-out that has one already gets that one, whatever else is passed.

    `choice` has been checked by the catalog; its quote is stored as it is. `language` is the one of the pages,
    and of the mail to come. With `awaits_order` it is not confirmed before its order number is known; with
    `is_test` it only tries a connection out, and says so wherever it is shown.

    A second call at the same instant waits for the first and gets its request. Who calls from inside a transaction
    locks the punch-out first: there, only starting again could help. Raises InvalidDetailsError.
    """
    registered = find_by_punch_out(punch_out_id)
    if registered is not None:
        return registered
    request = RentalRequest(
        punch_out_id=punch_out_id,
        state=next_state(Verb.REGISTER, Standing(state=None), party=Party.EMPLOYEE),
        requester_name=requester.name,
        requester_email=requester.email,
        driver_name=driver.name,
        driver_email=driver.email,
        driver_phone=driver.phone,
        vehicle_class=choice.vehicle_class,
        class_code=choice.vehicle_class.code,
        class_name=choice.vehicle_class.name,
        wish=wish,
        pick_up_at=choice.period.pick_up,
        return_at=choice.period.return_at,
        pick_up_station=choice.pick_up_station,
        return_station=choice.return_station,
        delivery=asdict(choice.delivery.address) if choice.delivery else {},
        collection=asdict(choice.collection.address) if choice.collection else {},
        purchase_number=references.purchase_number,
        cost_centre=references.cost_centre,
        project=references.project,
        reference_labels=dict(references.labels),
        awaits_order=awaits_order,
        is_test=is_test,
        note=note,
        reference_fields=[asdict(field) for field in references.fields],
        quote=choice.quote.as_json(),
        net_total=choice.quote.net_total,
        currency=choice.quote.currency,
        language=language,
        registered_at=now,
        due_at=due_at(registered_at=now, pick_up_at=choice.period.pick_up),
    )
    _check(request)
    try:
        # A caller's transaction is gone on with: with the punch-out locked nothing is recovered from, so no
        # savepoint is paid for.
        with transaction.atomic(savepoint=False):
            return _insert(request, now=now)
    except IntegrityError:
        if connection.in_atomic_block:
            raise
        # Another call for the same punch-out was quicker; ours has waited for its commit.
        registered = find_by_punch_out(punch_out_id)
        if registered is None:
            raise
        return registered


def mark_transferred(*, punch_out_id: UUID, now: datetime) -> RentalRequest:
    """Note that the return form left for the buyer's system, and return the request. The first time counts.

    Raises NotRegisteredError.
    """
    # Whoever is in a transaction already goes on in it: nothing is recovered from here, so no savepoint is paid for.
    with transaction.atomic(savepoint=False):
        request = (
            RentalRequest.objects.select_for_update(of=("self",))
            .select_related("assignee", "pick_up_station")
            .filter(punch_out_id=punch_out_id)
            .first()
        )
        if request is None:
            raise NotRegisteredError(f"punch-out {punch_out_id} has registered no request")
        if Verb.TRANSFER in possible_verbs(request.standing, party=Party.EMPLOYEE):
            step = Step(verb=Verb.TRANSFER, party=Party.EMPLOYEE, silent={"transferred_at": now})
            take_step(request, step, now=now)
        return request


def _check(request: RentalRequest) -> None:
    """Refuse what does not fit its column. Places, class and quote come from the catalog and are right."""
    given_by_us = {"reference", "vehicle_class", "pick_up_station", "return_station", "quote", "assignee"}
    try:
        request.clean_fields(exclude=given_by_us)
    except ValidationError as error:
        raise InvalidDetailsError(error.message_dict) from error


def _insert(request: RentalRequest, *, now: datetime) -> RentalRequest:
    year, number = _next_number(now)
    request.reference = build_reference(
        Reference(prefix=current_customer().reference_prefix, year=year, number=number)
    )
    request.save(force_insert=True)
    record_event(
        request,
        kind=EventKind.REGISTER,
        party=Party.EMPLOYEE,
        at=now,
        actor_name=request.requester_name,
    )
    project(request)
    return request


def _next_number(now: datetime) -> tuple[int, int]:
    """Give out the year's next number, with the year.

    The counter's row stays locked until the transaction ends; one that is rolled back gives its number back.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [now])
        given: tuple[int, int] = cursor.fetchone()
    return given
