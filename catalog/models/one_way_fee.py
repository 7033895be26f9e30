from __future__ import annotations

from decimal import Decimal

from django.contrib.admin import display
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from catalog.models.station import Station


class OneWayFee(models.Model):
    """What it costs to return a vehicle elsewhere, net of VAT. Without a station, it holds for any.

    Of several that fit, the one that names most counts: both stations, then the pick-up, then the return.
    """

    from_station = models.ForeignKey(
        Station,
        on_delete=models.CASCADE,
        related_name="fees_from",
        null=True,
        blank=True,
        verbose_name=_("picked up at"),
    )
    to_station = models.ForeignKey(
        Station,
        on_delete=models.CASCADE,
        related_name="fees_to",
        null=True,
        blank=True,
        verbose_name=_("returned to"),
    )
    fee = models.DecimalField(
        _("net fee"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Without VAT, once per rental. 0 is free of charge."),
    )

    class Meta:
        verbose_name = _("one-way fee")
        verbose_name_plural = _("one-way fees")
        ordering = ("from_station__position", "to_station__position", "pk")
        constraints = (
            models.UniqueConstraint(
                name="one_way_fee_once_per_way",
                fields=("from_station", "to_station"),
                nulls_distinct=False,
                violation_error_message=_("There is a fee for this way already."),
            ),
            models.CheckConstraint(
                name="one_way_fee_goes_elsewhere",
                condition=Q(from_station__isnull=True)
                | Q(to_station__isnull=True)
                | ~Q(from_station=F("to_station")),
                violation_error_message=_("A way ends at another station than it starts from."),
            ),
            models.CheckConstraint(name="one_way_fee_is_a_price", condition=Q(fee__gte=0)),
        )

    def __str__(self) -> str:
        return self.way

    @property
    @display(description=_("way"))
    def way(self) -> str:
        return gettext("From %(from)s to %(to)s") % {
            "from": self.from_station or gettext("any station"),
            "to": self.to_station or gettext("any station"),
        }
