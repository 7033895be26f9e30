"""What an employee can choose from. The number of statements does not grow with the offering."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from catalog.domain.choice_errors import ChoiceError
from catalog.domain.class_rules import check_class, quote_class
from catalog.domain.periods import Period
from catalog.domain.queries import offered_classes, offered_stations
from catalog.domain.quote import Quote
from catalog.models import Station, VehicleClass
from tenants.workspace.models import Profile


@dataclass(frozen=True, slots=True)
class Offer:
    """A class as this employee sees it: with a quote, or with the reason why not for this period.

    Without a period both are None. A quote without an agreed rate is there, with `is_priced` False.
    """

    vehicle_class: VehicleClass
    quote: Quote | None
    refusal: ChoiceError | None


def list_stations() -> list[Station]:
    """The stations to choose from, in the account manager's order, with their weekly hours. Two statements."""
    return list(offered_stations())


def list_offers(
    *,
    period: Period | None,
    pick_up_station: Station | None,
    return_station: Station | None,
    now: datetime,
    profile: Profile | None = None,
) -> list[Offer]:
    """The classes to choose from, in the account manager's order, refused ones too. Three statements.

    Two when the caller has read the profile already and gives it.

    Before the employee has chosen when and where (`check_rental` makes the three from what was typed), give
    None: the classes are listed without price. The clock is that of the pick-up station.
    """
    classes = list(offered_classes())
    if period is None or pick_up_station is None or return_station is None:
        return [Offer(vehicle_class=one, quote=None, refusal=None) for one in classes]
    profile = profile or Profile.load()
    return [
        _offer(one, period=period, pick_up_station=pick_up_station, profile=profile, now=now)
        for one in classes
    ]


def _offer(
    vehicle_class: VehicleClass,
    *,
    period: Period,
    pick_up_station: Station,
    profile: Profile,
    now: datetime,
) -> Offer:
    zone = pick_up_station.zone
    errors = check_class(vehicle_class, period=period, zone=zone, now=now)
    if errors:
        return Offer(vehicle_class=vehicle_class, quote=None, refusal=errors[0])
    quote = quote_class(vehicle_class, period=period, zone=zone, profile=profile)
    return Offer(vehicle_class=vehicle_class, quote=quote, refusal=None)
