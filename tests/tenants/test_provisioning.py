from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tenants.context import use_customer
from tenants.domain.provisioning import (
    HostUnusableError,
    ProfileRefusedError,
    ProvisioningError,
    SlugRefusedError,
    create_customer,
)
from tenants.models import Customer
from tenants.workspace.models import Profile


def schemas() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)'")
        return {name for (name,) in cursor.fetchall()}


def test_create_customer_makes_a_schema_with_everything(acme: Customer) -> None:
    made = create_customer(slug="initech-nl", name="Initech", language="en").customer

    assert made.url("/admin/") == "http://initech-nl.localhost:8000/admin/"
    with use_customer(made):
        profile = Profile.load()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema()"
            )
            tables = cursor.fetchone()
            cursor.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_schema = %s", [acme.schema_name]
            )
            expected = cursor.fetchone()
    assert (profile.display_name, made.reference_prefix, profile.default_language) == (
        "Initech",
        "INITECHNL",
        "en",
    )
    assert tables == expected


def test_create_customer_leaves_the_search_path_alone(acme: Customer) -> None:
    """A dump begins by emptying the search path; replayed as it is, every later statement would fail."""
    create_customer(slug="initech", name="Initech")

    with use_customer(acme):
        assert Profile.load().display_name == "Acme Bouw"


@pytest.mark.parametrize(
    ("slug", "host", "language", "error"),
    [
        ("acme", "", "nl", SlugRefusedError),
        ("console", "", "nl", SlugRefusedError),
        ("Initech", "", "nl", SlugRefusedError),
        ("init_ech", "", "nl", SlugRefusedError),
        ("-initech", "", "nl", SlugRefusedError),
        ("a" * 31, "", "nl", SlugRefusedError),
        ("", "", "nl", SlugRefusedError),
        ("initech", "acme.localhost", "nl", HostUnusableError),
        ("initech", "not a host", "nl", HostUnusableError),
        ("initech", "www.localhost", "nl", HostUnusableError),
        ("initech", "API.localhost.", "nl", HostUnusableError),
        ("initech", "", "xx", ProfileRefusedError),
    ],
)
def test_create_customer_refuses_and_leaves_nothing(
    acme: Customer, slug: str, host: str, language: str, error: type[ProvisioningError]
) -> None:
    before = (schemas(), Customer.objects.count())

    with pytest.raises(error):
        create_customer(slug=slug, name="Initech", host=host, language=language)

    assert (schemas(), Customer.objects.count()) == before


def test_create_customer_stores_the_host_as_it_is_compared(acme: Customer) -> None:
    made = create_customer(slug="initech", name="Initech", host=" Fleet.Initech.example. ").customer

    assert made.primary_host == "fleet.initech.example"


def test_create_customer_gives_references_that_no_other_customer_has(acme: Customer) -> None:
    slugs = ["gemeente-amsterdam", "gemeente-amstelveen", "gemeente-amstenrade", "ac-me"]

    prefixes = [create_customer(slug=slug, name=slug).customer.reference_prefix for slug in slugs]

    assert prefixes == ["GEMEENTEAMST", "GEMEENTEAMS2", "GEMEENTEAMS3", "ACME2"]


def test_public_shares_no_table_with_a_customer(acme: Customer) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
            " INTERSECT SELECT table_name FROM information_schema.tables WHERE table_schema = %s",
            [acme.schema_name],
        )
        shared = {name for (name,) in cursor.fetchall()}

    assert shared == {"django_migrations"}


@pytest.mark.django_db
def test_create_customer_command_says_what_is_wrong() -> None:
    with pytest.raises(CommandError, match="reserved"):
        call_command("create_customer", "www", "World Wide")
