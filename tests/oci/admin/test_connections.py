from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from oci.enums import Feeds, Status
from oci.models import Connection, Credential, ParameterMapping, ReturnOrigin
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.buyers import NOW, Buyer, make_buyer

pytestmark = pytest.mark.django_db


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def buyer(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer()


def inline(prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """What an inline panel posts: text and numbers, hence `Any`."""
    form: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(rows),
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, row in enumerate(rows):
        form |= {f"{prefix}-{number}-{field}": value for field, value in row.items()}
    return form


def connection_form(**changes: Any) -> dict[str, Any]:
    return {
        "name": "SRM production",
        "slug": "production",
        "method": "post",
        "charset": "UTF-8",
        "hook_url_parameter": "MM_HOOK_URL",
        "session_minutes": 60,
        "frame_origins": "https://erp.example",
        "cancel_parameter": "OCICANCEL",
        "hook_query": "split",
        "cancel_rule": "empty_return",
        "allow_sap_event": "on",
        "target": "_top",
        "oci_version": "4.0",
        "unit": "EA",
        "day_unit": "DAY",
        "vendor_material": "class_code",
        "unpriced": "zero",
        **inline("mappings", {"parameter": "mail", "feeds": "requester_email", "required": "on"}),
        **inline(
            "return_origins", {"origin": "HTTPS://ERP.example/", "path_prefix": "/oci/", "accepted": "on"}
        ),
        **changes,
    }


def test_an_account_manager_adds_a_connection(acme: Customer, account_manager: Client) -> None:
    response = account_manager.post("/admin/connections/new/", connection_form())

    with use_customer(acme):
        made = Connection.objects.get(slug="production")
        assert response.status_code == 302
        assert (made.status, made.hook_url_parameter) == (Status.DRAFT, "MM_HOOK_URL")
        assert (made.hook_query, made.cancel_rule, made.allow_sap_event) == ("split", "empty_return", True)
        assert list(made.mappings.values_list("parameter", "feeds")) == [("mail", Feeds.REQUESTER_EMAIL)]
        assert [str(one) for one in made.return_origins.all()] == ["https://erp.example/oci"]


def test_frame_origins_are_kept_as_browsers_compare_them(acme: Customer, account_manager: Client) -> None:
    typed = "https://łódź.example\r\nHTTPS://ERP.Example:443/\n  http://[2001:DB8:0::1]:8080"

    account_manager.post("/admin/connections/new/", connection_form(frame_origins=typed))

    with use_customer(acme):
        made = Connection.objects.get(slug="production")
    assert made.frame_origins.split("\n") == [
        "https://xn--d-uga0v4h.example",
        "https://erp.example",
        "http://[2001:db8::1]:8080",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"slug": "srm"},
        {"unit": "EACH"},
        {"day_unit": "days"},
        {"hook_url_parameter": "a b"},
        {"cancel_parameter": "a=b"},
        {"cancel_rule": "nothing"},
        {"frame_origins": "https://*.example"},
        {"frame_origins": "https://erp.example https://faß.example"},
        {"session_minutes": 1},
        inline("return_origins", {"origin": "erp.example", "path_prefix": "/"}),
        inline(
            "return_origins",
            *[{"origin": f"https://{host}.example", "path_prefix": "/"} for host in ("a", "A")],
        ),
        inline("mappings", *[{"parameter": name, "feeds": "field"} for name in ("wbs", "WBS")]),
        inline("mappings", *[{"parameter": name, "feeds": "project"} for name in ("one", "other")]),
    ],
)
def test_a_connection_that_contradicts_itself_is_refused(
    acme: Customer, account_manager: Client, buyer: Buyer, changes: dict[str, Any]
) -> None:
    response = account_manager.post("/admin/connections/new/", connection_form(**changes))

    assert response.status_code == 200
    with use_customer(acme):
        assert not Connection.objects.filter(slug="production").exists()


def test_a_credential_is_shown_once(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    address = f"/admin/connections/{buyer.connection.pk}/credentials/"
    form = {"username": "erp", "username_parameter": "U", "password_parameter": "P", "others": "7"}

    page = account_manager.post(address, form)

    with use_customer(acme):
        newest, older = Credential.objects.filter(connection=buyer.connection)
        assert (newest.username, newest.valid_until) == ("erp", None)
        assert older.valid_until is not None
        assert older.valid_until - newest.valid_from >= timedelta(days=6, hours=23)
        secret = page.context["created"].secret
        made = Buyer(buyer.connection, secret, buyer.parameters | {"U": "erp", "P": secret})
        made.open({"USERNAME": None, "PASSWORD": None}, now=newest.valid_from)
    assert secret in page.content.decode()
    assert secret not in account_manager.get(address).content.decode()
    assert "no-store" in page.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("others", "action"), [("keep", "oci.create_credential"), ("0", "oci.rotate_credential")]
)
def test_what_happens_to_credentials_is_in_the_audit(
    acme: Customer, account_manager: Client, buyer: Buyer, others: str, action: str
) -> None:
    address = f"/admin/connections/{buyer.connection.pk}/credentials/"
    form = {"username": "erp", "username_parameter": "U", "password_parameter": "P", "others": others}

    account_manager.post(address, form)

    with use_customer(acme):
        entry = ModelLogEntry.objects.get(object_id=buyer.connection.pk)
    assert (entry.action, entry.data) == (action, {"username": "erp", "others": others})


def test_a_credential_is_ended(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    with use_customer(acme):
        credential = buyer.connection.credentials.get()

    account_manager.post(f"/admin/connections/{buyer.connection.pk}/credentials/{credential.pk}/end/")

    with use_customer(acme):
        credential.refresh_from_db()
        assert credential.valid_until is not None
        assert ModelLogEntry.objects.filter(action="oci.end_credential").count() == 1


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        (Status.DRAFT, Status.TEST, False),
        (Status.TEST, Status.LIVE, False),
        (Status.LIVE, Status.OFF, False),
        (Status.OFF, Status.LIVE, False),
        (Status.DRAFT, Status.LIVE, True),
    ],
)
def test_the_status_changes_by_a_button(
    acme: Customer, account_manager: Client, buyer: Buyer, before: Status, after: Status, *, stays: bool
) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=before)
    address = f"/admin/connections/{buyer.connection.pk}/{after.value}/"

    assert account_manager.get(address).status_code == 200
    account_manager.post(address)

    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == (before if stays else after)


def test_an_incomplete_connection_stays_a_draft(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=Status.DRAFT)
        ParameterMapping.objects.filter(feeds=Feeds.REQUESTER_EMAIL).delete()
        Credential.objects.filter(connection=buyer.connection).update(valid_until=NOW - timedelta(days=1))

    page = account_manager.post(f"/admin/connections/{buyer.connection.pk}/test/", follow=True)

    assert (
        "Maak eerst een toegangscode" in page.content.decode()
        or "Make a credential first" in page.content.decode()
    )
    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == Status.DRAFT


def test_live_needs_an_accepted_return_address(acme: Customer, account_manager: Client, buyer: Buyer) -> None:
    with use_customer(acme):
        Connection.objects.filter(pk=buyer.connection.pk).update(status=Status.TEST)
        ReturnOrigin.objects.update(accepted=False)

    account_manager.post(f"/admin/connections/{buyer.connection.pk}/live/")

    with use_customer(acme):
        buyer.connection.refresh_from_db()
        assert buyer.connection.status == Status.TEST


@pytest.mark.parametrize(
    ("role", "changed"),
    [
        (Role.ADMINISTRATOR, 200),
        (Role.ACCOUNT_MANAGER, 200),
        (Role.OPERATIONS, 302),
        (Role.AUDITOR, 302),
    ],
)
def test_roles_see_or_change_connections(
    acme: Customer, staff_client: StaffClient, buyer: Buyer, role: Role, changed: int
) -> None:
    client = staff_client(acme, role)
    pk = buyer.connection.pk

    answers = {
        address: client.get(f"/admin/connections/{address}").status_code
        for address in ("", f"inspect/{pk}/", "new/", f"edit/{pk}/")
    }

    assert answers == {"": 200, f"inspect/{pk}/": 200, "new/": changed, f"edit/{pk}/": changed}
    if changed != 200:
        for address in (f"{pk}/credentials/", f"{pk}/off/"):
            assert client.get(f"/admin/connections/{address}").status_code in (302, 403, 404)
            assert client.post(f"/admin/connections/{address}").status_code in (302, 403, 404)
        with use_customer(acme):
            buyer.connection.refresh_from_db()
            assert buyer.connection.status == Status.LIVE


def test_the_console_has_no_connections(console: Customer, staff_client: StaffClient) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)

    for address in ("connections/", "connections/new/", "journal/"):
        assert client.get(f"/admin/{address}").status_code in (302, 403, 404)
    assert "/admin/connections/" not in client.get("/admin/").content.decode()


def test_another_customers_connection_is_not_there(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        for number in range(3):
            theirs = make_buyer(slug=f"acme-{number}").connection
    client = staff_client(globex, Role.ACCOUNT_MANAGER)

    assert client.get(f"/admin/connections/edit/{theirs.pk}/").status_code == 404
    assert client.get(f"/admin/connections/{theirs.pk}/credentials/").status_code == 404
    assert "acme-2" not in client.get("/admin/connections/").content.decode()


def test_the_list_asks_the_database_no_more_for_more_rows(acme: Customer, account_manager: Client) -> None:
    counts = []
    for slugs in (["one"], ["two", "three"]):
        with use_customer(acme):
            for slug in slugs:
                make_buyer(slug=slug)
        account_manager.get("/admin/connections/")
        with CaptureQueriesContext(database) as queries:
            account_manager.get("/admin/connections/")
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (Status.TEST, "Put live"),
        (Status.DRAFT, "Put in test"),
    ],
)
def test_a_connection_shows_its_status_its_address_and_the_next_step(
    acme: Customer, account_manager: Client, buyer: Buyer, status: Status, told: str
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=status)

    page = account_manager.get(
        f"/admin/connections/edit/{buyer.connection.pk}/", headers={"accept-language": "en"}
    ).content.decode()

    top = page.partition('<dl class="once">')[2].partition("<form")[0]
    assert f">{status.label}</span>" in top
    assert f"<code>http://{acme.primary_host}/oci/srm/</code>" in top
    assert told in top


def test_a_connection_says_what_its_next_step_still_needs(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=Status.TEST)
        ReturnOrigin.objects.all().delete()

    page = account_manager.get(
        f"/admin/connections/edit/{buyer.connection.pk}/", headers={"accept-language": "en"}
    ).content.decode()

    top = page.partition('<dl class="once">')[2].partition("<form")[0]
    assert "Accept at least one return address." in top
    assert "Put live" not in top
