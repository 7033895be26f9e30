"""The policies of the customer: read along with the classes, and put to a class and its quote."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, QuerySet, When, Window
from django.db.models.functions import JSONObject, RowNumber

from catalog.acriss.letters import Category
from catalog.domain.choice_errors import ChoiceError
from catalog.domain.class_rules import days_of
from catalog.domain.periods import Period
from catalog.domain.policy import Asked, Policy, Traveller, find_breaches
from catalog.domain.policy_errors import ClassNotAllowedError, own_message, policy_errors
from catalog.domain.quote import Quote
from catalog.domain.reading import Row, exact, price
from catalog.enums import ClassLimit, HoldsFor
from catalog.models import Policy as PolicyRow
from catalog.models import VehicleClass
from catalog.models.policy import split_values
from catalog.models.texts import LANGUAGES

MESSAGES = tuple(f"message_{language}" for language in LANGUAGES)


def with_policies(classes: QuerySet[VehicleClass]) -> QuerySet[VehicleClass]:
    """The policies in force come with one of the classes, in the same statement: they are the same for all."""
    marked = PolicyRow.vehicle_classes.through._default_manager.filter(policy=OuterRef("pk"))
    rows = PolicyRow.objects.filter(is_active=True).values(
        row=JSONObject(
            name="name",
            holds_for="holds_for",
            key="key",
            values="values",
            class_limit="class_limit",
            classes=ArraySubquery(marked.values("vehicleclass_id")),
            up_to="up_to_category",
            max_days="max_days",
            lead_hours="lead_hours",
            max_per_day=exact("max_price_per_day"),
            max_per_rental=exact("max_price_per_rental"),
            **{message: message for message in MESSAGES},
        )
    )
    first = Case(When(class_number=1, then=ArraySubquery(rows)), default=None)
    return classes.annotate(class_number=Window(RowNumber())).annotate(policy_rows=first)


def policies_of(classes: Iterable[VehicleClass]) -> tuple[Policy, ...]:
    """The policies in force, in the account manager's order, of classes that `with_policies` has read."""
    for vehicle_class in classes:
        rows: list[Row] | None = vars(vehicle_class)["policy_rows"]
        if rows is not None:
            return tuple(_policy(row) for row in rows)
    return ()


def check_class_policies(
    vehicle_class: VehicleClass, *, policies: Sequence[Policy], traveller: Traveller
) -> list[ChoiceError]:
    """Whether this traveller may have this class at all, whenever and at whatever price."""
    asked = Asked(class_id=vehicle_class.pk, acriss=vehicle_class.acriss)
    return [
        ClassNotAllowedError(class_name=vehicle_class.name, own=own_message(breach.policy))
        for breach in find_breaches(policies, traveller=traveller, asked=asked)
    ]


def check_policies(
    vehicle_class: VehicleClass,
    *,
    policies: Sequence[Policy],
    traveller: Traveller,
    period: Period,
    zone: ZoneInfo,
    quote: Quote,
    now: datetime,
) -> list[ChoiceError]:
    """What the policies have against this class, period and price for this traveller; empty when nothing.

    Without an agreed rate there is no price to judge.
    """
    asked = Asked(
        class_id=vehicle_class.pk,
        acriss=vehicle_class.acriss,
        days=days_of(period, vehicle_class=vehicle_class, zone=zone),
        lead=period.pick_up - now,
        per_day=quote.price_per_day,
        per_rental=quote.net_total,
    )
    return policy_errors(
        find_breaches(policies, traveller=traveller, asked=asked),
        class_name=vehicle_class.name,
        now=now,
        zone=zone,
        currency=quote.currency,
    )


def _policy(row: Row) -> Policy:
    return Policy(
        name=row["name"],
        holds_for=HoldsFor(row["holds_for"]),
        key=row["key"],
        values=split_values(row["values"]),
        class_limit=ClassLimit(row["class_limit"]),
        classes=frozenset(row["classes"]),
        up_to=Category(row["up_to"]) if row["up_to"] else None,
        max_days=row["max_days"],
        lead=timedelta(hours=row["lead_hours"]) if row["lead_hours"] else None,
        max_per_day=price(row["max_per_day"]),
        max_per_rental=price(row["max_per_rental"]),
        messages={
            language: row[message]
            for language, message in zip(LANGUAGES, MESSAGES, strict=True)
            if row[message]
        },
    )
