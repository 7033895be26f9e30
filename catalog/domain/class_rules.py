"""What one class asks of a period, and what it costs: the same for the list of classes and for the choice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catalog.domain.choice_errors import (
    ChoiceError,
    PeriodTooLongError,
    PeriodTooShortError,
    PickUpTooSoonError,
)
from catalog.domain.local_time import wall_time_of, whole_minute_from
from catalog.domain.periods import Period, count_days
from catalog.domain.pricing import choose_band, make_quote
from catalog.domain.quote import Quote
from catalog.domain.reading import bands_of
from catalog.domain.surcharges import ChosenExtra, Fee
from catalog.enums import DayCounting
from catalog.models import VehicleClass
from tenants.workspace.models import Profile


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
        errors.append(
            PickUpTooSoonError(
                class_name=vehicle_class.name,
                hours=vehicle_class.lead_hours,
                earliest=wall_time_of(whole_minute_from(earliest), zone=zone),
            )
        )
    days = days_of(period, vehicle_class=vehicle_class, zone=zone)
    if days < vehicle_class.min_days:
        errors.append(PeriodTooShortError(class_name=vehicle_class.name, days=vehicle_class.min_days))
    if days > vehicle_class.max_days:
        errors.append(PeriodTooLongError(class_name=vehicle_class.name, days=vehicle_class.max_days))
    return errors


def has_kilometre_limit(vehicle_class: VehicleClass, *, days: int) -> bool:
    """Whether kilometres count in a rental of this length; without an agreed rate, the contract may say so."""
    band = choose_band(bands_of(vehicle_class), days=days)
    return band is None or band.km_per_day is not None


def quote_class(
    vehicle_class: VehicleClass,
    *,
    period: Period,
    zone: ZoneInfo,
    profile: Profile,
    extras: Iterable[ChosenExtra] = (),
    fees: Iterable[Fee] = (),
) -> Quote:
    """The quote by the agreed rates of the class, which are read in one statement unless prefetched."""
    return make_quote(
        class_code=vehicle_class.code,
        bands=bands_of(vehicle_class),
        days=days_of(period, vehicle_class=vehicle_class, zone=zone),
        currency=profile.currency,
        vat_percentage=profile.vat_percentage,
        extras=extras,
        fees=fees,
    )
