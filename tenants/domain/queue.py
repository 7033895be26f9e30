"""How much work waits, counted over the projection that every customer's requests leave in `public`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from tenants.models import Customer, QueueItem

# `reservations.life_cycle` knows the states, and may import this app while this one may not import it; a test compares.
FINISHED: Final = frozenset({"confirmed", "rejected"})


@dataclass(frozen=True, slots=True)
class Workload:
    """Open items, and of those: due already, and held by nobody."""

    open: int
    overdue: int
    unassigned: int


def workload(*, customers: QuerySet[Customer], now: datetime) -> Workload:
    """The work that waits at these customers together, in one statement."""
    counts = (
        open_items()
        .filter(customer__in=customers)
        .aggregate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(due_at__lt=now)),
            unassigned=Count("pk", filter=Q(assignee__isnull=True)),
        )
    )
    return Workload(**counts)


def with_open_count(customers: QuerySet[Customer]) -> QuerySet[Customer]:
    """The customers, each with `open_count`."""
    counted = (
        open_items().filter(customer=OuterRef("pk")).order_by().values("customer").annotate(n=Count("pk"))
    )
    return customers.annotate(open_count=Coalesce(Subquery(counted.values("n")), 0))


def open_items() -> QuerySet[QueueItem]:
    """What operations still have something to do for."""
    return QueueItem.objects.exclude(state__in=FINISHED)
