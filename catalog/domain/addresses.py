"""Delivery and collection: an end of a rental at an address, and the rule that serves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from catalog.domain.queries import offered_delivery_rules
from catalog.domain.quote import LineKind
from catalog.domain.quote_rules import build_delivery_rule
from catalog.domain.surcharges import Fee
from catalog.models import DeliveryRule, Station
from catalog.postcodes import parse_areas


class Trip(StrEnum):
    DELIVERY = "delivery"
    COLLECTION = "collection"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a vehicle is brought or fetched, and whom the driver calls there.

    `country` has the two letters of ISO 3166. Only a missing text is an error here; its length is the form's matter.
    """

    name: str
    street: str
    postcode: str
    city: str
    phone: str
    country: str = "NL"

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the parts that are empty, in the order of an envelope."""
        parts = ("name", "street", "postcode", "city", "country", "phone")
        return tuple(part for part in parts if not getattr(self, part).strip())


@dataclass(frozen=True, slots=True)
class Stop:
    """An end of a rental at an address that is served."""

    trip: Trip
    address: Address
    rule: DeliveryRule

    @property
    def station(self) -> Station:
        """The station that drives; its clock, opening hours and closed days count."""
        return self.rule.station

    @property
    def lead(self) -> timedelta:
        return timedelta(hours=self.rule.lead_hours)

    @property
    def fee(self) -> Fee:
        return Fee(
            kind=LineKind.DELIVERY if self.trip is Trip.DELIVERY else LineKind.COLLECTION,
            amount=fee_of(self.rule, trip=self.trip) or Decimal(0),
            rule=build_delivery_rule(code=self.rule.code),
        )


def list_delivery_rules() -> list[DeliveryRule]:
    """The rules in the account manager's order, with stations and weekly hours. Two statements."""
    return list(offered_delivery_rules())


def fee_of(rule: DeliveryRule, *, trip: Trip) -> Decimal | None:
    """The net fee of this trip, or None where it is not made."""
    return rule.delivery_fee if trip is Trip.DELIVERY else rule.collection_fee


def find_stop(*, trip: Trip, address: Address, rules: Iterable[DeliveryRule]) -> Stop | None:
    """The address with the first rule that makes this trip there; None where none does."""
    for rule in rules:
        if fee_of(rule, trip=trip) is not None and _serves(rule, address):
            return Stop(trip=trip, address=address, rule=rule)
    return None


def _serves(rule: DeliveryRule, address: Address) -> bool:
    if rule.country != address.country.strip().upper():
        return False
    areas = parse_areas(rule.postcodes)
    return not areas or any(address.postcode in area for area in areas)
