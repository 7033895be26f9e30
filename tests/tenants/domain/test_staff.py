from __future__ import annotations

import pytest
from django.test import Client

from tenants.context import use_customer
from tenants.domain.access import console_role, customers_of, role_for
from tenants.domain.staff import (
    EmailTakenError,
    LastAdministratorError,
    NoRoleError,
    add_staff,
    change_staff,
    deactivate,
    give_role,
    reactivate,
    set_roles,
    sign_in_link,
)
from tenants.models import Customer, StaffMember
from tenants.roles import Role
from tenants.workspace.models import User
from tests.tenants.conftest import Hire

PASSWORD = "a long enough password"


def test_set_roles_replaces_all_roles(acme: Customer, globex: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.ADMINISTRATOR})

    set_roles(staff=staff, roles={globex: Role.AUDITOR})

    assert role_for(staff_id=staff.pk, customer=acme) is None
    assert role_for(staff_id=staff.pk, customer=globex) == Role.AUDITOR
    assert list(customers_of(staff_id=staff.pk)) == [globex]
    assert console_role(staff_id=staff.pk) == Role.AUDITOR


def test_the_stronger_of_one_and_all_counts(acme: Customer, globex: Customer, hire: Hire) -> None:
    staff = hire({None: Role.OPERATIONS, acme: Role.ADMINISTRATOR, globex: Role.AUDITOR})

    assert role_for(staff_id=staff.pk, customer=acme) == Role.ADMINISTRATOR
    assert role_for(staff_id=staff.pk, customer=globex) == Role.OPERATIONS
    assert console_role(staff_id=staff.pk) == Role.OPERATIONS
    assert set(customers_of(staff_id=staff.pk)) == {acme, globex}


@pytest.fixture
def last_administrator(acme: Customer) -> StaffMember:
    staff = add_staff(email="last@europcar.example", name="Last One")
    set_roles(staff=staff, roles={None: Role.ADMINISTRATOR, acme: Role.AUDITOR})
    return staff


def test_set_roles_keeps_the_last_administrator(acme: Customer, last_administrator: StaffMember) -> None:
    with pytest.raises(LastAdministratorError):
        set_roles(staff=last_administrator, roles={acme: Role.ADMINISTRATOR})

    assert console_role(staff_id=last_administrator.pk) == Role.ADMINISTRATOR


def test_give_role_keeps_the_last_administrator(last_administrator: StaffMember) -> None:
    with pytest.raises(LastAdministratorError):
        give_role(staff=last_administrator, role=Role.AUDITOR, customer=None)

    assert console_role(staff_id=last_administrator.pk) == Role.ADMINISTRATOR


def test_deactivate_keeps_the_last_administrator(last_administrator: StaffMember) -> None:
    with pytest.raises(LastAdministratorError):
        deactivate(staff=last_administrator)

    assert StaffMember.objects.get(pk=last_administrator.pk).is_active


def test_deactivated_administrators_do_not_count(last_administrator: StaffMember) -> None:
    other = add_staff(email="other@europcar.example", name="Other")
    set_roles(staff=other, roles={None: Role.ADMINISTRATOR})
    deactivate(staff=other)

    with pytest.raises(LastAdministratorError):
        deactivate(staff=last_administrator)


def test_reactivate_gives_the_roles_back(acme: Customer, globex: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.OPERATIONS})
    deactivate(staff=staff)
    while_away = role_for(staff_id=staff.pk, customer=acme)

    reactivate(staff=staff)

    assert (while_away, role_for(staff_id=staff.pk, customer=acme)) == (None, Role.OPERATIONS)


def test_change_staff_refuses_an_address_in_use(acme: Customer, hire: Hire) -> None:
    one, other = hire({acme: Role.AUDITOR}), hire({acme: Role.AUDITOR})

    with pytest.raises(EmailTakenError):
        change_staff(staff=one, email=other.email.upper(), name="New Name")

    assert StaffMember.objects.get(pk=one.pk).name == "Robin de Wit"


def test_sign_in_link_sets_a_password_once(acme: Customer, console: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.OPERATIONS})
    link = sign_in_link(staff=staff)
    client, thief = Client(HTTP_HOST="console.localhost"), Client(HTTP_HOST="console.localhost")

    form = client.get(link, follow=True)
    done = client.post(
        form.redirect_chain[-1][0], {"new_password1": PASSWORD, "new_password2": PASSWORD}, follow=True
    )
    entered = client.post("/admin/login/", {"username": staff.email, "password": PASSWORD})
    again = thief.get(link, follow=True)

    assert link.startswith("http://console.localhost:8000/admin/password_reset/confirm/")
    assert done.status_code == 200
    assert entered.headers["Location"] == "/admin/"
    assert again.context["validlink"] is False


def test_sign_in_link_dies_with_the_deactivation(acme: Customer, console: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.OPERATIONS})
    link = sign_in_link(staff=staff)

    deactivate(staff=staff)

    assert Client(HTTP_HOST="console.localhost").get(link, follow=True).context["validlink"] is False


def test_sign_in_link_needs_a_role(acme: Customer, hire: Hire) -> None:
    with pytest.raises(NoRoleError):
        sign_in_link(staff=hire({}))


def test_the_console_remembers_who_left(acme: Customer, console: Customer, hire: Hire) -> None:
    staff = hire({acme: Role.OPERATIONS})

    deactivate(staff=staff)

    with use_customer(console):
        user = User.objects.get(staff_id=staff.pk)
        assert (user.name, user.is_active, user.has_usable_password()) == ("Robin de Wit", False, False)
