from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from oci.enums import Status
from oci.models import Connection, ReturnOrigin
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.buyers import Buyer, make_buyer

pytestmark = pytest.mark.django_db


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def buyer(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer()


def address(buyer: Buyer) -> str:
    return f"/admin/connections/{buyer.connection.pk}/profile/"


def test_what_a_profile_changes_is_shown_first(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    page = account_manager.get(address(buyer), {"profile": "sap_srm_7"}, headers={"accept-language": "en"})

    shown = {(change.what, change.old, change.new) for change in page.context["changes"]}
    assert ("Charset", "UTF-8", "ISO-8859-1") in shown
    for text in (
        "UTF-8",
        "ISO-8859-1",
        "Use SAP SRM 7",
        "Drops a line that is incomplete",
        "Enter its origin",
    ):
        assert text in page.content.decode()
    with use_customer(acme):
        assert Connection.objects.get(pk=buyer.connection.pk).charset == "UTF-8"


def test_a_profile_is_used_and_leaves_alone_what_is_the_customers(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        kept = (
            list(buyer.connection.credentials.values()),
            list(ReturnOrigin.objects.filter(connection=buyer.connection).values()),
            list(buyer.connection.mappings.values()),
        )

    response = account_manager.post(address(buyer), {"profile": "sap_srm_7"})

    assert response.headers["Location"] == f"/admin/connections/edit/{buyer.connection.pk}/"
    with use_customer(acme):
        used = Connection.objects.get(pk=buyer.connection.pk)
        entry = ModelLogEntry.objects.get()
        assert (used.profile, used.charset, used.status) == ("sap_srm_7", "ISO-8859-1", Status.LIVE)
        assert list(used.credentials.values()) == kept[0]
        assert list(used.return_origins.values()) == kept[1]
        assert list(used.mappings.values())[: len(kept[2])] == kept[2]
    assert (entry.action, entry.data["profile"]) == ("oci.apply_profile", "sap_srm_7")
    assert {"what", "old", "new"} == set(entry.data["changes"][0])


def test_a_profile_that_is_in_use_changes_nothing(account_manager: Client, buyer: Buyer) -> None:
    account_manager.post(address(buyer), {"profile": "odoo"})

    page = account_manager.get(address(buyer), headers={"accept-language": "en"})

    assert page.context["changes"] == ()
    assert "The connection is as Odoo needs it: nothing would change." in page.content.decode()


def test_an_unknown_profile_is_not_there(account_manager: Client, buyer: Buyer) -> None:
    assert account_manager.get(address(buyer), {"profile": "sap_r2"}).status_code == 404
    assert account_manager.post(address(buyer), {"profile": "sap_r2"}).status_code == 404


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR])
def test_only_who_may_change_a_connection_uses_a_profile(
    acme: Customer, staff_client: StaffClient, buyer: Buyer, role: Role
) -> None:
    client = staff_client(acme, role)

    client.post(address(buyer), {"profile": "sap_srm_7"})

    with use_customer(acme):
        assert Connection.objects.get(pk=buyer.connection.pk).profile == "generic_4_0"


def test_another_customers_connection_gets_no_profile(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        theirs = [make_buyer(slug=f"acme-{number}") for number in range(3)][-1]
    client = staff_client(globex, Role.ACCOUNT_MANAGER)

    assert client.get(address(theirs)).status_code == 404
    assert client.post(address(theirs), {"profile": "sap_srm_7"}).status_code == 404
