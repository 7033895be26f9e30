from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from catalog.models import Station
from reservations.life_cycle import OPEN_STATES, Standing, State

_WITH_PLAN = (State.PLANNED, State.CONFIRMED)


class RentalRequest(models.Model):
    """What an employee asked for; a reservation once it is confirmed.

    Names, e-mail addresses and the quote are as the employee saw them and stay so: nothing is looked up again.
    """

    public_id = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=35, unique=True, editable=False)
    punch_out_id = models.UUIDField(unique=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.REGISTERED)
    revision = models.PositiveIntegerField(
        _("revision"), default=1, help_text=_("Rises when a confirmed reservation is changed.")
    )
    version = models.PositiveIntegerField(
        default=1, editable=False
    )  # rises with every save; guards against stale ones

    requester_name = models.CharField(_("requester"), max_length=200)
    requester_email = models.EmailField(_("requester's e-mail"))
    driver_name = models.CharField(_("driver"), max_length=200)
    driver_email = models.EmailField(_("driver's e-mail"), blank=True)
    driver_phone = models.CharField(_("driver's phone"), max_length=40, blank=True)

    vehicle_class = models.ForeignKey(
        "catalog.VehicleClass", on_delete=models.PROTECT, related_name="+", verbose_name=_("vehicle class")
    )
    class_code = models.CharField(_("class code"), max_length=20)
    class_name = models.CharField(_("vehicle class"), max_length=80)
    wish = models.CharField(_("wish"), max_length=500, blank=True)

    pick_up_at = models.DateTimeField(_("pick-up"))
    return_at = models.DateTimeField(_("return"))
    pick_up_station = models.ForeignKey(
        "catalog.Station", on_delete=models.PROTECT, related_name="+", verbose_name=_("pick-up station")
    )
    return_station = models.ForeignKey(
        "catalog.Station", on_delete=models.PROTECT, related_name="+", verbose_name=_("return station")
    )
    # {name, street, postcode, city, country, phone} of an end at an address; the station is the one that drives.
    delivery = models.JSONField(_("delivery"), default=dict, db_default={}, blank=True, editable=False)
    collection = models.JSONField(_("collection"), default=dict, db_default={}, blank=True, editable=False)

    purchase_number = models.CharField(_("purchase number"), max_length=100, blank=True)
    cost_centre = models.CharField(_("cost centre"), max_length=100, blank=True)
    project = models.CharField(_("project"), max_length=100, blank=True)
    reference_labels = models.JSONField(
        default=dict, db_default={}, blank=True
    )  # {purchase_number: "PO number"}
    awaits_order = models.BooleanField(_("waits for the order number"), default=False, db_default=False)
    order_number = models.CharField(_("order number"), max_length=100, blank=True, default="", db_default="")
    cart_stopped = models.BooleanField(
        _("cart stopped"), default=False, db_default=False, editable=False
    )  # the buyer's system knows nothing of it
    is_test = models.BooleanField(
        _("test"), default=False, db_default=False, editable=False
    )  # it came through a connection in test; nobody waits for a vehicle
    note = models.CharField(_("note"), max_length=2000, blank=True)
    reference_fields = models.JSONField(_("customer's fields"), default=list, blank=True)

    quote = models.JSONField(_("quote"))
    net_total = models.DecimalField(
        _("total without VAT"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("Empty: price per contract."),
    )
    currency = models.CharField(_("currency"), max_length=3)
    language = models.CharField(_("language"), max_length=5)

    assignee = models.ForeignKey(
        "workspace.User",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )
    planned_station = models.ForeignKey(
        "catalog.Station",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("planned station"),
    )
    planned_group = models.CharField(_("group"), max_length=20, blank=True)
    planned_plate = models.CharField(_("plate"), max_length=20, blank=True)
    planned_note = models.CharField(_("note to the station"), max_length=500, blank=True)
    rejection_reason = models.CharField(_("reason of rejection"), max_length=500, blank=True)

    registered_at = models.DateTimeField(_("registered"))
    transferred_at = models.DateTimeField(_("returned to the buyer's system"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    due_at = models.DateTimeField(_("due"))

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ("due_at", "id")
        constraints = (
            models.CheckConstraint(name="request_state_is_known", condition=Q(state__in=State.values)),
            models.CheckConstraint(
                name="request_return_is_after_pick_up", condition=Q(return_at__gt=F("pick_up_at"))
            ),
            models.CheckConstraint(
                name="request_has_a_plan_when_planned",
                condition=~Q(state__in=_WITH_PLAN) | Q(planned_station__isnull=False),
            ),
            models.CheckConstraint(
                name="request_is_held_in_progress",
                condition=~Q(state=State.IN_PROGRESS) | Q(assignee__isnull=False),
            ),
            models.CheckConstraint(
                name="request_transferred_has_a_time",
                condition=~Q(state=State.TRANSFERRED) | Q(transferred_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_confirmed_has_a_time",
                condition=Q(state=State.CONFIRMED, confirmed_at__isnull=False)
                | (~Q(state=State.CONFIRMED) & Q(confirmed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="request_rejected_has_a_reason",
                condition=(Q(state=State.REJECTED) & ~Q(rejection_reason=""))
                | (~Q(state=State.REJECTED) & Q(rejection_reason="")),
            ),
            models.CheckConstraint(
                name="request_confirmed_has_its_order",
                condition=~Q(state=State.CONFIRMED) | Q(awaits_order=False) | ~Q(order_number=""),
            ),
            models.CheckConstraint(name="request_total_is_not_negative", condition=Q(net_total__gte=0)),
        )
        indexes = (
            models.Index(name="request_by_due", fields=("state", "due_at")),
            models.Index(name="request_by_pick_up", fields=("pick_up_at",)),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def transferred(self) -> bool:
        """Whether the return to the buyer's system was seen."""
        return self.transferred_at is not None

    @property
    def waits_for_order(self) -> bool:
        """Whether it cannot be confirmed before an order number comes."""
        return self.awaits_order and not self.order_number and self.state in OPEN_STATES

    @property
    def lacks_cart(self) -> bool:
        """Whether its cart was stopped, and has not gone back since."""
        return self.cart_stopped and not self.transferred and self.state in OPEN_STATES

    @property
    def standing(self) -> Standing:
        """What the life cycle asks about it."""
        return Standing(
            state=State(self.state), transferred=self.transferred, waits_for_order=self.waits_for_order
        )

    @property
    def references(self) -> list[tuple[str, str]]:
        """What the buyer's system sent along to see again: each with the name that the employee saw, or else ours."""
        ours = ((name, getattr(self, name)) for name in ("purchase_number", "cost_centre", "project"))
        own = ((field["label"], field.get("text") or field["value"]) for field in self.reference_fields)
        return [*((self.label_of(name), value) for name, value in ours if value), *own]

    @property
    def mailed_references(self) -> list[tuple[str, str]]:
        """As `references`, without what is not for the mail."""
        kept_back = [field["label"] for field in self.reference_fields if not field.get("in_mail", True)]
        return [(label, value) for label, value in self.references if label not in kept_back]

    def label_of(self, field_name: str) -> str:
        """What the employee saw a field of this model called, or else our word for it in the active language."""
        ours = self._meta.get_field(field_name).verbose_name  # type: ignore[union-attr]  # never a relation's far end
        return self.reference_labels.get(field_name) or capfirst(str(ours))

    @property
    def pick_up_place(self) -> str:
        """Where the employee gets the vehicle, on one line: at the station, or where it is delivered."""
        return _place(self.delivery, self.pick_up_station)

    @property
    def return_place(self) -> str:
        return _place(self.collection, self.return_station)

    @property
    def pick_up_local(self) -> datetime:
        """Pick-up as the clock at its station shows it."""
        return self.pick_up_at.astimezone(self.pick_up_station.zone)

    @property
    def return_local(self) -> datetime:
        """Return as the clock at its station shows it."""
        return self.return_at.astimezone(self.return_station.zone)


def _place(address: Mapping[str, str], station: Station) -> str:
    if address:
        return f"{address['street']}, {address['postcode']} {address['city']}"
    return f"{station.name}, {station.address}"
