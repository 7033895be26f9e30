from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tenants.domain.access import role_for
from tenants.domain.staff import set_password
from tenants.models import Customer, Membership, StaffMember
from tenants.roles import Role
from tests.conftest import Browse, StaffClient
from tests.tenants.conftest import AtConsole, Hire


def form(*roles: tuple[Customer | None, str], **fields: str) -> dict[str, str]:
    """What the page's form sends: name, address, and a row for each role."""
    values = {
        "name": "Nora Smit",
        "email": "nora@europcar.example",
        "roles-TOTAL_FORMS": str(len(roles)),
        "roles-INITIAL_FORMS": "0",
    }
    for number, (customer, role) in enumerate(roles):
        values[f"roles-{number}-customer"] = str(customer.pk) if customer else ""
        values[f"roles-{number}-role"] = role
    return values | fields


def memberships(staff: StaffMember) -> set[tuple[str | None, str]]:
    return set(staff.memberships.values_list("customer__slug", "role"))


def test_add_gives_roles_and_shows_a_sign_in_link_once(
    acme: Customer, globex: Customer, console: Customer, staff_client: StaffClient, browse: Browse
) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)

    page = client.post("/admin/staff/new/", form((acme, "operations"), (globex, "auditor")))

    staff = StaffMember.objects.get(email="nora@europcar.example")
    link = page.context["link"]
    assert memberships(staff) == {("acme", "operations"), ("globex", "auditor")}
    assert "no-store" in page.headers["Cache-Control"]
    assert link in page.content.decode()
    assert browse(console).get(link, follow=True).context["validlink"] is True


@pytest.mark.parametrize(
    ("rows", "fields", "field"),
    [
        ([("acme", "operations")], {"email": ""}, "email"),
        ([("acme", "operations")], {"email": "no address"}, "email"),
        ([("acme", "operations")], {"email": "TAKEN@europcar.example"}, "email"),
        ([("acme", "operations")], {"name": ""}, "name"),
        ([("acme", "king")], {}, "roles"),
        ([], {}, "roles"),
        ([("acme", "operations"), ("acme", "auditor")], {}, "roles"),
        ([(None, "operations"), (None, "auditor")], {}, "roles"),
        ([("acme", "operations")], {"roles-0-DELETE": "1"}, "roles"),
        ([("acme", "operations")], {"roles-0-customer": "999999"}, "roles"),
        ([("console", "operations")], {}, "roles"),
    ],
)
def test_add_refuses_and_leaves_nothing(
    acme: Customer,
    console: Customer,
    hire: Hire,
    at_console: AtConsole,
    rows: list[tuple[str | None, str]],
    fields: dict[str, str],
    field: str,
) -> None:
    client = at_console(hire({None: Role.ADMINISTRATOR}))
    StaffMember.objects.create(email="taken@europcar.example", name="Taken")
    before = StaffMember.objects.count(), Membership.objects.count()
    by_slug = {customer.slug: customer for customer in (acme, console)}

    page = client.post(
        "/admin/staff/new/", form(*((by_slug[slug] if slug else None, role) for slug, role in rows), **fields)
    )

    errors = page.context["form"].errors
    if field == "roles":
        assert (dict(errors), page.context["form"].roles.is_valid()) == ({}, False)
    else:
        assert list(errors) == [field]
    assert (StaffMember.objects.count(), Membership.objects.count()) == before


def test_edit_replaces_roles(
    acme: Customer, globex: Customer, console: Customer, hire: Hire, staff_client: StaffClient
) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})
    client = staff_client(console, Role.ADMINISTRATOR)

    shown = client.get(f"/admin/staff/edit/{staff.pk}/").context["form"].roles.initial
    response = client.post(
        f"/admin/staff/edit/{staff.pk}/",
        form((acme, "administrator"), (globex, "auditor"), **{"roles-0-DELETE": "1"}),
    )

    staff.refresh_from_db()
    assert shown == [{"customer": acme.pk, "role": "administrator"}]
    assert response.headers["Location"] == f"/admin/staff/edit/{staff.pk}/"
    assert (staff.name, memberships(staff)) == ("Nora Smit", {("globex", "auditor")})
    assert role_for(staff_id=staff.pk, customer=acme) is None


def test_edit_keeps_the_last_administrator(
    console: Customer, acme: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)
    staff = StaffMember.objects.get()

    page = client.post(f"/admin/staff/edit/{staff.pk}/", form((acme, "operations")))

    assert "Nobody would be left" in page.content.decode()
    assert memberships(staff) == {(None, "administrator")}
    assert StaffMember.objects.get().name != "Nora Smit"


def test_deactivate_and_reactivate(
    acme: Customer, console: Customer, hire: Hire, staff_client: StaffClient
) -> None:
    staff, states = hire({acme: Role.OPERATIONS}), []
    client = staff_client(console, Role.ADMINISTRATOR)
    for verb in ("deactivate", "reactivate"):
        client.get(f"/admin/staff/{verb}/{staff.pk}/")
        client.post(f"/admin/staff/{verb}/{staff.pk}/")
        states.append(StaffMember.objects.get(pk=staff.pk).is_active)

    assert states == [False, True]


def test_deactivating_the_last_administrator_is_refused_in_words(
    console: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)
    staff = StaffMember.objects.get()

    page = client.post(f"/admin/staff/deactivate/{staff.pk}/", follow=True)

    assert "Nobody would be left" in page.content.decode()
    assert StaffMember.objects.get().is_active


def test_a_new_link_leaves_the_password_until_it_is_used(
    acme: Customer, console: Customer, hire: Hire, staff_client: StaffClient, browse: Browse
) -> None:
    staff = hire({acme: Role.OPERATIONS})
    set_password(staff=staff, password="a long enough password")

    page = staff_client(console, Role.ADMINISTRATOR).post(f"/admin/staff/sign-in-link/{staff.pk}/")

    entered = browse(console).post(
        "/admin/login/", {"username": staff.email, "password": "a long enough password"}
    )
    assert page.context["link"].startswith("http://console.localhost:8000/admin/password_reset/confirm/")
    assert entered.status_code == 302


@pytest.mark.parametrize(
    "roles",
    [
        {None: Role.ACCOUNT_MANAGER},
        {None: Role.OPERATIONS},
        {None: Role.AUDITOR},
        {"acme": Role.ADMINISTRATOR},
    ],
)
def test_staff_is_for_administrators_of_all_customers(
    acme: Customer, globex: Customer, hire: Hire, at_console: AtConsole, roles: dict[str | None, Role]
) -> None:
    client = at_console(hire({acme if slug else None: role for slug, role in roles.items()}))
    other = hire({globex: Role.OPERATIONS})
    paths = ["", "results/", "new/", f"edit/{other.pk}/", f"history/{other.pk}/", f"sign-in-link/{other.pk}/"]

    answers = [client.get(f"/admin/staff/{path}") for path in paths]
    attempts = [
        client.post(f"/admin/staff/edit/{other.pk}/", form((acme, "administrator"))),
        client.post(f"/admin/staff/deactivate/{other.pk}/"),
        client.post(f"/admin/staff/sign-in-link/{other.pk}/"),
    ]

    assert {answer.status_code for answer in answers} <= {302, 404}
    assert {answer.status_code for answer in attempts} <= {302, 404}
    assert "/admin/staff/" not in client.get("/admin/").content.decode()
    assert memberships(other) == {("globex", "operations")}
    assert StaffMember.objects.get(pk=other.pk).is_active


def test_list_takes_the_same_statements_for_any_number_of_rows(
    acme: Customer, globex: Customer, console: Customer, hire: Hire, staff_client: StaffClient
) -> None:
    client, statements = staff_client(console, Role.ADMINISTRATOR), []
    hire({acme: Role.OPERATIONS})
    for expected in (3, 5):
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/admin/staff/")
        assert len(page.context["object_list"]) == expected
        statements.append(len(captured))
        for _number in range(2):
            hire({acme: Role.OPERATIONS, globex: Role.AUDITOR})

    assert statements[0] == statements[1]


def test_a_forgotten_password_is_replaced_by_mail(
    acme: Customer, console: Customer, hire: Hire, browse: Browse
) -> None:
    staff = hire({acme: Role.OPERATIONS})
    set_password(staff=staff, password="a long enough password")

    browse(console).post("/admin/password_reset/", {"email": staff.email})
    browse(console).post("/admin/password_reset/", {"email": "nobody@europcar.example"})

    assert [message.to for message in mail.outbox] == [[staff.email]]
    link = next(word for word in str(mail.outbox[0].body).split() if word.startswith("http"))
    assert link.startswith("http://console.localhost:8000/admin/password_reset/confirm/")
    assert browse(console).get(link, follow=True).context["validlink"] is True
