"""A new customer, live the same minute: row, host name, schema, profile and every app's working defaults."""

from __future__ import annotations

from dataclasses import dataclass, field
from email.utils import parseaddr
from itertools import chain, count

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tenants.context import use_customer
from tenants.domain import template_schema
from tenants.domain.hosts import RESERVED_SLUGS, HostError, add_host, normal_host, sync_site
from tenants.models import Customer
from tenants.signals import customer_provisioned
from tenants.workspace.models import Profile


class ProvisioningError(Exception):
    """The customer was not made; nothing of it is left behind."""


class SlugRefusedError(ProvisioningError):
    """The short name is taken, reserved, or no DNS label. Another one helps."""


class HostUnusableError(ProvisioningError):
    """The host name leads to another customer, is kept for FlexFleet itself, or is none. Another one helps."""


class ProfileRefusedError(ProvisioningError):
    """A value of the profile is not acceptable; the message names it."""


@dataclass(frozen=True)
class Provisioned:
    """The new customer and what may be shown once to whoever asked for it, such as a generated secret."""

    customer: Customer
    shown_once: dict[str, str] = field(default_factory=dict)


def create_customer(
    *,
    slug: str,
    name: str,
    host: str = "",
    language: str = "nl",
    contact_email: str = "",
    kind: Customer.Kind = Customer.Kind.CUSTOMER,
) -> Provisioned:
    """Make a customer that works at once.

    `slug` is the DNS label and makes the reference prefix; `host` is the full host name, `<slug>.<PUBLIC_DOMAIN>` by
    default. Replies to its employees' mails go to `contact_email`, by default to the address that sends
    them. Either all of it exists afterwards or none.

    Raises:
        SlugRefusedError, HostUnusableError, ProfileRefusedError: see there.
    """
    if slug in RESERVED_SLUGS and kind is not Customer.Kind.CONSOLE:
        raise SlugRefusedError(_("“%(slug)s” is reserved. Choose another short name.") % {"slug": slug})
    customer = Customer(slug=slug, name=name, kind=kind, schema_name=_schema_name(slug, kind))
    try:
        customer.clean_fields(exclude=["reference_prefix"])
    except ValidationError as error:
        raise SlugRefusedError(" ".join(error.messages)) from error
    customer.reference_prefix = _free_prefix(slug)
    template_schema.prepare()
    with transaction.atomic():
        _insert(customer)
        _add_host(customer, host or f"{slug}.{settings.PUBLIC_DOMAIN}")
        template_schema.replay(customer.schema_name)
        with use_customer(customer):
            sync_site()
            _create_profile(
                customer,
                language=language,
                contact_email=contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1],
            )
            shown_once = _install_defaults(customer)
    return Provisioned(customer=customer, shown_once=shown_once)


def _schema_name(slug: str, kind: Customer.Kind) -> str:
    # The prefix keeps any slug clear of `public`, `pg_…` and whatever PostgreSQL adds next.
    return "console" if kind is Customer.Kind.CONSOLE else f"c_{slug.replace('-', '_')}"


def _free_prefix(slug: str) -> str:
    """The slug in capitals, cut to fit; numbered where another customer's references begin like that."""
    longest = Customer._meta.get_field("reference_prefix").max_length or 0
    wanted = slug.replace("-", "").upper()
    taken = set(Customer.objects.values_list("reference_prefix", flat=True))
    endings = chain([""], map(str, count(2)))
    return next(
        prefix for ending in endings if (prefix := wanted[: longest - len(ending)] + ending) not in taken
    )


def _insert(customer: Customer) -> None:
    try:
        with transaction.atomic():
            customer.save()
    except IntegrityError as error:
        raise SlugRefusedError(
            _("“%(slug)s” is taken. Choose another short name.") % {"slug": customer.slug}
        ) from error


def _add_host(customer: Customer, host: str) -> None:
    try:
        # The console's own name is among those that nobody else may have.
        add_host(customer=customer, host=host if customer.is_console else normal_host(host), is_primary=True)
    except HostError as error:
        raise HostUnusableError(str(error)) from error


def _create_profile(customer: Customer, *, language: str, contact_email: str) -> None:
    profile = Profile(display_name=customer.name, default_language=language, contact_email=contact_email)
    try:
        profile.full_clean()
    except ValidationError as error:
        raise ProfileRefusedError(" ".join(error.messages)) from error
    profile.save()


def _install_defaults(customer: Customer) -> dict[str, str]:
    shown_once: dict[str, str] = {}
    if not customer.is_console:
        # The stubs know only what Django's own receivers return.
        answers: list[tuple[object, object]] = [
            *customer_provisioned.send(sender=Customer, customer=customer)
        ]
        for _receiver, shown in answers:
            if isinstance(shown, dict):
                shown_once.update(shown)
    return shown_once
