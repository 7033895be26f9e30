"""The offering in the admin: what each role can do, and that the lists do not grow in statements."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from catalog.models import ClosedDay, OpeningHours, Station, VehicleClass
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.catalog.factories import make_class, make_rate, make_station
from tests.conftest import StaffClient
from tests.reservations.factories import make_request

pytestmark = pytest.mark.django_db

LISTS = ["/admin/vehicle_classes/", "/admin/stations/", "/admin/closed_days/"]


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.fixture
def operations(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.OPERATIONS)


def class_form(**changes: Any) -> dict[str, Any]:
    """What the form of a class posts: a roadster with one rate. `Any`: text and numbers."""
    form: dict[str, Any] = {
        "code": "INAR",
        "acriss": "INAR",
        "article_number": "",
        "drawing": "compact",
        "is_active": "on",
        "seats": 2,
        "doors": 2,
        "luggage": 1,
        "transmission": "automatic",
        "drive": "two_wheel",
        "fuel": "petrol",
        "name_nl": "Roadster",
        "name_en": "Roadster",
        "day_counting": "per_24_hours",
        "grace_minutes": 30,
        "min_days": 1,
        "max_days": 14,
        "lead_hours": 24,
        **inline_rates(
            {"from_days": 1, "price_per_day": "95.00", "km_per_day": 200, "price_extra_km": "0.25"}
        ),
    }
    return form | changes


def inline_rates(*rates: dict[str, Any]) -> dict[str, Any]:
    form: dict[str, Any] = {
        "rates-TOTAL_FORMS": len(rates),
        "rates-INITIAL_FORMS": 0,
        "rates-MIN_NUM_FORMS": 0,
        "rates-MAX_NUM_FORMS": 1000,
    }
    for number, rate in enumerate(rates):
        form |= {f"rates-{number}-{field}": value for field, value in rate.items()}
    return form


def station_form(**changes: Any) -> dict[str, Any]:
    form: dict[str, Any] = {
        "code": "BRE",
        "name": "Breda Zuid",
        "is_active": "on",
        "street": "Voorbeeldweg 2",
        "postcode": "4800 SA",
        "city": "Breda",
        "country": "NL",
        "phone": "",
        "time_zone": "Europe/Amsterdam",
        "opening_hours-TOTAL_FORMS": 1,
        "opening_hours-INITIAL_FORMS": 0,
        "opening_hours-MIN_NUM_FORMS": 0,
        "opening_hours-MAX_NUM_FORMS": 1000,
        "opening_hours-0-weekday": 0,
        "opening_hours-0-opens": "08:00",
        "opening_hours-0-closes": "18:00",
    }
    return form | changes


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("url", LISTS)
def test_every_role_of_a_customer_may_look(
    acme: Customer, staff_client: StaffClient, url: str, role: Role
) -> None:
    client = staff_client(acme, role)

    assert client.get(url).status_code == 200


@pytest.mark.parametrize("url", LISTS)
def test_the_console_has_no_offering(console: Customer, staff_client: StaffClient, url: str) -> None:
    client = staff_client(console, Role.ADMINISTRATOR)

    assert client.get(url).status_code in {302, 403, 404}
    assert b"vehicle_classes" not in client.get("/admin/").content


def test_the_list_of_classes_shows_prices_and_what_is_missing(
    acme: Customer, account_manager: Client
) -> None:
    with use_customer(acme):
        VehicleClass.objects.filter(code="CDMR").update(name_fr="")
        VehicleClass.objects.get(code="MDMR").rates.all().delete()

    page = account_manager.get("/admin/vehicle_classes/").content.decode().replace("\xa0", " ")

    for text in ("CDMR", "27", "38", "fr", "No rate"):
        assert text in page


def test_the_list_of_classes_is_searched_and_filtered(acme: Customer, account_manager: Client) -> None:
    found = account_manager.get("/admin/vehicle_classes/", {"q": "golf"}).content.decode()
    electric = account_manager.get("/admin/vehicle_classes/", {"fuel": "electric"}).content.decode()

    assert ("CDMR" in found, "FKMD" in found) == (True, False)
    assert ("CDAE" in electric, "CDMR" in electric) == (True, False)


@pytest.mark.parametrize("url", LISTS)
def test_lists_take_the_same_number_of_statements_for_one_row_and_for_three(
    at_acme: Customer, staff_client: StaffClient, url: str
) -> None:
    client = staff_client(at_acme, Role.ACCOUNT_MANAGER)
    statements = []
    for number in (1, 2, 3):
        make_rate(make_class(f"C{number}"))
        station = make_station(f"S{number}")
        ClosedDay.objects.create(station=station, date=date(2026, 12, 25), reason="Christmas")
        with use_customer(at_acme):
            client.get(url)
        with use_customer(at_acme), CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        statements.append(len(captured))

    assert statements[0] == statements[2]


def test_an_account_manager_adds_a_class_with_its_rate(acme: Customer, account_manager: Client) -> None:
    response = account_manager.post("/admin/vehicle_classes/new/", class_form())

    assert response.status_code == 302
    with use_customer(acme):
        added = VehicleClass.objects.get(code="INAR")
        rates = list(added.rates.values_list("from_days", "price_per_day", "km_per_day", "price_extra_km"))
        logged = list(ModelLogEntry.objects.values_list("action", flat=True))
        last = VehicleClass.objects.order_by("position").last()
    assert rates == [(1, Decimal("95.00"), 200, Decimal("0.25"))]
    assert last == added
    assert logged == ["wagtail.create"]


def test_an_account_manager_changes_a_class_and_its_history_shows_it(
    acme: Customer, account_manager: Client
) -> None:
    with use_customer(acme):
        compact = VehicleClass.objects.get(code="CDMR")
        first = compact.rates.all()[0]
    rates = {
        "rates-TOTAL_FORMS": 1,
        "rates-INITIAL_FORMS": 1,
        "rates-MIN_NUM_FORMS": 0,
        "rates-MAX_NUM_FORMS": 1000,
        "rates-0-id": first.pk,
        "rates-0-from_days": 1,
        "rates-0-price_per_day": "36.00",
        "rates-0-km_per_day": "",
        "rates-0-price_extra_km": "",
    }

    response = account_manager.post(
        f"/admin/vehicle_classes/edit/{compact.pk}/", class_form(code="CDMR", acriss="CDAR") | rates
    )

    assert response.status_code == 302
    with use_customer(acme):
        changed = VehicleClass.objects.get(pk=compact.pk)
        assert changed.name_nl == "Roadster"
        assert changed.rates.get(pk=first.pk).price_per_day == Decimal("36.00")
    history = account_manager.get(f"/admin/vehicle_classes/history/{compact.pk}/")
    assert history.status_code == 200


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"acriss": "XXXX"}, "Letter 3 of an ACRISS code is the", id="no ACRISS code"),
        pytest.param(
            {"transmission": "manual"},
            "INAR says “Automatic”, the class says “Manual”. Change one of them: INMN would",
            id="transmission against the ACRISS code",
        ),
        pytest.param(
            {"acriss": "XYAR", "drawing": ""},
            "No drawing resembles this ACRISS code. Choose one.",
            id="a motor cycle without a drawing",
        ),
        pytest.param({"acriss": "IN", "drawing": ""}, "this has 2.", id="no drawing for no code"),
        pytest.param({"code": "in ar"}, "Use capital letters, digits and hyphens.", id="small letters"),
        pytest.param({"code": "CDMR"}, "already exists", id="code taken"),
        pytest.param(
            {"name_nl": "", "name_en": ""}, "Give the class a name in at least one language.", id="no name"
        ),
        pytest.param(
            {"min_days": 20}, "The longest rental cannot be shorter than the shortest.", id="days reversed"
        ),
        pytest.param(
            inline_rates({"from_days": 1, "price_per_day": "95.00", "km_per_day": 200, "price_extra_km": ""}),
            "Fill in both kilometres and the price of an extra kilometre",
            id="kilometres without a price",
        ),
        pytest.param(
            inline_rates(
                {"from_days": 1, "price_per_day": "95.00"},
                {"from_days": 1, "price_per_day": "90.00"},
            ),
            "This class has a rate from this many days already.",
            id="two rates for one band",
        ),
    ],
)
def test_a_class_that_makes_no_sense_comes_back_with_a_sentence(
    acme: Customer, account_manager: Client, changes: dict[str, Any], message: str
) -> None:
    response = account_manager.post("/admin/vehicle_classes/new/", class_form(**changes))

    assert response.status_code == 200
    assert message in response.content.decode()
    with use_customer(acme):
        assert VehicleClass.objects.count() == 10


def test_what_else_the_acriss_code_contradicts_is_saved_with_a_warning(
    acme: Customer, account_manager: Client
) -> None:
    form = class_form(acriss="INBD", air_conditioning="on")

    page = account_manager.post("/admin/vehicle_classes/new/", form, follow=True).content.decode()

    with use_customer(acme):
        added = VehicleClass.objects.get(code="INAR")
    assert (added.acriss, added.drive, added.fuel) == ("INBD", "two_wheel", "petrol")
    for text in (
        "INBD says “Four-wheel drive”, the class says “Two-wheel drive”. Change one of them: INAV would fit",
        "INBD says “Diesel”, the class says “Petrol”. Change one of them: INAV would fit",
        "Differs from the class: drive, fuel",
    ):
        assert text in page


def test_a_class_that_agrees_with_its_acriss_code_is_saved_without_a_word(
    acme: Customer, account_manager: Client
) -> None:
    form = class_form(air_conditioning="on")

    page = account_manager.post("/admin/vehicle_classes/new/", form, follow=True).content.decode()

    assert "would fit" not in page
    assert "Differs" not in page


@pytest.mark.parametrize(
    ("acriss", "fuel", "drawing"), [("INAE", "electric", "electric"), ("IGAV", "petrol", "suv")]
)
def test_a_class_without_a_drawing_gets_the_one_that_resembles_its_code(
    acme: Customer, account_manager: Client, acriss: str, fuel: str, drawing: str
) -> None:
    form = class_form(acriss=acriss, fuel=fuel, drawing="", air_conditioning="on")

    response = account_manager.post("/admin/vehicle_classes/new/", form)

    assert response.status_code == 302
    with use_customer(acme):
        assert VehicleClass.objects.get(code="INAR").drawing == drawing


def test_acriss_codes_are_explained_in_the_language_of_the_admin(
    acme: Customer, account_manager: Client
) -> None:
    with use_customer(acme):
        pk = VehicleClass.objects.get(code="CDMR").pk

    pages = [
        account_manager.get(
            f"/admin/vehicle_classes/{path}", headers={"accept-language": "nl"}
        ).content.decode()
        for path in ("", f"edit/{pk}/", f"inspect/{pk}/")
    ]

    assert ["Compact, 4–5 deuren, handgeschakeld, airco" in page for page in pages] == [True] * 3


def test_the_list_of_classes_is_cut_off_at_a_category_of_cars(
    acme: Customer, account_manager: Client
) -> None:
    found = account_manager.get("/admin/vehicle_classes/", {"up_to": "C"}).content.decode()

    codes = ("MDMR", "EDMR", "CDMR", "CDAE", "IWAR", "IFAH", "FVMD", "CKMD")
    assert [f">{code}<" in "".join(found.split()) for code in codes] == [True] * 4 + [False] * 4


def test_an_account_manager_adds_a_station_with_its_hours(acme: Customer, account_manager: Client) -> None:
    response = account_manager.post("/admin/stations/new/", station_form())

    assert response.status_code == 302
    with use_customer(acme):
        hours = OpeningHours.objects.filter(station__code="BRE").values_list("weekday", "opens", "closes")
        assert list(hours) == [(0, time(8), time(18))]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"opening_hours-0-closes": "07:00"}, "The closing time must be after the opening time."),
        (
            {
                "opening_hours-TOTAL_FORMS": 2,
                "opening_hours-1-weekday": 0,
                "opening_hours-1-opens": "08:00",
                "opening_hours-1-closes": "12:00",
            },
            "This weekday has hours from this time already.",
        ),
        ({"time_zone": "Breda"}, "“Breda” is no time zone."),
        ({"country": "Nederland"[:2]}, "Use the two letters of ISO 3166"),
    ],
)
def test_a_station_that_makes_no_sense_comes_back_with_a_sentence(
    acme: Customer, account_manager: Client, changes: dict[str, Any], message: str
) -> None:
    response = account_manager.post("/admin/stations/new/", station_form(**changes))

    assert response.status_code == 200
    assert message in response.content.decode()


def test_an_account_manager_marks_a_day_as_closed_once(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        ClosedDay.objects.all().delete()
    form = {"date": "2026-12-25", "station": "", "reason": "Eerste kerstdag"}

    first = account_manager.post("/admin/closed_days/new/", form)
    second = account_manager.post("/admin/closed_days/new/", form)

    assert (first.status_code, second.status_code) == (302, 200)
    assert "This date is marked as closed already." in second.content.decode()
    with use_customer(acme):
        assert [(day.date, day.station, day.reason) for day in ClosedDay.objects.all()] == [
            (date(2026, 12, 25), None, "Eerste kerstdag")
        ]


def test_an_account_manager_deletes_a_class_that_nobody_asked_for(
    acme: Customer, account_manager: Client
) -> None:
    with use_customer(acme):
        mini = VehicleClass.objects.get(code="MDMR")

    response = account_manager.post(f"/admin/vehicle_classes/delete/{mini.pk}/")

    assert response.status_code == 302
    with use_customer(acme):
        assert not VehicleClass.objects.filter(pk=mini.pk).exists()


@pytest.mark.parametrize("part", ["vehicle_classes", "stations"])
def test_what_requests_refer_to_is_kept_and_the_remedy_named(
    acme: Customer, account_manager: Client, part: str
) -> None:
    with use_customer(acme):
        request = make_request()
    pk = request.vehicle_class_id if part == "vehicle_classes" else request.pick_up_station_id

    response = account_manager.post(f"/admin/{part}/delete/{pk}/", follow=True)

    assert response.redirect_chain == [(f"/admin/{part}/edit/{pk}/", 302)]
    assert "is part of requests and cannot be deleted" in response.content.decode()
    with use_customer(acme):
        assert RentalRequest.objects.get() == request


def test_an_account_manager_sorts_the_classes(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        large_van = VehicleClass.objects.get(code="FKMD")

    response = account_manager.post(f"/admin/vehicle_classes/reorder/{large_van.pk}/?position=0")

    assert response.status_code == 200
    with use_customer(acme):
        assert [one.code for one in VehicleClass.objects.all()][:2] == ["FKMD", "MDMR"]


def test_operations_look_at_a_class_and_change_nothing(acme: Customer, operations: Client) -> None:
    with use_customer(acme):
        compact = VehicleClass.objects.get(code="CDMR")
        station = Station.objects.all()[0]
        ClosedDay.objects.all().delete()

    page = operations.get(f"/admin/vehicle_classes/inspect/{compact.pk}/")
    refused = [
        operations.get("/admin/vehicle_classes/new/"),
        operations.get(f"/admin/vehicle_classes/edit/{compact.pk}/"),
        operations.post(f"/admin/vehicle_classes/edit/{compact.pk}/", class_form()),
        operations.post(f"/admin/vehicle_classes/delete/{compact.pk}/"),
        operations.post(f"/admin/vehicle_classes/reorder/{compact.pk}/?position=0"),
        operations.post("/admin/stations/new/", station_form()),
        operations.post(f"/admin/stations/delete/{station.pk}/"),
        operations.post("/admin/closed_days/new/", {"date": "2026-12-25", "reason": "Kerst"}),
    ]

    assert page.status_code == 200
    assert {response.status_code for response in refused} <= {302, 403}
    with use_customer(acme):
        assert (VehicleClass.objects.count(), Station.objects.count(), ClosedDay.objects.count()) == (
            10,
            8,
            0,
        )
        assert VehicleClass.objects.get(pk=compact.pk).name_en == "Compact"


def test_operations_read_rates_and_hours_in_words(acme: Customer, operations: Client) -> None:
    with use_customer(acme):
        compact = VehicleClass.objects.get(code="CDMR")
        utrecht = Station.objects.get(code="UTC")

    of_class = operations.get(f"/admin/vehicle_classes/inspect/{compact.pk}/").content.decode()
    of_station = operations.get(f"/admin/stations/inspect/{utrecht.pk}/").content.decode()

    assert "from 7 days: €33.00, 200 km per day, then €0.12 per km" in of_class
    assert "<dd>None" not in "".join(of_class.split())
    assert "Mon–Fri 07:30–18:00, Sat 08:30–16:00" in of_station


def test_another_customers_class_is_not_there(
    acme: Customer, globex: Customer, account_manager: Client
) -> None:
    with use_customer(globex):
        theirs = make_class("GLOBEX")

    page = account_manager.get(f"/admin/vehicle_classes/edit/{theirs.pk}/")
    listed = account_manager.get("/admin/vehicle_classes/").content.decode()

    assert page.status_code == 404
    assert "GLOBEX" not in listed
