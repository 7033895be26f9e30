"""A dozen requests in every state, each made the way an employee and operations make one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import translation

from catalog.domain.choice import Choice, check_choice
from catalog.models import ClosedDay, Station
from flexfleet.demo.secrets import Secrets
from flexfleet.demo.seed.buyers import Buyer, BuyerConnection, Employee
from flexfleet.demo.seed.connections import password_of
from flexfleet.demo.seed.stories import Story
from oci.domain.entry import open_punch_out
from oci.domain.proof import identify_buyer
from oci.domain.punch_outs import enter
from oci.domain.queries import find_door
from oci.domain.registering import register
from oci.domain.returning import build_return, record_return
from oci.enums import Feeds
from oci.protocol.call import build_query, parse_call
from reservations.domain.handling import claim, confirm, enter_order_number, plan, reject
from reservations.domain.notes import note_cart_stopped, note_return_missing
from reservations.domain.registration import Driver
from reservations.life_cycle import State
from reservations.models import RentalRequest
from tenants.domain.hand_over import mirror
from tenants.models import StaffMember
from tenants.roles import Role
from tenants.workspace.models import Profile, User

PICK_UP_TIME, RETURN_TIME = time(9, 0), time(16, 30)
HOOK_URL = "http://buyer.localhost:9000/return?session=demo"
SATURDAY = 5


def create_requests(buyer: Buyer, stories: tuple[Story, ...], *, secrets: Secrets, now: datetime) -> None:
    """Live through the stories, the oldest first, in the customer's schema and language."""
    with translation.override(buyer.language):
        for story in sorted(stories, key=lambda story: -story.hours_ago):
            _live_through(buyer, story, secrets=secrets, now=now)


@dataclass(frozen=True, slots=True)
class _Clock:
    """The moments of a story: a few minutes after each other, beginning some hours ago."""

    start: datetime

    def after(self, minutes: int) -> datetime:
        return self.start + timedelta(minutes=minutes)


def _live_through(buyer: Buyer, story: Story, *, secrets: Secrets, now: datetime) -> None:
    clock = _Clock(now - timedelta(hours=story.hours_ago))
    employee = buyer.employees[story.employee]
    request = _book(buyer, story, employee, clock, secrets=secrets, today=now)
    if story.cart_stopped:
        note_cart_stopped(punch_out_id=request.punch_out_id, reason=story.cart_stopped, now=clock.after(3))
    if story.return_missing:
        note_return_missing(punch_out_id=request.punch_out_id, now=clock.after(90))
    if story.state not in (State.REGISTERED, State.TRANSFERRED):
        _handle(request, story, clock)


def _book(
    buyer: Buyer, story: Story, employee: Employee, clock: _Clock, *, secrets: Secrets, today: datetime
) -> RentalRequest:
    """Punch out, choose, register and, unless the story ends there, return."""
    connection = buyer.connection
    door = find_door(slug=connection.slug, now=today)
    assert door is not None
    query = build_query(_parameters(connection, employee, password_of(buyer, secrets)).items())
    call = parse_call(query)
    proof = identify_buyer(door=door, call=call, now=today)
    opened = open_punch_out(door=door, call=call, proof=proof, now=clock.start)
    session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=clock.start)
    driver = employee if story.driver is None else buyer.employees[story.driver]
    request = register(
        punch_out=session.punch_out,
        choice=_choose(story, now=clock.after(2), today=today),
        driver=Driver(name=driver.name, email=driver.email, phone=driver.phone),
        language=buyer.language,
        now=clock.after(3),
        wish=story.wish,
        note=story.note,
    )
    if story.state != State.REGISTERED:
        build_return(punch_out=session.punch_out, rental_request=request, now=clock.after(3))
        record_return(public_id=session.punch_out.public_id, secret=session.secret, now=clock.after(3))
    return request


def _parameters(connection: BuyerConnection, employee: Employee, password: str) -> dict[str, str]:
    return {
        **connection.sample,
        connection.parameter_of(Feeds.REQUESTER_EMAIL): employee.email,
        connection.parameter_of(Feeds.REQUESTER_NAME): employee.name,
        connection.parameter_of(Feeds.COST_CENTRE): employee.cost_centre,
        connection.username_parameter: connection.username,
        connection.password_parameter: password,
        connection.hook_url_parameter: HOOK_URL,
    }


def _choose(story: Story, *, now: datetime, today: datetime) -> Choice:
    local = today.astimezone(Profile.load().zone)
    pick_up = _working_day(local + timedelta(days=story.days_ahead))
    return_ = _working_day(pick_up + timedelta(days=story.days))
    return check_choice(
        class_code=story.class_code,
        pick_up_station=story.station,
        return_station=story.return_station or story.station,
        pick_up=datetime.combine(pick_up, PICK_UP_TIME),
        return_=datetime.combine(return_, RETURN_TIME),
        now=now,
        extras=dict(story.extras),
        delivery=story.delivery,
    )


def _working_day(day: datetime) -> datetime:
    """The first day from this one on that is neither in a weekend nor a holiday."""
    closed = set(ClosedDay.objects.filter(station=None).values_list("date", flat=True))
    while day.weekday() >= SATURDAY or day.date() in closed:
        day += timedelta(days=1)
    return day


def _handle(request: RentalRequest, story: Story, clock: _Clock) -> None:
    """What operations do with it, up to the state in which the story ends."""
    actor = _operator(story.operator)
    request = claim(public_id=request.public_id, actor=actor, version=request.version, now=clock.after(25))
    if story.state == State.REJECTED:
        reject(
            public_id=request.public_id,
            actor=actor,
            version=request.version,
            reason=story.reason,
            now=clock.after(40),
        )
    if story.state in (State.PLANNED, State.CONFIRMED):
        request = plan(
            public_id=request.public_id,
            actor=actor,
            version=request.version,
            station=Station.objects.get(code=story.station),
            group=story.class_code,
            plate=story.plate,
            note=story.plan_note,
            now=clock.after(35),
        )
    if story.order_number:
        request = enter_order_number(
            public_id=request.public_id,
            actor=actor,
            version=request.version,
            order_number=story.order_number,
            now=clock.after(40),
        )
    if story.state == State.CONFIRMED:
        confirm(public_id=request.public_id, actor=actor, version=request.version, now=clock.after(45))


def _operator(email: str) -> User:
    return mirror(StaffMember.objects.get(email=email), role=Role.OPERATIONS)
