"""A real browser at a running installation, and the buyer's system it comes from."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from oci.domain.credentials import create_credential
from oci.domain.profiles import apply_profile
from oci.enums import Source, Status
from oci.models import CartField, Connection, ReturnOrigin
from oci.profiles import PROFILES, Profile
from tenants.context import use_customer
from tenants.domain.staff import add_staff, give_role, set_password
from tenants.models import Customer
from tenants.roles import Role
from tests import database
from tests.browser.buyer import Buyer, running_buyer
from tests.browser.installation import Installation, running_installation
from tests.browser.receiver import Receiver, origin_of, slug_of
from tests.known import remember_persons

PASSWORD = "a long enough pass phrase"
OPERATOR = "olga.operations@europcar.example"


@dataclass(frozen=True)
class Stage:
    """Everything that the main job needs, with acme's connection set up for this buyer."""

    installation: Installation
    buyer: Buyer
    parameters: dict[str, str]
    credentials: dict[str, dict[str, str]]  # of the connection for each profile

    @property
    def entry(self) -> str:
        return self.installation.url("acme", "/oci/default/")

    def receiver(self, code: str) -> Receiver:
        """The buyer's system of a profile, at a connection of its own."""
        profile = PROFILES[code]
        entry = self.installation.url("acme", f"/oci/{slug_of(profile)}/")
        return Receiver(profile, entry, self.credentials[code])


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Headless Chromium; in a fresh profile it blocks third-party cookies, which a test of its own proves."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed")
        pytest.skip("Chromium is not installed")
    # Playwright keeps an event loop in this thread, which Django would take for async code; there is none here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stage(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Stage]:
    name = f"{database.OWN}_browser"
    var: Path = tmp_path_factory.mktemp("installation")
    with running_buyer() as buyer:
        with django_db_blocker.unblock():
            database.create_from_template(name)
            with database.pointed_at(name):
                parameters = _set_up(buyer)
                credentials = _set_up_profiles()
        url = os.environ["TEST_CLUSTER_URL"].replace("/postgres?", f"/{name}?")
        with running_installation(database_url=url, var=var) as installation:
            yield Stage(installation, buyer, parameters, credentials)
    database.drop(name)


def _set_up(buyer: Buyer) -> dict[str, str]:
    """What account manager and administrator do by hand: returns the parameters that a call sends."""
    staff = add_staff(email=OPERATOR, name="Olga Operations")
    acme = Customer.objects.get(slug="acme")
    give_role(staff=staff, role=Role.OPERATIONS, customer=acme)
    set_password(staff=staff, password=PASSWORD)
    with use_customer(acme):
        connection = Connection.objects.get(slug="default")
        connection.allow_http = True
        connection.frame_origins = buyer.origin
        connection.status = Status.LIVE
        connection.save()
        ReturnOrigin.objects.create(connection=connection, origin=buyer.origin)
        made = create_credential(connection=connection, username="erp", now=timezone.now())
    remember_persons(["anna.devries@acme.example", "Anna de Vries"])
    return {
        made.credential.username_parameter: made.credential.username,
        made.credential.password_parameter: made.secret,
        "HOOK_URL": buyer.hook_url,
        "oci_usermail": "anna.devries@acme.example",
        "oci_userfullname": "Anna de Vries",
        "cost_centre": "4711",
    }


def _set_up_profiles() -> dict[str, dict[str, str]]:
    """A live connection for each buyer's system that we know, as choosing its profile sets it up."""
    remember_persons(["juergen.gross@acme.example", "Jürgen Groß"])
    with use_customer(Customer.objects.get(slug="acme")):
        return {profile.code: _set_up_profile(profile) for profile in PROFILES.values()}


def _set_up_profile(profile: Profile) -> dict[str, str]:
    connection = Connection.objects.create(
        slug=slug_of(profile), name=profile.name, status=Status.LIVE, frame_origins=origin_of(profile)
    )
    ReturnOrigin.objects.create(connection=connection, origin=origin_of(profile))
    apply_profile(connection=connection, profile=profile)
    CartField.objects.create(
        connection=connection, field="CUST_FIELD5", kind=Source.PARAMETER, source="order_text"
    )
    made = create_credential(connection=connection, username="erp", now=timezone.now())
    return {"USERNAME": "erp", "PASSWORD": made.secret}
