"""What every test may ask for: two customers, the console, and browsers that are at one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import translation
from pytest_django import DjangoDbBlocker

from tenants.context import use_customer
from tenants.domain.hand_over import mirror
from tenants.domain.staff import add_staff, give_role
from tenants.models import Customer
from tenants.roles import Role
from tests import database

_numbers = count(1)

Browse = Callable[[Customer], Client]
StaffClient = Callable[[Customer, Role], Client]


@pytest.fixture(autouse=True)
def forget_language() -> Iterator[None]:
    """A page leaves its language behind in the thread, and the next test would read it."""
    yield
    translation.deactivate()


@pytest.fixture(scope="session", autouse=True)
def plain_files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Static files without a manifest, uploads and mail in a folder of this run."""
    folder: Path = tmp_path_factory.mktemp("files")
    storages = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with override_settings(STORAGES=storages, MEDIA_ROOT=folder / "media", WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> None:
    with django_db_blocker.unblock():
        database.create_from_template(database.OWN)


@pytest.fixture
def real_database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database of the test's own in which commits are real, for threads and other processes; yields its name."""
    name = f"{database.OWN}_{next(_numbers)}"
    with django_db_blocker.unblock():
        database.create_from_template(name)
        with database.pointed_at(name):
            yield name
        database.drop(name)


def _customer(request: pytest.FixtureRequest, slug: str) -> Customer:
    request.getfixturevalue("real_database" if "real_database" in request.fixturenames else "db")
    return Customer.objects.get(slug=slug)


@pytest.fixture
def acme(request: pytest.FixtureRequest) -> Customer:
    """A Dutch customer at acme.localhost with the offering and the connection that provisioning gives."""
    return _customer(request, "acme")


@pytest.fixture
def globex(request: pytest.FixtureRequest) -> Customer:
    """An English customer at globex.localhost, the other side of every test of isolation."""
    return _customer(request, "globex")


@pytest.fixture
def console(request: pytest.FixtureRequest) -> Customer:
    return _customer(request, "console")


@pytest.fixture
def browse() -> Browse:
    """A browser at a customer's host: `browse(acme).get("/")`."""
    return lambda customer: Client(HTTP_HOST=customer.primary_host)


@pytest.fixture
def staff_client(browse: Browse) -> StaffClient:
    """A browser with somebody of the given role signed in at a customer, or at the console (a role for all)."""

    def sign_in(customer: Customer, role: Role) -> Client:
        staff = add_staff(email=f"{role}{next(_numbers)}@europcar.example", name=f"Robin {role.label}")
        give_role(staff=staff, role=role, customer=None if customer.is_console else customer)
        client = browse(customer)
        with use_customer(customer):
            client.force_login(mirror(staff, role=role))
        return client

    return sign_in
