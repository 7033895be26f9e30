"""What every admin page has around it: the menu, the front page, the account, the way out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tenants.workspace.models import Profile, User
from tests.conftest import Browse, StaffClient
from tests.tenants.conftest import AtConsole, Hire
from tests.tenants.domain.test_queue import item

# The test client's response type has no public name.
Response = Any


def menu(response: Response) -> list[str]:
    """Where the sidebar leads, what stands under a heading included: `/admin/queue/` as `queue`.

    Not the items' names: Wagtail makes those of the label, in the language of whoever came first.
    """
    props = re.search(
        r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', response.content.decode(), re.DOTALL
    )
    assert props is not None
    return list(_links(json.loads(props[1])))


def _links(props: Any) -> Iterator[str]:
    if isinstance(props, dict):
        if props.get("_type") == "wagtail.sidebar.LinkMenuItem":
            yield props["_args"][0]["url"].removeprefix("/admin/").rstrip("/")
        props = list(props.values())
    if isinstance(props, list):
        for part in props:
            yield from _links(part)


def test_menu_at_the_console(console: Customer, hire: Hire, at_console: AtConsole) -> None:
    names = menu(at_console(hire({None: Role.ADMINISTRATOR})).get("/admin/"))

    assert names == ["queue", "customers", "staff", "account"]


def test_menu_at_the_console_of_who_is_no_administrator(
    acme: Customer, hire: Hire, at_console: AtConsole
) -> None:
    names = menu(at_console(hire({acme: Role.OPERATIONS})).get("/admin/"))

    assert names == ["queue", "customers", "account"]


@pytest.mark.parametrize("role", Role)
def test_menu_at_a_customer_holds_ours_only(
    acme: Customer, globex: Customer, staff_client: StaffClient, role: Role
) -> None:
    names = set(menu(staff_client(acme, role).get("/admin/")))

    strange = {
        "pages",
        "images",
        "help",
        "users",
        "groups",
        "collections",
        "site-history",
        "workflows",
    }
    assert names & (strange | {"customers", "staff", "queue"}) == set()
    assert {"requests", "account"} <= names
    assert ("organisation" in names) == (role is not Role.OPERATIONS)


def test_front_page_counts_the_work_of_one_customer(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    item(acme)
    item(acme)
    item(globex)

    page = staff_client(acme, Role.OPERATIONS).get("/admin/").content.decode()

    assert "<dt>Open requests</dt><dd>2</dd>" in page
    assert "Globex" not in page


def test_front_page_of_the_console_counts_the_customers_that_one_may_enter(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole
) -> None:
    item(acme)
    item(globex)
    item(globex)

    both: list[dict[Customer | None, Role]] = [{acme: Role.OPERATIONS}, {None: Role.AUDITOR}]
    counts = [
        re.search(
            r"<dt>Open requests</dt><dd>(\d+)</dd>", at_console(hire(roles)).get("/admin/").content.decode()
        )
        for roles in both
    ]

    assert [count[1] for count in counts if count] == ["1", "3"]


def test_pages_say_where_one_is_in_the_customers_colour(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        Profile.objects.update(primary_colour="#fde047")

    at_acme = staff_client(acme, Role.AUDITOR).get("/admin/").content.decode()
    at_globex = staff_client(globex, Role.AUDITOR).get("/admin/").content.decode()

    assert "Acme Bouw · FlexFleet</title>" in " ".join(at_acme.split())
    assert "--place: #fde047; --place-ink: #000000" in at_acme
    assert "Globex · FlexFleet</title>" in " ".join(at_globex.split())
    assert "#fde047" not in at_globex


def panels(response: Response) -> list[str]:
    tabs: dict[Any, list[Any]] = response.context["panels_by_tab"]
    return [panel.name for tab in tabs.values() for panel in tab]


def test_account_page_offers_a_password_at_the_console_only(
    acme: Customer, console: Customer, hire: Hire, staff_client: StaffClient, at_console: AtConsole
) -> None:
    staff = hire({None: Role.OPERATIONS})
    with use_customer(console):
        user = User.objects.get(staff_id=staff.pk)
        user.set_password("a long enough password")
        user.save()

    assert panels(at_console(staff).get("/admin/account/")) == ["locale", "theme", "password"]
    assert panels(staff_client(acme, Role.OPERATIONS).get("/admin/account/")) == ["locale", "theme"]


def test_account_page_sets_neither_name_nor_address_nor_password_at_a_customer(
    acme: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(acme, Role.ADMINISTRATOR)
    with use_customer(acme):
        before = User.objects.values().get()

    response = client.post(
        "/admin/account/",
        {
            "name_email-first_name": "Eve",
            "name_email-last_name": "Evil",
            "name_email-email": "eve@evil.example",
            "password-new_password1": "a long enough password",
            "password-new_password2": "a long enough password",
            "locale-preferred_language": "nl",
            "locale-current_time_zone": "Europe/Amsterdam",
            "theme-theme": "dark",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
        },
    )

    assert response.headers["Location"] == "/admin/account/"
    with use_customer(acme):
        assert User.objects.values().get() == before
    assert 'lang="nl"' in client.get("/admin/").content.decode()


def test_logging_out_at_a_customer_leads_to_the_console_and_not_back(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    client, other = staff_client(acme, Role.ADMINISTRATOR), staff_client(globex, Role.ADMINISTRATOR)

    response = client.post("/admin/logout/")

    assert response.headers["Location"] == "http://console.localhost:8000/"
    assert client.get("/admin/").status_code == 302
    assert other.get("/admin/").status_code == 200


def test_logging_out_at_the_console_leads_to_its_login(console: Customer, staff_client: StaffClient) -> None:
    response = staff_client(console, Role.AUDITOR).post("/admin/logout/")

    assert response.headers["Location"] == "/admin/login/"


def test_login_page_is_ours(console: Customer, browse: Browse) -> None:
    page = browse(console).get("/admin/login/").content.decode()

    visible = re.sub(r"<(script|noscript|style).*?</\1>|<[^>]+>", "", page, flags=re.DOTALL)
    assert "Sign in to FlexFleet" in visible
    assert "Wagtail" not in visible


def test_console_speaks_the_readers_language(console: Customer, browse: Browse) -> None:
    page = browse(console).get("/admin/login/", headers={"accept-language": "nl"}).content.decode()

    assert 'lang="nl"' in page
    assert "Wachtwoord" in page
