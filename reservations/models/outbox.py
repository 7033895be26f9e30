from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reservations.models.request import RentalRequest


class MailKind(models.TextChoices):
    """The mails there are; each is a folder of templates of the same name."""

    CONFIRMED = "confirmed", _("Confirmation")
    REJECTED = "rejected", _("Rejection")
    RETURN_AGAIN = "return_again", _("Return link")


class DeliveryState(models.TextChoices):
    """How far a mail is. Accepted means: the mail server took it over."""

    WAITING = "waiting", _("Waiting to be sent")
    ACCEPTED = "accepted", _("Accepted by the mail server")
    FAILED = "failed", _("Not delivered")


class OutboxMail(models.Model):
    """A rendered mail, stored in the transaction that caused it and handed over to the mail server by a job.

    `key` names the occasion; being unique, it makes a second mail for the same occasion impossible. The code of a
    return link stands in `text` and `html` until the mail is handed over, or has failed for good.
    """

    request = models.ForeignKey(RentalRequest, on_delete=models.CASCADE, related_name="mails")
    kind = models.CharField(_("kind"), max_length=20, choices=MailKind.choices)
    key = models.CharField(max_length=100, unique=True, editable=False)
    message_id = models.CharField(max_length=200, unique=True, editable=False)
    language = models.CharField(max_length=5)

    from_name = models.CharField(max_length=200)
    from_email = models.CharField(_("sender"), max_length=254)
    reply_to = models.CharField(_("answers go to"), max_length=254)
    to_name = models.CharField(max_length=200)
    to_email = models.CharField(_("recipient"), max_length=254)
    subject = models.CharField(_("subject"), max_length=250)
    text = models.TextField()
    html = models.TextField()
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=20, blank=True)

    state = models.CharField(
        _("state"), max_length=20, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ("id",)
        constraints = (
            models.CheckConstraint(name="mail_kind_is_known", condition=Q(kind__in=MailKind.values)),
            models.CheckConstraint(name="mail_state_is_known", condition=Q(state__in=DeliveryState.values)),
            models.CheckConstraint(
                name="mail_accepted_has_a_time",
                condition=Q(state=DeliveryState.ACCEPTED, accepted_at__isnull=False)
                | (~Q(state=DeliveryState.ACCEPTED) & Q(accepted_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="mail_calendar_names_its_method",
                condition=Q(calendar="", calendar_method="") | (~Q(calendar="") & ~Q(calendar_method="")),
            ),
        )

    def __str__(self) -> str:
        return self.key
