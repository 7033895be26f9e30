from __future__ import annotations

from threading import Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from reservations.domain.handling import (
    HandlingError,
    InvalidValuesError,
    NotHolderError,
    NotPermittedError,
    NotPossibleError,
    RequestNotFoundError,
    StaleRequestError,
    claim,
    confirm,
    plan,
    reject,
    release,
)
from reservations.domain.registration import mark_transferred
from reservations.life_cycle import Party, State
from reservations.models import EventKind, MailKind, OutboxMail, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer, QueueItem
from tenants.roles import Role
from tenants.workspace.models import User
from tests.reservations.factories import jobs, later, make_request, make_station, make_user, planned_request
from tests.reservations.waiting import wait_until_blocked


def test_claim(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()

        claimed = claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        assert (claimed.state, claimed.assignee, claimed.version) == (State.IN_PROGRESS, olga, 2)
        event = request.events.get(kind=EventKind.CLAIM)
        assert (event.party, event.actor, event.actor_name) == (Party.OPERATIONS, olga, "Olga Operations")
        assert (event.at, event.version) == (later(minutes=5), 2)
        assert event.changes == [{"field": "assignee", "old": "", "new": "Olga Operations"}]
    item = QueueItem.objects.get()
    assert (item.state, item.assignee_id) == (State.IN_PROGRESS, olga.staff_id)


def test_claim_twice_is_one_claim(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        again = claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=6))

        assert again.version == 2
        assert request.events.filter(kind=EventKind.CLAIM).count() == 1


def test_claim_from_a_stale_page_is_refused_with_what_changed(acme: Customer) -> None:
    with use_customer(acme):
        request, olga, peter = make_request(), make_user(), make_user("Peter Planner")
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        with pytest.raises(StaleRequestError) as caught:
            claim(public_id=request.public_id, actor=peter, version=1, now=later(minutes=6))

        assert [(event.kind, event.actor_name) for event in caught.value.events] == [
            (EventKind.CLAIM, "Olga Operations")
        ]
        request.refresh_from_db()
        assert (request.assignee, request.version) == (olga, 2)


def test_claim_by_two_at_the_same_instant_has_one_winner(real_database: str, acme: Customer) -> None:
    outcomes: list[str] = []

    def take(actor: User) -> None:
        try:
            with use_customer(acme):
                claim(public_id=request.public_id, actor=actor, version=1, now=later(minutes=5))
                outcomes.append("claimed")
        except StaleRequestError as error:
            outcomes.append(f"told of {error.events[0].actor_name}")
        finally:
            connection.close()

    with use_customer(acme):
        request = make_request()
        people = [make_user(), make_user("Peter Planner")]
        threads = [Thread(target=take, args=(actor,)) for actor in people]
        with transaction.atomic():
            RentalRequest.objects.select_for_update().get(pk=request.pk)
            for thread in threads:
                thread.start()
            wait_until_blocked(2)
        for thread in threads:
            thread.join()

        request.refresh_from_db()
        assert request.assignee in people
        assert sorted(outcomes) == ["claimed", f"told of {request.assignee}"]
        assert request.events.filter(kind=EventKind.CLAIM).count() == 1


def test_claim_takes_over_from_a_colleague_knowingly(acme: Customer) -> None:
    with use_customer(acme):
        request, olga, peter = make_request(), make_user(), make_user("Peter Planner")
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        taken = claim(public_id=request.public_id, actor=peter, version=2, now=later(minutes=6))

        assert (taken.assignee, taken.state) == (peter, State.IN_PROGRESS)


@pytest.mark.parametrize(("returned", "state"), [(False, State.REGISTERED), (True, State.TRANSFERRED)])
def test_release_goes_back_to_where_it_came_from(acme: Customer, *, returned: bool, state: State) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))
        if returned:
            mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=6))

        released = release(public_id=request.public_id, actor=olga, version=2, now=later(minutes=7))

        assert (released.state, released.assignee) == (state, None)
    assert QueueItem.objects.get().assignee is None


def test_return_that_is_reported_late_does_not_make_the_page_stale(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        late = mark_transferred(punch_out_id=request.punch_out_id, now=later(minutes=6))

        assert (late.state, late.version, late.transferred_at) == (State.IN_PROGRESS, 2, later(minutes=6))


def test_plan(acme: Customer) -> None:
    with use_customer(acme):
        request, olga, utrecht = make_request(), make_user(), make_station("TEST-UTR", name="Utrecht")
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        planned = plan(
            public_id=request.public_id,
            actor=olga,
            version=2,
            station=utrecht,
            group="c20 ",
            plate=" ab-123-c",
            note="Key in the safe",
            now=later(minutes=6),
        )

        assert (planned.state, planned.planned_station) == (State.PLANNED, utrecht)
        assert (planned.planned_group, planned.planned_plate) == ("C20", "AB-123-C")
        assert request.events.get(kind=EventKind.PLAN).changes == [
            {"field": "planned_station", "old": "", "new": "Utrecht"},
            {"field": "planned_group", "old": "", "new": "C20"},
            {"field": "planned_plate", "old": "", "new": "AB-123-C"},
            {"field": "planned_note", "old": "", "new": "Key in the safe"},
        ]


def test_plan_again_tells_only_what_changed(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request()
        station = make_station()

        plan(
            public_id=request.public_id,
            actor=olga,
            version=3,
            station=station,
            group="C30",
            plate="AB-123-C",
            now=later(minutes=9),
        )

        assert request.events.filter(kind=EventKind.PLAN).latest("id").changes == [
            {"field": "planned_group", "old": "C20", "new": "C30"}
        ]


def test_plan_refuses_a_plate_that_does_not_fit(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        with pytest.raises(InvalidValuesError) as caught:
            plan(
                public_id=request.public_id,
                actor=olga,
                version=2,
                station=make_station(),
                plate="9" * 21,
                now=later(minutes=6),
            )

        assert set(caught.value.errors) == {"planned_plate"}


def test_confirm_stores_one_mail(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request()

        confirmed = confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))

        assert (confirmed.state, confirmed.confirmed_at) == (State.CONFIRMED, later(minutes=9))
        mail = OutboxMail.objects.get()
        assert (mail.kind, mail.key) == (MailKind.CONFIRMED, f"confirmed:{request.public_id}:1")
        assert (mail.to_name, mail.to_email) == ("Anna de Vries", "anna@acme.example")
        assert [event.kind for event in request.events.all()][-2:] == [
            EventKind.CONFIRM,
            EventKind.MAIL_STORED,
        ]
    assert QueueItem.objects.get().state == State.CONFIRMED


def test_confirm_twice_confirms_and_mails_once(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request()
        confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))

        again = confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=10))

        assert (again.state, again.confirmed_at) == (State.CONFIRMED, later(minutes=9))
        assert OutboxMail.objects.count() == 1
        assert request.events.filter(kind=EventKind.CONFIRM).count() == 1


def test_confirm_that_is_rolled_back_leaves_no_mail_and_no_job(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request()

        with transaction.atomic():
            confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))
            transaction.set_rollback(True)

        request.refresh_from_db()
        assert (request.state, OutboxMail.objects.count(), jobs()) == (State.PLANNED, 0, [])


def test_confirm_queues_a_job_that_carries_ids_only(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request()

        confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=9))

        mail = OutboxMail.objects.get()
        assert jobs() == [("reservations.deliver_mail", {"customer": "acme", "mail_id": mail.pk})]


def test_reject(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        rejected = reject(
            public_id=request.public_id,
            actor=olga,
            version=2,
            reason=" No van of this size that week ",
            now=later(minutes=6),
        )

        assert (rejected.state, rejected.rejection_reason) == (
            State.REJECTED,
            "No van of this size that week",
        )
        assert request.events.get(kind=EventKind.REJECT).reason == "No van of this size that week"
        assert OutboxMail.objects.get().kind == MailKind.REJECTED


def test_reject_needs_a_reason(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        with pytest.raises(InvalidValuesError) as caught:
            reject(public_id=request.public_id, actor=olga, version=2, reason="  ", now=later(minutes=6))

        assert set(caught.value.errors) == {"rejection_reason"}


def test_only_the_holder_may_go_on(acme: Customer) -> None:
    with use_customer(acme):
        request, _olga = planned_request()
        peter = make_user("Peter Planner")

        with pytest.raises(NotHolderError, match="Olga Operations is working on this request"):
            confirm(public_id=request.public_id, actor=peter, version=3, now=later(minutes=9))


def test_released_plan_must_be_claimed_before_it_is_confirmed(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = planned_request()
        release(public_id=request.public_id, actor=olga, version=3, now=later(minutes=8))

        with pytest.raises(NotHolderError, match="Claim this request first"):
            confirm(public_id=request.public_id, actor=olga, version=4, now=later(minutes=9))


def test_step_that_the_life_cycle_does_not_have(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))

        with pytest.raises(NotPossibleError, match="“Confirm” is not possible"):
            confirm(public_id=request.public_id, actor=olga, version=2, now=later(minutes=6))


@pytest.mark.parametrize("role", [Role.ACCOUNT_MANAGER, Role.AUDITOR])
def test_roles_that_only_look_may_not_handle(acme: Customer, role: Role) -> None:
    with use_customer(acme):
        request, looker = make_request(), make_user(role=role)

        with pytest.raises(NotPermittedError):
            claim(public_id=request.public_id, actor=looker, version=1, now=later(minutes=5))

        assert request.events.count() == 1


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OPERATIONS])
def test_roles_that_handle(acme: Customer, role: Role) -> None:
    with use_customer(acme):
        request, handler = make_request(), make_user(role=role)

        claimed = claim(public_id=request.public_id, actor=handler, version=1, now=later(minutes=5))

        assert claimed.assignee == handler


def test_request_of_another_customer_is_not_there(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        theirs = make_request()
    with use_customer(acme):
        olga = make_user()

        with pytest.raises(RequestNotFoundError):
            claim(public_id=theirs.public_id, actor=olga, version=1, now=later(minutes=5))


def test_every_refusal_is_a_handling_error(acme: Customer) -> None:
    with use_customer(acme):
        olga = make_user()

        with pytest.raises(HandlingError):
            claim(public_id=uuid4(), actor=olga, version=1, now=later(minutes=5))


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("request_state_is_known", {"state": "lost"}),
        ("request_return_is_after_pick_up", {"return_at": later(minutes=0), "pick_up_at": later(minutes=0)}),
        ("request_has_a_plan_when_planned", {"state": State.PLANNED}),
        ("request_is_held_in_progress", {"state": State.IN_PROGRESS}),
        ("request_transferred_has_a_time", {"state": State.TRANSFERRED}),
        ("request_confirmed_has_a_time", {"confirmed_at": later(minutes=1)}),
        ("request_rejected_has_a_reason", {"state": State.REJECTED}),
        ("request_rejected_has_a_reason", {"rejection_reason": "because"}),
        ("request_total_is_not_negative", {"net_total": -1}),
    ],
)
def test_database_refuses_what_must_never_be(
    acme: Customer, constraint: str, values: dict[str, object]
) -> None:
    with use_customer(acme):
        request = make_request()

        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            RentalRequest.objects.filter(pk=request.pk).update(**values)
