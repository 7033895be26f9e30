from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from catalog.models import Rate
from oci.domain.overdue import note_overdue
from oci.domain.returning import build_return, record_return
from oci.enums import Event, Outcome, Unpriced
from oci.models import Connection, JournalEntry, PunchOut, ReturnLink
from oci.tasks import watch_return
from reservations.life_cycle import State as RequestState
from reservations.models import EventKind, MailKind, OutboxMail, RentalRequest, RequestEvent
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer
from tests.oci.returns import make_registered, request_of, send

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(minutes=15)


def noted() -> list[tuple[str, str, str]]:
    """What the journal has about returns that were not seen."""
    entries = JournalEntry.objects.filter(event=Event.OVERDUE).order_by("id")
    return [(entry.outcome, entry.problem, entry.told) for entry in entries]


def mails() -> list[str]:
    return list(OutboxMail.objects.values_list("kind", flat=True))


def on_timeline(kind: EventKind) -> int:
    return RequestEvent.objects.filter(kind=kind).count()


def test_register_leaves_a_job_for_when_the_time_is_over(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_registered(return_minutes=5)
    with use_customer(acme):
        session = make_registered(return_minutes=20)

    jobs = ProcrastinateJob.objects.filter(task_name=watch_return.task.name).order_by("id")

    assert [(job.args["customer"], job.scheduled_at) for job in jobs] == [
        ("globex", NOW + timedelta(minutes=5)),
        ("acme", NOW + timedelta(minutes=20)),
    ]
    assert jobs[1].args == {"customer": "acme", "punch_out_id": session.punch_out.pk}


def test_register_twice_leaves_one_job(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()

        send(session)

    assert ProcrastinateJob.objects.filter(task_name=watch_return.task.name).count() == 1


def test_a_return_that_a_script_would_have_reported_is_a_problem_and_mailed(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()

        note_overdue(punch_out_id=session.punch_out.pk, now=LATER)

        request = request_of(session.punch_out)
        assert noted() == [(Outcome.REFUSED, "RETURN_NOT_SEEN", request.reference)]
        assert PunchOut.objects.get().overdue_at == LATER
        assert mails() == [MailKind.RETURN_AGAIN]
        assert on_timeline(EventKind.RETURN_MISSING) == 1


def test_without_a_script_it_is_not_known_and_nobody_is_alarmed(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered(has_script=False)

        note_overdue(punch_out_id=session.punch_out.pk, now=LATER)

        request = request_of(session.punch_out)
        detail = f"{request.reference}: not known, because no script ran on the pages"
        assert noted() == [(Outcome.ACCEPTED, "", detail)]
        assert PunchOut.objects.get().overdue_at == LATER
        assert mails() == []
        assert on_timeline(EventKind.RETURN_MISSING) == 1


def test_a_connection_may_leave_the_mail_out(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered(mails_return_link=False)

        note_overdue(punch_out_id=session.punch_out.pk, now=LATER)

        assert [problem for _outcome, problem, _detail in noted()] == ["RETURN_NOT_SEEN"]
        assert (mails(), ReturnLink.objects.count()) == ([], 0)


def test_the_job_run_twice_notes_it_once(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()

        for minutes in (0, 1):
            note_overdue(punch_out_id=session.punch_out.pk, now=LATER + timedelta(minutes=minutes))

        assert (len(noted()), len(mails())) == (1, 1)
        assert on_timeline(EventKind.RETURN_MISSING) == 1
        assert PunchOut.objects.get().overdue_at == LATER


def test_a_return_that_was_seen_is_not_noted(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()
        record_return(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)

        note_overdue(punch_out_id=session.punch_out.pk, now=LATER)

        assert (noted(), mails()) == ([], [])


def test_a_return_that_is_seen_later_counts_all_the_same(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()
        note_overdue(punch_out_id=session.punch_out.pk, now=LATER)

        returned = record_return(public_id=session.punch_out.public_id, secret=session.secret, now=LATER)

        assert (returned.state, request_of(returned).transferred_at) == ("returned", LATER)


def test_a_rejected_request_is_not_noted(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()
        RentalRequest.objects.update(state=RequestState.REJECTED, rejection_reason="Full")

        note_overdue(punch_out_id=session.punch_out.pk, now=LATER)

        assert (noted(), mails(), PunchOut.objects.get().overdue_at) == ([], [], None)


def test_sap_gui_gets_a_note_and_no_link(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered(make_buyer(allow_sap_event=True), {"HOOK_URL": "SAPEVENT:POST"})

        note_overdue(punch_out_id=session.punch_out.pk, now=LATER)

        assert [problem for _outcome, problem, _detail in noted()] == ["RETURN_NOT_SEEN"]
        assert (mails(), ReturnLink.objects.count()) == ([], 0)


def test_a_stopped_cart_is_told_at_once_and_not_watched(acme: Customer) -> None:
    options: dict[str, Any] = {"unit": "", "unpriced": Unpriced.OMIT}
    with use_customer(acme):
        Rate.objects.all().delete()

        make_registered(**options)

        event = RequestEvent.objects.get(kind=EventKind.CART_STOPPED)
        assert event.reason == "regel 1, UNIT: Het veld ontbreekt, en MATNR ook."
    assert not ProcrastinateJob.objects.filter(task_name=watch_return.task.name).exists()


def test_the_job_is_about_the_visit_of_its_customer(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_registered()
    with use_customer(acme):
        session = make_registered()

    watch_return.task(customer="acme", punch_out_id=session.punch_out.pk)

    with use_customer(globex):
        assert (noted(), mails(), PunchOut.objects.get().overdue_at) == ([], [], None)
    with use_customer(acme):
        assert (len(noted()), len(mails())) == (1, 1)


def test_the_job_of_a_visit_that_is_gone_does_nothing(acme: Customer) -> None:
    with use_customer(acme):
        note_overdue(punch_out_id=1_000_000, now=LATER)

        assert noted() == []


def test_a_cart_that_was_repaired_is_watched_from_then(acme: Customer) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        session = make_registered(unit="", unpriced=Unpriced.OMIT, return_minutes=20)
        Connection.objects.update(unit="EA")
        punch_out = PunchOut.objects.select_related("connection").get()

        for _reload in range(2):
            build_return(punch_out=punch_out, rental_request=request_of(session.punch_out), now=LATER)

    jobs = ProcrastinateJob.objects.filter(task_name=watch_return.task.name)
    assert [job.scheduled_at for job in jobs] == [LATER + timedelta(minutes=20)]
