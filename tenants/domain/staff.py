"""Staff: taking somebody on, setting what they may do, and ending it."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

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


class LastAdministratorError(StaffError):
    """Nobody would be left who may give roles. Make somebody else administrator for all customers first."""


class NoRoleError(StaffError):
    """Without a role, or deactivated, there is nothing to sign in for."""


def add_staff(*, email: str, name: str) -> StaffMember:
    """Take on a staff member, who may do nothing until given a role.

    Raises:
        EmailTakenError: see there.
    """
    try:
        with transaction.atomic():
            return StaffMember.objects.create(email=email.strip().lower(), name=name.strip())
    except IntegrityError as error:
        raise _email_taken(email) from error


def change_staff(*, staff: StaffMember, email: str, name: str) -> None:
    """Change name and address; the mirrors at customers follow at the next hand-over.

    Raises:
        EmailTakenError: see there.
    """
    staff.email, staff.name = email.strip().lower(), name.strip()
    try:
        with transaction.atomic():
            staff.save(update_fields=["email", "name"])
            refresh_console_user(staff)
    except IntegrityError as error:
        raise _email_taken(email) from error


def give_role(*, staff: StaffMember, role: Role, customer: Customer | None) -> None:
    """Give a role at `customer` (None: at all customers and the console), in place of the one held there.

    Raises:
        LastAdministratorError: see there.
    """
    with transaction.atomic():
        _lock_administrators()
        was_administrator = staff.memberships.filter(customer__isnull=True, role=Role.ADMINISTRATOR).exists()
        Membership.objects.update_or_create(staff=staff, customer=customer, defaults={"role": role})
        if was_administrator:
            _require_administrator()
        refresh_console_user(staff)


def set_roles(*, staff: StaffMember, roles: Mapping[Customer | None, Role]) -> None:
    """Let the staff member hold these roles and no others (None: at all customers and the console).

    Raises:
        LastAdministratorError: see there.
    """
    with transaction.atomic():
        _lock_administrators()
        staff.memberships.all().delete()
        Membership.objects.bulk_create(
            Membership(staff=staff, customer=customer, role=role) for customer, role in roles.items()
        )
        _require_administrator()
        refresh_console_user(staff)


def deactivate(*, staff: StaffMember) -> None:
    """End this person's access everywhere, at once. The roles stay, for the day they come back.

    Raises:
        LastAdministratorError: see there.
    """
    with transaction.atomic():
        _lock_administrators()
        staff.is_active = False
        staff.save(update_fields=["is_active"])
        _require_administrator()
        refresh_console_user(staff)


def reactivate(*, staff: StaffMember) -> None:
    """Give a deactivated staff member their roles again. The password is gone; a new sign-in link sets another."""
    with transaction.atomic():
        staff.is_active = True
        staff.save(update_fields=["is_active"])
        refresh_console_user(staff)


def refresh_console_user(staff: StaffMember) -> User | None:
    """Bring the console's user into line with the memberships; None where nothing is left to sign in for.

    The row of one who left stays, without a password: the audit trail names it.
    """
    role = console_role(staff_id=staff.pk)
    with use_customer(Customer.objects.get(kind=Customer.Kind.CONSOLE)):
        if role is not None:
            return mirror(staff, role=role)
        for user in User.objects.filter(staff_id=staff.pk):
            user.is_active = False
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
    return None


def set_password(*, staff: StaffMember, password: str) -> None:
    """Set the password with which the staff member signs in at the console."""
    with use_customer(Customer.objects.get(kind=Customer.Kind.CONSOLE)):
        user = User.objects.get(staff_id=staff.pk)
        user.set_password(password)
        user.save(update_fields=["password"])


def sign_in_link(*, staff: StaffMember) -> str:
    """An address at the console where the staff member sets a password; good once, for PASSWORD_RESET_TIMEOUT.

    Raises:
        NoRoleError: see there.
    """
    console = Customer.objects.get(kind=Customer.Kind.CONSOLE)
    with use_customer(console):
        user = User.objects.filter(staff_id=staff.pk, is_active=True).first()
    if user is None:
        raise NoRoleError(_("Give %(name)s a role first.") % {"name": staff.name})
    # The token covers the password's hash, so that setting one spends it.
    arguments = [urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)]
    page = reverse("wagtailadmin_password_reset_confirm", urlconf=settings.CONSOLE_URLCONF, args=arguments)
    return console.url(page)


def _lock_administrators() -> None:
    """Two administrators who end each other's role at the same moment would leave none."""
    administrators = Membership.objects.filter(customer__isnull=True, role=Role.ADMINISTRATOR)
    list(StaffMember.objects.select_for_update().filter(memberships__in=administrators).order_by("pk"))


def _require_administrator() -> None:
    left = Membership.objects.filter(customer__isnull=True, role=Role.ADMINISTRATOR, staff__is_active=True)
    if not left.exists():
        raise LastAdministratorError(
            _(
                "Nobody would be left who may give roles. Make somebody else administrator for all customers first."
            )
        )


def _email_taken(email: str) -> EmailTakenError:
    return EmailTakenError(_("Another staff member has the address %(email)s.") % {"email": email})
