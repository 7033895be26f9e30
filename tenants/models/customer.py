from __future__ import annotations

from typing import Any, Never
from urllib.parse import urljoin

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

# One DNS label, which is also the customer's part of every reference and, with `_` for `-`, of its schema's name.
SLUG_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"


class Customer(TenantMixin):
    """An organisation whose employees reserve, or the console, which is a tenant of the same make."""

    class Kind(models.TextChoices):
        CUSTOMER = "customer", _("customer")
        CONSOLE = "console", _("console")

    class Status(models.TextChoices):
        ACTIVE = "active", _("active")
        SUSPENDED = "suspended", _("suspended")
        CLOSED = "closed", _("closed")

    # Schemas come from `tenants.domain.provisioning`, never as a side effect of saving a row.
    auto_create_schema = False

    slug = models.CharField(
        _("short name"),
        max_length=30,
        unique=True,
        validators=[RegexValidator(SLUG_PATTERN, _("Use small letters, digits and single hyphens."))],
        help_text=_("The first part of the web address, for example acme in acme.flexfleet.example."),
    )
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CUSTOMER)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.ACTIVE)
    reference_prefix = models.CharField(
        _("reference prefix"),
        max_length=12,
        unique=True,
        editable=False,
        help_text=_("The start of every reference, for example ACME in ACME-26-000123. It never changes."),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                name="customer_slug_is_a_dns_label", condition=Q(slug__regex=SLUG_PATTERN)
            ),
            models.CheckConstraint(
                name="customer_prefix_is_capitals_and_digits",
                condition=Q(reference_prefix__regex=r"^[A-Z][A-Z0-9]*$"),
            ),
            models.CheckConstraint(name="customer_schema_is_not_public", condition=~Q(schema_name="public")),
            models.UniqueConstraint(
                name="customer_only_one_console", fields=("kind",), condition=Q(kind="console")
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row alone: `TenantMixin.save` refuses outside `public`, which is on every search path anyway."""
        super(TenantMixin, self).save(*args, **kwargs)

    def __enter__(self) -> Never:
        """Refused: `TenantMixin` keeps the previous tenant on a list that all threads share."""
        raise TypeError("enter a customer with tenants.context.use_customer")

    @property
    def is_console(self) -> bool:
        return self.kind == self.Kind.CONSOLE

    @property
    def primary_host(self) -> str:
        """The host name its links carry, without a port."""
        return Domain.objects.get(tenant=self, is_primary=True).domain

    def url(self, path: str = "/") -> str:
        """The absolute address of a path on this customer's host."""
        port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
        return urljoin(f"{settings.PUBLIC_SCHEME}://{self.primary_host}{port}/", path)


class Domain(DomainMixin):
    """A host name that leads to a customer; exactly one of a customer's is primary."""

    class Meta:
        verbose_name = _("domain")
        verbose_name_plural = _("domains")
        constraints = (
            models.UniqueConstraint(
                name="domain_one_primary_per_customer", fields=("tenant",), condition=Q(is_primary=True)
            ),
            models.CheckConstraint(
                name="domain_is_a_bare_host_name",
                condition=Q(domain__regex=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"),
            ),
        )

    def __str__(self) -> str:
        return self.domain
