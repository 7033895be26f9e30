from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from catalog.domain.extras import list_extras
from catalog.domain.places import list_places
from catalog.models import ClosedDay, VehicleClass
from flexfleet.demo.secrets import Secrets
from flexfleet.demo.seed.buyers import ACME, BUYERS, GLOBEX, Buyer
from flexfleet.demo.seed.customers import create_buyer
from flexfleet.demo.seed.requests import create_requests
from flexfleet.demo.seed.staff import STAFF, create_staff
from flexfleet.demo.seed.stories import STORIES
from oci.models import Connection
from reservations.domain.questions import load_questions
from reservations.life_cycle import State
from reservations.models import EventKind, RentalRequest, RequestEvent
from tenants.context import use_customer
from tenants.models import QueueItem
from tenants.roles import Role

pytestmark = pytest.mark.django_db

NOTES = {EventKind.CART_STOPPED, EventKind.RETURN_MISSING}


@pytest.fixture
def secrets(tmp_path: Path) -> Secrets:
    return Secrets(tmp_path / "secrets.json")


@pytest.mark.parametrize("buyer", BUYERS, ids=lambda buyer: buyer.slug)
def test_create_requests_ends_each_story_in_its_state(buyer: Buyer, secrets: Secrets) -> None:
    now = timezone.now()
    customer = create_buyer(replace(buyer, slug="newcomer"), secrets=secrets, now=now)
    create_staff(secrets)
    stories = STORIES[buyer.slug]
    with use_customer(customer):
        create_requests(replace(buyer, slug="newcomer"), stories, secrets=secrets, now=now)
        made = Counter(RentalRequest.objects.values_list("state", flat=True))

    assert made == Counter(story.state.value for story in stories)
    assert QueueItem.objects.filter(customer=customer).count() == len(stories)


def test_one_customer_has_surcharges_and_the_other_has_none(secrets: Secrets) -> None:
    now = timezone.now()
    create_staff(secrets)
    kinds: dict[str, set[str]] = {}
    for buyer in BUYERS:
        newcomer = replace(buyer, slug=f"new-{buyer.slug}")
        with use_customer(create_buyer(newcomer, secrets=secrets, now=now)):
            create_requests(newcomer, STORIES[buyer.slug], secrets=secrets, now=now)
            quotes = RentalRequest.objects.values_list("quote", flat=True)
            kinds[buyer.slug] = {line["kind"] for quote in quotes for line in quote["lines"]}
            is_asked = bool(list_extras() or list_places().rules)
        assert is_asked == buyer.has_surcharges

    assert kinds["acme"] - kinds["globex"] == {"extra", "kilometres_added", "delivery", "one_way"}


def test_stories_step_aside_for_holidays(secrets: Secrets) -> None:
    now = timezone.now()
    newcomer = replace(ACME, slug="newcomer")
    customer = create_buyer(newcomer, secrets=secrets, now=now)
    create_staff(secrets)
    with use_customer(customer):
        ClosedDay.objects.all().delete()
        closed = {now.date() + timedelta(days=number) for number in range(4)}
        ClosedDay.objects.bulk_create(ClosedDay(date=day, reason="feest") for day in closed)
        create_requests(newcomer, STORIES["acme"], secrets=secrets, now=now)
        picked_up = {request.pick_up_local.date() for request in RentalRequest.objects.all()}

    assert picked_up
    assert picked_up.isdisjoint(closed)


def test_stories_are_a_dozen_in_every_state() -> None:
    states = Counter(story.state for stories in STORIES.values() for story in stories)

    assert set(states) == set(State)
    assert states.total() >= 12


def test_demo_has_what_operations_must_act_on(secrets: Secrets) -> None:
    """One customer waits for order numbers; the other has a stopped cart and a return that was not seen."""
    now = timezone.now()
    create_staff(secrets)
    found: dict[str, tuple[set[str], Counter[str]]] = {}
    for buyer in BUYERS:
        newcomer = replace(buyer, slug=f"new-{buyer.slug}")
        customer = create_buyer(newcomer, secrets=secrets, now=now)
        with use_customer(customer):
            create_requests(newcomer, STORIES[buyer.slug], secrets=secrets, now=now)
            kinds = RequestEvent.objects.filter(kind__in=[*NOTES, EventKind.ORDER])
            found[buyer.slug] = (
                set(kinds.values_list("kind", flat=True)),
                Counter(
                    item.state for item in QueueItem.objects.filter(customer=customer, awaits_order=True)
                ),
            )

    assert found == {
        "acme": (NOTES, Counter()),
        "globex": (
            {EventKind.ORDER},
            Counter({State.TRANSFERRED: 1, State.IN_PROGRESS: 1, State.PLANNED: 1}),
        ),
    }


def test_create_buyer_gives_each_its_own_connection_and_offering(secrets: Secrets) -> None:
    found = {}
    for buyer in (ACME, GLOBEX):
        customer = create_buyer(replace(buyer, slug=f"new-{buyer.slug}"), secrets=secrets, now=timezone.now())
        with use_customer(customer):
            connection = Connection.objects.get()
            offered = VehicleClass.objects.filter(is_active=True).count()
            found[buyer.slug] = (connection.slug, connection.method, connection.auto_submit, offered)

    assert found == {"acme": ("srm", "post", True, 10), "globex": ("procure", "get", False, 9)}


def test_staff_have_every_role() -> None:
    assert {person.role for person in STAFF} == set(Role)


def test_one_customer_asks_questions_of_its_own_and_the_other_asks_none(secrets: Secrets) -> None:
    now = timezone.now()
    asked: dict[str, list[str]] = {}
    for buyer in BUYERS:
        with use_customer(create_buyer(replace(buyer, slug=f"new-{buyer.slug}"), secrets=secrets, now=now)):
            asked[buyer.slug] = [question.key for question in load_questions()]

    assert asked == {"acme": ["purpose", "abroad", "country"], "globex": []}
