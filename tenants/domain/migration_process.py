"""One schema's migration, as a process of the pool runs it.

A new process finds these functions by importing this module, before it has any apps. So what needs apps is imported
inside the functions.
"""

from __future__ import annotations

from dataclasses import dataclass

import django


@dataclass(frozen=True)
class Outcome:
    """What became of one customer's schema. `error` is empty when it is up to date now."""

    slug: str
    error: str = ""


def begin(database: str) -> None:
    """Start a process of the pool, at the database that the command was started for."""
    django.setup()
    from django.db import connection

    connection.settings_dict["NAME"] = database


def migrate_one(slug: str) -> Outcome:
    """Migrate a customer's schema. Whatever goes wrong is the outcome, never an exception."""
    from django.core.management import call_command
    from django_tenants.utils import schema_exists

    from tenants.context import use_customer
    from tenants.models import Customer

    customer = Customer.objects.get(slug=slug)
    if not schema_exists(customer.schema_name):
        return Outcome(
            slug, f"its schema {customer.schema_name} is missing: restore it, or close the customer"
        )
    try:
        with use_customer(customer):
            call_command("migrate_schema", verbosity=0, interactive=False)
    except Exception as error:  # noqa: BLE001  # whatever a migration raises must not stop the other customers'
        return Outcome(slug, f"{type(error).__name__}: {error}".partition("\n")[0])
    return Outcome(slug)
