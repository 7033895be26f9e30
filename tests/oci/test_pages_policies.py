"""Policies on the employee's pages: what the call says and what is answered decide who may ask for what."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.enums import HoldsFor
from catalog.models import VehicleClass
from reservations.models import ExtraField, RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import make_policy
from tests.conftest import Browse
from tests.oci.buyers import make_buyer
from tests.oci.walk import Walk, punch_out

pytestmark = pytest.mark.django_db

CHECK, SEND = "Check your answers", "Send request and return to SRM"


@pytest.fixture
def walk(acme: Customer, browse: Browse) -> Walk:
    with use_customer(acme):
        buyer = make_buyer()
    return punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN", "costcentre": "4711", "wbs": "W.1"})


def only(customer: Customer, code: str, **fields: str) -> None:
    with use_customer(customer):
        make_policy(classes=VehicleClass.objects.filter(code=code), message_en="Ask Purchasing.", **fields)


def test_a_class_that_the_cost_centre_may_not_have_is_refused_with_the_customers_words(
    acme: Customer, walk: Walk
) -> None:
    only(acme, "CDMR", holds_for=HoldsFor.ONLY, values="47*")

    booking = walk.arrive()
    refused = walk.press(booking, CHECK, vehicle_class="IWAR")
    checked = walk.press(booking, CHECK, vehicle_class="CDMR")

    assert booking.text.count("Ask Purchasing.") >= 9
    assert ("Ask Purchasing." in refused.text, SEND in refused.html) == (True, False)
    assert SEND in checked.html


def test_a_policy_for_another_cost_centre_refuses_nothing(acme: Customer, walk: Walk) -> None:
    only(acme, "CDMR", holds_for=HoldsFor.ONLY, values="58*")

    booking = walk.arrive()

    assert "Ask Purchasing." not in booking.text
    assert SEND in walk.press(booking, CHECK, vehicle_class="IWAR").html


def test_a_policy_that_came_meanwhile_keeps_the_request_out(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="IWAR")
    only(acme, "CDMR", holds_for=HoldsFor.EVERYBODY)

    walk.press(checked, SEND)

    with use_customer(acme):
        assert RentalRequest.objects.count() == 0


def test_policies_take_no_statement_of_their_own(acme: Customer, walk: Walk) -> None:
    booking = walk.arrive()
    numbers = []
    for _policy in range(3):
        with CaptureQueriesContext(connection) as captured:
            walk.press(booking, "Show prices", vehicle_class="CDMR")
        numbers.append(len(captured))
        only(acme, "CDMR", holds_for=HoldsFor.EVERYBODY)

    assert numbers[1] == numbers[2]
    assert max(numbers) <= 12


def test_an_answer_and_what_was_sent_under_a_key_decide_as_well(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        ExtraField.objects.create(key="grade", kind="text", label_en="Grade")
    only(acme, "CDMR", holds_for=HoldsFor.ONLY, key="grade", values="junior")
    only(acme, "CDMR", holds_for=HoldsFor.ONLY, key="wbs", values="X*")

    booking = walk.arrive()
    junior = walk.press(booking, CHECK, vehicle_class="IWAR", x_grade="Junior")
    senior = walk.press(booking, CHECK, vehicle_class="IWAR", x_grade="senior")

    assert ("Ask Purchasing." in booking.text, "Ask Purchasing." in junior.text) == (False, True)
    assert SEND in senior.html
