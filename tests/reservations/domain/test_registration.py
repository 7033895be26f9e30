from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from threading import Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reservations.domain.queries import find_by_punch_out
from reservations.domain.registration import (
    InvalidDetailsError,
    NotRegisteredError,
    References,
    Requester,
    mark_transferred,
)
from reservations.life_cycle import Party, State
from reservations.models import EventKind, ReferenceCounter, RentalRequest, RequestEvent
from tenants.context import use_customer
from tenants.models import Customer, QueueItem
from tests.reservations.factories import (
    DRIVER,
    NOW,
    PICK_UP,
    REQUESTER,
    RETURN,
    later,
    make_choice,
    make_request,
)
from tests.reservations.waiting import wait_until_blocked


def test_register_request_stores_what_was_asked(acme: Customer) -> None:
    punch_out_id = uuid4()
    with use_customer(acme):
        choice = make_choice()

        request = make_request(punch_out_id=punch_out_id, choice=choice, note="Graag vol")

        stored = RentalRequest.objects.get(pk=request.pk)
        assert stored.state == State.REGISTERED
        assert stored.reference == "ACME-26-000001"
        assert stored.punch_out_id == punch_out_id
        assert (stored.requester_name, stored.requester_email) == (REQUESTER.name, REQUESTER.email)
        assert (stored.driver_name, stored.driver_email, stored.driver_phone) == (
            DRIVER.name,
            DRIVER.email,
            DRIVER.phone,
        )
        assert (stored.vehicle_class, stored.class_code) == (choice.vehicle_class, "TEST-C")
        assert (stored.pick_up_at, stored.return_at) == (PICK_UP, RETURN)
        assert (stored.pick_up_station, stored.return_station) == (
            choice.pick_up_station,
            choice.return_station,
        )
        assert (stored.purchase_number, stored.cost_centre, stored.project) == (
            "4500012345",
            "KP-100",
            "Noordlijn",
        )
        assert stored.reference_fields == [
            {
                "key": "wbs",
                "label": "WBS-element",
                "value": "W.1.2",
                "text": "",
                "is_sensitive": False,
                "in_mail": True,
            }
        ]
        assert (stored.wish, stored.note, stored.language) == ("Diesel please", "Graag vol", "en")
        assert (stored.quote, stored.net_total, stored.currency) == (
            choice.quote.as_json(),
            Decimal("148.50"),
            "EUR",
        )
        assert (stored.registered_at, stored.due_at) == (NOW, NOW + timedelta(hours=4))


def test_register_request_keeps_what_the_employee_saw_the_references_called(acme: Customer) -> None:
    labels = {"purchase_number": "PO number", "project": "Werk"}
    with use_customer(acme):
        request = make_request(references=References(purchase_number="4500012345", labels=labels))

        assert RentalRequest.objects.get(pk=request.pk).reference_labels == labels


@pytest.mark.parametrize("awaits_order", [False, True])
def test_register_request_keeps_whether_it_waits_for_an_order(acme: Customer, *, awaits_order: bool) -> None:
    with use_customer(acme):
        request = make_request(awaits_order=awaits_order)

        stored = RentalRequest.objects.get(pk=request.pk)
        assert (stored.awaits_order, stored.order_number) == (awaits_order, "")


def test_register_request_writes_the_event(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request()

        (event,) = RequestEvent.objects.filter(request=request)
        assert (event.kind, event.party, event.actor_name, event.at) == (
            EventKind.REGISTER,
            Party.EMPLOYEE,
            "Anna de Vries",
            NOW,
        )
        assert (event.state_before, event.state_after, event.version) == ("", State.REGISTERED, 1)


def test_register_request_writes_the_queue_row(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_request()
    with use_customer(acme):
        request = make_request()

    item = QueueItem.objects.get(customer=acme)
    assert (item.request_id, item.reference, item.state) == (
        request.public_id,
        "ACME-26-000001",
        State.REGISTERED,
    )
    assert (item.class_code, item.class_name, item.station_name) == ("TEST-C", "Compact", "Schiphol")
    assert (item.pick_up_at, item.due_at, item.registered_at) == (PICK_UP, NOW + timedelta(hours=4), NOW)
    assert item.assignee is None
    assert QueueItem.objects.filter(customer=globex).count() == 1


def test_register_request_again_returns_the_first(acme: Customer) -> None:
    punch_out_id = uuid4()
    with use_customer(acme):
        first = make_request(punch_out_id=punch_out_id)

        second = make_request(
            punch_out_id=punch_out_id, requester=Requester(name="Other", email="o@acme.example")
        )

        assert second == first
        assert second.requester_name == "Anna de Vries"
        assert (RequestEvent.objects.count(), ReferenceCounter.objects.get().last_number) == (1, 1)


def test_register_request_twice_at_once_makes_one(real_database: str, acme: Customer) -> None:
    """Two connections, both held up past their first look, so that only the constraint can tell them apart."""
    punch_out_id = uuid4()
    references: list[str] = []

    def register() -> None:
        try:
            with use_customer(acme):
                references.append(make_request(punch_out_id=punch_out_id, choice=choice).reference)
        finally:
            connection.close()

    threads = [Thread(target=register) for _ in range(2)]
    with use_customer(acme):
        choice = make_choice()
        with transaction.atomic():
            lock_counter()
            for thread in threads:
                thread.start()
            wait_until_blocked(2)
        for thread in threads:
            thread.join()

        assert references == ["ACME-26-000001", "ACME-26-000001"]
        assert RentalRequest.objects.count() == 1
        assert RequestEvent.objects.count() == 1
        assert ReferenceCounter.objects.get().last_number == 1
    assert QueueItem.objects.count() == 1


def test_register_request_in_a_transaction_that_did_not_lock_the_punch_out_starts_again(
    real_database: str, acme: Customer
) -> None:
    punch_out_id = uuid4()
    failed: list[type[Exception]] = []

    def register() -> None:
        try:
            with use_customer(acme), transaction.atomic():
                make_request(punch_out_id=punch_out_id, choice=choice)
        except IntegrityError as error:
            failed.append(type(error))
        finally:
            connection.close()

    threads = [Thread(target=register) for _ in range(2)]
    with use_customer(acme):
        choice = make_choice()
        with transaction.atomic():
            lock_counter()
            for thread in threads:
                thread.start()
            wait_until_blocked(2)
        for thread in threads:
            thread.join()

        assert failed == [IntegrityError]
        assert RentalRequest.objects.count() == 1
        assert ReferenceCounter.objects.get().last_number == 1
    assert QueueItem.objects.count() == 1


def lock_counter() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE reservations_referencecounter IN EXCLUSIVE MODE")


def test_register_request_gives_its_number_back_when_rolled_back(acme: Customer) -> None:
    with use_customer(acme):
        with transaction.atomic():
            make_request()
            transaction.set_rollback(True)

        assert make_request().reference == "ACME-26-000001"
    assert QueueItem.objects.count() == 1


def test_references_count_per_year_of_the_customer(acme: Customer, globex: Customer) -> None:
    new_year_in_amsterdam = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)

    with use_customer(acme):
        references = [
            make_request().reference,
            make_request().reference,
            make_request(now=new_year_in_amsterdam).reference,
        ]
    with use_customer(globex):
        references.append(make_request().reference)

    assert references == ["ACME-26-000001", "ACME-26-000002", "ACME-27-000001", "GLOBEX-26-000001"]


@pytest.mark.parametrize(
    ("pick_up", "due"),
    [
        (NOW + timedelta(days=9), NOW + timedelta(hours=4)),
        (NOW + timedelta(hours=5), NOW + timedelta(hours=3)),
        (NOW + timedelta(hours=1), NOW),
    ],
)
def test_register_request_is_due_before_its_pick_up(acme: Customer, pick_up: datetime, due: datetime) -> None:
    with use_customer(acme):
        request = make_request(choice=make_choice(pick_up=pick_up, return_at=pick_up + timedelta(days=1)))

    assert request.due_at == due


def test_register_request_without_an_agreed_rate(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request(choice=make_choice(price_per_day=None))

    assert request.net_total is None


def test_register_request_refuses_what_does_not_fit_and_names_every_field(acme: Customer) -> None:
    with use_customer(acme):
        with pytest.raises(InvalidDetailsError) as caught:
            make_request(
                requester=Requester(name="x" * 1_000_000, email="no address"),
                references=References(purchase_number="9" * 101),
            )

        assert set(caught.value.errors) == {"requester_name", "requester_email", "purchase_number"}
        assert RentalRequest.objects.count() == 0
        assert ReferenceCounter.objects.count() == 0


def test_mark_transferred(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request()

        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=1))

        request.refresh_from_db()
        assert (request.state, request.transferred_at) == (State.TRANSFERRED, later(minutes=1))
        event = request.events.get(kind=EventKind.TRANSFER)
        assert (event.state_before, event.state_after, event.at) == (
            State.REGISTERED,
            State.TRANSFERRED,
            later(minutes=1),
        )
    assert QueueItem.objects.get().state == State.TRANSFERRED


def test_mark_transferred_again_keeps_the_first_time(acme: Customer) -> None:
    with use_customer(acme):
        request = make_request()
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=1))

        again = mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=9))

        assert again.transferred_at == later(minutes=1)
        assert request.events.filter(kind=EventKind.TRANSFER).count() == 1


def test_mark_transferred_refuses_a_punch_out_of_another_customer(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        request = make_request()

    with use_customer(globex), pytest.raises(NotRegisteredError):
        mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=1))


def test_find_by_punch_out_sees_its_own_customer_only(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        request = make_request()

    with use_customer(acme):
        assert find_by_punch_out(request.punch_out_id) == request
    with use_customer(globex):
        assert find_by_punch_out(request.punch_out_id) is None


def test_register_request_needs_few_statements(acme: Customer) -> None:
    with use_customer(acme):
        choice = make_choice()

        with CaptureQueriesContext(connection) as captured:
            make_request(choice=choice)

    assert len(captured) == 5, [query["sql"] for query in captured]
