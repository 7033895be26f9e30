from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from oci.domain.punch_outs import (
    CodeSpentError,
    PunchOutCancelledError,
    PunchOutExpiredError,
    PunchOutUnknownError,
    SecretWrongError,
    close,
    enter,
    resume,
    save_draft,
)
from oci.enums import State
from oci.models import PunchOut
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=1)


def test_enter_spends_the_code_and_gives_a_secret(acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()

        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)

        resumed = resume(public_id=opened.punch_out.public_id, secret=session.secret, now=NOW)
        assert (resumed.state, resumed.entered_at) == (State.ACTIVE, NOW)
        with pytest.raises(CodeSpentError):
            enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)


def test_enter_refuses_another_code(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        opened, other = buyer.open(), buyer.open()

        with pytest.raises(CodeSpentError):
            enter(public_id=opened.punch_out.public_id, code=other.code, now=NOW)

        enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)


def test_enter_refuses_a_punch_out_that_never_was(acme: Customer) -> None:
    with use_customer(acme), pytest.raises(PunchOutUnknownError):
        enter(public_id=uuid4(), code="", now=NOW)


def test_a_punch_out_expires(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(session_minutes=60)
        opened, entered = buyer.open(), buyer.open()
        session = enter(public_id=entered.punch_out.public_id, code=entered.code, now=NOW)

        with pytest.raises(PunchOutExpiredError):
            enter(public_id=opened.punch_out.public_id, code=opened.code, now=LATER)
        with pytest.raises(PunchOutExpiredError):
            resume(public_id=entered.punch_out.public_id, secret=session.secret, now=LATER)

        assert list(PunchOut.objects.values_list("state", "ended_at")) == [(State.EXPIRED, LATER)] * 2
        with pytest.raises(PunchOutExpiredError):
            enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)


@pytest.mark.parametrize("secret", ["", "wrong", "é"])
def test_resume_refuses_another_secret(acme: Customer, secret: str) -> None:
    with use_customer(acme):
        opened = make_buyer().open()

        with pytest.raises(SecretWrongError):
            resume(public_id=opened.punch_out.public_id, secret=secret, now=NOW)
        enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
        with pytest.raises(SecretWrongError):
            resume(public_id=opened.punch_out.public_id, secret=secret, now=NOW)


def test_resume_tells_nothing_to_who_has_no_secret(acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()
        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
        close(punch_out=session.punch_out, now=NOW)

        with pytest.raises(SecretWrongError):
            resume(public_id=opened.punch_out.public_id, secret="wrong", now=LATER)
        with pytest.raises(PunchOutCancelledError):
            resume(public_id=opened.punch_out.public_id, secret=session.secret, now=NOW)


def test_close_twice_is_as_good_as_once(acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()
        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)

        close(punch_out=session.punch_out, now=NOW)
        close(punch_out=session.punch_out, now=LATER)

        assert PunchOut.objects.values_list("state", "ended_at").get() == (State.CANCELLED, NOW)


def test_save_draft_is_there_when_resumed(acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()
        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)

        save_draft(punch_out=session.punch_out, values={"class": "CDMR", "note": "é\n"})

        resumed = resume(public_id=opened.punch_out.public_id, secret=session.secret, now=NOW)
        assert resumed.draft == {"class": "CDMR", "note": "é\n"}


def test_another_customers_punch_out_is_unknown(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()
        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
    with use_customer(globex):
        make_buyer().open()

        with pytest.raises(PunchOutUnknownError):
            resume(public_id=opened.punch_out.public_id, secret=session.secret, now=NOW)
        with pytest.raises(PunchOutUnknownError):
            enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
