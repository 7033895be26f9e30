"""What tests of requests start from. Every value can be replaced; none is random."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID, uuid4

from procrastinate.contrib.django.models import ProcrastinateJob

from catalog.domain.choice import Choice
from catalog.domain.periods import Period
from catalog.domain.pricing import Band, make_quote
from catalog.models import Station, VehicleClass
from reservations.domain.handling import claim, plan
from reservations.domain.registration import Driver, ReferenceField, References, Requester, register_request
from reservations.models import RentalRequest
from tenants.context import current_customer
from tenants.domain.hand_over import mirror
from tenants.domain.staff import add_staff, give_role
from tenants.roles import Role
from tenants.workspace.models import User

NOW = datetime(2026, 10, 20, 8, 30, tzinfo=UTC)
PICK_UP = datetime(2026, 10, 24, 7, 0, tzinfo=UTC)  # 09:00 in Amsterdam, before summer time ends
RETURN = datetime(2026, 10, 26, 16, 0, tzinfo=UTC)  # 17:00, after it
REQUESTER = Requester(name="Anna de Vries", email="anna@acme.example")
DRIVER = Driver(name="Bram Jansen", email="bram@acme.example", phone="+31 6 1234 5678")
REFERENCES = References(
    purchase_number="4500012345",
    cost_centre="KP-100",
    project="Noordlijn",
    fields=(ReferenceField(key="wbs", label="WBS-element", value="W.1.2"),),
)
_numbers = count(1)


def make_class(code: str = "TEST-C") -> VehicleClass:
    found, _created = VehicleClass.objects.get_or_create(
        code=code,
        defaults={
            "acriss": "CDMR",
            "name_nl": "Compact",
            "name_en": "Compact",
            "examples": "VW Golf",
            "drawing": "compact",
            "seats": 5,
            "doors": 5,
            "fuel": "petrol",
        },
    )
    return found


def make_station(
    code: str = "TEST-SPL", *, name: str = "Schiphol", time_zone: str = "Europe/Amsterdam"
) -> Station:
    found, _created = Station.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "street": "Aankomstpassage 5",
            "postcode": "1118 AX",
            "city": "Schiphol",
            "phone": "+31 20 000 0000",
            "time_zone": time_zone,
        },
    )
    return found


def make_choice(
    *,
    vehicle_class: VehicleClass | None = None,
    pick_up: datetime = PICK_UP,
    return_at: datetime = RETURN,
    price_per_day: str | None = "49.50",
) -> Choice:
    chosen = vehicle_class or make_class()
    band = Band(
        from_days=1,
        price_per_day=Decimal(price_per_day or 0),
        km_per_day=150,
        price_extra_km=Decimal("0.19"),
    )
    return Choice(
        vehicle_class=chosen,
        pick_up_station=make_station(),
        return_station=make_station(),
        period=Period(pick_up=pick_up, return_at=return_at),
        quote=make_quote(
            class_code=chosen.code,
            bands=[band] if price_per_day else [],
            days=3,
            currency="EUR",
            vat_percentage=Decimal("21.00"),
        ),
    )


def make_request(
    *,
    punch_out_id: UUID | None = None,
    requester: Requester = REQUESTER,
    driver: Driver = DRIVER,
    choice: Choice | None = None,
    references: References = REFERENCES,
    language: str = "en",
    note: str = "",
    awaits_order: bool = False,
    is_test: bool = False,
    now: datetime = NOW,
) -> RentalRequest:
    """A registered request, by the function that the employee pages call."""
    return register_request(
        punch_out_id=punch_out_id or uuid4(),
        requester=requester,
        driver=driver,
        choice=choice or make_choice(),
        references=references,
        language=language,
        wish="Diesel please",
        note=note,
        awaits_order=awaits_order,
        is_test=is_test,
        now=now,
    )


def make_user(name: str = "Olga Operations", *, role: Role = Role.OPERATIONS) -> User:
    """A staff member with a role at the active customer, as that customer's schema knows them."""
    staff = add_staff(email=f"staff{next(_numbers)}@europcar.example", name=name)
    give_role(staff=staff, role=role, customer=current_customer())
    return mirror(staff, role=role)


def later(*, minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def planned_request(
    *, awaits_order: bool = False, choice: Choice | None = None
) -> tuple[RentalRequest, User]:
    """A request at version 3 that Olga has claimed and planned."""
    request, olga = make_request(awaits_order=awaits_order, choice=choice), make_user()
    claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=5))
    planned = plan(
        public_id=request.public_id,
        actor=olga,
        version=2,
        station=make_station(),
        group="C20",
        plate="AB-123-C",
        now=later(minutes=6),
    )
    return planned, olga


def jobs() -> list[tuple[str, dict[str, object]]]:
    """The jobs that wait, with what they carry."""
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "args"))
