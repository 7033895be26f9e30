from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from oci.domain import sweeping
from oci.domain.punch_outs import Session, close, enter
from oci.domain.return_links import send_return_link
from oci.enums import Event, Outcome, State
from oci.models import JournalEntry, PunchOut, ReturnLink
from oci.tasks import sweep
from tenants.context import use_customer
from tenants.models import Customer, RateLimit
from tenants.workspace.models import Profile
from tests.oci.buyers import NOW, Buyer, make_buyer
from tests.oci.returns import make_registered

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
KEPT = timedelta(days=30)


@pytest.fixture(autouse=True)
def retention(acme: Customer, globex: Customer) -> None:
    for customer, days in ((acme, KEPT.days), (globex, 365)):
        with use_customer(customer):
            Profile.objects.update(journal_days=days)


def begin(buyer: Buyer) -> Session:
    opened = buyer.open()
    return enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)


def states() -> list[str]:
    return list(PunchOut.objects.order_by("pk").values_list("state", flat=True))


def test_visits_whose_time_is_over_are_ended(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(session_minutes=60)
        opened, begun = buyer.open().punch_out, begin(buyer).punch_out
        make_registered(buyer)
        close(punch_out=begin(buyer).punch_out, now=NOW)

        sweeping.sweep(now=NOW + HOUR)

        assert states() == [State.EXPIRED, State.EXPIRED, State.REGISTERED, State.CANCELLED]
        assert PunchOut.objects.get(pk=opened.pk).ended_at == NOW + HOUR
        (entry,) = JournalEntry.objects.filter(event=Event.EXPIRY)
        assert (entry.punch_out, entry.connection, entry.connection_slug) == (begun, buyer.connection, "srm")
        assert (entry.outcome, entry.problem, entry.at) == (Outcome.ACCEPTED, "", NOW + HOUR)


def test_visits_that_have_time_are_left_alone(acme: Customer) -> None:
    with use_customer(acme):
        begin(make_buyer(session_minutes=61))

        sweeping.sweep(now=NOW + HOUR)

        assert states() == [State.ACTIVE]


def test_a_visit_is_ended_once(acme: Customer) -> None:
    with use_customer(acme):
        begin(make_buyer())

        for hours in (1, 2):
            sweeping.sweep(now=NOW + hours * HOUR)

        assert JournalEntry.objects.filter(event=Event.EXPIRY).count() == 1
        assert PunchOut.objects.get().ended_at == NOW + HOUR


def test_the_journal_is_kept_as_long_as_the_customer_says(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        punch_out = make_registered(buyer).punch_out
        later = make_registered(buyer, now=NOW + HOUR).punch_out

        sweeping.sweep(now=NOW + KEPT + HOUR)

        assert {entry.punch_out for entry in JournalEntry.objects.all()} == {later}
        assert set(PunchOut.objects.all()) == {punch_out, later}


def test_visits_without_a_request_go_with_the_journal(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(session_minutes=60)
        begin(buyer)
        close(punch_out=begin(buyer).punch_out, now=NOW)
        registered = make_registered(buyer).punch_out

        sweeping.sweep(now=NOW + HOUR + KEPT)
        kept = PunchOut.objects.count()
        sweeping.sweep(now=NOW + HOUR + KEPT + timedelta(seconds=1))

        assert kept == 3
        assert list(PunchOut.objects.all()) == [registered]


def test_return_links_go_with_the_journal(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        send_return_link(punch_out=punch_out, now=NOW)
        send_return_link(punch_out=punch_out, now=NOW + KEPT)

        sweeping.sweep(now=NOW + KEPT + timedelta(days=2))

        assert [link.created_at for link in ReturnLink.objects.all()] == [NOW + KEPT]


def test_all_customers_are_swept_by_their_own_rules(acme: Customer, globex: Customer) -> None:
    for customer in (acme, globex):
        with use_customer(customer):
            make_registered()
            begin(make_buyer(slug="other"))

    sweeping.sweep_all(now=NOW + KEPT + HOUR)

    found = {}
    for customer in (acme, globex):
        with use_customer(customer):
            events = JournalEntry.objects.order_by("id").values_list("event", flat=True)
            found[customer.slug] = (states(), list(events))
    assert found == {
        "acme": ([State.REGISTERED, State.EXPIRED], [Event.EXPIRY]),
        "globex": ([State.REGISTERED, State.EXPIRED], [Event.REGISTRATION, Event.CART, Event.EXPIRY]),
    }


@pytest.mark.parametrize(
    ("status", "state"),
    [(Customer.Status.SUSPENDED, State.EXPIRED), (Customer.Status.CLOSED, State.ACTIVE)],
)
def test_a_suspended_customer_is_swept_and_a_closed_one_is_not(
    acme: Customer, status: Customer.Status, state: State
) -> None:
    with use_customer(acme):
        begin(make_buyer())
    Customer.objects.filter(pk=acme.pk).update(status=status)

    sweeping.sweep_all(now=NOW + HOUR)

    with use_customer(acme):
        assert states() == [state]


def test_a_customer_that_fails_does_not_stop_the_others(
    acme: Customer, globex: Customer, caplog: pytest.LogCaptureFixture
) -> None:
    for customer in (acme, globex):
        with use_customer(customer):
            begin(make_buyer())
    with use_customer(acme):
        # Nobody can be swept who does not say how long to keep.
        Profile.objects.all().delete()

    with caplog.at_level(logging.ERROR):
        sweeping.sweep_all(now=NOW + HOUR)

    assert [record.getMessage() for record in caplog.records] == ["The visits of acme were not swept"]
    with use_customer(globex):
        assert states() == [State.EXPIRED]
    with use_customer(acme):
        assert states() == [State.ACTIVE]


def test_a_run_takes_batches_and_no_more_than_it_may(acme: Customer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "BATCH", 2)
    monkeypatch.setattr(sweeping, "MOST_BATCHES", 2)
    with use_customer(acme):
        buyer = make_buyer()
        for _ in range(5):
            begin(buyer)

        sweeping.sweep(now=NOW + HOUR)
        first = states().count(State.EXPIRED)
        sweeping.sweep(now=NOW + HOUR)

        assert (first, states().count(State.EXPIRED)) == (4, 5)


def test_a_large_customer_takes_no_more_statements(acme: Customer) -> None:
    counted = []
    for visits in (1, 3):
        with use_customer(acme):
            buyer = make_buyer(slug=f"buyer-{visits}")
            for _ in range(visits):
                begin(buyer)
            with CaptureQueriesContext(connection) as queries:
                sweeping.sweep(now=NOW + KEPT + 2 * HOUR)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_callers_whose_minute_is_over_are_forgotten(acme: Customer) -> None:
    for key, until in (("past", NOW), ("present", NOW + HOUR)):
        RateLimit.objects.create(key=key, until=until)

    sweeping.sweep_all(now=NOW + timedelta(seconds=1))

    assert list(RateLimit.objects.values_list("key", flat=True)) == ["present"]


def test_the_job_sweeps_as_of_now(acme: Customer) -> None:
    with use_customer(acme):
        begin(make_buyer())
        PunchOut.objects.update(opened_at=NOW - 800 * KEPT, expires_at=NOW - 799 * KEPT)

    sweep(timestamp=0)

    with use_customer(acme):
        assert states() == []
