from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from tenants.context import use_customer
from tenants.domain.customers import suspend
from tenants.domain.provisioning import create_customer
from tenants.models import Customer
from tenants.roles import Role
from tenants.workspace.models import Profile
from tests.conftest import StaffClient
from tests.tenants.conftest import AtConsole, Hire

NEW = {
    "name": "Initech",
    "slug": "initech",
    "host": "",
    "language": "en",
    "contact_email": "am@europcar.example",
}


def audit(console: Customer) -> list[tuple[str, str]]:
    with use_customer(console):
        return list(ModelLogEntry.objects.values_list("label", "action").order_by("pk"))


def test_list_shows_the_customers_that_one_may_enter(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole
) -> None:
    client = at_console(hire({acme: Role.OPERATIONS}))

    page = client.get("/admin/customers/")

    assert list(page.context["object_list"]) == [acme]
    assert "Globex" not in page.content.decode()
    assert 'href="/go/acme/"' in page.content.decode()
    assert "/admin/customers/edit/" not in page.content.decode()


@pytest.mark.parametrize("query", ["q=glo", "q=GLOBEX"])
def test_list_finds_a_customer(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole, query: str
) -> None:
    page = at_console(hire({None: Role.AUDITOR})).get(f"/admin/customers/results/?{query}")

    assert list(page.context["object_list"]) == [globex]


def test_list_offers_no_way_into_a_suspended_customer(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole
) -> None:
    suspend(customer=acme)

    page = at_console(hire({None: Role.AUDITOR})).get("/admin/customers/").content.decode()

    assert ('href="/go/acme/"' in page, 'href="/go/globex/"' in page) == (False, True)


def test_list_takes_the_same_statements_for_any_number_of_rows(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole
) -> None:
    client = at_console(hire({None: Role.ADMINISTRATOR}))
    create_customer(slug="initech", name="Initech")
    statements = []
    for visible in ([acme], [acme, globex, Customer.objects.get(slug="initech")]):
        Customer.objects.filter(kind=Customer.Kind.CUSTOMER).update(status=Customer.Status.CLOSED)
        Customer.objects.filter(pk__in=[customer.pk for customer in visible]).update(
            status=Customer.Status.ACTIVE
        )
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/admin/customers/")
        assert len(page.context["object_list"]) == len(visible)
        statements.append(len(captured))

    assert statements[0] == statements[1]


def test_add_makes_a_customer_and_shows_its_secrets_once(
    acme: Customer, console: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(console, Role.ACCOUNT_MANAGER)

    page = client.post("/admin/customers/new/", NEW)

    made = Customer.objects.get(slug="initech")
    shown = page.context["shown_once"]
    assert page.status_code == 200
    assert "no-store" in page.headers["Cache-Control"]
    assert made.url("/admin/") in page.content.decode()
    assert shown
    assert all(value in page.content.decode() for value in shown.values())
    assert audit(console) == [("Initech", "wagtail.create")]
    with use_customer(made):
        assert Profile.load().contact_email == "am@europcar.example"
    later = client.get(f"/admin/customers/edit/{made.pk}/").content.decode()
    assert not any(value in later for value in shown.values() if len(value) > 15 and "/" not in value)


def test_add_sent_again_makes_no_second_customer(
    acme: Customer, console: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)
    client.post("/admin/customers/new/", NEW)

    again = client.post("/admin/customers/new/", NEW)

    assert again.context["form"].errors == {"slug": ["“initech” is taken. Choose another short name."]}
    assert Customer.objects.filter(name="Initech").count() == 1


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"slug": "acme"}, "slug"),
        ({"slug": "Not A Slug"}, "slug"),
        ({"slug": ""}, "slug"),
        ({"contact_email": ""}, "contact_email"),
        ({"name": ""}, "name"),
        ({"host": "globex.localhost"}, "host"),
        ({"host": "not a host"}, "host"),
        ({"language": "xx"}, "language"),
    ],
)
def test_add_says_which_field_is_wrong(
    acme: Customer,
    globex: Customer,
    console: Customer,
    staff_client: StaffClient,
    values: dict[str, str],
    field: str,
) -> None:
    page = staff_client(console, Role.ADMINISTRATOR).post("/admin/customers/new/", NEW | values)

    assert list(page.context["form"].errors) == [field]
    assert not Customer.objects.filter(name="Initech").exists()
    assert audit(console) == []


def test_edit_changes_name_and_hosts(acme: Customer, console: Customer, staff_client: StaffClient) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)

    response = client.post(
        f"/admin/customers/edit/{acme.pk}/",
        {"name": "Acme", "host": "auto.acme.example", "other_hosts": "acme.localhost\r\nold.acme.example"},
    )

    acme.refresh_from_db()
    assert response.status_code == 302
    assert (acme.name, acme.primary_host, acme.domains.count()) == ("Acme", "auto.acme.example", 3)
    assert audit(console) == [("Acme", "wagtail.edit")]


@pytest.mark.parametrize("host", ["globex.localhost", "console.localhost", "not a host", ""])
def test_edit_refused_changes_nothing(
    acme: Customer, globex: Customer, console: Customer, staff_client: StaffClient, host: str
) -> None:
    page = staff_client(console, Role.ADMINISTRATOR).post(
        f"/admin/customers/edit/{acme.pk}/", {"name": "Changed", "host": host, "other_hosts": ""}
    )

    assert list(page.context["form"].errors) == ["host"]
    assert Customer.objects.get(pk=acme.pk).name == "Acme Bouw"
    assert acme.primary_host == "acme.localhost"
    assert audit(console) == []


def test_suspend_asks_first_and_reactivate_undoes_it(
    acme: Customer, globex: Customer, console: Customer, staff_client: StaffClient
) -> None:
    client, states = staff_client(console, Role.ADMINISTRATOR), []
    for verb in ("suspend", "reactivate"):
        client.get(f"/admin/customers/{verb}/{acme.pk}/")
        states.append(Customer.objects.get(pk=acme.pk).status)
        client.post(f"/admin/customers/{verb}/{acme.pk}/")
        states.append(Customer.objects.get(pk=acme.pk).status)

    assert states == ["active", "suspended", "suspended", "active"]
    assert Customer.objects.get(pk=globex.pk).status == "active"
    assert audit(console) == [("Acme Bouw", "tenants.suspend"), ("Acme Bouw", "tenants.reactivate")]


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR])
def test_only_administrators_and_account_managers_change_customers(
    acme: Customer, globex: Customer, console: Customer, hire: Hire, at_console: AtConsole, role: Role
) -> None:
    client = at_console(hire({None: role, acme: Role.ADMINISTRATOR}))

    answers = [
        client.post("/admin/customers/new/", NEW),
        client.post(f"/admin/customers/edit/{acme.pk}/", {"name": "Changed", "host": "a.example"}),
        client.post(f"/admin/customers/suspend/{acme.pk}/"),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 404]
    assert client.get("/admin/customers/").status_code == 200
    assert set(Customer.objects.values_list("name", "status")) == {
        ("Acme Bouw", "active"),
        ("Globex", "active"),
        ("FlexFleet console", "active"),
    }


def test_customers_are_never_deleted_here(
    acme: Customer, console: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)

    assert client.post(f"/admin/customers/delete/{acme.pk}/").status_code == 404


def test_the_console_is_not_among_the_customers(console: Customer, staff_client: StaffClient) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)

    assert client.get(f"/admin/customers/edit/{console.pk}/").status_code == 404
    assert client.post(f"/admin/customers/suspend/{console.pk}/").status_code == 404
