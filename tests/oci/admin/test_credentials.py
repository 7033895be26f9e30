from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from oci.domain.signing import derive_secret
from oci.models import Credential, SigningKey
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


def test_a_credential_is_shown_once(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    address = f"/admin/connections/{buyer.connection.pk}/credentials/"
    form = {"username": "erp", "username_parameter": "U", "password_parameter": "P", "others": "7"}

    page = account_manager.post(address, form)

    with use_customer(acme):
        newest, older = Credential.objects.filter(connection=buyer.connection)
        assert (newest.username, newest.valid_until) == ("erp", None)
        assert older.valid_until is not None
        assert older.valid_until - newest.valid_from >= timedelta(days=6, hours=23)
        secret = page.context["created"].secret
        made = Buyer(buyer.connection, secret, buyer.parameters | {"U": "erp", "P": secret})
        made.open({"USERNAME": None, "PASSWORD": None}, now=newest.valid_from)
    assert secret in page.content.decode()
    assert secret not in account_manager.get(address).content.decode()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("others", "action"), [("keep", "oci.create_credential"), ("0", "oci.rotate_credential")]
)
def test_what_happens_to_credentials_is_in_the_audit(
    acme: Customer, account_manager: Client, buyer: Buyer, others: str, action: str
) -> None:
    address = f"/admin/connections/{buyer.connection.pk}/credentials/"
    form = {"username": "erp", "username_parameter": "U", "password_parameter": "P", "others": others}

    account_manager.post(address, form)

    with use_customer(acme):
        entry = ModelLogEntry.objects.get(object_id=buyer.connection.pk)
    assert (entry.action, entry.data) == (action, {"username": "erp", "others": others})


def test_a_credential_is_ended(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    with use_customer(acme):
        credential = buyer.connection.credentials.get()

    account_manager.post(f"/admin/connections/{buyer.connection.pk}/credentials/{credential.pk}/end/")

    with use_customer(acme):
        credential.refresh_from_db()
        assert credential.valid_until is not None
        assert ModelLogEntry.objects.filter(action="oci.end_credential").count() == 1


def test_a_signing_key_is_shown_once(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    address = f"/admin/connections/{buyer.connection.pk}/keys/"

    page = account_manager.post(address, {"key-others": "keep"})

    with use_customer(acme):
        key = SigningKey.objects.get(connection=buyer.connection)
        entry = ModelLogEntry.objects.get(object_id=buyer.connection.pk)
    assert (page.context["created_key"].key, page.context["created_key"].secret) == (
        key,
        derive_secret(key.key_id),
    )
    for shown in (key.key_id, derive_secret(key.key_id), "/oci/srm/"):
        assert shown in page.content.decode()
    later = account_manager.get(address).content.decode()
    assert key.key_id in later
    assert derive_secret(key.key_id) not in later
    assert "no-store" in page.headers["Cache-Control"]
    assert (entry.action, entry.data) == ("oci.create_key", {"key": key.key_id, "others": "keep"})


def test_signing_keys_rotate_with_an_overlap(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    address = f"/admin/connections/{buyer.connection.pk}/keys/"
    for others in ("keep", "7"):
        account_manager.post(address, {"key-others": others})

    with use_customer(acme):
        newest, older = SigningKey.objects.filter(connection=buyer.connection)
        actions = sorted(ModelLogEntry.objects.values_list("action", flat=True))
    assert newest.valid_until is None
    assert older.valid_until == newest.valid_from + timedelta(days=7)
    assert actions == ["oci.create_key", "oci.rotate_key"]


def test_a_signing_key_is_ended(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    account_manager.post(f"/admin/connections/{buyer.connection.pk}/keys/", {"key-others": "keep"})
    with use_customer(acme):
        key = SigningKey.objects.get()

    account_manager.post(f"/admin/connections/{buyer.connection.pk}/keys/{key.pk}/end/")

    with use_customer(acme):
        key.refresh_from_db()
        assert key.valid_until is not None
        assert ModelLogEntry.objects.filter(action="oci.end_key").count() == 1


@pytest.mark.parametrize("kind", ["credentials", "keys"])
def test_one_connections_proof_is_not_ended_from_another(
    acme: Customer, account_manager: Client, buyer: Buyer, kind: str
) -> None:
    account_manager.post(f"/admin/connections/{buyer.connection.pk}/keys/", {"key-others": "keep"})
    with use_customer(acme):
        other = make_buyer(slug="other").connection
        credential, key = buyer.connection.credentials.get(), buyer.connection.signing_keys.get()
        row: Credential | SigningKey = credential if kind == "credentials" else key

    response = account_manager.post(f"/admin/connections/{other.pk}/{kind}/{row.pk}/end/")

    assert response.status_code == 404
    with use_customer(acme):
        row.refresh_from_db()
        assert row.valid_until is None


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR])
def test_only_who_may_change_a_connection_makes_keys(
    acme: Customer, staff_client: StaffClient, buyer: Buyer, role: Role
) -> None:
    client = staff_client(acme, role)

    for kind in ("credentials", "keys"):
        client.post(f"/admin/connections/{buyer.connection.pk}/{kind}/", {"key-others": "0"})

    with use_customer(acme):
        assert (
            Credential.objects.filter(connection=buyer.connection).count(),
            SigningKey.objects.count(),
        ) == (1, 0)


def test_another_customers_keys_are_not_there(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        theirs = [make_buyer(slug=f"acme-{number}").connection for number in range(3)][-1]
    client = staff_client(globex, Role.ACCOUNT_MANAGER)

    for kind in ("credentials", "keys"):
        address = f"/admin/connections/{theirs.pk}/{kind}/"
        assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
