"""Two clicks at the same instant, on a database in which commits are real."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from oci.domain.punch_outs import CodeSpentError, enter
from oci.domain.registering import register
from oci.domain.returning import record_return
from oci.enums import Event, Outcome
from oci.models import JournalEntry
from reservations.domain.registration import Driver
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer
from tests.oci.choices import make_choice

CLICKS = 4


def together(customer: Customer, click: Callable[[], object]) -> list[object]:
    """The results, or errors, of several threads that do the same at once."""
    barrier = Barrier(CLICKS)

    def one(_number: int) -> object:
        try:
            with use_customer(customer):
                barrier.wait()
                return click()
        except CodeSpentError as error:
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
        assert sorted(events) == [Event.REGISTRATION, Event.RETURN]
