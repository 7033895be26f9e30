from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from oci.domain.journal import record
from oci.enums import Event, HookQuery, Source, State
from oci.models import CartField, Connection, PunchOut, ReturnLink
from oci.protocol.rules import Finding, Level, Rule
from reservations.models import OutboxMail
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.admin.visiting import make_request, make_visit
from tests.oci.buyers import HOOK_URL, NOW, make_buyer

pytestmark = pytest.mark.django_db


@pytest.fixture
def auditor(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.AUDITOR)


@pytest.fixture
def operations(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.OPERATIONS)


def found(client: Client, **filters: str | int) -> list[str]:
    visits: list[PunchOut] = list(client.get("/admin/visits/", filters).context["object_list"])
    return sorted(visit.requester_name for visit in visits)


def test_visits_are_filtered(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        srm, erp = make_buyer(), make_buyer(slug="erp")
        make_visit(srm, {"oci_userfullname": "Olga Open"})
        make_request(srm, {"oci_userfullname": "Aad Wacht"})
        missing, _request = make_request(erp, {"oci_userfullname": "Mia Mist"})
        PunchOut.objects.filter(pk=missing.pk).update(overdue_at=NOW)
        old = make_visit(srm, {"oci_userfullname": "Old"})
        PunchOut.objects.filter(pk=old.pk).update(opened_at=NOW - timedelta(days=40))

    assert found(auditor) == ["Aad Wacht", "Mia Mist", "Old", "Olga Open"]
    assert found(auditor, connection=erp.connection.pk) == ["Mia Mist"]
    assert found(auditor, state="registered") == ["Aad Wacht", "Mia Mist"]
    assert found(auditor, returned="awaited") == ["Aad Wacht"]
    assert found(auditor, returned="not_seen") == ["Mia Mist"]
    assert found(auditor, returned="seen") == []
    assert found(auditor, opened_at_from="2026-11-01") == ["Aad Wacht", "Mia Mist", "Olga Open"]


def test_a_visit_is_found_by_person_and_by_reference(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        _visit, request = make_request(
            buyer, {"oci_userfullname": "Sam Bakker", "oci_usermail": "sam@acme.example"}
        )
        make_visit(buyer)

    for text in ("bakker", "SAM@acme", request.reference):
        assert found(auditor, q=text) == ["Sam Bakker"]


def test_a_visit_tells_its_whole_story(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        visit, request = make_request(make_buyer(), {"costcentre": "4711", "wbs": "W.1"})
        record(
            event=Event.CART,
            punch_out=visit,
            problem="CART_NOT_SENDABLE",
            findings=[Finding(Rule.FIELD_TOO_LONG, Level.ERROR, 1, "UNIT", "3")],
            now=NOW + timedelta(seconds=1),
        )

    page = auditor.get(f"/admin/visits/inspect/{visit.pk}/", headers={"accept-language": "en"})

    text = page.content.decode()
    told = [one.entry.event for one in page.context["told"]]
    assert told == [Event.CALL, Event.REGISTRATION, Event.CART, Event.CART]
    for shown in (
        "Jan de Vries",
        "4711",
        "W.1",
        "j•••@acme.example",
        "The value is longer than the 3 characters of the field.",
        f'/admin/requests/{request.public_id}/">{request.reference}</a>',
        f"/admin/journal/?punch_out={visit.pk}",
    ):
        assert shown in text
    # The address may hold the buyer's session.
    assert HOOK_URL not in text
    assert "session=1" not in text


def test_a_visit_shows_the_cart_that_left_without_its_people(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        buyer = make_buyer(vendor_number="100042", hook_query=HookQuery.SPLIT)
        for field, source in (("CUST_FIELD4", "requester.name"), ("CUST_FIELD5", "requester.email")):
            CartField.objects.create(
                connection=buyer.connection, field=field, kind=Source.VALUE, source=source
            )
        visit, request = make_request(buyer)

    page = auditor.get(f"/admin/visits/inspect/{visit.pk}/", headers={"accept-language": "en"})

    cart = dict(page.context["cart"])
    assert [name for name, _value in visit.return_fields] == list(cart)
    assert cart["NEW_ITEM-VENDOR[1]"] == "100042"
    assert cart["NEW_ITEM-EXT_QUOTE_ID[1]"] == request.reference
    assert cart["NEW_ITEM-CUST_FIELD5[1]"] == "j•••@acme.example"
    assert cart["NEW_ITEM-CUST_FIELD4[1]"] == "J••• d••• V•••"
    # The query of HOOK_URL, which may be the buyer's session.
    assert (cart["session"], cart["x"]) == ("•••", "•••")
    assert "The cart as it was built" in page.content.decode()
    assert f"{request.reference}: 1 line" in page.content.decode()


def test_a_visit_whose_cart_was_stopped_says_so(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        make_request(make_buyer(slug="good"), {"oci_userfullname": "Aad Wacht"})
        stopped, _request = make_request(make_buyer(unit=""), {"oci_userfullname": "Sofie Stil"})
        PunchOut.objects.filter(pk=stopped.pk).update(overdue_at=NOW)

    page = auditor.get(f"/admin/visits/inspect/{stopped.pk}/", headers={"accept-language": "en"})

    assert found(auditor, returned="stopped") == ["Sofie Stil"]
    assert (found(auditor, returned="awaited"), found(auditor, returned="not_seen")) == (["Aad Wacht"], [])
    assert page.context["cart"] == []
    assert "Stopped: the cart is not fit to leave" in page.content.decode()


def test_the_journal_leads_to_the_visit_and_back(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        visit, other = make_visit(buyer), make_visit(buyer)
        entry = visit.journal.get()

    listed = auditor.get("/admin/journal/", {"punch_out": visit.pk}).context["object_list"]
    page = auditor.get(f"/admin/journal/inspect/{entry.pk}/").content.decode()

    assert [one.reference for one in listed] == [entry.reference]
    assert f"/admin/visits/inspect/{visit.pk}/" in page
    assert f"/admin/visits/inspect/{other.pk}/" not in page


@pytest.mark.parametrize("role", list(Role))
def test_nobody_changes_a_visit(acme: Customer, staff_client: StaffClient, role: Role) -> None:
    client = staff_client(acme, role)
    with use_customer(acme):
        visit = make_visit(make_buyer())

    for address in ("new/", f"edit/{visit.pk}/", f"delete/{visit.pk}/"):
        client.post(f"/admin/visits/{address}", {"state": "cancelled"})
        assert client.get(f"/admin/visits/{address}").status_code == 302

    with use_customer(acme):
        assert PunchOut.objects.get().state == State.ACTIVE


def test_a_link_for_a_cart_that_is_still_stopped_says_what_was_found(
    acme: Customer, operations: Client
) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        visit, _request = make_request(buyer)
        PunchOut.objects.update(return_fields=[])
        Connection.objects.update(unit="")
    address = f"/admin/visits/{visit.pk}/return-link/"

    asked = operations.get(address, headers={"accept-language": "nl"}).content.decode()
    refused = operations.post(address, headers={"accept-language": "nl"}, follow=True).content.decode()

    assert "Een winkelmand die tegengehouden is, wordt opnieuw opgebouwd" in asked
    assert "Er is geen link gemaild: de winkelmand kan niet terug zoals de koppeling nu is." in refused
    assert "regel 1, UNIT: " in refused
    with use_customer(acme):
        assert not ReturnLink.objects.exists()


def test_the_lists_count_visits_and_journal_entries(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        make_request(make_buyer())

    pages = [
        auditor.get(f"/admin/{name}/", headers={"accept-language": "nl"}).content.decode()
        for name in ("visits", "journal")
    ]

    assert ["1 bezoek" in pages[0], "logboekregels" in pages[1]] == [True, True]


def test_operations_mail_a_return_link(acme: Customer, operations: Client) -> None:
    with use_customer(acme):
        visit, _request = make_request(make_buyer())
    address = f"/admin/visits/{visit.pk}/return-link/"
    page = operations.get(f"/admin/visits/inspect/{visit.pk}/").content.decode()

    assert operations.get(address).status_code == 200
    operations.post(address)

    assert address in page
    with use_customer(acme):
        assert ReturnLink.objects.get().punch_out_id == visit.pk
        assert OutboxMail.objects.filter(kind="return_again").count() == 1
        assert ModelLogEntry.objects.filter(action="oci.mail_return_link").count() == 1


def test_a_link_that_cannot_be_mailed_says_why(acme: Customer, operations: Client) -> None:
    with use_customer(acme):
        visit, _request = make_request(
            make_buyer(allow_sap_event=True, auto_submit=False), {"HOOK_URL": "SAPEVENT:POST"}
        )

    page = operations.post(
        f"/admin/visits/{visit.pk}/return-link/", follow=True, headers={"accept-language": "en"}
    )

    assert "SAP GUI" in page.content.decode()
    with use_customer(acme):
        assert not ReturnLink.objects.exists()


def test_a_visit_without_a_request_offers_no_link(acme: Customer, operations: Client) -> None:
    with use_customer(acme):
        visit = make_visit(make_buyer())

    page = operations.get(f"/admin/visits/inspect/{visit.pk}/").content.decode()
    operations.post(f"/admin/visits/{visit.pk}/return-link/")

    assert "return-link" not in page
    with use_customer(acme):
        assert not ReturnLink.objects.exists()


def test_an_auditor_mails_no_link(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        visit, _request = make_request(make_buyer())

    page = auditor.get(f"/admin/visits/inspect/{visit.pk}/").content.decode()
    auditor.post(f"/admin/visits/{visit.pk}/return-link/")

    assert "return-link" not in page
    with use_customer(acme):
        assert not ReturnLink.objects.exists()


def test_another_customers_visit_is_not_there(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        visit, request = make_request(make_buyer())
    client = staff_client(globex, Role.ACCOUNT_MANAGER)

    assert found(client) == found(client, q=request.reference) == []
    assert client.get(f"/admin/visits/inspect/{visit.pk}/").status_code == 404
    assert client.post(f"/admin/visits/{visit.pk}/return-link/").status_code == 404
    with use_customer(acme):
        assert not ReturnLink.objects.exists()


def test_the_list_asks_the_database_no_more_for_fifty_visits(acme: Customer, auditor: Client) -> None:
    counts = []
    with use_customer(acme):
        buyer = make_buyer()
        make_request(buyer)
    for number in (0, 49):
        with use_customer(acme):
            for _ in range(number):
                make_visit(buyer)
        auditor.get("/admin/visits/")
        with CaptureQueriesContext(database) as queries:
            page = auditor.get("/admin/visits/")
        counts.append(len(queries))

    assert len(page.context["object_list"]) == 50
    assert counts[0] == counts[1]


def test_a_visit_asks_the_database_no_more_for_more_entries(acme: Customer, auditor: Client) -> None:
    counts = []
    with use_customer(acme):
        visit, _request = make_request(make_buyer())
    for number in (0, 20):
        with use_customer(acme):
            for _ in range(number):
                record(event=Event.PAGE, punch_out=visit, now=NOW)
        auditor.get(f"/admin/visits/inspect/{visit.pk}/")
        with CaptureQueriesContext(database) as queries:
            auditor.get(f"/admin/visits/inspect/{visit.pk}/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_visits_of_one_moment_keep_their_order(acme: Customer, auditor: Client) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        for name in ("Aad Een", "Bea Twee", "Cas Drie"):
            make_visit(buyer, {"oci_userfullname": name})
        PunchOut.objects.update(opened_at=NOW)
        # What was written last stands last in the table.
        PunchOut.objects.filter(requester_name="Aad Een").update(target="_parent")

    page = auditor.get("/admin/visits/")

    assert [visit.requester_name for visit in page.context["object_list"]] == [
        "Aad Een",
        "Bea Twee",
        "Cas Drie",
    ]
