"""The suite's own database, on which the other tests rely."""

from __future__ import annotations

import os

import psycopg
import pytest

from tests import database


def databases() -> set[str]:
    with psycopg.connect(os.environ["TEST_CLUSTER_URL"]) as server:
        return {name for (name,) in server.execute("SELECT datname FROM pg_database")}


@pytest.mark.django_db
def test_template_is_there_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "TEMPLATE", f"{database.OWN}_other_template")
    copy = f"{database.OWN}_copy"

    def fail() -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(database, "_fill", fail)
    with pytest.raises(RuntimeError, match="disk"):
        database.create_from_template(copy)
    after_failing = databases()
    monkeypatch.setattr(database, "_fill", lambda: None)
    database.create_from_template(copy)
    after_filling = databases()

    assert {database.TEMPLATE, copy} & after_failing == set()
    assert {database.TEMPLATE, copy} <= after_filling
    assert [name for name in after_filling if "building" in name] == []
    database.drop(copy)
    database.drop(database.TEMPLATE)


def test_settings_of_the_caller_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (
        "EMAIL_URL",
        "VAR_DIR",
        "BEHIND_PROXY",
        "PUBLIC_DOMAIN",
        "LOG_JSON",
        "DEFAULT_FROM_EMAIL",
        "DEBUG",
    )
    environment = {**dict.fromkeys(names, "1"), "PATH": "/bin"}
    monkeypatch.setattr(os, "environ", environment)

    database.forget_settings()

    assert environment == {"PATH": "/bin"}
