from __future__ import annotations

from reservations.domain.outbox import store_mail
from reservations.models import EventKind, MailKind, OutboxMail, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.reservations.factories import jobs, later, make_request

PARTICULARS = {
    "link": "http://acme.localhost:8000/r/s3cr3t/",
    "buyer": "SAP Acme",
    "expires_at": "2026-10-23T10:00:00+00:00",
}


def store_link(request: RentalRequest, *, occasion: str) -> OutboxMail:
    return store_mail(
        request,
        kind=MailKind.RETURN_AGAIN,
        now=later(minutes=30),
        occasion=occasion,
        particulars=PARTICULARS,
    )


def test_store_mail_stores_one_per_occasion(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_request()
    with use_customer(acme):
        request = make_request()

        first, again, second = (store_link(request, occasion=name) for name in ("1", "1", "2"))

        assert again == first
        assert [first.key, second.key] == [
            f"return_again:{request.public_id}:1:1",
            f"return_again:{request.public_id}:1:2",
        ]
        assert OutboxMail.objects.count() == 2
        assert request.events.filter(kind=EventKind.MAIL_STORED).count() == 2
    with use_customer(globex):
        assert OutboxMail.objects.count() == 0
    assert len(jobs()) == 2


def test_store_mail_keeps_what_the_link_says_from_the_job(acme: Customer) -> None:
    """Jobs lie in `public` and are logged; the link opens a request."""
    with use_customer(acme):
        mail = store_link(make_request(), occasion="1")

        assert jobs() == [("reservations.deliver_mail", {"customer": "acme", "mail_id": mail.pk})]
