"""Policies as a calculation: who may ask for what. Facts in, breaches out; no database, no clock.

A policy holds for everybody, or by one fact about the traveller: only for some values of it, or for all but those.
It names limits. Every policy that holds must allow a rental; where none holds, everything is allowed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from catalog.acriss.code import parse_code
from catalog.acriss.letters import Category
from catalog.acriss.order import is_at_most
from catalog.enums import ClassLimit, HoldsFor

WILDCARD = "*"


@dataclass(frozen=True, slots=True)
class Traveller:
    """What is known of whoever asks.

    Attributes:
        fields: Values by key, of parameters of the call and of the customer's own fields. A choice has its value,
            a number its digits.
    """

    cost_centre: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Policy:
    """One rule of the customer.

    Attributes:
        key: Whose value decides in `Traveller.fields`; empty for the cost centre.
        values: Exact values, or the beginning of values where a * follows; capitals make no difference.
        classes: Identities of the classes that are allowed by name.
        up_to: The highest category of cars that is allowed besides, when that is the limit.
        messages: The customer's own words by language, where there are some.
    """

    name: str = ""
    holds_for: HoldsFor = HoldsFor.EVERYBODY
    key: str = ""
    values: tuple[str, ...] = ()
    class_limit: ClassLimit = ClassLimit.ANY
    classes: frozenset[int] = frozenset()
    up_to: Category | None = None
    max_days: int | None = None
    lead: timedelta | None = None
    max_per_day: Decimal | None = None
    max_per_rental: Decimal | None = None
    messages: Mapping[str, str] = field(default_factory=dict)

    def holds(self, traveller: Traveller) -> bool:
        """Whether this policy is about `traveller`. Nothing known is a value that matches nothing."""
        if self.holds_for is HoldsFor.EVERYBODY:
            return True
        known = traveller.fields.get(self.key, "") if self.key else traveller.cost_centre
        return self._names(known) == (self.holds_for is HoldsFor.ONLY)

    def _names(self, known: str) -> bool:
        value = known.strip().casefold()
        if not value:
            return False
        return value in self._exact or value.startswith(self._beginnings)

    @cached_property
    def _exact(self) -> frozenset[str]:
        return frozenset(one.casefold() for one in self.values if not one.endswith(WILDCARD))

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        return tuple(one.removesuffix(WILDCARD).casefold() for one in self.values if one.endswith(WILDCARD))


@dataclass(frozen=True, slots=True)
class Asked:
    """A rental as far as policies judge it; what is None is not known and not judged.

    Attributes:
        lead: From now to the pick-up.
        per_day, per_rental: Net. Without an agreed rate there is no price, and a ceiling says nothing.
    """

    class_id: int
    acriss: str
    days: int | None = None
    lead: timedelta | None = None
    per_day: Decimal | None = None
    per_rental: Decimal | None = None


class Limit(StrEnum):
    VEHICLE_CLASS = "vehicle_class"
    LEAD = "lead"
    DAYS = "days"
    PER_DAY = "per_day"
    PER_RENTAL = "per_rental"


@dataclass(frozen=True, slots=True)
class Breach:
    """A limit of a policy that a rental does not keep."""

    policy: Policy
    limit: Limit


def find_breaches(policies: Iterable[Policy], *, traveller: Traveller, asked: Asked) -> tuple[Breach, ...]:
    """Every limit that is not kept, of every policy that holds, in the order of the policies."""
    return tuple(
        Breach(policy=policy, limit=limit)
        for policy in policies
        if policy.holds(traveller)
        for limit in _broken(policy, asked)
    )


def _broken(policy: Policy, asked: Asked) -> Iterator[Limit]:
    if not _allows_class(policy, asked):
        yield Limit.VEHICLE_CLASS
    if policy.lead is not None and asked.lead is not None and asked.lead < policy.lead:
        yield Limit.LEAD
    ceilings: tuple[tuple[Limit, Decimal | int | None, Decimal | int | None], ...] = (
        (Limit.DAYS, policy.max_days, asked.days),
        (Limit.PER_DAY, policy.max_per_day, asked.per_day),
        (Limit.PER_RENTAL, policy.max_per_rental, asked.per_rental),
    )
    for limit, most, value in ceilings:
        if most is not None and value is not None and value > most:
            yield limit


def _allows_class(policy: Policy, asked: Asked) -> bool:
    """A van is in no category of cars: one is allowed by name, or not at all."""
    if policy.class_limit is ClassLimit.ANY or asked.class_id in policy.classes:
        return True
    if policy.class_limit is ClassLimit.LISTED or policy.up_to is None:
        return False
    acriss = parse_code(asked.acriss)
    return not acriss.vehicle_type.is_van and is_at_most(acriss, policy.up_to)
