from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reservations.life_cycle import Party, State
from reservations.models.outbox import OutboxMail
from reservations.models.request import RentalRequest


class EventKind(models.TextChoices):
    """What the timeline tells. The verbs of the life cycle are among them, by the same values."""

    REGISTER = "register", _("Registered")
    TRANSFER = "transfer", _("Returned to the buyer's system")
    CLAIM = "claim", _("Claimed")
    RELEASE = "release", _("Released")
    PLAN = "plan", _("Planned")
    CONFIRM = "confirm", _("Confirmed")
    REJECT = "reject", _("Rejected")
    ORDER = "order", _("Order number received")
    CART_STOPPED = "cart_stopped", _("Cart stopped: it did not go back to the buyer's system")
    RETURN_MISSING = "return_missing", _("Return to the buyer's system not seen")
    MAIL_STORED = "mail_stored", _("Mail ready to be sent")
    MAIL_ACCEPTED = "mail_accepted", _("Mail accepted by the mail server")
    MAIL_DELAYED = "mail_delayed", _("Mail delayed; it is tried again")
    MAIL_FAILED = "mail_failed", _("Mail not delivered")


class RequestEvent(models.Model):
    """One line of a request's timeline. Written with the change it tells of, and never changed afterwards.

    `changes` is a list of `{"field": model field name, "old": text, "new": text}`; `version` is the request's
    version after the change, so the events since a stale version are those above it.
    """

    request = models.ForeignKey(RentalRequest, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    party = models.CharField(max_length=20, choices=Party.choices)
    actor = models.ForeignKey(
        "workspace.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    actor_name = models.CharField(max_length=200, blank=True)  # outlives the account
    state_before = models.CharField(max_length=20, blank=True)
    state_after = models.CharField(max_length=20)
    version = models.PositiveIntegerField()
    changes = models.JSONField(default=list, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    mail = models.ForeignKey(
        OutboxMail, on_delete=models.CASCADE, null=True, blank=True, related_name="events"
    )

    class Meta:
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="event_kind_is_known", condition=Q(kind__in=EventKind.values)),
            models.CheckConstraint(name="event_party_is_known", condition=Q(party__in=Party.values)),
            models.CheckConstraint(name="event_state_is_known", condition=Q(state_after__in=State.values)),
            models.CheckConstraint(
                name="event_of_operations_names_who",
                condition=~Q(party=Party.OPERATIONS) | ~Q(actor_name=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.request_id}: {self.kind}"
