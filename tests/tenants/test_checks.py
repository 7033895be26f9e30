from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache, caches
from django.core.checks import run_checks
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

from tenants.context import use_customer
from tenants.models import Customer, Domain
from tenants.workspace.models import Profile


def test_checks_find_nothing_in_the_settings() -> None:
    assert run_checks() == []


@pytest.mark.parametrize(
    ("setting", "value", "expected"),
    [
        (
            "CACHES",
            {**settings.CACHES, "other": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}},
            "E001",
        ),
        ("SHARED_APPS", [*settings.SHARED_APPS, "django.contrib.auth"], "E002"),
        ("TENANT_LIMIT_SET_CALLS", False, "E003"),
        (
            "STORAGES",
            {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}},
            "E004",
        ),
        ("TASKS", {"default": {"BACKEND": "django_tasks.backends.database.DatabaseBackend"}}, "E005"),
    ],
)
def test_checks_stop_a_setting_that_mixes_customers(setting: str, value: Any, expected: str) -> None:
    with override_settings(**{setting: value}):
        found = [message.id for message in run_checks()]

    assert f"tenants.{expected}" in found


def test_cache_keeps_customers_apart(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        cache.set("page", "of acme")
    with use_customer(globex):
        seen = cache.get("page")

    assert seen is None
    assert {alias.key_func.__module__ for alias in caches.all()} == {"django_tenants.cache"}


def test_files_of_customers_lie_apart(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        name = default_storage.save("brand/logo.txt", ContentFile(b"acme"))
        assert default_storage.exists(name)
    with use_customer(globex):
        assert not default_storage.exists(name)


def test_search_path_is_set_once_per_visit(acme: Customer) -> None:
    with CaptureQueriesContext(connection) as queries, use_customer(acme):
        Profile.load()
        Profile.load()
        Domain.objects.count()

    assert [query["sql"] for query in queries if query["sql"].startswith("SET")] == [
        'SET search_path = "c_acme","public"'
    ]


def test_connections_of_the_pool_have_a_maximum_life() -> None:
    """Memory of a connection grows with the schemas it has visited; see the settings, which the suite runs without."""
    from flexfleet.settings import pool_options

    assert pool_options(8)["max_lifetime"] <= 600


def test_schema_has_only_the_tables_that_somebody_uses(acme: Customer) -> None:
    """Every table costs once per customer: a new one is a decision, made by raising this number."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [acme.schema_name])
        row = cursor.fetchone()

    assert row is not None
    assert row[0] == 78
