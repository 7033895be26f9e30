"""What happens to a customer after it was made: renamed, suspended, woken up again."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from tenants.context import use_customer
from tenants.domain.hosts import sync_site
from tenants.models import Customer


class CustomerError(Exception):
    """Nothing was changed."""


class NameRefusedError(CustomerError):
    """The name is empty or too long; the message says which."""


def rename(*, customer: Customer, name: str) -> None:
    """Change the name in lists and at the console. What employees read is the profile's.

    Raises:
        NameRefusedError: see there.
    """
    customer.name = name.strip()
    try:
        customer.clean_fields(exclude={"schema_name", "slug"})
    except ValidationError as error:
        raise NameRefusedError(" ".join(error.messages)) from error
    with transaction.atomic():
        customer.save(update_fields=["name"])
        with use_customer(customer):
            sync_site()


def suspend(*, customer: Customer) -> None:
    """Close every door of the customer at once: its pages say so, staff cannot enter either, nothing is lost."""
    _change_status(customer, before=Customer.Status.ACTIVE, after=Customer.Status.SUSPENDED)


def reactivate(*, customer: Customer) -> None:
    """Open a suspended customer again."""
    _change_status(customer, before=Customer.Status.SUSPENDED, after=Customer.Status.ACTIVE)


def _change_status(customer: Customer, *, before: Customer.Status, after: Customer.Status) -> None:
    """A second click finds the status changed already and does nothing."""
    Customer.objects.filter(pk=customer.pk, kind=Customer.Kind.CUSTOMER, status=before).update(status=after)
    customer.refresh_from_db(fields=["status"])
