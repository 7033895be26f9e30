"""Which customers a staff member may enter, and with which role."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from tenants.context import current_customer
from tenants.models import Customer, Membership
from tenants.roles import Role, strongest


def role_for(*, staff_id: UUID, customer: Customer) -> Role | None:
    """The role of an active staff member at `customer`, or None. The stronger of "this one" and "all" counts."""
    roles = Membership.objects.filter(
        Q(customer=customer) | Q(customer__isnull=True), staff_id=staff_id, staff__is_active=True
    ).values_list("role", flat=True)
    return strongest([Role(role) for role in roles])


def console_role(*, staff_id: UUID) -> Role | None:
    """The role at the console: the one for all customers; with roles for single customers only, an auditor's view."""
    memberships = Membership.objects.filter(staff_id=staff_id, staff__is_active=True)
    everywhere = [Role(membership.role) for membership in memberships if membership.customer_id is None]
    return strongest(everywhere) or (Role.AUDITOR if memberships else None)


def role_here(*, staff_id: UUID) -> Role | None:
    """The role in the active schema."""
    here = current_customer()
    return console_role(staff_id=staff_id) if here.is_console else role_for(staff_id=staff_id, customer=here)


def customers_of(*, staff_id: UUID) -> QuerySet[Customer]:
    """The customers, without the console, that a staff member may enter."""
    memberships = Membership.objects.filter(staff_id=staff_id, staff__is_active=True)
    customers = Customer.objects.filter(kind=Customer.Kind.CUSTOMER).exclude(status=Customer.Status.CLOSED)
    if memberships.filter(customer__isnull=True).exists():
        return customers
    return customers.filter(pk__in=memberships.values("customer"))
