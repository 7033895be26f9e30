"""A complete offering for a new customer, so that the first punch-out finds something to book."""

from __future__ import annotations

from django.db import transaction

from catalog.domain.starter_classes import CLASSES
from catalog.domain.starter_stations import STATIONS
from catalog.models import OpeningHours, Rate, Station, VehicleClass
from tenants.models import Customer


@transaction.atomic
def install_offering() -> None:
    """Put the starter's classes, rates, stations and opening hours into the active schema. Four statements.

    Raises IntegrityError where one of the codes is there already.
    """
    classes = VehicleClass.objects.bulk_create(
        starter.vehicle_class(position=position) for position, starter in enumerate(CLASSES, start=1)
    )
    Rate.objects.bulk_create(
        rate
        for starter, vehicle_class in zip(CLASSES, classes, strict=True)
        for rate in starter.rates(vehicle_class)
    )
    stations = Station.objects.bulk_create(
        starter.station(position=position) for position, starter in enumerate(STATIONS, start=1)
    )
    OpeningHours.objects.bulk_create(
        hours
        for starter, station in zip(STATIONS, stations, strict=True)
        for hours in starter.opening_hours(station)
    )


def on_customer_provisioned(*, customer: Customer, **_signal: object) -> None:
    """Receiver of `tenants.signals.customer_provisioned`, which is sent inside the customer's schema."""
    install_offering()
