"""The suite's own PostgreSQL: one throw-away cluster for a run, one database for each worker, made from a template.

Loaded with `-p`, because the settings are read before any conftest. The caller's settings do not reach the run: what a
test finds is the same on every machine. The workers inherit the address of the run's cluster.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from flexfleet.postgres import temporary_cluster

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
TEMPLATE = "flexfleet_template"
OWN = f"flexfleet_{WORKER or 'main'}"
_BUILD_LOCK = 1
SETTINGS = frozenset(
    re.findall(
        r'env\.\w+\(\s*"([A-Z_]+)"',
        (Path(__file__).parents[1] / "platform" / "flexfleet" / "settings.py").read_text(),
    )
)

_running = ExitStack()


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    if not WORKER:
        os.environ["TEST_CLUSTER_URL"] = _running.enter_context(temporary_cluster()).url("postgres")
    forget_settings()
    os.environ["DATABASE_URL"] = os.environ["TEST_CLUSTER_URL"].replace("/postgres?", f"/{OWN}?")
    os.environ["DATABASE_POOL_SIZE"] = "0"
    os.environ["SECRET_KEY"] = "only for tests"
    os.environ["PUBLIC_PORT"] = "8000"
    # As in production: what a run logs is what `tests.scrubbed` judges.
    os.environ["LOG_LEVEL"] = "INFO"


def pytest_unconfigure() -> None:
    _running.close()


def forget_settings() -> None:
    """Leave no variable in the environment that our settings read."""
    for name in SETTINGS:
        os.environ.pop(name, None)


def create_from_template(name: str) -> None:
    """A database with the console and two customers in it; the first to ask builds the template."""
    with psycopg.connect(os.environ["TEST_CLUSTER_URL"], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_BUILD_LOCK])
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [TEMPLATE]).fetchone():
            _build_template(server)
        server.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(TEMPLATE))
        )


def _build_template(server: psycopg.Connection) -> None:
    """Under another name until it is filled: another worker never copies half of one."""
    building = f"{TEMPLATE}_building"
    drop(building)
    server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(building)))
    with pointed_at(building):
        _fill()
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(TEMPLATE))
    )


def drop(name: str) -> None:
    with psycopg.connect(os.environ["TEST_CLUSTER_URL"], autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def pointed_at(name: str) -> Iterator[None]:
    """Let Django's connection of this thread lead to another database of the cluster."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


def _fill() -> None:
    from tenants.domain.provisioning import (
        create_customer,
    )  # needs Django's registry, which is not there yet above
    from tenants.models import Customer

    call_command("migrate_all", verbosity=0)
    create_customer(slug="console", name="FlexFleet console", kind=Customer.Kind.CONSOLE, language="en")
    create_customer(slug="acme", name="Acme Bouw", language="nl")
    create_customer(slug="globex", name="Globex", language="en")
