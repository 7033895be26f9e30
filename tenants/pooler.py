"""Proof that what stands between us and PostgreSQL keeps customers apart.

A pooler in transaction mode hands one server connection to several clients in turn. Unless it tracks `search_path`
(PgBouncer from 1.25.2 with PostgreSQL 18), a client then runs in the schema that another one chose. So two clients
choose different schemas and look again, in turn; whoever sees the other's is told before any customer is.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

ROUNDS = 3


class UnsafePoolerError(ImproperlyConfigured):
    """Statements of one customer would run in another's schema. Connect directly, or let the pooler track the path."""


def prove(connect: Callable[[], psycopg.Connection[tuple[str]]]) -> None:
    """Check a way to the database with two clients of their own.

    Raises:
        UnsafePoolerError: a client saw the search path that the other one set.
    """
    with ExitStack() as stack:
        clients = {name: stack.enter_context(connect()) for name in ("proof_one", "proof_two")}
        for name, client in clients.items():
            client.execute(f"SET search_path = {name}")
        for _round in range(ROUNDS):
            for name, client in clients.items():
                seen = client.execute("SHOW search_path").fetchone()
                if seen != (name,):
                    raise UnsafePoolerError(
                        f"a connection whose search path is {name} works in {seen}. Between this server and PostgreSQL"
                        " stands a pooler in transaction mode that does not track search_path."
                    )


def prove_default() -> None:
    """Check the configured database; called once, before the first request or job."""
    parameters = connection.get_connection_params()
    for ours in ("cursor_factory", "context", "prepare_threshold", "pool"):
        parameters.pop(ours, None)
    prove(lambda: psycopg.connect(**parameters, autocommit=True))
