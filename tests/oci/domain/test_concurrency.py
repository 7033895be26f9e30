"""Two clicks at the same instant, on a database in which commits are real."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from oci.domain.overdue import note_overdue
from oci.domain.punch_outs import CodeSpentError, enter
from oci.domain.registering import register
from oci.domain.return_links import ReturnLinkSpentError, send_return_link, use_return_link
from oci.domain.returning import record_return
from oci.enums import Event, Outcome
from oci.models import JournalEntry
from reservations.domain.registration import Driver
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer
from tests.oci.choices import make_choice
from tests.oci.returns import make_registered, token_in

CLICKS = 4


def together(customer: Customer, click: Callable[[], object]) -> list[object]:
    """The results, or errors, of several threads that do the same at once."""
    barrier = Barrier(CLICKS)

    def one(_number: int) -> object:
        try:
            with use_customer(customer):
                barrier.wait()
                return click()
        except (CodeSpentError, ReturnLinkSpentError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        return list(pool.map(one, range(CLICKS)))


def test_a_code_is_spent_once(real_database: str, acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()

    results = together(acme, lambda: enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW))

    assert sorted(type(result).__name__ for result in results) == [*["CodeSpentError"] * 3, "Session"]


def test_clicks_at_once_make_one_request_and_one_return(real_database: str, acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()
        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
        choice = make_choice()

    def send() -> str:
        driver = Driver(name="Jan de Vries")
        request = register(punch_out=session.punch_out, choice=choice, driver=driver, language="en", now=NOW)
        return request.reference

    references = together(acme, send)
    together(
        acme,
        lambda: record_return(public_id=opened.punch_out.public_id, secret=session.secret, now=NOW),
    )

    with use_customer(acme):
        assert set(references) == {RentalRequest.objects.get().reference}
        events = JournalEntry.objects.filter(outcome=Outcome.ACCEPTED).values_list("event", flat=True)
        assert sorted(events) == [Event.CART, Event.REGISTRATION, Event.RETURN]


def test_of_clicks_at_once_a_return_link_is_spent_by_one(real_database: str, acme: Customer) -> None:
    with use_customer(acme):
        punch_out = make_registered().punch_out
        token = token_in(send_return_link(punch_out=punch_out, now=NOW))

    results = together(acme, lambda: use_return_link(public_id=punch_out.public_id, token=token, now=NOW))

    assert sorted(type(result).__name__ for result in results) == ["Repeated", *["ReturnLinkSpentError"] * 3]


def test_jobs_at_once_note_a_missing_return_once(real_database: str, acme: Customer) -> None:
    with use_customer(acme):
        session = make_registered()

    together(acme, lambda: note_overdue(punch_out_id=session.punch_out.pk, now=NOW))

    with use_customer(acme):
        assert JournalEntry.objects.filter(event=Event.OVERDUE).count() == 1
