from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from oci.enums import State
from oci.models.connection import Connection
from reservations.domain.registration import ReferenceField, References, Requester


@dataclass(frozen=True, slots=True)
class ShownField:
    """What came along and is shown read-only: its label in the language of the call, and its value.

    `key` is that of a field of the customer's own.
    """

    label: str
    value: str
    key: str = ""


class PunchOut(models.Model):
    """One visit of one employee, from entry to return, with one request and one cart at most.

    What the call said stands here and is never asked of the browser again. Code and form secret are kept as hashes.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    connection = models.ForeignKey(
        Connection, on_delete=models.PROTECT, related_name="punch_outs", verbose_name=_("connection")
    )
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.OPENED)

    hook_url = models.TextField(_("HOOK_URL"))
    hook_origin = models.CharField(_("return to"), max_length=300)
    cancel_url = models.TextField(_("cancel address"), blank=True, default="", db_default="")
    target = models.CharField(_("target"), max_length=64)
    charset = models.CharField(_("charset"), max_length=20)
    control = models.JSONField(default=dict)  # ~OkCode, ~TARGET, ~CALLER as they came
    language = models.CharField(_("language"), max_length=5)
    requester_name = models.CharField(_("requester"), max_length=200)
    requester_email = models.EmailField(_("requester's e-mail"))
    driver_name = models.CharField(_("driver"), max_length=200, blank=True)
    driver_email = models.CharField(_("driver's e-mail"), max_length=254, blank=True)
    driver_phone = models.CharField(_("driver's phone"), max_length=40, blank=True)
    purchase_number = models.CharField(_("purchase number"), max_length=100, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=100, blank=True)
    project = models.CharField(_("project"), max_length=100, blank=True)
    fields = models.JSONField(default=list)  # [{key, label, value}]: fields of the customer's own
    shown = models.JSONField(default=list)  # [{label, value}]: all that is shown, fields or not

    labels = models.JSONField(
        default=dict, db_default={}
    )  # {purchase_number: what the employee saw it called}
    parameters = models.JSONField(default=dict, db_default={})  # {name: value}: those that the cart repeats

    draft = models.JSONField(default=dict)  # what the employee has filled in so far
    # The form as it was built: repeated, never rebuilt. Without an address of its own it goes to HOOK_URL.
    return_action = models.TextField(blank=True, default="", db_default="")
    return_fields = models.JSONField(default=list)

    has_script = models.BooleanField(default=False, db_default=False)  # so a return would have been reported
    overdue_at = models.DateTimeField(_("return not seen"), null=True)

    code_hash = models.CharField(max_length=64)
    secret_hash = models.CharField(max_length=64, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    entered_at = models.DateTimeField(_("entered"), null=True)
    registered_at = models.DateTimeField(_("registered"), null=True)
    ended_at = models.DateTimeField(_("ended"), null=True)
    expires_at = models.DateTimeField(_("expires"))

    class Meta:
        verbose_name = _("punch-out")
        verbose_name_plural = _("punch-outs")
        ordering = ("-opened_at",)
        constraints = (
            models.CheckConstraint(name="punch_out_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="punch_out_expires_after_it_opens", condition=Q(expires_at__gt=F("opened_at"))
            ),
            models.CheckConstraint(
                name="punch_out_active_has_a_secret",
                condition=~Q(state__in=[State.ACTIVE, State.REGISTERED, State.RETURNED])
                | (Q(entered_at__isnull=False) & ~Q(secret_hash="")),
            ),
            models.CheckConstraint(
                name="punch_out_registered_has_a_time",
                condition=Q(state__in=[State.REGISTERED, State.RETURNED], registered_at__isnull=False)
                | (~Q(state__in=[State.REGISTERED, State.RETURNED]) & Q(registered_at__isnull=True)),
            ),
        )
        indexes = (models.Index(name="punch_out_by_state", fields=("state", "expires_at")),)

    def __str__(self) -> str:
        return f"{self.connection_id}/{self.public_id}"

    @property
    def requester(self) -> Requester:
        return Requester(name=self.requester_name, email=self.requester_email)

    @property
    def references(self) -> References:
        """What came along and goes into the request."""
        return References(
            purchase_number=self.purchase_number,
            cost_centre=self.cost_centre,
            project=self.project,
            fields=tuple(ReferenceField(**field) for field in self.fields),
            labels=self.labels,
        )

    @property
    def sent_fields(self) -> dict[str, str]:
        """Key -> value of the customer's own fields that came along."""
        return {field["key"]: field["value"] for field in self.fields}

    @property
    def shown_fields(self) -> tuple[ShownField, ...]:
        """What came along and is shown read-only."""
        return tuple(ShownField(**field) for field in self.shown)
