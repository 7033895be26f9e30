"""A complete offering for a new customer, so that the first punch-out finds something to book."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from catalog.domain.public_holidays import list_holidays
from catalog.domain.starter_classes import CLASSES
from catalog.domain.starter_delivery import delivery_rules, one_way_fee
from catalog.domain.starter_extras import EXTRAS
from catalog.domain.starter_stations import STATIONS
from catalog.models import ClosedDay, DeliveryRule, Extra, OpeningHours, Rate, Station, VehicleClass
from tenants.models import Customer
from tenants.workspace.models import Profile

COUNTRY = "NL"


@transaction.atomic
def install_offering(*, today: date, language: str) -> None:
    """Put the starter's offering into the active schema. Nine statements.

    Stations are closed on the usual holidays that are left of this year and on those of the next, whose reasons are
    in `language`. Raises IntegrityError where one of the codes is there already.
    """
    classes = VehicleClass.objects.bulk_create(
        starter.vehicle_class(position=position) for position, starter in enumerate(CLASSES, start=1)
    )
    Rate.objects.bulk_create(
        rate
        for starter, vehicle_class in zip(CLASSES, classes, strict=True)
        for rate in starter.rates(vehicle_class)
    )
    _install_extras({one.code: one for one in classes})
    stations = Station.objects.bulk_create(
        starter.station(position=position) for position, starter in enumerate(STATIONS, start=1)
    )
    OpeningHours.objects.bulk_create(
        hours
        for starter, station in zip(STATIONS, stations, strict=True)
        for hours in starter.opening_hours(station)
    )
    DeliveryRule.objects.bulk_create(delivery_rules({station.code: station for station in stations}))
    one_way_fee().save(force_insert=True)
    ClosedDay.objects.bulk_create(_closed_days(today=today, language=language))


def _install_extras(classes: dict[str, VehicleClass]) -> None:
    extras = Extra.objects.bulk_create(
        starter.extra(position=position) for position, starter in enumerate(EXTRAS, start=1)
    )
    links = Extra.vehicle_classes.through
    links._default_manager.bulk_create(
        links(extra_id=extra.pk, vehicleclass_id=classes[code].pk)
        for starter, extra in zip(EXTRAS, extras, strict=True)
        for code in starter.class_codes
    )


def _closed_days(*, today: date, language: str) -> list[ClosedDay]:
    return [
        ClosedDay(date=holiday.day, reason=holiday.name)
        for year in (today.year, today.year + 1)
        for holiday in list_holidays(country=COUNTRY, year=year, language=language)
        if holiday.is_usual and holiday.day >= today
    ]


def on_customer_provisioned(*, customer: Customer, **_signal: object) -> None:
    """Receiver of `tenants.signals.customer_provisioned`, which is sent inside the customer's schema."""
    install_offering(today=timezone.localdate(), language=Profile.load().default_language)
