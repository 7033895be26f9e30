"""Which schemas are behind, told by one query over all of them."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from tenants.models import Customer


def outdated_customers() -> list[Customer]:
    """The customers, the console included, whose schema lacks a migration that the code has."""
    customers = list(Customer.objects.exclude(status=Customer.Status.CLOSED).order_by("created_at", "pk"))
    if not customers:
        return []
    wanted = _tenant_migrations()
    applied = _applied_migrations([customer.schema_name for customer in customers])
    return [customer for customer in customers if not wanted <= applied.get(customer.schema_name, set())]


def _tenant_migrations() -> set[tuple[str, str]]:
    from django.apps import apps  # the registry is complete only when this is called

    labels = {config.label for config in apps.get_app_configs() if config.name in settings.TENANT_APPS}
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {(app, name) for app, name in loader.disk_migrations if app in labels}


def _applied_migrations(schemas: list[str]) -> dict[str, set[tuple[str, str]]]:
    one = "SELECT {name}, app, name FROM {table}"
    query = sql.SQL(" UNION ALL ").join(
        sql.SQL(one).format(name=sql.Literal(schema), table=sql.Identifier(schema, "django_migrations"))
        for schema in schemas
    )
    applied: dict[str, set[tuple[str, str]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query)
        for schema, app, name in cursor.fetchall():
            applied.setdefault(schema, set()).add((app, name))
    return applied
