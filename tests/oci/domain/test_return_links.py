from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from catalog.models import Rate
from oci.domain.checking import CartRefusedError
from oci.domain.overdue import note_overdue
from oci.domain.punch_outs import PunchOutReturnedError
from oci.domain.return_links import (
    RequestRejectedError,
    ReturnLinkExpiredError,
    ReturnLinkSpentError,
    ReturnLinkUnknownError,
    ReturnNotRepeatableError,
    ReturnWithdrawnError,
    find_repeated,
    open_return_link,
    send_return_link,
    use_return_link,
)
from oci.domain.returning import build_return, note_return, record_return
from oci.domain.tokens import hash_token
from oci.enums import Event, State, Status, Unpriced
from oci.models import Connection, JournalEntry, PunchOut, ReturnLink, ReturnOrigin
from oci.protocol.errors import EventNotAllowed
from oci.tasks import watch_return
from reservations.life_cycle import State as RequestState
from reservations.models import MailKind, OutboxMail, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer
from tests.oci.returns import make_registered, request_of, token_in

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=23, minutes=59)
Verb = Callable[..., object]
VERBS = [open_return_link, use_return_link]


def link_to(punch_out: PunchOut, *, now: datetime = NOW) -> str:
    """The token of a fresh link."""
    return token_in(send_return_link(punch_out=punch_out, now=now))


def report_again(punch_out: PunchOut, token: str, *, now: datetime) -> None:
    note_return(punch_out=find_repeated(public_id=punch_out.public_id, token=token), now=now)


def watches() -> list[datetime | None]:
    """When somebody looks whether a return was seen."""
    jobs = ProcrastinateJob.objects.filter(task_name=watch_return.task.name).order_by("id")
    return [job.scheduled_at for job in jobs]


def linked() -> list[str]:
    return [entry.told for entry in JournalEntry.objects.filter(event=Event.LINK).order_by("id")]


def test_the_mail_leads_to_the_customers_own_host(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out

        mail = send_return_link(punch_out=punch_out, now=NOW)

        token = token_in(mail)
        assert f"http://acme.localhost:8000/p/{punch_out.public_id}/again/?code={token}\n" in mail.text
        assert (mail.kind, mail.to_email) == (MailKind.RETURN_AGAIN, "jan.de.vries@acme.example")
        assert linked() == [f"{request_of(punch_out).reference}: mailed"]


def test_a_link_is_kept_as_a_hash_for_a_day(acme: Customer) -> None:
    with use_customer(acme):
        token = link_to(make_registered().punch_out)

        link = ReturnLink.objects.get()

    assert (len(token), link.token_hash) == (32, hash_token(token))
    assert (link.created_at, link.expires_at, link.used_at) == (NOW, NOW + timedelta(hours=24), None)


def test_using_a_link_gives_the_identical_cart(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered(changes={"returntarget": "basket", "~CALLER": "CTLG"}).punch_out
        first = build_return(punch_out=punch_out, rental_request=request_of(punch_out), now=NOW)
        Connection.objects.update(vendor_number="100042", unit="DAY")
        token = link_to(punch_out)

        repeated = use_return_link(public_id=punch_out.public_id, token=token, now=LATER)

        assert repeated.form.fields == first.fields
        assert (repeated.form.action, repeated.form.charset) == (first.action, first.charset)
        # A mail opens a window of its own, in which there is no such frame.
        assert (first.target, repeated.form.target) == ("basket", "_top")
        assert ReturnLink.objects.get().used_at == LATER


def test_opening_a_link_spends_and_writes_nothing(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)
        entries = JournalEntry.objects.count()

        for _ in range(3):
            offered = open_return_link(public_id=punch_out.public_id, token=token, now=LATER)

        assert offered.rental_request == request_of(punch_out)
        assert (ReturnLink.objects.get().used_at, JournalEntry.objects.count()) == (None, entries)


@pytest.mark.parametrize("verb", VERBS)
def test_a_used_link_is_refused(acme: Customer, verb: Verb) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)
        use_return_link(public_id=punch_out.public_id, token=token, now=NOW)

        with pytest.raises(ReturnLinkSpentError):
            verb(public_id=punch_out.public_id, token=token, now=NOW)


@pytest.mark.parametrize("verb", VERBS)
def test_a_link_ends_after_a_day(acme: Customer, verb: Verb) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)

        with pytest.raises(ReturnLinkExpiredError):
            verb(public_id=punch_out.public_id, token=token, now=NOW + timedelta(hours=24))


@pytest.mark.parametrize("verb", VERBS)
def test_a_fresh_link_ends_the_older_ones_of_its_punch_out(acme: Customer, verb: Verb) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        punch_out, other = (make_registered(buyer).punch_out for _ in range(2))
        elsewhere = link_to(other)
        old, new = link_to(punch_out), link_to(punch_out)

        with pytest.raises(ReturnLinkExpiredError):
            verb(public_id=punch_out.public_id, token=old, now=NOW + timedelta(seconds=1))
        verb(public_id=punch_out.public_id, token=new, now=NOW + timedelta(seconds=1))
        verb(public_id=other.public_id, token=elsewhere, now=NOW + timedelta(seconds=1))

        assert OutboxMail.objects.count() == 3


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("token", ["", "wrong", "é", "\0", "\ud800"])
def test_a_link_that_never_was_is_unknown(acme: Customer, verb: Verb, token: str) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        link_to(punch_out)

        with pytest.raises(ReturnLinkUnknownError):
            verb(public_id=punch_out.public_id, token=token, now=NOW)


@pytest.mark.parametrize("verb", VERBS)
def test_a_link_opens_its_own_punch_out_only(acme: Customer, globex: Customer, verb: Verb) -> None:
    with use_customer(globex):
        foreign = make_registered().punch_out
        foreign_token = link_to(foreign)
    with use_customer(acme):
        buyer = make_buyer()
        punch_out, other = (make_registered(buyer).punch_out for _ in range(2))
        token = link_to(punch_out)

        for public_id, wrong in (
            (other.public_id, token),
            (punch_out.public_id, foreign_token),
            (foreign.public_id, foreign_token),
        ):
            with pytest.raises(ReturnLinkUnknownError):
                verb(public_id=public_id, token=wrong, now=NOW)
        verb(public_id=punch_out.public_id, token=token, now=NOW)
    with use_customer(globex):
        assert ReturnLink.objects.get().used_at is None


@pytest.mark.parametrize("verb", VERBS)
def test_a_request_that_was_rejected_meanwhile_is_not_sent(acme: Customer, verb: Verb) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)
        RentalRequest.objects.update(state=RequestState.REJECTED, rejection_reason="Full")

        with pytest.raises(RequestRejectedError):
            verb(public_id=punch_out.public_id, token=token, now=NOW)
        with pytest.raises(RequestRejectedError):
            send_return_link(punch_out=punch_out, now=NOW)

        assert ReturnLink.objects.get().used_at is None


@pytest.mark.parametrize("verb", VERBS)
def test_a_link_of_before_the_return_is_not_needed_any_more(acme: Customer, verb: Verb) -> None:
    with use_customer(acme):
        session = make_registered()
        token = link_to(session.punch_out)
        record_return(public_id=session.punch_out.public_id, secret=session.secret, now=LATER)

        with pytest.raises(PunchOutReturnedError):
            verb(public_id=session.punch_out.public_id, token=token, now=LATER)


def test_a_link_of_after_the_return_repeats_it(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()
        punch_out = record_return(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)
        token = link_to(punch_out, now=NOW + timedelta(minutes=1))

        repeated = use_return_link(public_id=punch_out.public_id, token=token, now=LATER)
        report_again(punch_out, token, now=LATER)

        assert [list(field) for field in repeated.form.fields] == punch_out.return_fields
        assert PunchOut.objects.values_list("state", "ended_at").get() == (State.RETURNED, NOW)


def test_the_report_of_a_repeated_return_counts(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)
        use_return_link(public_id=punch_out.public_id, token=token, now=NOW)

        for _ in range(2):
            report_again(punch_out, token, now=LATER)

        assert PunchOut.objects.values_list("state", "ended_at").get() == (State.RETURNED, LATER)
        assert request_of(punch_out).transferred_at == LATER
        assert JournalEntry.objects.filter(event=Event.RETURN).count() == 1


def test_a_link_that_was_not_used_reports_nothing(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)

        with pytest.raises(ReturnLinkUnknownError):
            report_again(punch_out, token, now=NOW)

        assert PunchOut.objects.get().state == State.REGISTERED


def test_a_stopped_cart_is_built_anew_once_the_connection_is_right(acme: Customer) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        punch_out = make_registered(unit="", unpriced=Unpriced.OMIT).punch_out
        with pytest.raises(CartRefusedError):
            send_return_link(punch_out=punch_out, now=NOW)
        assert (ReturnLink.objects.count(), OutboxMail.objects.count()) == (0, 0)
        Connection.objects.update(unit="EA")

        token = link_to(punch_out)
        Connection.objects.update(unit="DAY")
        repeated = use_return_link(public_id=punch_out.public_id, token=token, now=NOW)

        assert dict(repeated.form.fields)["NEW_ITEM-UNIT[1]"] == "EA"


def test_a_cart_that_cannot_leave_keeps_the_link_good(acme: Customer) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        punch_out = make_registered(unpriced=Unpriced.OMIT).punch_out
        token = link_to(punch_out)
        PunchOut.objects.update(return_fields=[])
        Connection.objects.update(unit="")

        with pytest.raises(CartRefusedError):
            use_return_link(public_id=punch_out.public_id, token=token, now=NOW)
        Connection.objects.update(unit="EA")

        assert use_return_link(public_id=punch_out.public_id, token=token, now=NOW).form.fields


def test_sap_gui_has_no_links(acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered(make_buyer(allow_sap_event=True), {"HOOK_URL": "SAPEVENT:POST"})

        with pytest.raises(ReturnNotRepeatableError):
            send_return_link(punch_out=session.punch_out, now=NOW)


def test_a_visit_without_a_request_has_no_links(acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()

        with pytest.raises(EventNotAllowed):
            send_return_link(punch_out=opened.punch_out, now=NOW)


WITHDRAWALS: list[Callable[[], object]] = [
    lambda: Connection.objects.update(status=Status.OFF),
    lambda: Connection.objects.update(status=Status.DRAFT),
    lambda: ReturnOrigin.objects.all().delete(),
    lambda: ReturnOrigin.objects.update(accepted=False),
    lambda: ReturnOrigin.objects.update(path_prefix="/elsewhere"),
]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("withdraw", WITHDRAWALS, ids=["off", "draft", "deleted", "not accepted", "narrowed"])
def test_nothing_goes_back_over_what_was_withdrawn(
    acme: Customer, verb: Verb, withdraw: Callable[[], object]
) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)
        withdraw()

        with pytest.raises(ReturnWithdrawnError):
            verb(public_id=punch_out.public_id, token=token, now=NOW)
        with pytest.raises(ReturnWithdrawnError):
            send_return_link(punch_out=punch_out, now=NOW)

        assert ReturnLink.objects.get().used_at is None


def test_a_connection_that_wants_https_again_sends_no_link_to_http(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(allow_http=True)
        ReturnOrigin.objects.update(origin="http://erp.example")
        punch_out = make_registered(buyer, {"HOOK_URL": "http://erp.example/oci"}).punch_out
        link_to(punch_out)
        Connection.objects.update(allow_http=False)

        with pytest.raises(ReturnWithdrawnError):
            send_return_link(punch_out=punch_out, now=NOW)


def test_the_watch_notes_a_return_over_what_was_withdrawn_and_mails_nothing(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        Connection.objects.update(status=Status.OFF)

        note_overdue(punch_out_id=punch_out.pk, now=LATER)

        assert PunchOut.objects.get().overdue_at == LATER
        assert not OutboxMail.objects.exists()


def test_the_first_link_of_a_stopped_cart_is_watched_until_it_ends(acme: Customer) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        punch_out = make_registered(unit="", unpriced=Unpriced.OMIT).punch_out
        assert not watches()
        Connection.objects.update(unit="EA")

        link_to(punch_out)
        link_to(punch_out, now=NOW + timedelta(minutes=1))

        assert watches() == [NOW + timedelta(hours=24)]


def test_the_watch_ends_no_link_that_is_good(acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = link_to(punch_out)

        note_overdue(punch_out_id=punch_out.pk, now=LATER)

        offered = open_return_link(public_id=punch_out.public_id, token=token, now=LATER)
        assert offered.link.used_at is None
        assert OutboxMail.objects.count() == 1
