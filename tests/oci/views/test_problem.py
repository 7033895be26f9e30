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
from oci.views.cookie import NAME
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


def check_framed(response: object) -> None:
    """The page may be seen in the frame that `begin` allows, and in no other."""
    assert isinstance(response, HttpResponse)
    assert "frame-ancestors https://erp.example;" in response.headers["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in response.headers


@pytest.mark.parametrize("action", ["book", "check", "register", "cancel", "returned"])
def test_a_wrong_secret_opens_no_door(acme: Customer, browse: Browse, action: str) -> None:
    punch_out = begin(acme).punch_out

    response = browse(acme).post(f"/p/{punch_out.public_id}/{action}/", {"secret": "wrong"})

    entry = check(acme, response, status=403, code="PUNCH_OUT_SECRET_WRONG")
    assert (entry.punch_out, entry.connection) == (punch_out, punch_out.connection)
    assert "frame-ancestors https://erp.example" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("action", ["book", "check", "register", "cancel", "returned"])
def test_the_cookie_alone_opens_no_door_to_a_post(acme: Customer, browse: Browse, action: str) -> None:
    """Another site can make the browser post, and the cookie goes along; the secret in our form it cannot know."""
    session = begin(acme)
    client = browse(acme)
    client.cookies[NAME] = session.secret

    response = client.post(f"/p/{session.punch_out.public_id}/{action}/", HTTP_ORIGIN="https://evil.example")

    check(acme, response, status=403, code="PUNCH_OUT_SECRET_WRONG")
    with use_customer(acme):
        assert PunchOut.objects.get().state == "active"
    assert client.get(f"/p/{session.punch_out.public_id}/").status_code == 200


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


def test_looking_at_the_address_does_not_spend_the_code(acme: Customer, browse: Browse) -> None:
    """Mail and link scanners ask with HEAD before anybody reads."""
    with use_customer(acme):
        opened = make_buyer().open(now=timezone.now())
    address = f"/p/{opened.punch_out.public_id}/?code={opened.code}"

    looked = browse(acme).head(address)

    assert (looked.status_code, looked.headers["Allow"]) == (405, "GET")
    assert browse(acme).get(address).status_code == 200


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
    "fields", [{"note": "x" * 3 * 1024 * 1024}, {f"field{number}": "x" for number in range(5000)}]
)
def test_a_form_that_is_too_large_is_refused(acme: Customer, browse: Browse, fields: dict[str, str]) -> None:
    session = begin(acme)
    body = {"secret": session.secret, **fields}

    response = browse(acme).post(f"/p/{session.punch_out.public_id}/book/", body)

    entry = check(acme, response, status=413, code="FORM_TOO_LARGE")
    assert (entry.punch_out, entry.connection) == (None, session.punch_out.connection)
    check_framed(response)


@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=é",
        "application/x-www-form-urlencoded; charset=utf-16",
    ],
)
@pytest.mark.parametrize("action", ["book", "check", "register", "cancel", "returned"])
def test_a_form_that_is_none_is_refused(
    acme: Customer, browse: Browse, action: str, content_type: str
) -> None:
    session = begin(acme)
    address = f"/p/{session.punch_out.public_id}/{action}/"

    response = browse(acme).generic("POST", address, b"garbage", content_type=content_type)

    entry = check(acme, response, status=400, code="FORM_MALFORMED")
    assert entry.connection == session.punch_out.connection
    check_framed(response)


def test_nothing_registered_is_nothing_returned(acme: Customer, browse: Browse) -> None:
    session = begin(acme)

    response = browse(acme).post(f"/p/{session.punch_out.public_id}/returned/", {"secret": session.secret})

    entry = check(acme, response, status=409, code="PUNCH_OUT_EVENT")
    assert entry.connection == session.punch_out.connection
    check_framed(response)


@pytest.mark.parametrize("path", ["/oci/srm/", "/oci/srm", "/p/{}/", "/p/{}/register/"])
def test_a_suspended_customers_page_is_seen_in_its_buyers_frame(
    acme: Customer, browse: Browse, path: str
) -> None:
    punch_out = begin(acme).punch_out
    Customer.objects.filter(pk=acme.pk).update(status="suspended")

    response = browse(acme).post(path.format(punch_out.public_id), {"a": "b"})

    entry = check(acme, response, status=503, code="CUSTOMER_SUSPENDED")
    assert (entry.punch_out, entry.connection) == (None, punch_out.connection)
    check_framed(response)


@pytest.mark.parametrize(
    "path", ["/", "/oci/other/", "/p/00000000-0000-4000-8000-000000000000/", "/p/nothing/"]
)
def test_a_suspended_customers_other_pages_are_seen_in_no_frame(
    acme: Customer, browse: Browse, path: str
) -> None:
    begin(acme)
    Customer.objects.filter(pk=acme.pk).update(status="suspended")

    response = browse(acme).get(path)

    entry = check(acme, response, status=503, code="CUSTOMER_SUSPENDED")
    assert entry.connection is None
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Frame-Options"] == "DENY"


def test_a_suspended_customers_page_has_code_and_reference(acme: Customer) -> None:
    request = RequestFactory().get("/oci/srm/", HTTP_ACCEPT_LANGUAGE="nl")

    with use_customer(acme):
        response = suspended_page(request)

    check(acme, response, status=503, code="CUSTOMER_SUSPENDED")
    assert "FlexFleet ligt stil voor uw organisatie" in response.content.decode()
