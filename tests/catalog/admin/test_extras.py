"""Extras, delivery rules and one-way fees in the admin: what each role can do, what is refused, and statements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from catalog.models import DeliveryRule, Extra, OneWayFee, Station, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.catalog.factories import make_class, make_delivery_rule, make_extra, make_one_way_fee, make_station
from tests.conftest import StaffClient

pytestmark = pytest.mark.django_db

LISTS = ["/admin/extras/", "/admin/delivery_rules/", "/admin/one_way_fees/"]


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


def extra_form(**changes: Any) -> dict[str, Any]:
    """What the form of an extra posts: a sat nav for every class. `Any`: text, numbers and lists."""
    return {
        "code": "NAV",
        "is_active": "on",
        "pricing": "per_day",
        "price": "5.00",
        "cap": "30.00",
        "max_quantity": "1",
        "kilometres": "",
        "all_classes": "on",
        "name_nl": "Navigatie",
    } | changes


def rule_form(station: Station, **changes: Any) -> dict[str, Any]:
    return {
        "code": "WEST",
        "name": "West",
        "is_active": "on",
        "country": "NL",
        "postcodes": "10, 1430-1439",
        "station": station.pk,
        "delivery_fee": "45.00",
        "collection_fee": "",
        "lead_hours": "48",
    } | changes


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("url", LISTS)
def test_every_role_of_a_customer_may_look(
    acme: Customer, staff_client: StaffClient, url: str, role: Role
) -> None:
    assert staff_client(acme, role).get(url).status_code == 200


@pytest.mark.parametrize("url", LISTS)
def test_lists_take_the_same_number_of_statements_for_one_row_and_for_three(
    at_acme: Customer, staff_client: StaffClient, url: str
) -> None:
    client = staff_client(at_acme, Role.ACCOUNT_MANAGER)
    statements = []
    for number in (1, 2, 3):
        station = make_station(f"S{number}")
        extra = make_extra(f"E{number}", all_classes=False)
        extra.vehicle_classes.set([make_class(f"C{number}")])
        extra.save()
        make_delivery_rule(station, f"D{number}")
        make_one_way_fee(from_station=station)
        with use_customer(at_acme):
            client.get(url)
        with use_customer(at_acme), CaptureQueriesContext(connection) as captured:
            assert client.get(url).status_code == 200
        statements.append(len(captured))

    assert statements[0] == statements[2]


def test_the_lists_say_prices_areas_and_ways_in_words(acme: Customer, account_manager: Client) -> None:
    pages = [account_manager.get(url).content.decode().replace("\xa0", " ") for url in LISTS]

    assert "€6.50 per day, at most €45.00" in pages[0]
    assert "€49.00 per rental" in pages[0]
    assert "IKMD, FKMD" in pages[0]
    assert ("NL 28-33, 43-47" in pages[1], "Rotterdam Noord" in pages[1]) == (True, True)
    assert ("From any station to any station" in pages[2], "€35.00" in pages[2]) == (True, True)


def test_an_account_manager_adds_an_extra_for_some_classes(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        chosen = list(VehicleClass.objects.filter(code__in=["CDMR", "IWAR"]).values_list("pk", flat=True))
    form = extra_form(vehicle_classes=chosen)
    del form["all_classes"]

    response = account_manager.post("/admin/extras/new/", form)

    assert response.status_code == 302
    with use_customer(acme):
        added = Extra.objects.get(code="NAV")
        codes = [one.code for one in added.vehicle_classes.all()]
        last = Extra.objects.order_by("position").last()
        assert list(ModelLogEntry.objects.values_list("action", flat=True)) == ["wagtail.create"]
    assert (codes, added.price, added.cap, last) == (
        ["CDMR", "IWAR"],
        Decimal("5.00"),
        Decimal("30.00"),
        added,
    )


def test_an_extra_for_every_class_keeps_no_list_of_classes(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        ramp = Extra.objects.get(code="RAMP")
        classes = list(VehicleClass.objects.values_list("pk", flat=True))

    response = account_manager.post(
        f"/admin/extras/edit/{ramp.pk}/", extra_form(code="RAMP", vehicle_classes=classes[:2])
    )

    assert response.status_code == 302
    with use_customer(acme):
        changed = Extra.objects.get(code="RAMP")
        assert (changed.all_classes, changed.vehicle_classes.count()) == (True, 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        pytest.param({"code": "sat nav"}, "Use capital letters, digits and hyphens.", id="small letters"),
        pytest.param({"code": "RAMP"}, "already exists", id="code taken"),
        pytest.param({"name_nl": ""}, "Give the extra a name in at least one language.", id="no name"),
        pytest.param({"price": "-1"}, "greater than or equal to 0", id="a price below nothing"),
        pytest.param({"pricing": "per_rental"}, "Only a price per day has a maximum.", id="a cap per rental"),
        pytest.param({"kilometres": "500"}, "Kilometres are sold per rental.", id="kilometres per day"),
        pytest.param({"max_quantity": "0"}, "greater than or equal to 1", id="no piece at all"),
        pytest.param({"all_classes": ""}, "Choose the classes, or switch on", id="for no class"),
    ],
)
def test_an_extra_that_makes_no_sense_comes_back_with_a_sentence(
    acme: Customer, account_manager: Client, changes: dict[str, Any], message: str
) -> None:
    form = {field: value for field, value in extra_form(**changes).items() if value != ""}

    response = account_manager.post("/admin/extras/new/", form)

    assert response.status_code == 200
    assert message in response.content.decode()


def test_an_account_manager_adds_a_delivery_rule(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        station = Station.objects.get(code="AMS")

    response = account_manager.post("/admin/delivery_rules/new/", rule_form(station))

    assert response.status_code == 302
    with use_customer(acme):
        added = DeliveryRule.objects.get(code="WEST")
    assert (
        added.station_id,
        added.postcodes,
        added.delivery_fee,
        added.collection_fee,
        added.lead_hours,
    ) == (
        station.pk,
        "10, 1430-1439",
        Decimal("45.00"),
        None,
        48,
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"postcodes": "10, Amsterdam!"}, "“Amsterdam!” is no postcode and no range of postcodes."),
        ({"delivery_fee": ""}, "Fill in the fee of delivery, that of collection, or both."),
        ({"country": "nl"}, "Use the two letters of ISO 3166"),
    ],
)
def test_a_delivery_rule_that_makes_no_sense_comes_back_with_a_sentence(
    acme: Customer, account_manager: Client, changes: dict[str, Any], message: str
) -> None:
    with use_customer(acme):
        station = Station.objects.get(code="AMS")

    response = account_manager.post("/admin/delivery_rules/new/", rule_form(station, **changes))

    assert response.status_code == 200
    assert message in response.content.decode()


def test_an_account_manager_adds_a_fee_for_one_way(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        amsterdam, utrecht = Station.objects.get(code="AMS"), Station.objects.get(code="UTC")
    way = {"from_station": amsterdam.pk, "to_station": utrecht.pk, "fee": "25.00"}

    added = account_manager.post("/admin/one_way_fees/new/", way)
    again = account_manager.post("/admin/one_way_fees/new/", way)
    nowhere = account_manager.post("/admin/one_way_fees/new/", way | {"to_station": amsterdam.pk})

    assert [response.status_code for response in (added, again, nowhere)] == [302, 200, 200]
    assert "There is a fee for this way already." in again.content.decode()
    assert "A way ends at another station than it starts from." in nowhere.content.decode()
    with use_customer(acme):
        assert str(OneWayFee.objects.get(to_station=utrecht)) == "From Amsterdam West to Utrecht Lage Weide"


def test_operations_read_the_rows_in_words_and_change_nothing(
    acme: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        extra, rule, fee = (
            Extra.objects.get(code="RAMP"),
            DeliveryRule.objects.get(code="RTM"),
            OneWayFee.objects.get(),
        )
        station = rule.station

    pages = [
        client.get(f"/admin/{part}/inspect/{row.pk}/").content.decode().replace("\xa0", " ")
        for part, row in (("extras", extra), ("delivery_rules", rule), ("one_way_fees", fee))
    ]
    refused = [
        client.post("/admin/extras/new/", extra_form()),
        client.post(f"/admin/extras/delete/{extra.pk}/"),
        client.post("/admin/delivery_rules/new/", rule_form(station)),
        client.post(f"/admin/delivery_rules/delete/{rule.pk}/"),
        client.post("/admin/one_way_fees/new/", {"fee": "1.00"}),
        client.post(f"/admin/one_way_fees/delete/{fee.pk}/"),
    ]

    assert "€25.00 per rental" in pages[0]
    assert "IKMD, FKMD" in pages[0]
    assert ("NL 28-33, 43-47" in pages[1], "€59.00" in pages[1]) == (True, True)
    assert "€35.00" in pages[2]
    assert {response.status_code for response in refused} <= {302, 403}
    with use_customer(acme):
        counts = (Extra.objects.count(), DeliveryRule.objects.count(), OneWayFee.objects.count())
    assert counts == (10, 8, 1)


def test_another_customers_extra_is_not_there(
    acme: Customer, globex: Customer, account_manager: Client
) -> None:
    with use_customer(globex):
        theirs = make_extra("GLOBEX", name_nl="Van Globex")

    assert account_manager.get(f"/admin/extras/edit/{theirs.pk}/").status_code == 404
    assert "GLOBEX" not in account_manager.get("/admin/extras/").content.decode()
