"""Staff: taking somebody on, and setting what they may do."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from tenants.context import use_customer
from tenants.domain.access import console_role
from tenants.domain.hand_over import mirror
from tenants.models import Customer, Membership, StaffMember
from tenants.roles import Role
from tenants.workspace.models import User


class StaffError(Exception):
    """Nothing was changed."""


class EmailTakenError(StaffError):
    """Another staff member has this e-mail address."""


def add_staff(*, email: str, name: str) -> StaffMember:
    """Take on a staff member, who may do nothing until given a role.

    Raises:
        EmailTakenError: see there.
    """
    try:
        with transaction.atomic():
            return StaffMember.objects.create(email=email.strip().lower(), name=name.strip())
    except IntegrityError as error:
        raise EmailTakenError(email) from error


def give_role(*, staff: StaffMember, role: Role, customer: Customer | None) -> None:
    """Give a role at `customer` (None: at all customers and the console), in place of the one held there."""
    with transaction.atomic():
        StaffMember.objects.select_for_update().get(pk=staff.pk)
        Membership.objects.update_or_create(staff=staff, customer=customer, defaults={"role": role})
    refresh_console_user(staff)


def refresh_console_user(staff: StaffMember) -> User | None:
    """Bring the console's user into line with the memberships; None where nothing is left to sign in for."""
    role = console_role(staff_id=staff.pk)
    with use_customer(Customer.objects.get(kind=Customer.Kind.CONSOLE)):
        if role is not None:
            return mirror(staff, role=role)
        User.objects.filter(staff_id=staff.pk).delete()
    return None


def set_password(*, staff: StaffMember, password: str) -> None:
    """Set the password with which the staff member signs in at the console."""
    with use_customer(Customer.objects.get(kind=Customer.Kind.CONSOLE)):
        user = User.objects.get(staff_id=staff.pk)
        user.set_password(password)
        user.save(update_fields=["password"])
