from __future__ import annotations

from decimal import Decimal

from django.contrib.admin import display
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from catalog.enums import ExtraPricing
from catalog.models.texts import LANGUAGES, translated
from catalog.models.vehicle_class import CODE_PATTERN, VehicleClass

MOST_PIECES = 99

_ONE_PRICE_PER_BUNDLE = _(
    "Kilometres are sold per rental. Choose “Per rental”, or leave the kilometres empty."
)
_CAP_IS_PER_DAY = _("Only a price per day has a maximum. Choose “Per day”, or leave the maximum empty.")


class Extra(ClusterableModel):
    """What an employee can add to a rental for a price net of VAT: a child seat, a ramp, more kilometres."""

    code = models.CharField(
        _("code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(CODE_PATTERN, _("Use capital letters, digits and hyphens."))],
        help_text=_("Stands in the quote as the rule that made the line. It cannot be used twice."),
    )
    name_nl = models.CharField(_("name in Dutch"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    name_de = models.CharField(_("name in German"), max_length=60, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=60, blank=True)
    description_nl = models.TextField(_("description in Dutch"), max_length=300, blank=True)
    description_en = models.TextField(_("description in English"), max_length=300, blank=True)
    description_de = models.TextField(_("description in German"), max_length=300, blank=True)
    description_fr = models.TextField(_("description in French"), max_length=300, blank=True)

    pricing = models.CharField(
        _("price is"), max_length=12, choices=ExtraPricing, default=ExtraPricing.PER_DAY
    )
    price = models.DecimalField(
        _("net price"),
        max_digits=8,
        decimal_places=2,
        validators=[MinValueValidator(Decimal(0))],
        help_text=_("For one piece, without VAT. 0 is free of charge."),
    )
    cap = models.DecimalField(
        _("at most per rental"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("Of a price per day: what one piece costs at most, however long the rental is."),
    )
    kilometres = models.PositiveIntegerField(
        _("kilometres"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Only for a bundle of kilometres: how many one piece adds to those of the rate. It is not offered "
            "where kilometres are unlimited."
        ),
    )
    max_quantity = models.PositiveSmallIntegerField(
        _("most pieces"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PIECES)],
        help_text=_("How many of it one rental can have."),
    )
    all_classes = models.BooleanField(
        _("for every class"), default=True, help_text=_("Switch off to choose the classes that can have it.")
    )
    vehicle_classes = ParentalManyToManyField(
        VehicleClass, blank=True, related_name="extras", verbose_name=_("classes")
    )
    # Set by dragging in the list; a new row has none yet and comes last.
    position = models.PositiveSmallIntegerField(_("position"), null=True, editable=False)
    is_active = models.BooleanField(
        _("offered"), default=True, help_text=_("Employees see and choose offered extras only.")
    )

    class Meta:
        verbose_name = _("extra")
        verbose_name_plural = _("extras")
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(name="extra_code_is_a_code", condition=Q(code__regex=CODE_PATTERN)),
            models.CheckConstraint(
                name="extra_has_a_name",
                condition=~Q(name_nl="", name_en="", name_de="", name_fr=""),
                violation_error_message=_("Give the extra a name in at least one language."),
            ),
            models.CheckConstraint(
                name="extra_pricing_is_known", condition=Q(pricing__in=ExtraPricing.values)
            ),
            models.CheckConstraint(name="extra_price_is_a_price", condition=Q(price__gte=0)),
            models.CheckConstraint(
                name="extra_cap_is_of_a_price_per_day",
                condition=Q(cap__isnull=True) | Q(cap__gt=0, pricing=ExtraPricing.PER_DAY),
                violation_error_message=_CAP_IS_PER_DAY,
            ),
            models.CheckConstraint(
                name="extra_kilometres_are_sold_per_rental",
                condition=Q(kilometres__isnull=True) | Q(kilometres__gte=1, pricing=ExtraPricing.PER_RENTAL),
                violation_error_message=_ONE_PRICE_PER_BUNDLE,
            ),
            models.CheckConstraint(
                name="extra_quantity_is_a_number",
                condition=Q(max_quantity__gte=1, max_quantity__lte=MOST_PIECES),
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    @display(description=_("name"))
    def name(self) -> str:
        """The name in the active language, with another standing in where it is missing."""
        return translated(self, "name")

    @property
    @display(description=_("description"))
    def description(self) -> str:
        return translated(self, "description")

    @property
    def names(self) -> dict[str, str]:
        """The name in every language that has one."""
        return {language: text for language in LANGUAGES if (text := getattr(self, f"name_{language}"))}

    @property
    def missing_languages(self) -> tuple[str, ...]:
        """The languages in which this extra has no name. A description is for what its name leaves open."""
        return tuple(language for language in LANGUAGES if not getattr(self, f"name_{language}"))
