from __future__ import annotations

from threading import Thread
from uuid import uuid4

from django.db import connection, transaction

from reservations.domain.notes import note_cart_stopped, note_return_missing, take_back_return
from reservations.domain.registration import mark_transferred
from reservations.life_cycle import Party, State
from reservations.models import EventKind, RentalRequest, RequestEvent
from tenants.context import use_customer
from tenants.models import Customer, QueueItem
from tests.reservations.factories import later, make_request, planned_request
from tests.reservations.waiting import wait_until_blocked


def notes() -> list[tuple[str, str, str]]:
    """The timeline of the active customer's requests after their registration."""
    events = RequestEvent.objects.exclude(kind=EventKind.REGISTER).order_by("id")
    return list(events.values_list("kind", "party", "reason"))


def test_note_cart_stopped_is_told_by_the_system_with_its_reason(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_request()
    with use_customer(acme):
        request = make_request()

        note_cart_stopped(
            punch_out_id=request.punch_out_id, reason=" DESCRIPTION is empty. ", now=later(minutes=1)
        )

        event = request.events.get(kind=EventKind.CART_STOPPED)
        assert (event.party, event.at, event.reason) == (
            Party.SYSTEM,
            later(minutes=1),
            "DESCRIPTION is empty.",
        )
        assert (event.state_before, event.state_after, event.version) == ("", State.REGISTERED, 1)
    with use_customer(globex):
        assert notes() == []


def test_note_cart_stopped_cuts_a_long_reason(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request()

        note_cart_stopped(punch_out_id=request.punch_out_id, reason="x" * 10_000, now=later(minutes=1))

        assert notes() == [(EventKind.CART_STOPPED, Party.SYSTEM, "x" * 500)]


def test_each_note_is_made_once(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request()

        for minute in (1, 2):
            note_cart_stopped(
                punch_out_id=request.punch_out_id, reason=f"No. {minute}", now=later(minutes=minute)
            )
            note_return_missing(punch_out_id=request.punch_out_id, now=later(minutes=minute))

        assert notes() == [
            (EventKind.CART_STOPPED, Party.SYSTEM, "No. 1"),
            (EventKind.RETURN_MISSING, Party.SYSTEM, ""),
        ]


def test_note_at_the_same_instant_is_made_once(real_database: str, acme: Customer) -> None:
    def note() -> None:
        try:
            with use_customer(acme):
                note_return_missing(punch_out_id=request.punch_out_id, now=later(minutes=30))
        finally:
            connection.close()

    with use_customer(acme):
        request = make_request()
        threads = [Thread(target=note) for _ in range(2)]
        with transaction.atomic():
            RentalRequest.objects.select_for_update().get(pk=request.pk)
            for thread in threads:
                thread.start()
            wait_until_blocked(2)
        for thread in threads:
            thread.join()

        assert notes() == [(EventKind.RETURN_MISSING, Party.SYSTEM, "")]


def test_return_that_was_seen_is_not_missing(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request()
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=1))

        note_return_missing(punch_out_id=request.punch_out_id, now=later(minutes=30))

        assert notes() == [(EventKind.TRANSFER, Party.EMPLOYEE, "")]


def test_note_passes_over_a_punch_out_without_a_request(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        request = make_request()

    with use_customer(globex):
        note_cart_stopped(punch_out_id=request.punch_out_id, reason="Not theirs", now=later(minutes=1))
        note_return_missing(punch_out_id=uuid4(), now=later(minutes=1))

    with use_customer(acme):
        assert notes() == []


def test_a_stopped_cart_is_in_the_queues_until_the_return_is_seen(acme: Customer, globex: Customer) -> None:
    for customer in (acme, globex):
        with use_customer(customer):
            make_request()
    with use_customer(acme):
        request = RentalRequest.objects.get()

        note_cart_stopped(punch_out_id=request.punch_out_id, reason="line 1: no unit", now=later(minutes=1))
        stopped = flagged()
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=2))

        assert (stopped, flagged()) == (
            [("acme", True), ("globex", False)],
            [("acme", False), ("globex", False)],
        )


def flagged() -> list[tuple[str, bool]]:
    items = QueueItem.objects.order_by("customer__slug")
    return list(items.values_list("customer__slug", "cart_stopped"))


def test_a_return_that_never_left_is_taken_back(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        request = make_request()
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=1))
    with use_customer(globex):
        take_back_return(punch_out_id=request.punch_out_id, now=later(minutes=2))
    with use_customer(acme):
        request.refresh_from_db()
        assert request.state == State.TRANSFERRED

        for minute in (2, 3):
            take_back_return(punch_out_id=request.punch_out_id, now=later(minutes=minute))

        request.refresh_from_db()
        assert (request.state, request.transferred_at) == (State.REGISTERED, None)
        assert notes() == [
            (EventKind.TRANSFER, Party.EMPLOYEE, ""),
            (EventKind.RETURN_MISSING, Party.SYSTEM, ""),
        ]
        assert QueueItem.objects.get(request_id=request.public_id).state == State.REGISTERED


def test_taking_back_leaves_operations_where_they_are(acme: Customer) -> None:
    with use_customer(acme):
        request, _olga = planned_request()
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=11))

        take_back_return(punch_out_id=request.punch_out_id, now=later(minutes=12))
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=13))

        request.refresh_from_db()
        assert (request.state, request.transferred_at) == (State.PLANNED, later(minutes=13))
