"""What goes wrong on an employee's pages: each has a page of its own and an entry in the journal."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from oci.domain.punch_outs import Session, close, enter
from oci.enums import Event
from oci.models import JournalEntry, PunchOut
from oci.views.problem import suspended_page
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import make_buyer

pytestmark = pytest.mark.django_db


def begin(customer: Customer) -> Session:
    with use_customer(customer):
        opened = make_buyer(frame_origins="https://erp.example").open(now=timezone.now())
        return enter(public_id=opened.punch_out.public_id, code=opened.code, now=timezone.now())


def check(customer: Customer, response: object, *, status: int, code: str) -> JournalEntry:
    """The page says `code`, and the journal's newest entry is about it and stands on the page."""
    assert isinstance(response, HttpResponse)
    with use_customer(customer):
        entry = JournalEntry.objects.select_related("punch_out", "connection").latest("id")
        assert not RentalRequest.objects.exists()
    page = response.content.decode()
    assert (response.status_code, entry.problem, entry.event) == (status, code, Event.PAGE)
    assert code in page
    assert entry.reference in page
    return entry


@pytest.mark.parametrize("action", ["book", "check", "register", "cancel", "returned"])
def test_a_wrong_secret_opens_no_door(acme: Customer, browse: Browse, action: str) -> None:
    punch_out = begin(acme).punch_out

    response = browse(acme).post(f"/p/{punch_out.public_id}/{action}/", {"secret": "wrong"})

    entry = check(acme, response, status=403, code="PUNCH_OUT_SECRET_WRONG")
    assert (entry.punch_out, entry.connection) == (punch_out, punch_out.connection)
    assert "frame-ancestors https://erp.example" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("action", ["", "book/", "check/", "register/", "cancel/", "returned/"])
def test_another_customers_visit_is_unknown(
    acme: Customer, globex: Customer, browse: Browse, action: str
) -> None:
    session = begin(acme)
    begin(globex)
    address = f"/p/{session.punch_out.public_id}/{action}"

    client = browse(globex)
    response = client.post(address, {"secret": session.secret}) if action else client.get(address)

    entry = check(globex, response, status=404, code="PUNCH_OUT_UNKNOWN")
    assert entry.punch_out is None


def test_a_visit_that_never_was_is_unknown(acme: Customer, browse: Browse) -> None:
    response = browse(acme).get(f"/p/{uuid4()}/?code=x")

    check(acme, response, status=404, code="PUNCH_OUT_UNKNOWN")


def test_a_code_is_good_once(acme: Customer, browse: Browse) -> None:
    with use_customer(acme):
        opened = make_buyer().open(now=timezone.now())
    address = f"/p/{opened.punch_out.public_id}/?code={opened.code}"

    assert browse(acme).get(address).status_code == 200
    check(acme, browse(acme).get(address), status=410, code="PUNCH_OUT_CODE_SPENT")


def test_an_expired_visit_is_over(acme: Customer, browse: Browse) -> None:
    session = begin(acme)
    with use_customer(acme):
        long_ago = timezone.now() - timedelta(days=1)
        PunchOut.objects.update(opened_at=long_ago, expires_at=long_ago + timedelta(minutes=60))

    response = browse(acme).post(f"/p/{session.punch_out.public_id}/register/", {"secret": session.secret})

    check(acme, response, status=410, code="PUNCH_OUT_EXPIRED")


def test_a_cancelled_visit_is_over(acme: Customer, browse: Browse) -> None:
    session = begin(acme)
    with use_customer(acme):
        close(punch_out=session.punch_out, now=timezone.now())

    response = browse(acme).post(f"/p/{session.punch_out.public_id}/book/", {"secret": session.secret})

    check(acme, response, status=410, code="PUNCH_OUT_CANCELLED")


@pytest.mark.parametrize(
    "fields", [{"note": "x" * 3 * 1024 * 1024}, {f"field{number}": "x" for number in range(2000)}]
)
def test_a_form_that_is_too_large_is_refused(acme: Customer, browse: Browse, fields: dict[str, str]) -> None:
    session = begin(acme)
    body = {"secret": session.secret, **fields}

    response = browse(acme).post(f"/p/{session.punch_out.public_id}/book/", body)

    check(acme, response, status=413, code="FORM_TOO_LARGE")


def test_nothing_registered_is_nothing_returned(acme: Customer, browse: Browse) -> None:
    session = begin(acme)

    response = browse(acme).post(f"/p/{session.punch_out.public_id}/returned/", {"secret": session.secret})

    check(acme, response, status=409, code="PUNCH_OUT_EVENT")


def test_a_suspended_customers_page_has_code_and_reference(acme: Customer) -> None:
    request = RequestFactory().get("/oci/srm/", HTTP_ACCEPT_LANGUAGE="nl")

    with use_customer(acme):
        response = suspended_page(request)

    check(acme, response, status=503, code="CUSTOMER_SUSPENDED")
    assert "FlexFleet ligt stil voor uw organisatie" in response.content.decode()
