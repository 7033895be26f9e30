from __future__ import annotations

from django.contrib.admin import display
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from catalog.acriss.code import PATTERN as ACRISS_PATTERN
from catalog.enums import DayCounting, Drawing, Drive, Fuel, Transmission
from catalog.models.acriss import validate_acriss
from catalog.models.texts import LANGUAGES, translated

CODE_PATTERN = r"^[A-Z0-9][A-Z0-9-]*$"
LONGEST_GRACE_MINUTES = 12 * 60


class VehicleClass(ClusterableModel):
    """What an employee books, "or similar": never a model, never a number plate.

    Our code, the ACRISS code and the customer's own article number stand side by side; what the class
    can do stands in its own fields and is never read from a code.
    """

    code = models.CharField(
        _("class code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(CODE_PATTERN, _("Use capital letters, digits and hyphens."))],
        help_text=_("Our own code of the class. It is what operations plan with and cannot be used twice."),
    )
    acriss = models.CharField(
        _("ACRISS code"),
        max_length=4,
        validators=[validate_acriss],
        help_text=_("Four letters: category, type, transmission and drive, fuel and air conditioning."),
    )
    article_number = models.CharField(
        _("article number"),
        max_length=40,
        blank=True,
        help_text=_("The customer’s own number for this class, where they have one."),
    )
    drawing = models.CharField(_("drawing"), max_length=20, choices=Drawing)

    name_nl = models.CharField(_("name in Dutch"), max_length=60, blank=True)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    name_de = models.CharField(_("name in German"), max_length=60, blank=True)
    name_fr = models.CharField(_("name in French"), max_length=60, blank=True)
    description_nl = models.TextField(_("description in Dutch"), max_length=300, blank=True)
    description_en = models.TextField(_("description in English"), max_length=300, blank=True)
    description_de = models.TextField(_("description in German"), max_length=300, blank=True)
    description_fr = models.TextField(_("description in French"), max_length=300, blank=True)
    examples = models.CharField(
        _("examples"),
        max_length=120,
        blank=True,
        help_text=_("Two or three models, for example “VW Golf, Opel Astra”. The page adds “or similar”."),
    )

    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    doors = models.PositiveSmallIntegerField(_("doors"), validators=[MinValueValidator(1)])
    luggage = models.PositiveSmallIntegerField(_("large suitcases"), default=0)
    transmission = models.CharField(
        _("transmission"), max_length=12, choices=Transmission, default=Transmission.MANUAL
    )
    drive = models.CharField(_("drive"), max_length=12, choices=Drive, default=Drive.TWO_WHEEL)
    fuel = models.CharField(_("fuel"), max_length=20, choices=Fuel)
    air_conditioning = models.BooleanField(_("air conditioning"), default=True)
    range_km = models.PositiveSmallIntegerField(
        _("electric range (km)"), null=True, blank=True, help_text=_("By WLTP. Empty without a plug.")
    )
    payload_kg = models.PositiveSmallIntegerField(_("payload (kg)"), null=True, blank=True)
    load_length_cm = models.PositiveSmallIntegerField(_("load length (cm)"), null=True, blank=True)
    load_height_cm = models.PositiveSmallIntegerField(_("load height (cm)"), null=True, blank=True)
    tow_bar = models.BooleanField(_("tow bar"), default=False, help_text=_("A trailer may be towed."))

    day_counting = models.CharField(
        _("counting of days"),
        max_length=20,
        choices=DayCounting,
        default=DayCounting.PER_24_HOURS,
        help_text=_("Usual in the Netherlands: cars per 24 hours, vans per calendar day."),
    )
    grace_minutes = models.PositiveSmallIntegerField(
        _("grace (minutes)"),
        default=30,
        validators=[MaxValueValidator(LONGEST_GRACE_MINUTES)],
        help_text=_("A return this much after the end of a day does not start another day."),
    )
    min_days = models.PositiveSmallIntegerField(
        _("shortest rental (days)"), default=1, validators=[MinValueValidator(1)]
    )
    max_days = models.PositiveSmallIntegerField(
        _("longest rental (days)"), default=90, validators=[MinValueValidator(1), MaxValueValidator(730)]
    )
    lead_hours = models.PositiveSmallIntegerField(
        _("lead time (hours)"), default=4, validators=[MaxValueValidator(24 * 90)]
    )
    # Set by dragging in the list; a new row has none yet and comes last.
    position = models.PositiveSmallIntegerField(_("position"), null=True, editable=False)
    is_active = models.BooleanField(
        _("offered"), default=True, help_text=_("Employees see and book offered classes only.")
    )

    class Meta:
        verbose_name = _("vehicle class")
        verbose_name_plural = _("vehicle classes")
        ordering = ("position", "code")
        constraints = (
            models.CheckConstraint(
                name="vehicle_class_code_is_a_code", condition=Q(code__regex=CODE_PATTERN)
            ),
            models.CheckConstraint(
                name="vehicle_class_acriss_is_known", condition=Q(acriss__regex=ACRISS_PATTERN)
            ),
            models.CheckConstraint(
                name="vehicle_class_has_a_name",
                condition=~Q(name_nl="", name_en="", name_de="", name_fr=""),
                violation_error_message=_("Give the class a name in at least one language."),
            ),
            models.CheckConstraint(
                name="vehicle_class_choices_are_known",
                condition=Q(
                    drawing__in=Drawing.values,
                    transmission__in=Transmission.values,
                    drive__in=Drive.values,
                    fuel__in=Fuel.values,
                    day_counting__in=DayCounting.values,
                ),
            ),
            models.CheckConstraint(
                name="vehicle_class_seats_people", condition=Q(seats__gte=1, doors__gte=1)
            ),
            models.CheckConstraint(
                name="vehicle_class_grace_is_short", condition=Q(grace_minutes__lte=LONGEST_GRACE_MINUTES)
            ),
            models.CheckConstraint(
                name="vehicle_class_days_in_order",
                condition=Q(min_days__gte=1, max_days__gte=F("min_days")),
                violation_error_message=_("The longest rental cannot be shorter than the shortest."),
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
    def missing_languages(self) -> tuple[str, ...]:
        """The languages in which this class has no name or no description."""
        return tuple(
            language
            for language in LANGUAGES
            if not (getattr(self, f"name_{language}") and getattr(self, f"description_{language}"))
        )
