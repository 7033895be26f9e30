from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from catalog.models.station import COUNTRY_PATTERN, Station
from catalog.models.vehicle_class import CODE_PATTERN
from catalog.postcodes import AreaMalformed, parse_areas

_DELIVERS_OR_COLLECTS = _("Fill in the fee of delivery, that of collection, or both.")


def validate_areas(text: str) -> None:
    try:
        parse_areas(text)
    except AreaMalformed as error:
        raise ValidationError(
            _(
                "“%(part)s” is no postcode and no range of postcodes. Write the beginning of a postcode, or two "
                "of the same length with a hyphen: 10, 1430-1439."
            ),
            code="area_malformed",
            params={"part": error.part},
        ) from error


class DeliveryRule(models.Model):
    """In which area vehicles are delivered and collected, by which station, from when and at what fee.

    Of several rules that serve an address the first counts. A fee is net, for one trip; a fee that is empty
    says that this trip is not made.
    """

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(CODE_PATTERN, _("Use capital letters, digits and hyphens."))],
        help_text=_("Stands in the quote as the rule that made the line. It cannot be used twice."),
    )
    name = models.CharField(
        _("name"), max_length=60, help_text=_("For yourselves, for example “Utrecht and surroundings”.")
    )
    station = models.ForeignKey(
        Station,
        on_delete=models.CASCADE,
        related_name="delivery_rules",
        verbose_name=_("station"),
        help_text=_("The station that drives. Its opening hours, closed days and clock count."),
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        default="NL",
        validators=[RegexValidator(COUNTRY_PATTERN, _("Use the two letters of ISO 3166, for example NL."))],
    )
    postcodes = models.CharField(
        _("postcodes"),
        max_length=500,
        blank=True,
        validators=[validate_areas],
        help_text=_(
            "Beginnings of postcodes and ranges, with commas: 10, 1430-1439. Empty: the whole country."
        ),
    )
    delivery_fee = models.DecimalField(
        _("net fee of delivery"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Without VAT. 0 is free of charge, empty: nothing is delivered here."),
    )
    collection_fee = models.DecimalField(
        _("net fee of collection"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("Without VAT. 0 is free of charge, empty: nothing is collected here."),
    )
    lead_hours = models.PositiveSmallIntegerField(
        _("lead time (hours)"),
        default=24,
        validators=[MaxValueValidator(24 * 90)],
        help_text=_("From the request to the moment at the address, beside the lead time of the class."),
    )
    # Set by dragging in the list; a new row has none yet and comes last.
    position = models.PositiveSmallIntegerField(_("position"), null=True, editable=False)
    is_active = models.BooleanField(
        _("offered"), default=True, help_text=_("Switched off, this rule serves nobody.")
    )

    class Meta:
        verbose_name = _("delivery rule")
        verbose_name_plural = _("delivery rules")
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                name="delivery_rule_code_is_a_code", condition=Q(code__regex=CODE_PATTERN)
            ),
            models.CheckConstraint(
                name="delivery_rule_country_is_a_country", condition=Q(country__regex=COUNTRY_PATTERN)
            ),
            models.CheckConstraint(
                name="delivery_rule_delivers_or_collects",
                condition=Q(delivery_fee__isnull=False) | Q(collection_fee__isnull=False),
                violation_error_message=_DELIVERS_OR_COLLECTS,
            ),
            models.CheckConstraint(
                name="delivery_rule_fees_are_prices",
                condition=(Q(delivery_fee__isnull=True) | Q(delivery_fee__gte=0))
                & (Q(collection_fee__isnull=True) | Q(collection_fee__gte=0)),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
