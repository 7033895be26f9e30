"""The host names that lead to a customer, and Wagtail's own idea of them."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import Site

from tenants.context import current_customer, use_customer
from tenants.models import Customer, Domain

# Labels under our own domain that are, or may become, something else than a customer.
RESERVED_SLUGS = frozenset({"console", "public", "www", "api", "admin", "static", "media", "mail", "status"})


class HostError(Exception):
    """Nothing was changed. Another host name helps."""


class HostRefusedError(HostError):
    """No host name, or one that is kept for FlexFleet itself."""


class HostTakenError(HostError):
    """The host name leads to another customer."""


def set_hosts(*, customer: Customer, primary: str, others: Iterable[str] = ()) -> None:
    """Let these host names, and no others, lead to the customer; its links will carry `primary`.

    Raises:
        HostRefusedError, HostTakenError: see there.
    """
    first = normal_host(primary)
    hosts = [first, *(normal_host(other) for other in others)]
    with transaction.atomic():
        Customer.objects.select_for_update().get(pk=customer.pk)
        present = set(customer.domains.values_list("domain", flat=True))
        for host in dict.fromkeys(hosts):
            if host not in present:
                add_host(customer=customer, host=host, is_primary=False)
        # The constraint allows one primary at any moment, so there is a moment with none.
        customer.domains.update(is_primary=False)
        customer.domains.filter(domain=first).update(is_primary=True)
        customer.domains.exclude(domain__in=hosts).delete()
        with use_customer(customer):
            sync_site()


def add_host(*, customer: Customer, host: str, is_primary: bool) -> None:
    """Let one more host name, as `normal_host` gives it, lead to the customer.

    Raises:
        HostRefusedError, HostTakenError: see there.
    """
    try:
        with transaction.atomic():
            Domain.objects.create(tenant=customer, domain=host, is_primary=is_primary)
    except IntegrityError as error:
        if Domain.objects.filter(domain=host).exists():
            raise HostTakenError(_("%(host)s leads to another customer.") % {"host": host}) from error
        raise HostRefusedError(_("“%(host)s” is no host name.") % {"host": host}) from error


def normal_host(host: str) -> str:
    """The host name as it is stored and compared: small letters, no dot at the end.

    Raises:
        HostRefusedError: it is one of our own. (What is no host name at all, the database refuses.)
    """
    host = host.strip().rstrip(".").lower()
    label, _dot, domain = host.partition(".")
    if domain == settings.PUBLIC_DOMAIN and label in RESERVED_SLUGS:
        raise HostRefusedError(_("%(host)s is kept for FlexFleet itself.") % {"host": host})
    return host


def sync_site() -> None:
    """Derive the active schema's one Wagtail `Site` from the customer's primary host.

    Wagtail's migrations leave `localhost` there, and a preview runs the middleware again with whatever it says.
    """
    here = current_customer()
    default_port = 443 if settings.PUBLIC_SCHEME == "https" else 80
    Site.objects.filter(is_default_site=True).update(
        hostname=here.primary_host, port=settings.PUBLIC_PORT or default_port, site_name=here.name
    )
