from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from tenants.pooler import UnsafePoolerError, prove, prove_default


def connect() -> psycopg.Connection[tuple[str]]:
    return psycopg.connect(os.environ["TEST_CLUSTER_URL"], autocommit=True)


def test_prove_accepts_a_direct_connection() -> None:
    prove(connect)


@pytest.mark.django_db
def test_prove_default_reaches_the_configured_database() -> None:
    prove_default()


def test_prove_refuses_a_pooler_that_shares_a_server_connection() -> None:
    """What a pooler in transaction mode does: every client's next statement may run on the same server connection."""
    with connect() as server:

        @contextmanager
        def borrow() -> Iterator[psycopg.Connection[tuple[str]]]:
            yield server

        with pytest.raises(UnsafePoolerError, match="transaction mode"):
            prove(borrow)  # type: ignore[arg-type]  # stands in for a connection: a context manager that gives one
