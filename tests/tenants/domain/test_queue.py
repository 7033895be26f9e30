from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from reservations.life_cycle import OPEN_STATES, State
from tenants.domain.queue import FINISHED, Workload, with_open_count, workload
from tenants.models import Customer, QueueItem
from tenants.roles import Role
from tests.tenants.conftest import Hire

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def item(customer: Customer, **fields: Any) -> QueueItem:
    values: dict[str, Any] = {
        "reference": "X-26-000001",
        "state": State.REGISTERED,
        "class_code": "CDMR",
        "class_name": "Compact",
        "pick_up_at": NOW + timedelta(days=1),
        "due_at": NOW + timedelta(hours=1),
        "registered_at": NOW,
    }
    return QueueItem.objects.create(customer=customer, request_id=uuid.uuid4(), **(values | fields))


def test_finished_is_what_the_life_cycle_calls_not_open() -> None:
    assert frozenset(State) - OPEN_STATES == FINISHED


def test_workload_counts_what_is_open_at_these_customers(
    acme: Customer, globex: Customer, hire: Hire
) -> None:
    item(acme)
    item(acme, due_at=NOW - timedelta(minutes=1), assignee=hire({acme: Role.OPERATIONS}))
    item(acme, state=State.CONFIRMED, due_at=NOW - timedelta(days=1))
    item(globex, due_at=NOW - timedelta(minutes=1))

    counted = workload(customers=Customer.objects.filter(pk=acme.pk), now=NOW)

    assert counted == Workload(open=2, overdue=1, unassigned=1)


def test_with_open_count_counts_each_customers_own(acme: Customer, globex: Customer) -> None:
    item(acme)
    item(acme, state=State.PLANNED)
    item(acme, state=State.REJECTED)

    customers = with_open_count(Customer.objects.filter(kind=Customer.Kind.CUSTOMER))

    assert {customer.slug: customer.open_count for customer in customers} == {"acme": 2, "globex": 0}  # type: ignore[attr-defined]  # annotated
