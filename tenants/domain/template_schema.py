"""A new customer's schema as SQL text: made once per set of migrations, replayed for every customer.

Running all migrations takes seconds; replaying the dump takes a tenth of one. django-tenants' clone function renames
unique constraints, after which a later migration fails on clones alone, so `pg_dump` it is.
"""

from __future__ import annotations

import hashlib
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tenants.context import use_customer
from tenants.models import Customer

# Two processes that find no dump must not both build one. Any constant will do, as long as it stays this one.
_BUILD_LOCK = 4_207_001


class TemplateDumpError(RuntimeError):
    """`pg_dump` could not read the template; its own words are the message. Trying again helps once they are mended."""


def fingerprint() -> str:
    """What a schema made now would differ by: the names of all migrations, each with the text of its file."""
    digest = hashlib.sha256()
    loader = MigrationLoader(None, ignore_no_migrations=True)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        digest.update(f"{app}.{name}\n".encode())
        digest.update(inspect.getsource(sys.modules[migration.__module__]).encode())
    return digest.hexdigest()[:16]


def replay(schema_name: str) -> None:
    """Make `schema_name`, which must not exist yet, like every tenant's schema, in the caller's transaction."""
    mark = fingerprint()
    sql = _dump(mark).replace(_template_name(mark), schema_name)
    with connection.cursor() as cursor:
        cursor.execute(sql)


def _template_name(mark: str) -> str:
    # Long and unlike any word, because `replay` replaces it in the text of the dump.
    return f"flexfleet_template_{mark}"


def _dump(mark: str) -> str:
    file: Path = settings.VAR_DIR / "templates" / f"{mark}.sql"
    if not file.exists():
        if connection.in_atomic_block:
            # pg_dump reads over a connection of its own and would see nothing of an open transaction.
            raise TemplateDumpError(
                "the template schema must be built outside a transaction: call `prepare` first"
            )
        with _build_lock():
            # Whoever held the lock before us has built it meanwhile.
            if not file.exists():
                file.parent.mkdir(parents=True, exist_ok=True)
                unfinished = file.with_suffix(f".{os.getpid()}")
                unfinished.write_text(_build(_template_name(mark)))
                unfinished.replace(file)
    return file.read_text()


@contextmanager
def _build_lock() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_BUILD_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_BUILD_LOCK])


def _build(schema_name: str) -> str:
    """Migrate a schema from nothing, dump it, drop it."""
    template = Customer(schema_name=schema_name, slug="template", name="Template")
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema_name}" CASCADE')
        try:
            cursor.execute(f'CREATE SCHEMA "{schema_name}"')
            with use_customer(template):
                call_command("migrate_schema", verbosity=0)
            return _replayable(_pg_dump(schema_name))
        finally:
            cursor.execute(f'DROP SCHEMA IF EXISTS "{schema_name}" CASCADE')


def prepare() -> None:
    """Build the dump if this set of migrations has none yet; takes seconds then, nothing otherwise."""
    _dump(fingerprint())


def _pg_dump(schema_name: str) -> str:
    parameters = connection.get_connection_params()
    options = {
        "--host": parameters.get("host"),
        "--port": parameters.get("port"),
        "--username": parameters.get("user"),
        "--dbname": parameters["dbname"],
    }
    command = [str(settings.PG_DUMP), f"--schema={schema_name}", "--no-owner", "--no-privileges", "--inserts"]
    command += ["--rows-per-insert=200", *(f"{name}={value}" for name, value in options.items() if value)]
    secret = {"PGPASSWORD": str(parameters["password"])} if parameters.get("password") else {}
    result = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, **secret}, check=False
    )
    if result.returncode:
        raise TemplateDumpError(result.stderr.strip())
    return result.stdout


def _replayable(dump: str) -> str:
    """The dump without what would outlive it: session settings (an empty search_path!) and psql's own commands."""
    session_setting = re.compile(r"^(SET |SELECT pg_catalog\.set_config\(|\\)")
    return "\n".join(line for line in dump.splitlines() if not session_setting.match(line))
