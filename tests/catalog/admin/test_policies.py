"""Policies in the admin: what each role can do, what is refused, how they read, and statements."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from catalog.enums import ClassLimit, HoldsFor
from catalog.models import Policy, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.catalog.factories import make_class, make_policy
from tests.conftest import StaffClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


def policy_form(**changes: Any) -> dict[str, Any]:
    """What the form posts: interns have small cars for a week. `Any`: text, numbers and lists."""
    return {
        "name": "Interns",
        "is_active": "on",
        "holds_for": "only",
        "key": "grade",
        "values": "intern\n47*",
        "class_limit": "up_to",
        "up_to_category": "C",
        "max_days": "7",
        "lead_hours": "",
        "max_price_per_day": "45.00",
        "max_price_per_rental": "",
        "message_nl": "Stagiairs rijden klein.",
    } | changes


@pytest.mark.parametrize("role", list(Role))
def test_every_role_of_a_customer_may_look(acme: Customer, staff_client: StaffClient, role: Role) -> None:
    assert staff_client(acme, role).get("/admin/policies/").status_code == 200


def test_the_list_takes_the_same_number_of_statements_for_one_row_and_for_three(
    at_acme: Customer, staff_client: StaffClient
) -> None:
    client = staff_client(at_acme, Role.ACCOUNT_MANAGER)
    statements = []
    for number in (1, 2, 3):
        make_policy(f"Policy {number}", classes=[make_class(f"C{number}")])
        with use_customer(at_acme):
            client.get("/admin/policies/")
        with use_customer(at_acme), CaptureQueriesContext(connection) as captured:
            assert client.get("/admin/policies/").status_code == 200
        statements.append(len(captured))

    assert statements[0] == statements[2]


def test_an_account_manager_adds_a_policy(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        van = VehicleClass.objects.get(code="IKMD")

    response = account_manager.post("/admin/policies/new/", policy_form(vehicle_classes=[van.pk]))

    assert response.status_code == 302
    with use_customer(acme):
        added = Policy.objects.get()
        codes = [one.code for one in added.vehicle_classes.all()]
        assert list(ModelLogEntry.objects.values_list("action", flat=True)) == ["wagtail.create"]
    assert (added.holds_for, added.key, added.up_to_category, codes, added.max_days, added.lead_hours) == (
        HoldsFor.ONLY,
        "grade",
        "C",
        ["IKMD"],
        7,
        None,
    )


def test_a_policy_for_every_class_keeps_no_category_and_no_class(
    acme: Customer, account_manager: Client
) -> None:
    with use_customer(acme):
        van = VehicleClass.objects.get(code="IKMD")

    account_manager.post("/admin/policies/new/", policy_form(class_limit="any", vehicle_classes=[van.pk]))

    with use_customer(acme):
        added = Policy.objects.get()
        assert (added.class_limit, added.up_to_category, added.vehicle_classes.count()) == ("any", "", 0)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"holds_for": "everybody"}, "A policy for everybody looks at no value."),
        ({"values": " "}, "Fill in the values, one on each line."),
        ({"values": "4*7"}, "“4*7”: a * stands at the end of a beginning, for example 47*."),
        ({"values": "*"}, "“*”: a * stands at the end of a beginning, for example 47*."),
        ({"key": "cost centre"}, "Use the key of a field or the name of a parameter, without spaces."),
        ({"class_limit": "listed"}, "Mark the classes that are allowed."),
        ({"up_to_category": ""}, "Choose the highest category."),
        ({"class_limit": "any", "max_days": "", "max_price_per_day": ""}, "Fill in at least one limit"),
        ({"max_days": "0"}, "greater than or equal to 1"),
        ({"max_price_per_day": "0"}, "greater than or equal to 0.01"),
    ],
)
def test_a_policy_that_makes_no_sense_comes_back_with_a_sentence(
    acme: Customer, account_manager: Client, changes: dict[str, Any], message: str
) -> None:
    response = account_manager.post("/admin/policies/new/", policy_form(**changes))

    assert response.status_code == 200
    assert message in response.content.decode()


def test_list_and_inspection_say_the_policy_in_words(acme: Customer, staff_client: StaffClient) -> None:
    with use_customer(acme):
        policy = make_policy(
            "Interns",
            holds_for=HoldsFor.ALL_BUT,
            values="4711\n58*",
            class_limit=ClassLimit.UP_TO,
            up_to_category="C",
            max_days=7,
            lead_hours=48,
            max_price_per_day=Decimal("45.00"),
            max_price_per_rental=Decimal("400.00"),
            message_en="Small cars only.",
        )
    client = staff_client(acme, Role.OPERATIONS)

    pages = [
        client.get(url).content.decode().replace("\xa0", " ")
        for url in ("/admin/policies/", f"/admin/policies/inspect/{policy.pk}/")
    ]

    words = [
        "All but cost centre: 4711, 58*",
        "cars up to Compact; at most 7 days; 48 hours ahead; at most €45.00 per day; at most €400.00 per rental",
    ]
    assert [[text in page for text in words] for page in pages] == [[True, True], [True, True]]
    assert "nl, de, fr" in pages[0]
    assert "Small cars only." in pages[1]


def test_operations_change_no_policy(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.OPERATIONS)
    with use_customer(acme):
        policy = make_policy(max_days=3)

    refused = [
        client.post("/admin/policies/new/", policy_form()),
        client.post(f"/admin/policies/edit/{policy.pk}/", policy_form()),
        client.post(f"/admin/policies/delete/{policy.pk}/"),
    ]

    assert {response.status_code for response in refused} <= {302, 403}
    with use_customer(acme):
        assert [(one.name, one.max_days) for one in Policy.objects.all()] == [("Policy", 3)]


def test_another_customers_policy_is_not_there(
    acme: Customer, globex: Customer, account_manager: Client
) -> None:
    with use_customer(globex):
        theirs = make_policy("Of Globex", max_days=3)

    assert account_manager.get(f"/admin/policies/edit/{theirs.pk}/").status_code == 404
    assert "Of Globex" not in account_manager.get("/admin/policies/").content.decode()
