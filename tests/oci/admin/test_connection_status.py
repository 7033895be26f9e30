"""A connection on its way to live: what its page says is missing, and what keeps it where it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from oci.domain.connections import find_missing
from oci.domain.signing import create_key
from oci.enums import CartLines, Feeds, Proof, Status
from oci.models import Connection, Credential, ParameterMapping, ReturnOrigin
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.buyers import NOW, Buyer, make_buyer

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def buyer(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer()


def link(page: str, words: str) -> str:
    """Where a sentence leads."""
    return page.partition(f">{words}<")[0].rpartition('href="')[2].partition('"')[0]


def above_the_form(client: Client, connection: Connection) -> str:
    page = client.get(f"/admin/connections/edit/{connection.pk}/", headers=ENGLISH).content.decode()
    return page.partition('<dl class="once">')[2].partition("<form")[0]


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        (Status.DRAFT, Status.TEST, False),
        (Status.TEST, Status.LIVE, False),
        (Status.LIVE, Status.OFF, False),
        (Status.OFF, Status.LIVE, False),
        (Status.DRAFT, Status.LIVE, True),
    ],
)
def test_the_status_changes_by_a_button(
    acme: Customer, account_manager: Client, buyer: Buyer, before: Status, after: Status, *, stays: bool
) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=before)
    address = f"/admin/connections/{buyer.connection.pk}/{after.value}/"

    assert account_manager.get(address).status_code == 200
    account_manager.post(address)

    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == (before if stays else after)


def test_an_incomplete_connection_stays_a_draft(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=Status.DRAFT)
        ParameterMapping.objects.filter(feeds=Feeds.REQUESTER_EMAIL).delete()
        Credential.objects.filter(connection=buyer.connection).update(valid_until=NOW - timedelta(days=1))

    page = account_manager.post(f"/admin/connections/{buyer.connection.pk}/test/", follow=True)

    assert (
        "Maak eerst een toegangscode" in page.content.decode()
        or "Make a credential first" in page.content.decode()
    )
    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == Status.DRAFT


@pytest.mark.parametrize(
    ("proof", "keys", "missing"),
    [
        (Proof.PASSWORD, 0, []),
        (Proof.SIGNATURE, 0, ["Make a signing key first."]),
        (Proof.SIGNATURE, 1, []),
        (Proof.EITHER, 0, []),
    ],
)
def test_a_connection_needs_the_proof_that_its_calls_carry(
    acme: Customer, proof: Proof, keys: int, missing: list[str]
) -> None:
    with use_customer(acme), translation.override("en"):
        connection = make_buyer(proof=proof, status=Status.DRAFT).connection
        for _ in range(keys):
            create_key(connection=connection, now=NOW)

        found = find_missing(connection=connection, status=Status.LIVE, now=NOW)
        assert [one.words for one in found] == missing


def test_live_needs_an_accepted_return_address(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=Status.TEST)
        ReturnOrigin.objects.update(accepted=False)

    account_manager.post(f"/admin/connections/{buyer.connection.pk}/live/")

    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == Status.TEST


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.TEST, "Put live"),
        (Status.DRAFT, "Put in test"),
    ],
)
def test_a_connection_shows_its_status_its_address_and_the_next_step(
    acme: Customer, account_manager: Client, buyer: Buyer, status: Status, told: str
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=status)

    page = account_manager.get(
        f"/admin/connections/edit/{buyer.connection.pk}/", headers={"accept-language": "en"}
    ).content.decode()

    top = page.partition('<dl class="once">')[2].partition("<form")[0]
    assert f">{status.label}</span>" in top
    assert f"<code>http://{acme.primary_host}/oci/srm/</code>" in top
    assert told in top


def test_a_connection_says_what_its_next_step_still_needs(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=Status.TEST)
        ReturnOrigin.objects.all().delete()

    page = account_manager.get(
        f"/admin/connections/edit/{buyer.connection.pk}/", headers={"accept-language": "en"}
    ).content.decode()

    top = page.partition('<dl class="once">')[2].partition("<form")[0]
    assert link(top, "Accept at least one return address.") == "#id_return_origins-FORMS"
    assert "Put live" not in top


def test_what_is_missing_is_named_with_the_way_there_before_anybody_confirms(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=Status.DRAFT)
        Credential.objects.all().delete()
        ParameterMapping.objects.all().delete()
    pk = buyer.connection.pk

    page = account_manager.get(f"/admin/connections/{pk}/test/", headers=ENGLISH).content.decode()

    assert link(page, "Make a credential first.") == f"/admin/connections/{pk}/credentials/"
    mail = link(page, "Say which parameter brings the requester&#x27;s e-mail.")
    assert mail == f"/admin/connections/edit/{pk}/#id_mappings-FORMS"
    assert ">Put in test</button>" not in page
    assert "takes calls" not in page


@pytest.mark.parametrize(("allow_http", "words"), [(True, []), (False, ["http"])])
def test_a_return_address_that_would_be_refused_does_not_count_for_live(
    acme: Customer, words: list[str], *, allow_http: bool
) -> None:
    with use_customer(acme), translation.override("en"):
        connection = make_buyer(allow_http=allow_http).connection
        ReturnOrigin.objects.update(origin="http://erp.example")

        found = find_missing(connection=connection, status=Status.LIVE, now=NOW)

        assert ["http" for one in found if "“accept http”" in one.words] == words
        assert find_missing(connection=connection, status=Status.TEST, now=NOW) == []


@pytest.mark.parametrize("lines", CartLines.values)
def test_live_is_not_offered_while_every_cart_would_be_stopped(
    acme: Customer, account_manager: Client, lines: str
) -> None:
    with use_customer(acme):
        connection = make_buyer(status=Status.TEST, required_fields="MATGROUP", cart_lines=lines).connection

    top = above_the_form(account_manager, connection)
    account_manager.post(f"/admin/connections/{connection.pk}/live/")

    words = "The cart would be stopped, line 1, MATGROUP: A field that this procurement system insists on is missing."
    assert link(top, words) == f"/admin/connections/{connection.pk}/cart/"
    assert ("line 2" in top) == (lines == CartLines.PER_CHARGE)
    assert "Put live" not in top
    with use_customer(acme):
        connection.refresh_from_db()
        assert connection.status == Status.TEST


def test_the_page_of_a_connection_in_test_says_what_to_arrange(
    acme: Customer, account_manager: Client
) -> None:
    with use_customer(acme):
        connection = make_buyer(status=Status.TEST, profile="sap_srm_7", required_fields="").connection
        ReturnOrigin.objects.create(connection=connection, origin="https://new.example", accepted=False)

    top = above_the_form(account_manager, connection)

    assert "The unit must be one that SAP knows by its ISO code." in top
    frames = "“Frames” is empty: browsers show nothing of our pages in the frame of this system."
    assert link(top, frames) == "#id_frame_origins"
    proposed = "1 return address is proposed and waits for your tick."
    assert link(top, proposed) == "#id_return_origins-FORMS"


@pytest.mark.parametrize("options", [{"status": Status.LIVE}, {"frame_origins": "https://erp.example"}])
def test_frames_are_asked_for_only_where_they_are_missing(
    acme: Customer, account_manager: Client, options: dict[str, Any]
) -> None:
    with use_customer(acme):
        connection = make_buyer(**{"status": Status.TEST, "profile": "sap_srm_7", **options}).connection

    assert "“Frames” is empty" not in above_the_form(account_manager, connection)
