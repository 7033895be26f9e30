from __future__ import annotations

from catalog.models.rate import Rate
from catalog.models.station import ClosedDay, OpeningHours, Station
from catalog.models.vehicle_class import VehicleClass

__all__ = ["ClosedDay", "OpeningHours", "Rate", "Station", "VehicleClass"]
