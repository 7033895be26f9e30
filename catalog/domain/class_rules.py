"""What one class asks of a period, and what it costs: the same for the list of classes and for the choice."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.domain.choice_errors import (
    ChoiceError,
    PeriodTooLongError,
    PeriodTooShortError,
    PickUpTooSoonError,
)
from catalog.domain.local_time import wall_time_of
from catalog.domain.periods import Period, count_days
from catalog.domain.pricing import Band, make_quote
from catalog.domain.quote import Quote
from catalog.enums import DayCounting
from catalog.models import VehicleClass
from tenants.workspace.models import Profile

ONE_MINUTE = timedelta(minutes=1)


def days_of(period: Period, *, vehicle_class: VehicleClass, zone: ZoneInfo) -> int:
    return count_days(
        period,
        counting=DayCounting(vehicle_class.day_counting),
        grace=timedelta(minutes=vehicle_class.grace_minutes),
        zone=zone,
    )


def check_class(
    vehicle_class: VehicleClass, *, period: Period, zone: ZoneInfo, now: datetime
) -> list[ChoiceError]:
    """What keeps this class from being booked for this period, the pick-up first; empty when nothing does."""
    errors: list[ChoiceError] = []
    earliest = now + timedelta(hours=vehicle_class.lead_hours)
    if period.pick_up < earliest:
        # Up to a whole minute, so that whoever types the time of the message is let through.
        earliest_minute = earliest.replace(second=0, microsecond=0)
        if earliest_minute < earliest:
            earliest_minute += ONE_MINUTE
        errors.append(
            PickUpTooSoonError(
                class_name=vehicle_class.name,
                hours=vehicle_class.lead_hours,
                earliest=wall_time_of(earliest_minute, zone=zone),
            )
        )
    days = days_of(period, vehicle_class=vehicle_class, zone=zone)
    if days < vehicle_class.min_days:
        errors.append(PeriodTooShortError(class_name=vehicle_class.name, days=vehicle_class.min_days))
    if days > vehicle_class.max_days:
        errors.append(PeriodTooLongError(class_name=vehicle_class.name, days=vehicle_class.max_days))
    return errors


def quote_class(vehicle_class: VehicleClass, *, period: Period, zone: ZoneInfo, profile: Profile) -> Quote:
    """The quote by the agreed rates of the class, which are read in one statement unless prefetched."""
    return make_quote(
        class_code=vehicle_class.code,
        bands=[
            Band(
                from_days=rate.from_days,
                price_per_day=rate.price_per_day,
                km_per_day=rate.km_per_day,
                price_extra_km=rate.price_extra_km,
            )
            for rate in vehicle_class.rates.all()
        ],
        days=days_of(period, vehicle_class=vehicle_class, zone=zone),
        currency=profile.currency,
        vat_percentage=profile.vat_percentage,
    )
