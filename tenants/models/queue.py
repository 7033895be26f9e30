from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tenants.models.customer import Customer
from tenants.models.staff import StaffMember


class QueueItem(models.Model):
    """One request as the queues over all customers see it; no personal data of the customer's people.

    Written in the transaction that changes the request, so that one query lists every customer's work.
    """

    customer = models.ForeignKey(
        Customer, on_delete=models.CASCADE, related_name="queue", verbose_name=_("customer")
    )
    request_id = models.UUIDField(editable=False)
    reference = models.CharField(_("reference"), max_length=50)
    state = models.CharField(_("state"), max_length=20)
    class_code = models.CharField(_("class code"), max_length=20)
    class_name = models.CharField(_("vehicle class"), max_length=80)
    station_name = models.CharField(_("pick-up station"), max_length=100, default="", db_default="")
    awaits_order = models.BooleanField(_("waits for the order number"), default=False, db_default=False)
    cart_stopped = models.BooleanField(_("cart stopped"), default=False, db_default=False)
    is_test = models.BooleanField(_("test"), default=False, db_default=False)
    pick_up_at = models.DateTimeField(_("pick-up"))
    due_at = models.DateTimeField(_("due"))
    assignee = models.ForeignKey(
        StaffMember,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )
    registered_at = models.DateTimeField(_("registered"))
    updated_at = models.DateTimeField(_("updated"), auto_now=True)

    class Meta:
        verbose_name = _("queue item")
        verbose_name_plural = _("queue items")
        ordering = ("due_at", "id")
        constraints = (
            models.UniqueConstraint(name="queue_item_one_per_request", fields=("customer", "request_id")),
        )
        indexes = (models.Index(name="queue_item_by_due", fields=("customer", "state", "due_at")),)

    def __str__(self) -> str:
        return self.reference
