from __future__ import annotations

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import AnonymousUser

from tenants.context import use_customer
from tenants.domain.hand_over import mirror
from tenants.domain.staff import deactivate, set_password, set_roles
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import Browse
from tests.tenants.conftest import Hire

PASSWORD = "a long enough password"


def test_authenticate_accepts_a_password_at_the_console(console: Customer, hire: Hire) -> None:
    staff = hire({None: Role.OPERATIONS})
    set_password(staff=staff, password=PASSWORD)

    with use_customer(console):
        user = authenticate(username=staff.email.upper(), password=PASSWORD)
        wrong = authenticate(username=staff.email, password="another password")

    assert str(user) == "Robin de Wit"
    assert wrong is None


def test_authenticate_refuses_every_password_at_a_customer(
    acme: Customer, globex: Customer, hire: Hire
) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})

    with use_customer(acme):
        user = mirror(staff, role=Role.ADMINISTRATOR)
        user.set_password(PASSWORD)  # nothing sets one; if something ever did, it would still open no door
        user.save()

        assert authenticate(username=staff.email, password=PASSWORD) is None


@pytest.mark.parametrize("path", ["/admin/login/", "/admin/password_reset/", "/admin/password_reset/done/"])
def test_no_page_of_a_customer_takes_a_password(
    acme: Customer, globex: Customer, hire: Hire, browse: Browse, path: str
) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})
    set_password(staff=staff, password=PASSWORD)
    client = browse(acme)

    response = client.post(path, {"username": staff.email, "email": staff.email, "password": PASSWORD})

    assert response.status_code in {404, 405}
    assert client.get("/admin/").status_code == 302


def test_authenticate_refuses_a_deactivated_staff_member(console: Customer, hire: Hire) -> None:
    staff = hire({None: Role.OPERATIONS})
    set_password(staff=staff, password=PASSWORD)
    deactivate(staff=staff)

    with use_customer(console):
        assert authenticate(username=staff.email, password=PASSWORD) is None


def test_a_mirror_may_what_its_role_grants_and_no_more(acme: Customer, globex: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.OPERATIONS})

    with use_customer(acme):
        user = mirror(staff, role=Role.OPERATIONS)

        assert [
            user.has_perm(permission)
            for permission in (
                "reservations.change_rentalrequest",
                "catalog.view_rate",
                "catalog.change_rate",
                "tenants.view_customer",
            )
        ] == [True, True, False, False]
        assert user.get_all_permissions() == set()


def test_one_role_for_one_customer_makes_an_auditor_at_the_console(
    acme: Customer, globex: Customer, console: Customer, hire: Hire
) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})

    with use_customer(console):
        user = mirror(staff, role=Role.AUDITOR)

        assert user.has_perm("tenants.view_customer")
        assert not user.has_perm("tenants.change_customer")


def test_nobody_signed_in_may_nothing(acme: Customer) -> None:
    with use_customer(acme):
        assert not AnonymousUser().has_perm("wagtailadmin.access_admin")


def test_roles_taken_away_take_the_password_along(acme: Customer, console: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.OPERATIONS})
    set_password(staff=staff, password=PASSWORD)

    set_roles(staff=staff, roles={})
    set_roles(staff=staff, roles={acme: Role.OPERATIONS})

    with use_customer(console):
        assert authenticate(username=staff.email, password=PASSWORD) is None
