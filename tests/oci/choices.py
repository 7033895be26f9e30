"""What an employee chooses in the tests, from the offering that every customer begins with."""

from __future__ import annotations

from datetime import datetime

from catalog.domain.choice import Choice, check_choice
from catalog.models import Station, VehicleClass
from tests.oci.buyers import NOW


def make_choice() -> Choice:
    """Three days in the starter's offering, from the week after NOW."""
    station = Station.objects.order_by("position").first()
    vehicle_class = VehicleClass.objects.order_by("position").first()
    assert station is not None
    assert vehicle_class is not None
    return check_choice(
        class_code=vehicle_class.code,
        pick_up_station=station.code,
        return_station=station.code,
        pick_up=datetime.fromisoformat("2026-12-01T10:00"),
        return_=datetime.fromisoformat("2026-12-04T10:00"),
        now=NOW,
    )
