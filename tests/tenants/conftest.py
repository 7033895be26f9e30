"""Staff with given roles, and their browsers at the console."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count

import pytest
from django.test import Client

from tenants.context import use_customer
from tenants.domain.staff import add_staff, set_roles
from tenants.models import Customer, StaffMember
from tenants.roles import Role
from tenants.workspace.models import User
from tests.conftest import Browse

_numbers = count(1)

Hire = Callable[[Mapping[Customer | None, Role]], StaffMember]
AtConsole = Callable[[StaffMember], Client]


@pytest.fixture
def hire(db: None) -> Hire:
    """A staff member with these roles, by customer (None: all): `hire({acme: Role.AUDITOR})`."""
    # The domain refuses to be left without one, so there always is one whom no test touches.
    first = add_staff(email=f"first{next(_numbers)}@europcar.example", name="First Administrator")
    set_roles(staff=first, roles={None: Role.ADMINISTRATOR})

    def take_on(roles: Mapping[Customer | None, Role]) -> StaffMember:
        staff = add_staff(email=f"robin{next(_numbers)}@europcar.example", name="Robin de Wit")
        set_roles(staff=staff, roles=roles)
        return staff

    return take_on


@pytest.fixture
def at_console(console: Customer, browse: Browse) -> AtConsole:
    """A staff member's own browser, signed in at the console."""

    def sign_in(staff: StaffMember) -> Client:
        client = browse(console)
        with use_customer(console):
            client.force_login(User.objects.get(staff_id=staff.pk))
        return client

    return sign_in
