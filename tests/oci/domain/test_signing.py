from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import override_settings

from oci.domain.rotation import end_proof
from oci.domain.signing import create_key, derive_secret, rotate_key
from oci.models import SigningKey
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def test_create_key_shows_a_secret_that_is_stored_nowhere(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        elsewhere = create_key(connection=make_buyer().connection, now=NOW)
    with use_customer(acme):
        connection = make_buyer().connection

        created, second = (create_key(connection=connection, now=NOW) for _ in range(2))

        assert len({created.secret, second.secret, elsewhere.secret}) == 3
        assert re.fullmatch("[0-9a-f]{16}", created.key.key_id)
        assert re.fullmatch("[0-9a-f]{64}", created.secret)
        stored = SigningKey.objects.filter(pk=created.key.pk).values().get()
        assert created.secret not in str(stored)
        assert derive_secret(created.key.key_id) == created.secret


def test_a_key_is_worth_nothing_in_another_installation(acme: Customer) -> None:
    with use_customer(acme):
        created = create_key(connection=make_buyer().connection, now=NOW)

    with override_settings(SECRET_KEY="another"):
        assert derive_secret(created.key.key_id) != created.secret


@pytest.mark.parametrize(("others_end", "expected"), [(None, None), (timedelta(0), NOW), (WEEK, NOW + WEEK)])
def test_rotate_key_lets_the_others_end(
    acme: Customer, others_end: timedelta | None, expected: object
) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        before = NOW - 2 * WEEK
        older = create_key(connection=buyer.connection, now=before).key
        ended = create_key(connection=buyer.connection, now=before).key
        end_proof(proof=ended, until=NOW - WEEK)
        elsewhere = create_key(connection=make_buyer(slug="other").connection, now=before).key

        made = rotate_key(connection=buyer.connection, others_end=others_end, now=NOW)

        for key in (older, ended, elsewhere):
            key.refresh_from_db()
        assert (older.valid_until, ended.valid_until, elsewhere.valid_until) == (expected, NOW - WEEK, None)
        assert buyer.connection.signing_keys.first() == made.key
        assert (made.key.valid_from, made.key.valid_until) == (NOW, None)


def test_a_key_that_ends_before_it_began_leaves_it_no_time(acme: Customer) -> None:
    with use_customer(acme):
        key = create_key(connection=make_buyer().connection, now=NOW).key

        end_proof(proof=key, until=NOW - WEEK)

        key.refresh_from_db()
        assert (key.valid_from, key.valid_until) == (NOW, NOW)
