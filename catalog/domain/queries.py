"""Reads of the offering that more than one place needs. Each takes a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from catalog.domain.reading import with_classes, with_hours, with_rates
from catalog.models import ClosedDay, DeliveryRule, Extra, OneWayFee, Station, VehicleClass


def offered_classes() -> QuerySet[VehicleClass]:
    """The classes that employees may see, in order, with their rates (two statements)."""
    return VehicleClass.objects.filter(is_active=True).prefetch_related("rates")


def priced_classes() -> QuerySet[VehicleClass]:
    """As `offered_classes`, for the calculation of prices (one statement)."""
    return with_rates(VehicleClass.objects.filter(is_active=True))


def offered_stations() -> QuerySet[Station]:
    """The stations that employees may choose, in order, with their weekly hours (one statement)."""
    return with_hours(Station.objects.filter(is_active=True))


def closed_days(*, stations: Collection[Station], first: date, last: date) -> QuerySet[ClosedDay]:
    """The closed days of these stations, and those of all, from `first` up to and including `last`."""
    return ClosedDay.objects.filter(
        Q(station__isnull=True) | Q(station__in=stations), date__range=(first, last)
    )


def offered_extras() -> QuerySet[Extra]:
    """The extras that employees may choose, in order, with the classes that they are for (one statement)."""
    return with_classes(Extra.objects.filter(is_active=True))


def offered_delivery_rules() -> QuerySet[DeliveryRule]:
    """The rules that serve addresses, in order, with their stations and weekly hours (two statements).

    A station that employees cannot choose may well deliver.
    """
    return (
        DeliveryRule.objects.filter(is_active=True)
        .select_related("station")
        .prefetch_related("station__opening_hours")
    )


def one_way_fees(*, from_station: Station, to_station: Station) -> QuerySet[OneWayFee]:
    """The fees that can hold for this way, at most four, with the stations that they name."""
    return OneWayFee.objects.filter(
        Q(from_station__isnull=True) | Q(from_station=from_station),
        Q(to_station__isnull=True) | Q(to_station=to_station),
    ).select_related("from_station", "to_station")
