"""Saving the form of a connection that takes calls takes nothing away that these need."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms import model_to_dict
from django.test import Client
from django.utils import timezone

from oci.domain.signing import create_key
from oci.enums import Feeds, Status
from oci.models import Connection, Credential
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.admin.connection_form import connection_form, inline
from tests.oci.buyers import Buyer, make_buyer

pytestmark = pytest.mark.django_db

EMPTY = {**inline("mappings"), **inline("return_origins"), **inline("cart_fields")}


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def buyer(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer(proof="password", status=Status.LIVE)


def save(client: Client, connection: Connection, **changes: Any) -> tuple[int, str]:
    """What the form answers, with one of its options changed."""
    form = connection_form(slug=connection.slug, proof="password", allow_sap_event="", **EMPTY) | changes
    page = client.post(f"/admin/connections/edit/{connection.pk}/", form, headers={"accept-language": "en"})
    return page.status_code, page.content.decode()


def rows(prefix: str, stored: list[Any], *, deleted: str) -> dict[str, Any]:
    """The stored rows as the page posts them, one of them marked as deleted."""
    posted = [
        {
            **{name: value for name, value in model_to_dict(row).items() if value not in (None, False)},
            **({"DELETE": "on"} if str(row) == deleted else {}),
        }
        for row in stored
    ]
    return {**inline(prefix, *posted), f"{prefix}-INITIAL_FORMS": len(posted)}


@pytest.mark.parametrize(
    ("status", "saved"),
    [(Status.DRAFT, True), (Status.TEST, False), (Status.LIVE, False), (Status.OFF, True)],
)
def test_a_proof_that_no_call_could_bring_is_refused_while_calls_come(
    acme: Customer, account_manager: Client, buyer: Buyer, status: Status, *, saved: bool
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=status)

    code, text = save(account_manager, buyer.connection, proof="signature")

    assert (code == 302, "Make a signing key first." not in text) == (saved, saved)
    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.proof == ("signature" if saved else "password")


def test_a_proof_is_changed_once_there_is_a_key(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        create_key(connection=buyer.connection, now=timezone.now())

    code, _text = save(account_manager, buyer.connection, proof="signature")

    assert code == 302


def test_the_requesters_parameter_and_the_last_return_address_stay(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        mappings = list(buyer.connection.mappings.all())
        origins = list(buyer.connection.return_origins.all())

    code, text = save(
        account_manager,
        buyer.connection,
        **rows("mappings", mappings, deleted="oci_usermail"),
        **rows("return_origins", origins, deleted="https://erp.example/oci"),
    )

    assert code == 200
    assert (
        "Say which parameter brings the requester&#x27;s e-mail. Accept at least one return address." in text
    )
    with use_customer(acme):
        assert buyer.connection.mappings.filter(feeds=Feeds.REQUESTER_EMAIL).exists()
        assert buyer.connection.return_origins.exists()


def test_another_parameter_is_deleted(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    with use_customer(acme):
        mappings = list(buyer.connection.mappings.all())

    code, _text = save(account_manager, buyer.connection, **rows("mappings", mappings, deleted="costcentre"))

    assert code == 302
    with use_customer(acme):
        assert not buyer.connection.mappings.filter(parameter="costcentre").exists()


def test_what_was_missing_before_keeps_no_other_option_from_being_corrected(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Credential.objects.all().delete()

    code, _text = save(account_manager, buyer.connection, vendor_number="7")

    assert code == 302
