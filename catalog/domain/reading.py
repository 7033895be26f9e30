"""Rows together with what belongs to them, in one statement: as JSON beside the row, instead of one statement each.

A booking page counts its statements. `with_…` reads, `…_of` takes out what was read; of a row that came some
other way it reads the related rows.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import time
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject

from catalog.domain.opening import Hours
from catalog.domain.pricing import Band
from catalog.models import Extra, OpeningHours, Rate, Station, VehicleClass

# JSON from PostgreSQL; its rows have the names that are given here.
Row = dict[str, Any]


def exact(name: str) -> Cast:
    """A price as text: JSON would make a float of it."""
    return Cast(name, TextField())


def with_rates(classes: QuerySet[VehicleClass]) -> QuerySet[VehicleClass]:
    rows = Rate.objects.filter(vehicle_class=OuterRef("pk")).values(
        row=JSONObject(
            from_days="from_days",
            price_per_day=exact("price_per_day"),
            km_per_day="km_per_day",
            price_extra_km=exact("price_extra_km"),
        )
    )
    return classes.annotate(rate_rows=ArraySubquery(rows))


def with_hours(stations: QuerySet[Station]) -> QuerySet[Station]:
    rows = OpeningHours.objects.filter(station=OuterRef("pk")).values(
        row=JSONObject(weekday="weekday", opens="opens", closes="closes")
    )
    return stations.annotate(hour_rows=ArraySubquery(rows))


def with_classes(extras: QuerySet[Extra]) -> QuerySet[Extra]:
    links = Extra.vehicle_classes.through._default_manager.filter(extra=OuterRef("pk"))
    return extras.annotate(class_keys=ArraySubquery(links.values("vehicleclass_id")))


def bands_of(vehicle_class: VehicleClass) -> list[Band]:
    """The agreed rates of a class, as the calculation takes them."""
    rows: list[Row] | None = vars(vehicle_class).get("rate_rows")
    if rows is not None:
        return [
            Band(
                from_days=row["from_days"],
                price_per_day=Decimal(row["price_per_day"]),
                km_per_day=row["km_per_day"],
                price_extra_km=price(row["price_extra_km"]),
            )
            for row in rows
        ]
    return [
        Band(
            from_days=rate.from_days,
            price_per_day=rate.price_per_day,
            km_per_day=rate.km_per_day,
            price_extra_km=rate.price_extra_km,
        )
        for rate in vehicle_class.rates.all()
    ]


def weekly_hours(station: Station) -> tuple[Hours, ...]:
    """The weekly hours of a station, as the calculation takes them."""
    rows: list[Row] | None = vars(station).get("hour_rows")
    if rows is not None:
        return tuple(
            Hours(
                weekday=row["weekday"],
                opens=time.fromisoformat(row["opens"]),
                closes=time.fromisoformat(row["closes"]),
            )
            for row in rows
        )
    return tuple(
        Hours(weekday=hours.weekday, opens=hours.opens, closes=hours.closes)
        for hours in station.opening_hours.all()
    )


def classes_of(extra: Extra) -> Collection[int]:
    """The keys of the classes that an extra is for, where it is not for all."""
    keys: list[int] | None = vars(extra).get("class_keys")
    return keys if keys is not None else [one.pk for one in extra.vehicle_classes.all()]


def price(text: str | None) -> Decimal | None:
    """A price that `exact` has read."""
    return None if text is None else Decimal(text)
