"""The words with a fixed meaning in an offering: stored values, and the labels that people read."""

from __future__ import annotations

from django.db.models import IntegerChoices, TextChoices
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _


class DayCounting(TextChoices):
    """How the days of a rental are counted: cars by 24 hours, vans by the dates they are out."""

    PER_24_HOURS = "per_24_hours", _("Per 24 hours")
    PER_CALENDAR_DAY = "per_calendar_day", _("Per calendar day")


class ExtraPricing(TextChoices):
    """What the price of an extra is for."""

    PER_DAY = "per_day", _("Per day")
    PER_RENTAL = "per_rental", _("Per rental")


class HoldsFor(TextChoices):
    """For whom a policy is."""

    EVERYBODY = "everybody", _("Everybody")
    ONLY = "only", _("Only the values below")
    ALL_BUT = "all_but", _("Everybody but the values below")


class ClassLimit(TextChoices):
    """Which classes a policy allows. Vans have no category of cars: they are allowed by name."""

    ANY = "any", _("Every class")
    LISTED = "listed", _("Only the marked classes")
    UP_TO = "up_to", _("Cars up to a category, and the marked classes")


class Transmission(TextChoices):
    MANUAL = "manual", _("Manual")
    AUTOMATIC = "automatic", _("Automatic")


class Drive(TextChoices):
    TWO_WHEEL = "two_wheel", _("Two-wheel drive")
    FOUR_WHEEL = "four_wheel", _("Four-wheel drive")
    ALL_WHEEL = "all_wheel", _("All-wheel drive")


class Fuel(TextChoices):
    PETROL = "petrol", _("Petrol")
    DIESEL = "diesel", _("Diesel")
    HYBRID = "hybrid", _("Hybrid")
    PLUG_IN_HYBRID = "plug_in_hybrid", _("Plug-in hybrid")
    ELECTRIC = "electric", _("Electric")
    HYDROGEN = "hydrogen", _("Hydrogen")
    GAS = "gas", _("LPG or CNG")
    PETROL_OR_DIESEL = "petrol_or_diesel", _("Petrol or diesel")


class Drawing(TextChoices):
    """The drawn silhouettes; the value is the name of the SVG file in `static/catalog/drawings/`."""

    MINI = "mini", _("Mini")
    ECONOMY = "economy", _("Economy")
    COMPACT = "compact", _("Compact")
    ESTATE = "estate", _("Estate")
    SUV = "suv", _("SUV")
    ELECTRIC = "electric", _("Electric car")
    PEOPLE_CARRIER = "people_carrier", _("People carrier")
    SMALL_VAN = "small_van", _("Small van")
    MEDIUM_VAN = "medium_van", _("Medium van")
    LARGE_VAN = "large_van", _("Large van")


class Weekday(IntegerChoices):
    """Numbered as `datetime.date.weekday()` does; the names are Django's own."""

    MONDAY = 0, WEEKDAYS[0]
    TUESDAY = 1, WEEKDAYS[1]
    WEDNESDAY = 2, WEEKDAYS[2]
    THURSDAY = 3, WEEKDAYS[3]
    FRIDAY = 4, WEEKDAYS[4]
    SATURDAY = 5, WEEKDAYS[5]
    SUNDAY = 6, WEEKDAYS[6]
