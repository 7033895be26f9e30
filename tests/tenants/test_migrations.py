from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from tenants.context import use_customer
from tenants.domain.migrations import outdated_customers
from tenants.models import Customer

pytestmark = pytest.mark.usefixtures("real_database")


def put_behind(customer: Customer) -> None:
    """Take one app's tables away, as if its migration were new."""
    with use_customer(customer):
        call_command("migrate_schema", "sessions", "zero", verbosity=0, interactive=False)


def break_schema(customer: Customer) -> None:
    """Forget a migration whose tables are there, so that migrating fails."""
    with connection.cursor() as cursor:
        table = sql.Identifier(customer.schema_name, "django_migrations")
        cursor.execute(sql.SQL("DELETE FROM {} WHERE app = 'sessions'").format(table))


def migrate_all(processes: int = 1) -> list[str]:
    out = StringIO()
    call_command("migrate_all", verbosity=0, processes=processes, stdout=out)
    return out.getvalue().splitlines()


def test_migrate_all_touches_only_the_schema_that_is_behind(acme: Customer, globex: Customer) -> None:
    put_behind(acme)

    assert outdated_customers() == [acme]
    assert migrate_all() == ["1/1 acme ok", "1 migrated, all schemas are up to date"]
    assert migrate_all() == ["0 migrated, all schemas are up to date"]


def test_migrate_all_goes_on_after_one_that_fails(
    acme: Customer, globex: Customer, console: Customer
) -> None:
    break_schema(acme)
    put_behind(globex)
    put_behind(console)

    with pytest.raises(CommandError, match="acme"):
        migrate_all(processes=2)

    assert outdated_customers() == [acme]


def test_migrate_all_names_a_missing_schema_and_migrates_the_others(acme: Customer, globex: Customer) -> None:
    put_behind(acme)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(globex.schema_name)))

    with pytest.raises(CommandError, match="globex"):
        migrate_all()

    assert outdated_customers() == [globex]
