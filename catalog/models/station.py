from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from catalog.enums import Weekday
from catalog.models.vehicle_class import CODE_PATTERN

COUNTRY_PATTERN = r"^[A-Z]{2}$"


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(
            _("“%(name)s” is no time zone. Write it as Europe/Amsterdam."), params={"name": name}
        )


class Station(ClusterableModel):
    """Where a vehicle is picked up and returned. Its clock is the clock of every rental that starts there."""

    code = models.CharField(
        _("station code"),
        max_length=12,
        unique=True,
        validators=[RegexValidator(CODE_PATTERN, _("Use capital letters, digits and hyphens."))],
    )
    name = models.CharField(_("name"), max_length=80)
    street = models.CharField(_("street and number"), max_length=80)
    postcode = models.CharField(_("postcode"), max_length=12)
    city = models.CharField(_("city"), max_length=60)
    country = models.CharField(
        _("country"),
        max_length=2,
        default="NL",
        validators=[RegexValidator(COUNTRY_PATTERN, _("Use the two letters of ISO 3166, for example NL."))],
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, default="Europe/Amsterdam", validators=[validate_time_zone]
    )
    # Set by dragging in the list; a new row has none yet and comes last.
    position = models.PositiveSmallIntegerField(_("position"), null=True, editable=False)
    is_active = models.BooleanField(
        _("offered"), default=True, help_text=_("Employees can choose offered stations only.")
    )

    class Meta:
        verbose_name = _("station")
        verbose_name_plural = _("stations")
        ordering = ("position", "name")
        constraints = (
            models.CheckConstraint(name="station_code_is_a_code", condition=Q(code__regex=CODE_PATTERN)),
            models.CheckConstraint(
                name="station_country_is_a_country", condition=Q(country__regex=COUNTRY_PATTERN)
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def address(self) -> str:
        """The address on one line, without the country."""
        return f"{self.street}, {self.postcode} {self.city}"


class OpeningHours(models.Model):
    """One stretch in which a station is open on a weekday; a lunch break makes two of them."""

    station = ParentalKey(
        Station, on_delete=models.CASCADE, related_name="opening_hours", verbose_name=_("station")
    )
    weekday = models.PositiveSmallIntegerField(_("weekday"), choices=Weekday)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"), help_text=_("The last minute at which somebody may come."))

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering = ("weekday", "opens")
        constraints = (
            models.UniqueConstraint(
                name="opening_hours_start_once",
                fields=("station", "weekday", "opens"),
                violation_error_message=_("This weekday has hours from this time already."),
            ),
            models.CheckConstraint(name="opening_hours_weekday", condition=Q(weekday__in=Weekday.values)),
            models.CheckConstraint(
                name="opening_hours_in_order",
                condition=Q(closes__gt=F("opens")),
                violation_error_message=_("The closing time must be after the opening time."),
            ),
        )

    def __str__(self) -> str:
        return f"{Weekday(self.weekday).label} {self.opens:%H:%M}–{self.closes:%H:%M}"


class ClosedDay(models.Model):
    """A date on which a station, or every station, is closed in spite of its weekly hours."""

    station = models.ForeignKey(
        Station,
        on_delete=models.CASCADE,
        related_name="closed_days",
        null=True,
        blank=True,
        verbose_name=_("station"),
    )
    date = models.DateField(_("date"))
    reason = models.CharField(
        _("reason"), max_length=60, help_text=_("Employees read it, for example “King’s Day”.")
    )

    class Meta:
        verbose_name = _("closed day")
        verbose_name_plural = _("closed days")
        ordering = ("date", "station__position")
        constraints = (
            models.UniqueConstraint(
                name="closed_day_once_per_station",
                fields=("station", "date"),
                nulls_distinct=False,
                violation_error_message=_("This date is marked as closed already."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.reason}"
