from __future__ import annotations

from catalog.models.delivery_rule import DeliveryRule
from catalog.models.extra import Extra
from catalog.models.one_way_fee import OneWayFee
from catalog.models.policy import Policy
from catalog.models.rate import Rate
from catalog.models.station import ClosedDay, OpeningHours, Station
from catalog.models.vehicle_class import VehicleClass

__all__ = [
    "ClosedDay",
    "DeliveryRule",
    "Extra",
    "OneWayFee",
    "OpeningHours",
    "Policy",
    "Rate",
    "Station",
    "VehicleClass",
]
