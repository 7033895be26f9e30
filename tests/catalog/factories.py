"""Factories without surprises: each makes one row, valid, with what the test names."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Any

from catalog.enums import Drawing, Fuel
from catalog.models import OpeningHours, Rate, Station, VehicleClass


def make_class(code: str = "CDMR", **fields: Any) -> VehicleClass:
    """A compact car without a rate. `Any`: the fields of the model, of many types."""
    defaults = {
        "acriss": "CDMR",
        "drawing": Drawing.COMPACT,
        "name_nl": "Compacte auto",
        "name_en": "Compact car",
        "seats": 5,
        "doors": 5,
        "luggage": 2,
        "fuel": Fuel.PETROL,
    }
    return VehicleClass.objects.create(code=code, **(defaults | fields))


def make_rate(vehicle_class: VehicleClass, *, from_days: int = 1, price: str = "38.50") -> Rate:
    return Rate.objects.create(
        vehicle_class=vehicle_class,
        from_days=from_days,
        price_per_day=Decimal(price),
        km_per_day=250,
        price_extra_km=Decimal("0.12"),
    )


def make_station(code: str = "UTC", *, is_open: bool = True, **fields: Any) -> Station:
    """A station in Utrecht, open Monday to Friday 8:00–18:00. `Any`: the fields of the model, of many types."""
    defaults = {
        "name": f"Utrecht {code}",
        "street": "Voorbeeldweg 1",
        "postcode": "3500 AA",
        "city": "Utrecht",
    }
    station = Station.objects.create(code=code, **(defaults | fields))
    if is_open:
        OpeningHours.objects.bulk_create(
            OpeningHours(station=station, weekday=weekday, opens=time(8), closes=time(18))
            for weekday in range(5)
        )
    return station
