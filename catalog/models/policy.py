from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel

from catalog.acriss.order import LADDER
from catalog.enums import ClassLimit, HoldsFor
from catalog.models.texts import LANGUAGES
from catalog.models.vehicle_class import VehicleClass

KEY_PATTERN = r"^[A-Za-z_][A-Za-z0-9_.-]*$"
MOST_VALUES = 500
CATEGORIES = [(one.value, one.value) for one in LADDER]

_LIMITS_SOMETHING = _("Fill in at least one limit: classes, length, lead time or price.")
_VALUES_WHERE_NEEDED = _(
    "A policy for everybody has no values; one for some people has the values that it holds for."
)
_CATEGORY_WHERE_NEEDED = _("Choose the highest category of cars exactly where the limit is one.")


def split_values(text: str) -> tuple[str, ...]:
    """The values of a text that has one on each line."""
    return tuple(value for line in text.splitlines() if (value := line.strip()))


def validate_values(text: str) -> None:
    values = split_values(text)
    if len(values) > MOST_VALUES:
        raise ValidationError(
            _("At most %(limit)d values."), code="too_many_values", params={"limit": MOST_VALUES}
        )
    for value in values:
        if "*" in value[:-1] or value == "*":
            raise ValidationError(
                _("“%(value)s”: a * stands at the end of a beginning, for example 47*."),
                code="wildcard_misplaced",
                params={"value": value},
            )


class Policy(ClusterableModel):
    """Who may ask for what, and the words that an employee reads who may not.

    Of several policies that hold for somebody, each must allow the rental. What a class itself asks (its own
    longest rental and lead time) counts beside it.
    """

    name = models.CharField(
        _("name"), max_length=60, help_text=_("For yourselves, for example “Interns: small cars only”.")
    )
    holds_for = models.CharField(_("holds for"), max_length=12, choices=HoldsFor, default=HoldsFor.EVERYBODY)
    key = models.CharField(
        _("by the value of"),
        max_length=60,
        blank=True,
        validators=[
            RegexValidator(
                KEY_PATTERN, _("Use the key of a field or the name of a parameter, without spaces.")
            )
        ],
        help_text=_("The key of an extra field, or the name of a parameter. Empty: the cost centre."),
    )
    values = models.TextField(
        _("values"),
        max_length=20_000,
        blank=True,
        validators=[validate_values],
        help_text=_("One on each line. 4711 is that value, 47* is every value that begins with 47."),
    )

    class_limit = models.CharField(
        _("classes allowed"), max_length=12, choices=ClassLimit, default=ClassLimit.ANY
    )
    up_to_category = models.CharField(
        _("highest category of cars"), max_length=1, blank=True, choices=CATEGORIES
    )
    vehicle_classes = ParentalManyToManyField(
        VehicleClass, blank=True, related_name="policies", verbose_name=_("classes")
    )
    max_days = models.PositiveSmallIntegerField(
        _("longest rental (days)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(730)],
    )
    lead_hours = models.PositiveSmallIntegerField(
        _("lead time (hours)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(24 * 90)],
    )
    max_price_per_day = models.DecimalField(
        _("highest net price per day"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("Of the rate. A class without an agreed rate has no price to judge and is allowed."),
    )
    max_price_per_rental = models.DecimalField(
        _("highest net price per rental"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal("0.01"))],
        help_text=_("Of everything together: days, extras, delivery. Without VAT."),
    )

    message_nl = models.TextField(_("message in Dutch"), max_length=300, blank=True)
    message_en = models.TextField(_("message in English"), max_length=300, blank=True)
    message_de = models.TextField(_("message in German"), max_length=300, blank=True)
    message_fr = models.TextField(_("message in French"), max_length=300, blank=True)

    # Set by dragging in the list; a new row has none yet and comes last.
    position = models.PositiveSmallIntegerField(_("position"), null=True, editable=False)
    is_active = models.BooleanField(
        _("in force"), default=True, help_text=_("Switched off, this policy refuses nothing.")
    )

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ("position", "name", "pk")
        constraints = (
            models.CheckConstraint(
                name="policy_choices_are_known",
                condition=Q(holds_for__in=HoldsFor.values, class_limit__in=ClassLimit.values),
            ),
            models.CheckConstraint(
                name="policy_has_values_where_needed",
                condition=Q(holds_for=HoldsFor.EVERYBODY, values="", key="")
                | (~Q(holds_for=HoldsFor.EVERYBODY) & ~Q(values="")),
                violation_error_message=_VALUES_WHERE_NEEDED,
            ),
            models.CheckConstraint(
                name="policy_key_is_a_key", condition=Q(key="") | Q(key__regex=KEY_PATTERN)
            ),
            models.CheckConstraint(
                name="policy_has_a_category_where_needed",
                condition=Q(class_limit=ClassLimit.UP_TO, up_to_category__in=[one.value for one in LADDER])
                | (~Q(class_limit=ClassLimit.UP_TO) & Q(up_to_category="")),
                violation_error_message=_CATEGORY_WHERE_NEEDED,
            ),
            models.CheckConstraint(
                name="policy_limits_something",
                condition=~Q(
                    class_limit=ClassLimit.ANY,
                    max_days__isnull=True,
                    lead_hours__isnull=True,
                    max_price_per_day__isnull=True,
                    max_price_per_rental__isnull=True,
                ),
                violation_error_message=_LIMITS_SOMETHING,
            ),
            models.CheckConstraint(
                name="policy_limits_are_positive",
                condition=(Q(max_days__isnull=True) | Q(max_days__gte=1))
                & (Q(lead_hours__isnull=True) | Q(lead_hours__gte=1))
                & (Q(max_price_per_day__isnull=True) | Q(max_price_per_day__gt=0))
                & (Q(max_price_per_rental__isnull=True) | Q(max_price_per_rental__gt=0)),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def messages(self) -> dict[str, str]:
        """The customer's own message in every language that has one."""
        return {language: text for language in LANGUAGES if (text := getattr(self, f"message_{language}"))}

    @property
    def missing_languages(self) -> tuple[str, ...]:
        """Of a policy with a message of its own, the languages that lack it."""
        own = self.messages
        return tuple(language for language in LANGUAGES if own and language not in own)
