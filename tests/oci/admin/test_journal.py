from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oci.domain.journal import record
from oci.enums import Event
from oci.models import JournalEntry
from oci.protocol.rules import Finding, Level, Rule
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.buyers import NOW, make_buyer

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.AUDITOR)


def make_entry(*, slug: str = "srm", problem: str = "HOOK_URL_MISSING", days: int = 0) -> JournalEntry:
    return record(
        event=Event.CALL,
        problem=problem,
        connection_slug=slug,
        parameters=[["oci_usermail", "j•••@acme.example"]],
        now=NOW - timedelta(days=days),
    )


def references(page: object) -> set[str]:
    entries: list[JournalEntry] = list(page.context["object_list"])  # type: ignore[attr-defined]  # test client's
    return {entry.reference for entry in entries}


@pytest.mark.parametrize("spelling", ["{}", "{lower}", "{joined}", " {} "])
def test_a_reference_is_found_however_it_is_written(acme: Customer, auditor: Client, spelling: str) -> None:
    with use_customer(acme):
        wanted, _other = make_entry(), make_entry()
    text = spelling.format(
        wanted.reference, lower=wanted.reference.lower(), joined=wanted.reference.replace("-", "")
    )

    page = auditor.get("/admin/journal/", {"q": text})

    assert references(page) == {wanted.reference}


def test_the_journal_is_filtered(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        ours = record(event=Event.CALL, connection=buyer.connection, now=NOW)
        refused, old = make_entry(), make_entry(days=40)

    def found(**filters: str | int) -> set[str]:
        return references(auditor.get("/admin/journal/", filters))

    assert found() == {ours.reference, refused.reference, old.reference}
    assert found(connection=buyer.connection.pk) == {ours.reference}
    assert found(outcome="refused") == {refused.reference, old.reference}
    assert found(problem="USER_MAIL_MISSING") == set()
    assert found(at_from="2026-11-01") == {ours.reference, refused.reference}


def test_an_entry_tells_what_happened_and_what_to_do(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        entry = make_entry()

    page = auditor.get(f"/admin/journal/inspect/{entry.pk}/").content.decode()

    for text in (entry.reference, "HOOK_URL_MISSING", "oci_usermail", "j•••@acme.example"):
        assert text in page


def test_an_entry_is_told_in_local_time_and_in_the_readers_language(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        entry = record(
            event=Event.CALL,
            problem="PARAMETER_TOO_LONG",
            detail="characters in parameter COSTCENTER: more than 100",
            facts={"parameter": "COSTCENTER", "limit": 100},
            now=datetime(2026, 11, 24, 10, 20, 5, tzinfo=UTC),
        )

    page = auditor.get(f"/admin/journal/inspect/{entry.pk}/", headers={"accept-language": "nl"})

    text = page.content.decode()
    assert "24 november 2026, 11:20:05" in text
    assert "De waarde van de parameter COSTCENTER is langer dan 100 tekens." in text
    assert "Logboekregel" in text
    for absent in ("characters in parameter", "Duur (ms)", "Inspecteer"):
        assert absent not in text


@pytest.mark.parametrize("role", list(Role))
def test_nobody_changes_the_journal(acme: Customer, staff_client: StaffClient, role: Role) -> None:
    client = staff_client(acme, role)
    with use_customer(acme):
        entry = make_entry()

    for address in ("new/", f"edit/{entry.pk}/", f"delete/{entry.pk}/"):
        client.post(f"/admin/journal/{address}", {"detail": "changed"})
        assert client.get(f"/admin/journal/{address}").status_code == 302

    with use_customer(acme):
        assert JournalEntry.objects.get(pk=entry.pk).detail == ""


def test_another_customers_entry_is_not_there(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        entry = make_entry()
    client = staff_client(globex, Role.AUDITOR)

    page = client.get("/admin/journal/", {"q": entry.reference})

    assert references(page) == set()
    assert client.get(f"/admin/journal/inspect/{entry.pk}/").status_code == 404


def test_the_list_asks_the_database_no_more_for_more_rows(acme: Customer, auditor: Client) -> None:
    counts = []
    for number in (1, 2):
        with use_customer(acme):
            for _ in range(number):
                record(event=Event.CALL, connection=make_buyer(slug=f"s{number}{_}").connection, now=NOW)
        auditor.get("/admin/journal/")
        with CaptureQueriesContext(database) as queries:
            auditor.get("/admin/journal/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_an_entry_explains_what_was_found_in_a_cart(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        entry = record(
            event=Event.CART,
            problem="CART_NOT_SENDABLE",
            findings=[Finding(Rule.FIELD_TOO_LONG, Level.ERROR, 1, "UNIT", "3")],
            now=NOW,
        )

    page = auditor.get(f"/admin/journal/inspect/{entry.pk}/", headers={"accept-language": "en"})

    text = page.content.decode()
    assert "The value is longer than the 3 characters of the field." in text
    assert "line 1, UNIT" in text
    assert "<code>FIELD_TOO_LONG</code>" in text
