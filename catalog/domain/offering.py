"""What an employee can choose from. The number of statements does not grow with the offering."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from catalog.domain.addresses import Stop
from catalog.domain.choice_errors import ChoiceError
from catalog.domain.class_rules import check_class, days_of, has_kilometre_limit, quote_class
from catalog.domain.extras import choose_extras
from catalog.domain.one_way import find_one_way_fee
from catalog.domain.periods import Period
from catalog.domain.policies import check_class_policies, check_policies, policies_of, with_policies
from catalog.domain.policy import Policy, Traveller
from catalog.domain.queries import offered_extras, offered_stations, priced_classes
from catalog.domain.quote import Quote
from catalog.domain.surcharges import Fee
from catalog.models import Extra, OneWayFee, Station, VehicleClass
from tenants.workspace.models import Profile


@dataclass(frozen=True, slots=True)
class Offer:
    """A class as this employee sees it: with a quote, or with the reason why not for this period.

    Without a period there is no quote, and a reason only where a policy never allows the class. A quote without an
    agreed rate is there, with `is_priced` False.
    """

    vehicle_class: VehicleClass
    quote: Quote | None
    refusal: ChoiceError | None


def list_stations() -> list[Station]:
    """The stations to choose from, in the account manager's order, with their weekly hours. One statement."""
    return list(offered_stations())


def list_offers(
    *,
    period: Period | None,
    pick_up_station: Station | None,
    return_station: Station | None,
    now: datetime,
    profile: Profile | None = None,
    stops: Sequence[Stop] = (),
    extras: Mapping[str, int] | None = None,
    offered: Iterable[Extra] | None = None,
    one_way_fees: Iterable[OneWayFee] | None = None,
    traveller: Traveller | None = None,
) -> list[Offer]:
    """The classes to choose from, in the account manager's order, refused ones too. Two statements.

    One when the caller has read the profile already and gives it. One more for a return to another station, unless
    the fees have been read (`list_places`); one more for extras (numbers of pieces by code), unless `offered` has
    been read (`list_extras`). An extra that a class cannot have is left out of its price: whoever chooses the class
    is told by `check_choice`.

    Before the employee has chosen when and where (`check_rental` makes the four from what was typed), give
    None: the classes are listed without price. The clock is that of the pick-up station.

    The customer's policies are put to `traveller`; without one, they are put to somebody of whom nothing is known.
    """
    classes = list(with_policies(priced_classes()))
    policies = policies_of(classes)
    asking = traveller or Traveller()
    if period is None or pick_up_station is None or return_station is None:
        return [_unpriced(one, policies=policies, traveller=asking) for one in classes]
    one_way = find_one_way_fee(pick_up=pick_up_station, return_=return_station, fees=one_way_fees)
    pricing = _Pricing(
        period=period,
        zone=pick_up_station.zone,
        profile=profile or Profile.load(),
        fees=(*(stop.fee for stop in stops), *([one_way] if one_way else [])),
        extras=extras or {},
        offered=list(offered_extras() if offered is None else offered) if extras else [],
        policies=policies,
        traveller=asking,
    )
    return [_offer(one, pricing=pricing, now=now) for one in classes]


@dataclass(frozen=True, slots=True)
class _Pricing:
    """What the price of every class depends on."""

    period: Period
    zone: ZoneInfo
    profile: Profile
    fees: tuple[Fee, ...]
    extras: Mapping[str, int]
    offered: Sequence[Extra]
    policies: Sequence[Policy]
    traveller: Traveller


def _unpriced(vehicle_class: VehicleClass, *, policies: Sequence[Policy], traveller: Traveller) -> Offer:
    refused = check_class_policies(vehicle_class, policies=policies, traveller=traveller)
    return Offer(vehicle_class=vehicle_class, quote=None, refusal=refused[0] if refused else None)


def _offer(vehicle_class: VehicleClass, *, pricing: _Pricing, now: datetime) -> Offer:
    # What no other period would mend comes first.
    errors = [
        *check_class_policies(vehicle_class, policies=pricing.policies, traveller=pricing.traveller),
        *check_class(vehicle_class, period=pricing.period, zone=pricing.zone, now=now),
    ]
    if errors:
        return Offer(vehicle_class=vehicle_class, quote=None, refusal=errors[0])
    days = days_of(pricing.period, vehicle_class=vehicle_class, zone=pricing.zone)
    chosen, _refused = choose_extras(
        pricing.extras,
        offered=pricing.offered,
        vehicle_class=vehicle_class,
        has_kilometre_limit=has_kilometre_limit(vehicle_class, days=days),
    )
    quote = quote_class(
        vehicle_class,
        period=pricing.period,
        zone=pricing.zone,
        profile=pricing.profile,
        extras=chosen,
        fees=pricing.fees,
    )
    refused = check_policies(
        vehicle_class,
        policies=pricing.policies,
        traveller=pricing.traveller,
        period=pricing.period,
        zone=pricing.zone,
        quote=quote,
        now=now,
    )
    if refused:
        return Offer(vehicle_class=vehicle_class, quote=None, refusal=refused[0])
    return Offer(vehicle_class=vehicle_class, quote=quote, refusal=None)
