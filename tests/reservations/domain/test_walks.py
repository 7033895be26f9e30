"""Requests that are led through their lives at random, by people who try anything; what must hold, holds after all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from random import Random

import pytest

from reservations.domain.handling import (
    HandlingError,
    claim,
    confirm,
    enter_order_number,
    plan,
    reject,
    release,
)
from reservations.domain.notes import note_cart_stopped, note_return_missing
from reservations.domain.registration import mark_transferred
from reservations.life_cycle import State
from reservations.models import EventKind, MailKind, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer, QueueItem
from tenants.workspace.models import User
from tests.reservations.factories import later, make_request, make_station, make_user

STEPS = 30
# Confirming comes up more often, or hardly a walk would get there.
VERBS: list[Callable[..., object]] = [
    claim,
    release,
    partial(plan, group="C20"),
    *[confirm] * 4,
    partial(reject, reason="No van"),
    partial(enter_order_number, order_number="4500099001"),
]


def walk(random: Random, request: RentalRequest, people: list[User]) -> None:
    """Everybody acts, most of the time from a page that is up to date."""
    for minute in range(STEPS):
        request.refresh_from_db()
        happening = random.random()
        if happening < 0.05:
            mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=minute))
        elif happening < 0.1:
            note_cart_stopped(punch_out_id=request.punch_out_id, reason="No unit", now=later(minutes=minute))
        elif happening < 0.15:
            note_return_missing(punch_out_id=request.punch_out_id, now=later(minutes=minute))
        else:
            act(random, request, people, minute)


def act(random: Random, request: RentalRequest, people: list[User], minute: int) -> None:
    verb = random.choice(VERBS)
    if isinstance(verb, partial) and verb.func is plan:
        verb = partial(verb, station=make_station())
    version = max(1, request.version - random.choice([0, 0, 0, 0, 1]))
    with suppress(HandlingError):
        verb(
            public_id=request.public_id,
            actor=random.choice(people),
            version=version,
            now=later(minutes=minute),
        )


def projected(request: RentalRequest) -> dict[str, object]:
    return {
        "reference": request.reference,
        "state": request.state,
        "class_code": request.class_code,
        "class_name": request.class_name,
        "station_name": request.pick_up_station.name,
        "awaits_order": request.waits_for_order,
        "pick_up_at": request.pick_up_at,
        "due_at": request.due_at,
        "assignee_id": request.assignee.staff_id if request.assignee else None,
        "registered_at": request.registered_at,
    }


@pytest.mark.parametrize("seed", range(25))
def test_walk_keeps_the_invariants(acme: Customer, globex: Customer, seed: int) -> None:
    random = Random(seed)
    with use_customer(globex):
        theirs = make_request()
    with use_customer(acme):
        request = make_request(awaits_order=random.random() < 0.5)
        people = [make_user(), make_user("Peter Planner")]

        walk(random, request, people)

        request.refresh_from_db()
        events = list(request.events.order_by("id"))
        item = QueueItem.objects.get(customer=acme)
        assert projected(request) == {name: getattr(item, name) for name in projected(request)}
        assert request.mails.filter(kind=MailKind.CONFIRMED).count() == (request.state == State.CONFIRMED)
        assert not (request.state == State.CONFIRMED and request.waits_for_order)
        steps = [event for event in events if event.state_before]
        assert [event.state_before for event in steps] == [State.REGISTERED, *(e.state_after for e in steps)][
            :-1
        ]
        assert events[-1].state_after == request.state
        assert max(event.version for event in events) == request.version
        once = [
            event.kind for event in events if event.kind in {EventKind.CART_STOPPED, EventKind.RETURN_MISSING}
        ]
        assert len(once) == len(set(once))
    with use_customer(globex):
        assert (theirs.events.count(), QueueItem.objects.get(customer=globex).state) == (1, State.REGISTERED)


def test_walks_see_every_state(acme: Customer) -> None:
    """Or the invariants would hold of nothing much."""
    seen = set()
    with use_customer(acme):
        people = [make_user(), make_user("Peter Planner")]

        for seed in range(25):
            random = Random(seed)
            request = make_request(awaits_order=random.random() < 0.5)
            walk(random, request, people)
            seen |= set(request.events.values_list("state_after", flat=True))
            if seen == set(State):
                break

    assert seen == set(State)
