from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from catalog.models.vehicle_class import VehicleClass

_KILOMETRES_TOGETHER = _(
    "Fill in both kilometres and the price of an extra kilometre, or leave both empty for unlimited kilometres."
)


class Rate(models.Model):
    """The agreed price of a class from a number of days up, net of VAT, in the customer's currency."""

    vehicle_class = ParentalKey(
        VehicleClass, on_delete=models.CASCADE, related_name="rates", verbose_name=_("vehicle class")
    )
    from_days = models.PositiveSmallIntegerField(_("from days"), validators=[MinValueValidator(1)])
    price_per_day = models.DecimalField(
        _("net price per day"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal("0.01"))],
    )
    km_per_day = models.PositiveIntegerField(_("kilometres included per day"), null=True, blank=True)
    price_extra_km = models.DecimalField(
        _("net price of an extra kilometre"),
        max_digits=6,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )

    class Meta:
        verbose_name = _("rate")
        verbose_name_plural = _("rates")
        ordering = ("from_days",)
        constraints = (
            models.UniqueConstraint(
                name="rate_one_per_class_and_band",
                fields=("vehicle_class", "from_days"),
                violation_error_message=_("This class has a rate from this many days already."),
            ),
            models.CheckConstraint(name="rate_from_days_counts", condition=Q(from_days__gte=1)),
            models.CheckConstraint(name="rate_price_is_a_price", condition=Q(price_per_day__gt=0)),
            models.CheckConstraint(
                name="rate_kilometres_have_a_price",
                condition=Q(km_per_day__isnull=True, price_extra_km__isnull=True)
                | Q(km_per_day__isnull=False, price_extra_km__isnull=False, price_extra_km__gte=0),
                violation_error_message=_KILOMETRES_TOGETHER,
            ),
        )

    def __str__(self) -> str:
        return f"{self.vehicle_class.code} ≥ {self.from_days}"
