from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tenants.models.customer import Customer
from tenants.roles import Role


class StaffMember(models.Model):
    """Somebody at Europcar. Signs in at the console; customers' schemas hold a mirror with the same id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=80)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick to end this person's access everywhere at once.")
    )

    class Meta:
        verbose_name = _("staff member")
        verbose_name_plural = _("staff")
        ordering = ("name",)
        constraints = (models.UniqueConstraint(Lower("email"), name="staff_member_email_unique"),)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """What a staff member may do, for one customer or (no customer named) for all of them and the console."""

    staff = models.ForeignKey(
        StaffMember, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("staff member")
    )
    customer = models.ForeignKey(
        Customer,
        on_delete=models.CASCADE,
        related_name="memberships",
        null=True,
        blank=True,
        verbose_name=_("customer"),
        help_text=_("Leave empty for all customers."),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (
            models.UniqueConstraint(name="membership_one_role_per_customer", fields=("staff", "customer")),
            models.UniqueConstraint(
                name="membership_one_role_for_all", fields=("staff",), condition=Q(customer__isnull=True)
            ),
            models.CheckConstraint(name="membership_role_is_known", condition=Q(role__in=Role.values)),
        )

    def __str__(self) -> str:
        return f"{self.staff}: {self.get_role_display()} ({self.customer or _('all customers')})"
