from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from reservations.domain.handling import (
    InvalidValuesError,
    NotPermittedError,
    NotPossibleError,
    RequestNotFoundError,
    StaleRequestError,
    claim,
    confirm,
    enter_order_number,
    plan,
    possible_steps,
    reject,
)
from reservations.domain.queries import waiting_for_order
from reservations.life_cycle import Party, State, Verb
from reservations.models import EventKind, OutboxMail, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer, QueueItem
from tenants.roles import Role
from tenants.workspace.models import User
from tests.reservations.factories import later, make_request, make_station, make_user, planned_request


def enter(request: RentalRequest, actor: User, number: str, *, version: int | None = None) -> RentalRequest:
    return enter_order_number(
        public_id=request.public_id,
        actor=actor,
        version=version or request.version,
        order_number=number,
        now=later(minutes=20),
    )


def test_request_that_waits_is_claimed_and_planned_but_not_confirmed(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request(awaits_order=True)

        with pytest.raises(NotPossibleError, match="waits for its order number"):
            confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))

        request.refresh_from_db()
        assert (request.state, request.version, request.waits_for_order) == (State.PLANNED, 3, True)
        assert OutboxMail.objects.count() == 0
        assert possible_steps(request, actor=olga) == {Verb.PLAN, Verb.RELEASE, Verb.REJECT, Verb.ORDER}


def test_order_number_lets_it_be_confirmed_and_stands_in_the_mail(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request(awaits_order=True)

        ordered = enter(request, olga, "4500099001")
        confirmed = confirm(public_id=request.public_id, actor=olga, version=4, now=later(minutes=21))

        assert (ordered.order_number, ordered.state, ordered.waits_for_order) == (
            "4500099001",
            State.PLANNED,
            False,
        )
        assert confirmed.state == State.CONFIRMED
        mail = OutboxMail.objects.get()
        assert "Order number: 4500099001\n" in mail.text
        assert "<strong>4500099001</strong>" in mail.html


def test_order_number_is_told_on_the_timeline(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(awaits_order=True), make_user()

        enter(request, olga, "4500099001")

        event = request.events.get(kind=EventKind.ORDER)
        assert (event.party, event.actor, event.at, event.version) == (
            Party.OPERATIONS,
            olga,
            later(minutes=20),
            2,
        )
        assert (event.state_before, event.state_after) == (State.REGISTERED, State.REGISTERED)
        assert event.changes == [{"field": "order_number", "old": "", "new": "4500099001"}]


def test_order_number_entered_again_replaces_the_first(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(awaits_order=True), make_user()
        ordered = enter(request, olga, "4500099001")

        again = enter(ordered, olga, "4500099002")

        assert (again.order_number, again.version) == ("4500099002", 3)
        assert request.events.filter(kind=EventKind.ORDER).latest("id").changes == [
            {"field": "order_number", "old": "4500099001", "new": "4500099002"}
        ]


def test_order_number_entered_twice_by_a_double_click_counts_once(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(awaits_order=True), make_user()
        enter(request, olga, "4500099001", version=1)

        again = enter(request, olga, " 4500099001", version=1)

        assert again.version == 2
        assert request.events.filter(kind=EventKind.ORDER).count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  4500099001\t", "4500099001"),
        ("PO\r\n4500  099", "PO 4500 099"),
        ("Bestelling №7 – Ünal", "Bestelling №7 – Ünal"),
        ("9" * 100, "9" * 100),
    ],
)
def test_order_number_is_one_trimmed_line(acme: Customer, typed: str, kept: str) -> None:
    with use_customer(acme):
        request, olga = make_request(awaits_order=True), make_user()

        assert enter(request, olga, typed).order_number == kept


@pytest.mark.parametrize("typed", ["", " \n ", "9" * 101])
def test_order_number_that_is_empty_or_too_long_is_refused(acme: Customer, typed: str) -> None:
    with use_customer(acme):
        request, olga = make_request(awaits_order=True), make_user()

        with pytest.raises(InvalidValuesError) as caught:
            enter(request, olga, typed)

        assert set(caught.value.errors) == {"order_number"}
        request.refresh_from_db()
        assert (request.order_number, request.version) == ("", 1)


def test_order_number_is_noted_without_holding_the_request(acme: Customer) -> None:
    """Whoever reads the customer's mail enters it, and takes nothing from the colleague who plans."""
    with use_customer(acme):
        request, olga = planned_request(awaits_order=True)
        peter = make_user("Peter Planner")

        ordered = enter(request, peter, "4500099001")

        assert (ordered.assignee, ordered.order_number) == (olga, "4500099001")
        with pytest.raises(StaleRequestError) as caught:
            confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=30))
        assert [event.kind for event in caught.value.events] == [EventKind.ORDER]


def test_order_number_may_come_to_a_request_that_does_not_wait(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request()
        confirmed = confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))

        ordered = enter(confirmed, olga, "4500099001")

        assert (ordered.state, ordered.order_number) == (State.CONFIRMED, "4500099001")
        assert OutboxMail.objects.count() == 1


def test_order_number_of_a_rejected_request_is_refused(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request(awaits_order=True)
        rejected = reject(
            public_id=request.public_id, actor=olga, version=3, reason="No van", now=later(minutes=9)
        )

        with pytest.raises(NotPossibleError, match="“Enter the order number” is not possible"):
            enter(rejected, olga, "4500099001")

        assert rejected.waits_for_order is False


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.AUDITOR])
def test_order_number_is_not_for_roles_that_only_look(acme: Customer, role: Role) -> None:
    with use_customer(acme):
        request, looker = make_request(awaits_order=True), make_user(role=role)

        with pytest.raises(NotPermittedError):
            enter(request, looker, "4500099001")


def test_order_number_of_another_customers_request_finds_nothing(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        theirs = make_request(awaits_order=True)
    with use_customer(acme):
        olga = make_user()

        with pytest.raises(RequestNotFoundError):
            enter(theirs, olga, "4500099001")

    with use_customer(globex):
        theirs.refresh_from_db()
        assert theirs.order_number == ""


def test_queue_row_says_whether_an_order_number_is_waited_for(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(awaits_order=True), make_user()
        waiting = QueueItem.objects.get().awaits_order

        enter(request, olga, "4500099001")

    assert (waiting, QueueItem.objects.get().awaits_order) == (True, False)


def test_waiting_for_order_is_the_condition_of_the_property(acme: Customer) -> None:
    with use_customer(acme):
        planned_request()
        planned_request(awaits_order=True)
        ordered, olga = planned_request(awaits_order=True)
        enter(ordered, olga, "4500099001")
        rejected, peter = planned_request(awaits_order=True)
        reject(public_id=rejected.public_id, actor=peter, version=3, reason="No van", now=later(minutes=9))

        found = set(RentalRequest.objects.filter(waiting_for_order()))

        assert found == {request for request in RentalRequest.objects.all() if request.waits_for_order}
        assert len(found) == 1


def test_database_confirms_nothing_that_waits_for_its_order(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(awaits_order=True), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=1))
        plan(
            public_id=request.public_id,
            actor=olga,
            version=2,
            station=make_station(),
            now=later(minutes=2),
        )

        with (
            pytest.raises(IntegrityError, match="request_confirmed_has_its_order"),
            transaction.atomic(),
        ):
            RentalRequest.objects.filter(pk=request.pk).update(
                state=State.CONFIRMED, confirmed_at=later(minutes=3)
            )
