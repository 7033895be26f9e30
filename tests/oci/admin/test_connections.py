from __future__ import annotations

from typing import Any

import pytest
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oci.admin.connections import ConnectionViewSet
from oci.enums import Feeds, Status
from oci.models import CartField, Connection, Credential
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.admin.connection_form import cart_field, connection_form, inline
from tests.oci.buyers import Buyer, make_buyer

pytestmark = pytest.mark.django_db


# All that the reference of connections names, but for what a button changes.
OPTIONS = [name for name in ConnectionViewSet.inspect_view_fields if name != "status"]
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def buyer(acme: Customer) -> Buyer:
    with use_customer(acme):
        return make_buyer()


@pytest.fixture
def blank(acme: Customer) -> Connection:
    """A connection without any row, whose form adds what it posts."""
    with use_customer(acme):
        return Connection.objects.create(slug="srm", name="SRM")


def test_an_account_manager_adds_a_connection_for_a_buyers_system(
    acme: Customer, account_manager: Client
) -> None:
    form = {"name": "SRM production", "slug": "production", "profile": "sap_srm_7"}

    response = account_manager.post("/admin/connections/new/", form)

    with use_customer(acme):
        made = Connection.objects.get(slug="production")
        assert response.headers["Location"] == f"/admin/connections/edit/{made.pk}/"
        assert (made.status, made.profile, made.charset) == (Status.DRAFT, "sap_srm_7", "ISO-8859-1")
        assert list(made.mappings.values_list("parameter", "feeds", "required")) == [
            ("oci_usermail", Feeds.REQUESTER_EMAIL, True),
            ("oci_userfullname", Feeds.REQUESTER_NAME, True),
            ("sap-language", Feeds.LANGUAGE, False),
        ]


@pytest.mark.parametrize("changes", [{"slug": "srm"}, {"slug": ""}, {"profile": "sap_r2"}, {"name": ""}])
def test_a_connection_is_not_added_under_a_taken_address_or_for_an_unknown_system(
    acme: Customer, account_manager: Client, buyer: Buyer, changes: dict[str, str]
) -> None:
    form = {"name": "SRM production", "slug": "production", "profile": "sap_srm_7"}

    response = account_manager.post("/admin/connections/new/", form | changes)

    assert response.status_code == 200
    with use_customer(acme):
        assert not Connection.objects.filter(name="SRM production").exists()


def test_every_option_and_row_is_edited(acme: Customer, account_manager: Client, blank: Connection) -> None:
    form = connection_form()

    response = account_manager.post(f"/admin/connections/edit/{blank.pk}/", form)

    with use_customer(acme):
        made = Connection.objects.get(pk=blank.pk)
        assert response.status_code == 302
        assert {name: getattr(made, name) for name in OPTIONS} == {
            name: True if value == "on" else value
            for name, value in ((name, form.get(name, False)) for name in OPTIONS)
        }
        assert list(made.mappings.values_list("parameter", "feeds")) == [("mail", Feeds.REQUESTER_EMAIL)]
        assert [str(one) for one in made.return_origins.all()] == ["https://erp.example/oci"]
        assert [str(one) for one in made.cart_fields.all()] == ["CUST_FIELD1"]


def test_frame_origins_are_kept_as_browsers_compare_them(
    acme: Customer, account_manager: Client, blank: Connection
) -> None:
    typed = "https://łódź.example\r\nHTTPS://ERP.Example:443/\n  http://[2001:DB8:0::1]:8080"

    account_manager.post(f"/admin/connections/edit/{blank.pk}/", connection_form(frame_origins=typed))

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
        {"slug": "taken"},
        {"profile": "sap_r2"},
        {"networks": "203.0.113.0/33"},
        {"calls_per_minute": 0},
        {"redirect_origins": "erp.example"},
        {"return_minutes": 0},
        {"required_fields": "vendor"},
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
        inline("cart_fields", cart_field(), cart_field(kind="constant", source="x")),
        inline("cart_fields", cart_field(source="no.such.value")),
        inline("cart_fields", cart_field(field="NEW_ITEM-VENDOR[1]")),
    ],
)
def test_a_connection_that_contradicts_itself_is_refused(
    acme: Customer, account_manager: Client, blank: Connection, changes: dict[str, Any]
) -> None:
    with use_customer(acme):
        make_buyer(slug="taken")

    response = account_manager.post(f"/admin/connections/edit/{blank.pk}/", connection_form(**changes))

    assert response.status_code == 200
    with use_customer(acme):
        assert Connection.objects.get(pk=blank.pk).slug == "srm"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (
            inline("mappings", {"parameter": "OCI_usermail", "feeds": "field"}),
            "This parameter is mapped twice.",
        ),
        (
            inline("mappings", {"parameter": "x", "feeds": "cost_centre"}),
            "Two parameters feed this. Keep one.",
        ),
        (
            inline("return_origins", {"origin": "https://ERP.example", "path_prefix": "/oci"}),
            "This return address is there twice.",
        ),
        (
            inline("cart_fields", cart_field()),
            "There are two rules for this field and these lines. Keep one.",
        ),
    ],
)
def test_a_row_that_somebody_else_has_added_meanwhile_is_not_doubled(
    acme: Customer, account_manager: Client, buyer: Buyer, rows: dict[str, Any], message: str
) -> None:
    with use_customer(acme):
        CartField.objects.create(connection=buyer.connection, field="CUST_FIELD1", source="x")
    nothing = inline("mappings") | inline("return_origins") | inline("cart_fields")

    page = account_manager.post(
        f"/admin/connections/edit/{buyer.connection.pk}/",
        connection_form(**nothing | rows),
        headers={"accept-language": "en"},
    )

    assert page.status_code == 200
    assert message in page.content.decode()


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
        for address in (f"{pk}/credentials/", f"{pk}/keys/", f"{pk}/profile/", f"{pk}/off/"):
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


def test_a_connection_that_had_visits_is_switched_off_instead_of_deleted(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    with use_customer(acme):
        buyer.open()
    pk = buyer.connection.pk

    page = account_manager.post(f"/admin/connections/delete/{pk}/", headers=ENGLISH, follow=True)

    assert page.redirect_chain == [(f"/admin/connections/edit/{pk}/", 302)]
    assert "“SRM” has had visits and cannot be deleted. Switch it off instead" in page.content.decode()
    with use_customer(acme):
        assert Connection.objects.filter(pk=pk).exists()


def test_a_connection_without_a_visit_is_deleted_with_its_rows(
    acme: Customer, account_manager: Client, buyer: Buyer
) -> None:
    account_manager.post(f"/admin/connections/delete/{buyer.connection.pk}/")

    with use_customer(acme):
        assert not Connection.objects.filter(pk=buyer.connection.pk).exists()
        assert not Credential.objects.filter(connection=buyer.connection.pk).exists()


@pytest.mark.parametrize(("status", "told"), [(Status.LIVE, True), (Status.TEST, True), (Status.OFF, False)])
def test_deleting_a_connection_that_takes_calls_says_what_that_means(
    acme: Customer, account_manager: Client, buyer: Buyer, status: Status, *, told: bool
) -> None:
    with use_customer(acme):
        Connection.objects.update(status=status)

    page = account_manager.get(f"/admin/connections/delete/{buyer.connection.pk}/", headers=ENGLISH)

    assert ("calls to /oci/srm/ would be refused from now on" in page.content.decode()) == told
