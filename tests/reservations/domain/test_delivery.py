from __future__ import annotations

from threading import Thread

import pytest
from django.db import connection
from pytest_django import Settings

from reservations.domain.delivery import (
    MAX_ATTEMPTS,
    MailBusyError,
    MailDelayedError,
    MailGoneError,
    deliver,
)
from reservations.domain.handling import confirm
from reservations.domain.outbox import store_mail
from reservations.models import DeliveryState, EventKind, MailKind, OutboxMail, RequestEvent
from tenants.context import use_customer
from tenants.models import Customer
from tests.reservations.factories import later, make_request, planned_request
from tests.reservations.mail_server import Drop, MailServer


def confirmed_mail() -> OutboxMail:
    request, olga = planned_request()
    confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))
    return OutboxMail.objects.get(request=request)


def mail_with_link() -> OutboxMail:
    return store_mail(
        make_request(),
        kind=MailKind.RETURN_AGAIN,
        now=later(minutes=9),
        particulars={
            "link": "http://acme.localhost:8000/p/1/again/?code=s3cr3t-T_ken",
            "buyer": "SRM",
            "expires_at": "2026-11-25T09:00:00+00:00",
        },
    )


def deliveries() -> list[tuple[str, str]]:
    """The timeline's lines about mail, with what the server said."""
    return list(RequestEvent.objects.filter(mail__isnull=False).order_by("id").values_list("kind", "reason"))


def test_deliver_accepted(acme: Customer, smtp: MailServer) -> None:
    with use_customer(acme):
        mail = confirmed_mail()

        state = deliver(mail_id=mail.pk, now=later(minutes=10))

        mail.refresh_from_db()
        assert state == DeliveryState.ACCEPTED
        assert (mail.state, mail.accepted_at, mail.attempts) == (DeliveryState.ACCEPTED, later(minutes=10), 1)
        assert deliveries() == [(EventKind.MAIL_STORED, ""), (EventKind.MAIL_ACCEPTED, "")]
    (message,) = smtp.accepted
    assert message["Message-ID"] == mail.message_id
    assert message["To"] == "Anna de Vries <anna@acme.example>"
    assert message["Subject"] == "Confirmed: Compact, ACME-26-000001"


def test_deliver_again_sends_nothing(acme: Customer, smtp: MailServer) -> None:
    with use_customer(acme):
        mail = confirmed_mail()
        deliver(mail_id=mail.pk, now=later(minutes=10))

        state = deliver(mail_id=mail.pk, now=later(minutes=11))

    assert state == DeliveryState.ACCEPTED
    assert len(smtp.accepted) == 1


@pytest.mark.parametrize(
    "answer", ["451 4.7.1 Greylisted, come back", "452 4.2.2 Mailbox full", "421 4.3.2 Shutting down"]
)
def test_deliver_tries_again_after_a_temporary_answer(acme: Customer, smtp: MailServer, answer: str) -> None:
    smtp.rcpt.append(answer)
    with use_customer(acme):
        mail = confirmed_mail()
        with pytest.raises(MailDelayedError):
            deliver(mail_id=mail.pk, now=later(minutes=10))

        state = deliver(mail_id=mail.pk, now=later(minutes=11))

        mail.refresh_from_db()
        assert (state, mail.attempts, mail.last_error) == (DeliveryState.ACCEPTED, 2, "")
        assert deliveries() == [
            (EventKind.MAIL_STORED, ""),
            (EventKind.MAIL_DELAYED, answer),
            (EventKind.MAIL_ACCEPTED, ""),
        ]
    assert [message["Message-ID"] for message in smtp.accepted] == [mail.message_id]


@pytest.mark.parametrize("drop", Drop)
def test_deliver_tries_again_after_a_dropped_connection(acme: Customer, smtp: MailServer, drop: Drop) -> None:
    smtp.data.append(drop)
    with use_customer(acme):
        mail = confirmed_mail()
        with pytest.raises(MailDelayedError):
            deliver(mail_id=mail.pk, now=later(minutes=10))

        state = deliver(mail_id=mail.pk, now=later(minutes=11))

        assert state == DeliveryState.ACCEPTED
        assert [kind for kind, _reason in deliveries()] == [
            EventKind.MAIL_STORED,
            EventKind.MAIL_DELAYED,
            EventKind.MAIL_ACCEPTED,
        ]
    assert len(smtp.accepted) == 1


def test_deliver_waits_for_a_server_that_is_not_there(
    acme: Customer, smtp: MailServer, settings: Settings
) -> None:
    settings.EMAIL_PORT = 1
    with use_customer(acme):
        mail = confirmed_mail()

        with pytest.raises(MailDelayedError):
            deliver(mail_id=mail.pk, now=later(minutes=10))

        mail.refresh_from_db()
        assert (mail.state, mail.attempts) == (DeliveryState.WAITING, 1)
        assert mail.last_error.startswith("ConnectionRefusedError")


@pytest.mark.parametrize("part", ["rcpt", "data"])
def test_deliver_gives_up_after_a_permanent_answer(acme: Customer, smtp: MailServer, part: str) -> None:
    getattr(smtp, part).append("550 5.1.1 No such mailbox")
    with use_customer(acme):
        mail = confirmed_mail()

        states = [deliver(mail_id=mail.pk, now=later(minutes=minute)) for minute in (10, 11)]

        mail.refresh_from_db()
        assert states == [DeliveryState.FAILED, DeliveryState.FAILED]
        assert (mail.attempts, mail.last_error) == (1, "550 5.1.1 No such mailbox")
        assert deliveries() == [
            (EventKind.MAIL_STORED, ""),
            (EventKind.MAIL_FAILED, "550 5.1.1 No such mailbox"),
        ]
    assert smtp.accepted == []


def test_deliver_gives_up_an_address_that_mail_cannot_carry(acme: Customer, smtp: MailServer) -> None:
    with use_customer(acme):
        mail = confirmed_mail()
        OutboxMail.objects.update(to_email="anna@acme.example\nBcc: all@acme.example")

        state = deliver(mail_id=mail.pk, now=later(minutes=10))

        assert state == DeliveryState.FAILED
    assert smtp.accepted == []


def test_deliver_gives_up_in_the_end(acme: Customer, smtp: MailServer) -> None:
    smtp.rcpt.extend(["450 Later"] * MAX_ATTEMPTS)
    with use_customer(acme):
        mail = confirmed_mail()
        for minute in range(1, MAX_ATTEMPTS):
            with pytest.raises(MailDelayedError):
                deliver(mail_id=mail.pk, now=later(minutes=minute))

        state = deliver(mail_id=mail.pk, now=later(minutes=MAX_ATTEMPTS))

        assert state == DeliveryState.FAILED
        assert [kind for kind, _reason in deliveries()] == [
            EventKind.MAIL_STORED,
            *[EventKind.MAIL_DELAYED] * (MAX_ATTEMPTS - 1),
            EventKind.MAIL_FAILED,
        ]


def test_deliver_refuses_a_mail_of_another_customer(
    acme: Customer, globex: Customer, smtp: MailServer
) -> None:
    with use_customer(acme):
        mail = confirmed_mail()

    with use_customer(globex), pytest.raises(MailGoneError):
        deliver(mail_id=mail.pk, now=later(minutes=10))

    assert smtp.accepted == []


def test_two_workers_at_one_mail_send_it_once(real_database: str, acme: Customer, smtp: MailServer) -> None:
    outcomes: list[DeliveryState] = []
    with use_customer(acme):
        mail = confirmed_mail()
    smtp.answering.clear()

    def work() -> None:
        try:
            with use_customer(acme):
                outcomes.append(deliver(mail_id=mail.pk, now=later(minutes=10)))
        finally:
            connection.close()

    first = Thread(target=work)
    first.start()
    assert smtp.arrived.wait(timeout=10)
    with use_customer(acme), pytest.raises(MailBusyError):
        deliver(mail_id=mail.pk, now=later(minutes=10))
    smtp.answering.set()
    first.join()

    assert outcomes == [DeliveryState.ACCEPTED]
    assert len(smtp.accepted) == 1


def test_the_code_of_a_link_is_forgotten_once_the_mail_is_accepted(acme: Customer, smtp: MailServer) -> None:
    with use_customer(acme):
        mail = mail_with_link()

        deliver(mail_id=mail.pk, now=later(minutes=10))

        mail.refresh_from_db()
    for body in (mail.text, mail.html):
        assert "/again/?code=•••" in body
        assert "s3cr3t" not in body
    (message,) = smtp.accepted
    assert "s3cr3t-T_ken" in message.as_string()


def test_the_code_of_a_link_is_kept_while_the_mail_is_delayed_and_no_longer(
    acme: Customer, smtp: MailServer, settings: Settings
) -> None:
    settings.EMAIL_PORT = 1
    with use_customer(acme):
        mail = mail_with_link()

        with pytest.raises(MailDelayedError):
            deliver(mail_id=mail.pk, now=later(minutes=10))
        mail.refresh_from_db()
        assert "s3cr3t-T_ken" in mail.text
        OutboxMail.objects.update(attempts=MAX_ATTEMPTS - 1)
        deliver(mail_id=mail.pk, now=later(minutes=11))

        mail.refresh_from_db()
        assert (mail.state, "s3cr3t" in mail.text + mail.html) == (DeliveryState.FAILED, False)
