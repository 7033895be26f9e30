"""Factories without surprises: each makes one row, valid, with what the test names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from decimal import Decimal
from typing import Any

from catalog.domain.addresses import Address
from catalog.enums import ClassLimit, Drawing, ExtraPricing, Fuel
from catalog.models import (
    ClosedDay,
    DeliveryRule,
    Extra,
    OneWayFee,
    OpeningHours,
    Policy,
    Rate,
    Station,
    VehicleClass,
)

AT_THE_OFFICE = Address(
    name="Kim Visser",
    street="Kantoorlaan 5",
    postcode="3511 AB",
    city="Utrecht",
    phone="+31 6 0123 4567",
)


def clear_offering() -> None:
    """Take away what the starter gave the customer whose schema is active."""
    for model in (Policy, Extra, OneWayFee, DeliveryRule, ClosedDay, VehicleClass, Station):
        model._default_manager.all().delete()


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


def make_extra(code: str = "SEAT", **fields: Any) -> Extra:
    """A child seat for every class, at 6.50 per day. `Any`: the fields of the model, of many types."""
    defaults = {
        "name_nl": "Kinderzitje",
        "name_en": "Child seat",
        "pricing": ExtraPricing.PER_DAY,
        "price": Decimal("6.50"),
        "max_quantity": 2,
    }
    return Extra.objects.create(code=code, **(defaults | fields))


def make_bundle(code: str = "KM500", **fields: Any) -> Extra:
    """500 kilometres for 45.00, up to four times. `Any`: the fields of the model, of many types."""
    defaults = {
        "name_nl": "Bundel van 500 km",
        "name_en": "Bundle of 500 km",
        "pricing": ExtraPricing.PER_RENTAL,
        "price": Decimal("45.00"),
        "kilometres": 500,
        "max_quantity": 4,
    }
    return make_extra(code, **(defaults | fields))


def make_delivery_rule(station: Station, code: str = "AREA", **fields: Any) -> DeliveryRule:
    """All of the Netherlands, 59.00 to deliver and 49.00 to collect. `Any`: the fields of the model."""
    defaults = {
        "name": f"Around {station.city}",
        "delivery_fee": Decimal("59.00"),
        "collection_fee": Decimal("49.00"),
    }
    return DeliveryRule.objects.create(code=code, station=station, **(defaults | fields))


def make_one_way_fee(
    fee: str = "35.00", *, from_station: Station | None = None, to_station: Station | None = None
) -> OneWayFee:
    return OneWayFee.objects.create(from_station=from_station, to_station=to_station, fee=Decimal(fee))


def make_policy(name: str = "Policy", *, classes: Iterable[VehicleClass] = (), **fields: Any) -> Policy:
    """For everybody: the classes given, where there are any. `Any`: the fields of the model, of many types."""
    policy = Policy(name=name, **({"class_limit": ClassLimit.LISTED} if classes else {}) | fields)
    policy.save()
    policy.vehicle_classes.set(classes)
    policy.save()
    return policy
