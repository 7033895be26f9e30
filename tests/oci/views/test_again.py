from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from oci.domain.return_links import send_return_link
from oci.enums import Event, State
from oci.models import Connection, JournalEntry, PunchOut, ReturnLink
from reservations.life_cycle import State as RequestState
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import HOOK_URL, make_buyer
from tests.oci.returns import make_registered, request_of, token_in
from tests.oci.walk import Page

pytestmark = pytest.mark.django_db

PRESS = "Return to SRM with this request"


def link_to(customer: Customer, *, language: str = "EN", **options: Any) -> str:
    """The path of a return link that was mailed after a request over a new connection."""
    now = timezone.now()
    with use_customer(customer):
        punch_out = make_registered(make_buyer(**options), {"LANGUAGE": language}, now=now).punch_out
        token = token_in(send_return_link(punch_out=punch_out, now=now))
        return f"/p/{punch_out.public_id}/again/?code={token}"


def open_link(client: Client, path: str) -> Page:
    response = client.get(path)
    return Page(response.status_code, response.content.decode())


def press(client: Client, page: Page) -> Page:
    response = client.post(page.form.buttons[PRESS], page.form.fields)
    return Page(response.status_code, response.content.decode())


def test_a_link_shows_the_request_and_a_button(acme: Customer, browse: Browse) -> None:
    path = link_to(acme)

    page = open_link(browse(acme), path)

    with use_customer(acme):
        reference = RentalRequest.objects.get().reference
    assert (page.status, reference in page.text) == (200, True)
    assert "Look in SRM first. If the line is there already, close this page" in page.text
    assert "Use the browser in which you are signed in to SRM." in page.text
    assert page.form.buttons == {PRESS: urlsplit(path).path}


def test_opening_a_link_spends_nothing_however_often(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme), browse(acme)

    statuses = [client.head(path).status_code, *(client.get(path).status_code for _ in range(3))]

    assert statuses == [200] * 4
    assert client.cookies == {}
    with use_customer(acme):
        assert ReturnLink.objects.get().used_at is None


def test_the_button_gives_the_identical_form_once(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme), browse(acme)
    offered = open_link(client, path)
    with use_customer(acme):
        stored = dict(PunchOut.objects.get().return_fields)
        # What is sent again is what was built, whatever the connection says by now.
        Connection.objects.filter(slug="srm").update(vendor_number="100042")

    sent, again = press(client, offered), press(client, offered)

    assert (sent.status, sent.form.action) == (200, HOOK_URL)
    assert {name: unescape(value) for name, value in sent.form.fields.items()} == stored
    assert (again.status, "RETURN_LINK_SPENT" in again.text) == (410, True)


@pytest.mark.parametrize("automatic", [True, False])
def test_the_form_goes_by_itself_where_the_connection_says_so(
    acme: Customer, browse: Browse, *, automatic: bool
) -> None:
    path, client = link_to(acme, auto_submit=automatic), browse(acme)

    sent = press(client, open_link(client, path))

    assert ("data-auto=" in sent.html) == automatic
    assert 'target="_top"' in sent.html


def test_the_report_of_the_submit_counts(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme), browse(acme)
    sent = press(client, open_link(client, path))
    report = sent.forms[-1]

    told = [client.post(report.action, report.fields).status_code for _ in range(2)]

    # The first is answered with a stamp, by which the page can take its report back.
    assert told == [200, 204]
    with use_customer(acme):
        punch_out = PunchOut.objects.get()
        assert punch_out.state == State.RETURNED
        assert request_of(punch_out).transferred_at == punch_out.ended_at
        assert JournalEntry.objects.filter(event=Event.RETURN).count() == 1


def test_a_report_without_a_used_link_is_refused(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme), browse(acme)
    offered = open_link(client, path)

    refused = client.post(f"{urlsplit(path).path}returned/", offered.form.fields)

    assert (refused.status_code, "RETURN_LINK_UNKNOWN" in refused.content.decode()) == (404, True)
    with use_customer(acme):
        assert PunchOut.objects.get().state == State.REGISTERED


@pytest.mark.parametrize("code", ["", "?code=", "?code=wrong", "?code=%00", "?other=1"])
def test_a_link_that_is_not_whole_says_how_to_go_on(acme: Customer, browse: Browse, code: str) -> None:
    path = urlsplit(link_to(acme)).path

    page = open_link(browse(acme), path + code)

    assert (page.status, "RETURN_LINK_UNKNOWN" in page.text) == (404, True)
    # Nobody knows whose visit it was, so it is the customer's language.
    assert "vraag Europcar dan om een nieuwe" in page.text


def test_a_link_that_is_too_old_says_so(acme: Customer, browse: Browse) -> None:
    path = link_to(acme)
    yesterday = timezone.now() - timedelta(days=1)
    with use_customer(acme):
        ReturnLink.objects.update(created_at=yesterday - timedelta(hours=1), expires_at=yesterday)

    page = open_link(browse(acme), path)

    assert (page.status, "RETURN_LINK_EXPIRED" in page.text) == (410, True)
    assert "A return link is good for 24 hours" in page.text


def test_a_request_that_was_rejected_is_not_sent(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme), browse(acme)
    offered = open_link(client, path)
    with use_customer(acme):
        RentalRequest.objects.update(state=RequestState.REJECTED, rejection_reason="Full")

    for page in (open_link(client, path), press(client, offered)):
        assert (page.status, "REQUEST_REJECTED" in page.text) == (410, True)


def test_a_cart_that_cannot_leave_keeps_the_link(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme), browse(acme)
    offered = open_link(client, path)
    with use_customer(acme):
        PunchOut.objects.update(return_fields=[])
        Connection.objects.filter(slug="srm").update(unit="")

    stopped = press(client, offered)
    with use_customer(acme):
        Connection.objects.filter(slug="srm").update(unit="EA")
        entry = JournalEntry.objects.latest("id")
        reference = request_of(PunchOut.objects.get()).reference

    assert (stopped.status, "CART_NOT_SENDABLE" in stopped.text) == (409, True)
    assert [entry.problem, len(entry.findings) > 0] == ["CART_NOT_SENDABLE", True]
    assert f"Your request {reference}" in stopped.text
    assert press(client, offered).status == 200


def test_pages_may_be_framed_and_post_where_the_return_page_may(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme, frame_origins="https://erp.example"), browse(acme)

    shown = client.get(path)
    sent = client.post(urlsplit(path).path, {"code": path.partition("code=")[2]})

    for response in (shown, sent):
        policy = response["Content-Security-Policy"]
        assert "form-action 'self' https://erp.example" in policy
        assert "frame-ancestors https://erp.example" in policy
        assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "strict-origin")


def test_pages_speak_the_language_of_the_visit(acme: Customer, browse: Browse) -> None:
    path = link_to(acme, language="NL")

    page = open_link(browse(acme), path)

    assert '<html lang="nl">' in page.html
    assert "Terug naar SRM met deze aanvraag" in page.form.buttons


def test_another_customers_link_opens_nothing(acme: Customer, globex: Customer, browse: Browse) -> None:
    own, other = link_to(acme), link_to(globex)
    code = other.partition("code=")[2]

    statuses = [
        browse(acme).get(other).status_code,
        browse(acme).get(f"{urlsplit(own).path}?code={code}").status_code,
        browse(acme).post(urlsplit(other).path, {"code": code}).status_code,
        browse(acme).post(f"{urlsplit(other).path}returned/", {"code": code}).status_code,
    ]

    assert statuses == [404] * 4
    assert browse(globex).get(other).status_code == 200
    with use_customer(globex):
        assert ReturnLink.objects.get().used_at is None


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(acme: Customer, browse: Browse, method: str) -> None:
    assert getattr(browse(acme), method)(link_to(acme)).status_code == 405


def test_pages_ask_the_database_little(acme: Customer, browse: Browse) -> None:
    path, client = link_to(acme), browse(acme)

    with CaptureQueriesContext(connection) as opening:
        offered = open_link(client, path)
    with CaptureQueriesContext(connection) as sending:
        press(client, offered)

    assert (len(opening) <= 12, len(sending) <= 12) == (True, True), (len(opening), len(sending))


def test_the_code_stands_in_no_line_of_the_log(
    acme: Customer, browse: Browse, caplog: pytest.LogCaptureFixture
) -> None:
    path, client = link_to(acme), browse(acme)
    press(client, open_link(client, path))
    caplog.clear()

    client.get(path)

    lines = [record.getMessage() for record in caplog.records]
    assert lines == [f"Gone: {urlsplit(path).path}"]
