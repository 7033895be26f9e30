"""Reads of the offering that more than one place needs. Each takes a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from catalog.models import ClosedDay, Station, VehicleClass


def offered_classes() -> QuerySet[VehicleClass]:
    """The classes that employees may see, in order, with their rates (two statements)."""
    return VehicleClass.objects.filter(is_active=True).prefetch_related("rates")


def offered_stations() -> QuerySet[Station]:
    """The stations that employees may choose, in order, with their weekly hours (two statements)."""
    return Station.objects.filter(is_active=True).prefetch_related("opening_hours")


def closed_days(*, stations: Collection[Station], first: date, last: date) -> QuerySet[ClosedDay]:
    """The closed days of these stations, and those of all, from `first` up to and including `last`."""
    return ClosedDay.objects.filter(
        Q(station__isnull=True) | Q(station__in=stations), date__range=(first, last)
    )
