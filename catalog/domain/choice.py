"""From what an employee typed to a choice that can be registered.

Two steps share all rules: `check_rental` (`rental.py`) judges when and where, so that offers can be listed;
`check_choice` judges the class and the extras as well. Both raise ChoiceErrors, which carries every error at once, in
the order of the form: an employee sees all that is to be put right in one go. The errors themselves are in
`choice_errors.py` and beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from catalog.domain.addresses import Address, Stop
from catalog.domain.choice_errors import ChoiceError, ChoiceErrors, ClassNotOfferedError
from catalog.domain.class_rules import check_class, days_of, has_kilometre_limit, quote_class
from catalog.domain.extras import choose_extras
from catalog.domain.one_way import find_one_way_fee
from catalog.domain.periods import Period
from catalog.domain.policies import check_class_policies, check_policies, policies_of, with_policies
from catalog.domain.policy import Traveller
from catalog.domain.queries import offered_extras, priced_classes
from catalog.domain.quote import Quote
from catalog.domain.reading import weekly_hours
from catalog.domain.rental import HORIZON, Rental, check_rental
from catalog.domain.surcharges import ChosenExtra
from catalog.models import DeliveryRule, Extra, OneWayFee, Station, VehicleClass
from tenants.workspace.models import Profile

__all__ = ["HORIZON", "Choice", "Rental", "check_choice", "check_rental", "weekly_hours"]


@dataclass(frozen=True, slots=True)
class Choice:
    """What the employee chose, possible, and priced where a rate is agreed.

    The station of an end at an address (`delivery`, `collection`) is the one that drives there.
    """

    vehicle_class: VehicleClass
    pick_up_station: Station
    return_station: Station
    period: Period
    quote: Quote
    delivery: Stop | None = None
    collection: Stop | None = None
    extras: tuple[ChosenExtra, ...] = ()


def check_choice(
    *,
    class_code: str,
    pick_up_station: str,
    return_station: str,
    pick_up: datetime,
    return_: datetime,
    now: datetime,
    stations: Iterable[Station] | None = None,
    profile: Profile | None = None,
    delivery: Address | None = None,
    collection: Address | None = None,
    rules: Iterable[DeliveryRule] | None = None,
    extras: Mapping[str, int] | None = None,
    offered: Iterable[Extra] | None = None,
    one_way_fees: Iterable[OneWayFee] | None = None,
    traveller: Traveller | None = None,
) -> Choice:
    """Judge everything and price it. As `check_rental`, with the class by its code. Four statements.

    Two when `stations` and `profile` have been read already. One more for a return to another station, unless the
    fees have been read (`list_places`); one more for extras (numbers of pieces by code), unless `offered` has been
    read (`list_extras`). Policies are put to `traveller`, as `list_offers` does. Raises ChoiceErrors.
    """
    errors: list[ChoiceError] = []
    rental: Rental | None = None
    try:
        rental = check_rental(
            pick_up_station=pick_up_station,
            return_station=return_station,
            pick_up=pick_up,
            return_=return_,
            now=now,
            stations=stations,
            delivery=delivery,
            collection=collection,
            rules=rules,
        )
    except ChoiceErrors as refused:
        errors.extend(refused.errors)
    vehicle_class = with_policies(priced_classes()).filter(code=class_code).first()
    if vehicle_class is None:
        raise ChoiceErrors([*errors, ClassNotOfferedError()])
    policies = policies_of([vehicle_class])
    asking = traveller or Traveller()
    if rental is None:
        errors += check_class_policies(vehicle_class, policies=policies, traveller=asking)
        raise ChoiceErrors(errors)
    zone = rental.pick_up_station.zone
    errors.extend(check_class(vehicle_class, period=rental.period, zone=zone, now=now))
    chosen: tuple[ChosenExtra, ...] = ()
    if extras:
        days = days_of(rental.period, vehicle_class=vehicle_class, zone=zone)
        chosen, wrong = choose_extras(
            extras,
            offered=offered_extras() if offered is None else offered,
            vehicle_class=vehicle_class,
            has_kilometre_limit=has_kilometre_limit(vehicle_class, days=days),
        )
        errors.extend(wrong)
    one_way = find_one_way_fee(
        pick_up=rental.pick_up_station, return_=rental.return_station, fees=one_way_fees
    )
    quote = quote_class(
        vehicle_class,
        period=rental.period,
        zone=zone,
        profile=profile or Profile.load(),
        extras=chosen,
        fees=(*(stop.fee for stop in rental.stops), *([one_way] if one_way else [])),
    )
    errors += check_policies(
        vehicle_class,
        policies=policies,
        traveller=asking,
        period=rental.period,
        zone=zone,
        quote=quote,
        now=now,
    )
    if errors:
        raise ChoiceErrors(errors)
    return Choice(
        vehicle_class=vehicle_class,
        pick_up_station=rental.pick_up_station,
        return_station=rental.return_station,
        period=rental.period,
        quote=quote,
        delivery=rental.delivery,
        collection=rental.collection,
        extras=chosen,
    )
