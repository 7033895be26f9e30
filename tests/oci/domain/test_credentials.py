from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from oci.domain.credentials import create_credential, rotate_credential
from oci.domain.rotation import end_proof
from oci.models import Credential
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


@pytest.mark.parametrize(("others_end", "expected"), [(None, None), (timedelta(0), NOW), (WEEK, NOW + WEEK)])
def test_rotate_credential_lets_the_others_end(
    acme: Customer, others_end: timedelta | None, expected: object
) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        older = buyer.connection.credentials.get()
        elsewhere = make_buyer(slug="other").connection.credentials.get()

        made = rotate_credential(
            connection=buyer.connection,
            username="erp",
            others_end=others_end,
            now=NOW,
            username_parameter="U",
        )

        older.refresh_from_db()
        elsewhere.refresh_from_db()
        assert (older.valid_until, elsewhere.valid_until) == (expected, None)
        assert buyer.connection.credentials.first() == made.credential
        assert (made.credential.username, made.credential.username_parameter) == ("erp", "U")
        assert (made.credential.valid_from, made.credential.valid_until) == (NOW, None)
        buyer.open({"USERNAME": None, "U": "erp", "PASSWORD": made.secret})


def test_rotate_credential_lets_none_live_longer(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        ended, ending = (
            create_credential(connection=buyer.connection, username="shop", now=NOW - 2 * WEEK).credential
            for _ in range(2)
        )
        end_proof(proof=ended, until=NOW - WEEK)
        end_proof(proof=ending, until=NOW + timedelta(days=1))

        rotate_credential(connection=buyer.connection, username="shop", others_end=WEEK, now=NOW)

        ends = [Credential.objects.get(pk=one.pk).valid_until for one in (ended, ending)]
        assert ends == [NOW - WEEK, NOW + timedelta(days=1)]


def test_rotate_credential_that_fails_leaves_the_others_valid(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()

        with pytest.raises(IntegrityError, match="credential_has_a_user_name"), transaction.atomic():
            rotate_credential(connection=buyer.connection, username="", others_end=timedelta(0), now=NOW)

        assert [one.valid_until for one in buyer.connection.credentials.all()] == [None]
        buyer.open()
