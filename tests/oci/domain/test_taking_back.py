"""A return that was reported and never left."""

from __future__ import annotations

from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from oci.domain.overdue import note_overdue
from oci.domain.returning import note_return, record_return, stamp_of, take_back_return
from oci.enums import Event, State
from oci.models import JournalEntry, PunchOut
from oci.tasks import watch_return
from reservations.life_cycle import State as RequestState
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW
from tests.oci.returns import make_registered, request_of

pytestmark = pytest.mark.django_db

SOON = NOW + timedelta(seconds=12)
LATER = NOW + timedelta(minutes=15)


def make_returned() -> PunchOut:
    session = make_registered()
    return record_return(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)


def test_a_return_that_is_taken_back_is_awaited_again(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_returned()

        for _twice in range(2):
            take_back_return(punch_out=punch_out, stamp=stamp_of(punch_out), now=SOON)

        assert PunchOut.objects.values_list("state", "ended_at").get() == (State.REGISTERED, None)
        request = request_of(punch_out)
        assert (request.state, request.transferred_at) == (RequestState.REGISTERED, None)
        entries = JournalEntry.objects.filter(event=Event.RETURN).order_by("id")
        assert list(entries.values_list("problem", "detail")) == [
            ("", request.reference),
            ("RETURN_TAKEN_BACK", request.reference),
        ]


def test_a_return_that_is_taken_back_is_watched_from_then(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_returned()
        # It looked in the seconds between the two reports.
        note_overdue(punch_out_id=punch_out.pk, now=NOW)

        take_back_return(punch_out=punch_out, stamp=stamp_of(punch_out), now=SOON)

        job = ProcrastinateJob.objects.filter(task_name=watch_return.task.name).latest("id")
        assert job.scheduled_at == SOON + timedelta(minutes=15)
        note_overdue(punch_out_id=punch_out.pk, now=LATER)
        assert PunchOut.objects.get().overdue_at == LATER


def test_a_later_submit_counts_again(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_returned()
        take_back_return(punch_out=punch_out, stamp=stamp_of(punch_out), now=SOON)

        note_return(punch_out=punch_out, now=LATER)

        assert PunchOut.objects.values_list("state", "ended_at").get() == (State.RETURNED, LATER)
        assert request_of(punch_out).transferred_at == LATER


def test_the_return_of_another_page_stays(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        punch_out = make_returned()
        old = stamp_of(punch_out)
        take_back_return(punch_out=punch_out, stamp=old, now=SOON)
        note_return(punch_out=punch_out, now=LATER)

        for stamp in ("", old, "yesterday", "\0"):
            take_back_return(punch_out=punch_out, stamp=stamp, now=LATER)

        assert PunchOut.objects.get().state == State.RETURNED


def test_what_was_never_returned_is_not_taken_back(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out

        take_back_return(punch_out=punch_out, stamp=stamp_of(punch_out), now=SOON)

        assert PunchOut.objects.get().state == State.REGISTERED
        assert not JournalEntry.objects.filter(event=Event.RETURN).exists()
