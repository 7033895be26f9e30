"""Bringing schemas up to date: which are behind, told by one query over all of them, and only those are touched."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tenants.domain.migration_process import Outcome, begin, migrate_one
from tenants.models import Customer

Migrations = set[tuple[str, str]]


def outdated_customers() -> list[Customer]:
    """The customers, the console included, whose schema lacks a migration that the code has, or is missing."""
    customers = list(Customer.objects.exclude(status=Customer.Status.CLOSED).order_by("created_at", "pk"))
    wanted = _tenant_migrations()
    applied = _applied_migrations([customer.schema_name for customer in customers])
    return [customer for customer in customers if not wanted <= applied.get(customer.schema_name, set())]


def migrate(customers: list[Customer], *, processes: int) -> Iterator[Outcome]:
    """Migrate these schemas, `processes` at a time; outcomes come as they are ready.

    A schema that fails stays as far as it got and stops no other. Stopped half-way, the next call goes on from there.
    """
    slugs = [customer.slug for customer in customers]
    if processes == 1 or len(slugs) == 1:
        yield from map(migrate_one, slugs)
        return
    # Not threads: creating permissions goes through a cache of content types that all threads of a process share.
    with ProcessPoolExecutor(
        processes, get_context("spawn"), initializer=begin, initargs=(connection.settings_dict["NAME"],)
    ) as pool:
        for done in as_completed(pool.submit(migrate_one, slug) for slug in slugs):
            yield done.result()


def _tenant_migrations() -> Migrations:
    labels = {config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {(app, name) for app, name in loader.disk_migrations if app in labels}


def _migrated_schemas(schemas: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname FROM pg_tables WHERE tablename = 'django_migrations' AND schemaname = ANY(%s)",
            [schemas],
        )
        return [schema for (schema,) in cursor.fetchall()]


def _applied_migrations(schemas: list[str]) -> dict[str, Migrations]:
    applied: dict[str, Migrations] = {schema: set() for schema in _migrated_schemas(schemas)}
    if not applied:
        return applied
    query = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {name}, app, name FROM {table}").format(
            name=sql.Literal(schema), table=sql.Identifier(schema, "django_migrations")
        )
        for schema in applied
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        for schema, app, name in cursor.fetchall():
            applied[schema].add((app, name))
    return applied
