from __future__ import annotations

import pytest

from tenants.roles import Role, grants, strongest

CUSTOMER_TABLE = {
    # permission: administrator, account manager, operations, auditor
    "wagtailadmin.access_admin": (True, True, True, True),
    "workspace.view_profile": (True, True, False, True),
    "workspace.change_profile": (True, True, False, False),
    "catalog.view_rate": (True, True, True, True),
    "catalog.change_rate": (True, True, False, False),
    "catalog.add_vehicleclass": (True, True, False, False),
    "catalog.delete_station": (True, True, False, False),
    "oci.view_connection": (True, True, True, True),
    "oci.change_connection": (True, True, False, False),
    "oci.add_credential": (True, True, False, False),
    "reservations.view_rentalrequest": (True, True, True, True),
    "reservations.change_rentalrequest": (True, False, True, False),
    "reservations.add_rentalrequest": (False, False, False, False),
    "reservations.delete_rentalrequest": (False, False, False, False),
    "tenants.view_customer": (False, False, False, False),
    "tenants.change_staffmember": (False, False, False, False),
    "auth.change_group": (False, False, False, False),
    "wagtailcore.add_page": (False, False, False, False),
    "wagtailimages.add_image": (False, False, False, False),
}

CONSOLE_TABLE = {
    "wagtailadmin.access_admin": (True, True, True, True),
    "tenants.view_customer": (True, True, True, True),
    "tenants.add_customer": (True, True, False, False),
    "tenants.change_customer": (True, True, False, False),
    "tenants.change_staffmember": (True, False, False, False),
    "tenants.change_membership": (True, False, False, False),
    "workspace.change_profile": (False, False, False, False),
    "catalog.view_rate": (False, False, False, False),
    "oci.view_connection": (False, False, False, False),
    "reservations.change_rentalrequest": (False, False, False, False),
    "wagtailcore.add_page": (False, False, False, False),
}


@pytest.mark.parametrize(("permission", "expected"), CUSTOMER_TABLE.items())
def test_grants_at_a_customer(permission: str, expected: tuple[bool, ...]) -> None:
    assert tuple(grants(permission, role=role, console=False) for role in Role) == expected


@pytest.mark.parametrize(("permission", "expected"), CONSOLE_TABLE.items())
def test_grants_at_the_console(permission: str, expected: tuple[bool, ...]) -> None:
    assert tuple(grants(permission, role=role, console=True) for role in Role) == expected


@pytest.mark.parametrize("permission", ["", "catalog", ".", "catalog.", "catalog.rate", "view_rate"])
def test_grants_nothing_to_what_is_no_permission(permission: str) -> None:
    assert not any(
        grants(permission, role=role, console=console) for role in Role for console in (True, False)
    )


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([], None),
        ([Role.AUDITOR], Role.AUDITOR),
        ([Role.AUDITOR, Role.OPERATIONS], Role.OPERATIONS),
        ([Role.OPERATIONS, Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER], Role.ADMINISTRATOR),
    ],
)
def test_strongest_of_several_roles(roles: list[Role], expected: Role | None) -> None:
    assert strongest(roles) == expected
