"""The one way into a customer's schema.

django-tenants' own context managers keep the previous tenant on a shared object and so hand it to another thread when
two overlap (`with tenant:` and the decorator forms); a lint rule bans the latter, `Customer` refuses the former. This
one keeps it in its own frame.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

from django.db import connections

from tenants.models import Customer

if TYPE_CHECKING:  # importing the backend needs the app registry, which may not be ready yet
    from django_tenants.postgresql_backend.base import DatabaseWrapper


class NoCustomerError(LookupError):
    """Code that needs a customer ran in `public`."""


def _connection() -> DatabaseWrapper:
    # Django types the default connection as its own base class; DATABASES says it is this one.
    return cast("DatabaseWrapper", connections["default"])


@contextmanager
def use_customer(customer: Customer) -> Iterator[Customer]:
    """Run the block in `customer`'s schema and put back whatever was active before, also after an error."""
    connection = _connection()
    before = connection.tenant
    connection.set_tenant(customer)
    try:
        yield customer
    finally:
        connection.set_tenant(before)


@contextmanager
def use_public() -> Iterator[None]:
    """Run the block with nothing but the shared tables in reach."""
    connection = _connection()
    before = connection.tenant
    connection.set_schema_to_public()
    try:
        yield
    finally:
        connection.set_tenant(before)


def current_customer() -> Customer:
    """The customer (or the console) whose schema is active.

    Raises:
        NoCustomerError: in `public`, where no customer's code has any business.
    """
    tenant = _connection().tenant
    if not isinstance(tenant, Customer):
        raise NoCustomerError(f"no customer is active; the schema is {active_schema()!r}")
    return tenant


def active_schema() -> str:
    """The schema that this thread's statements go to; `public` outside every `use_customer`."""
    return _connection().schema_name
