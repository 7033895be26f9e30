from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.domain.extras import can_have, choose_extras, list_extras
from catalog.domain.surcharges import ChosenExtra
from catalog.enums import ExtraPricing
from catalog.models import Extra, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import make_bundle, make_class, make_extra

pytestmark = pytest.mark.django_db


@pytest.fixture
def compact(at_acme: Customer) -> VehicleClass:
    return make_class()


def make_ramp(*classes: VehicleClass) -> Extra:
    """An extra for these classes only, the second of the list."""
    ramp = make_extra("RAMP", name_en="Ramp", all_classes=False, position=2)
    ramp.vehicle_classes.set(classes)
    ramp.save()
    return ramp


def choose(
    chosen: dict[str, int], vehicle_class: VehicleClass, *, has_kilometre_limit: bool = True
) -> tuple[list[tuple[str, int]], list[tuple[str, str, str]]]:
    """Codes and pieces of what can be priced; code, field and message of what is wrong."""
    with translation.override("en"):
        priced, errors = choose_extras(
            chosen,
            offered=list_extras(),
            vehicle_class=vehicle_class,
            has_kilometre_limit=has_kilometre_limit,
        )
    return (
        [(extra.code, extra.pieces) for extra in priced],
        [(error.code, error.field, str(error)) for error in errors],
    )


def test_choose_extras_takes_each_as_it_is_now(compact: VehicleClass) -> None:
    make_extra(cap=Decimal("45.00"))

    priced, _errors = choose_extras(
        {"SEAT": 2}, offered=list_extras(), vehicle_class=compact, has_kilometre_limit=True
    )

    assert priced == (
        ChosenExtra(
            code="SEAT",
            names=(("nl", "Kinderzitje"), ("en", "Child seat")),
            pricing=ExtraPricing.PER_DAY,
            price=Decimal("6.50"),
            cap=Decimal("45.00"),
            pieces=2,
        ),
    )


def test_choose_extras_keeps_the_account_managers_order_and_leaves_out_none_of_it(
    compact: VehicleClass,
) -> None:
    make_extra(position=3)
    make_bundle(position=1)
    make_ramp(compact)

    assert choose({"SEAT": 1, "RAMP": 1, "KM500": 4}, compact) == (
        [("KM500", 4), ("RAMP", 1), ("SEAT", 1)],
        [],
    )
    assert choose({"SEAT": 0, "RAMP": -1}, compact) == ([], [])


def test_choose_extras_says_what_is_wrong_with_each(compact: VehicleClass) -> None:
    make_extra(position=1)
    make_ramp()
    make_extra("OLD", is_active=False)

    assert choose({"OLD": 1, "RAMP": 1, "SEAT": 3}, compact) == (
        [],
        [
            ("EXTRA_TOO_MANY", "extras", "Child seat: a rental has at most 2. Choose fewer."),
            ("EXTRA_NOT_OFFERED", "extras", "Compact car cannot have Ramp. Leave this extra out."),
            ("EXTRA_NOT_OFFERED", "extras", "Compact car cannot have OLD. Leave this extra out."),
        ],
    )


def test_a_bundle_is_for_whom_kilometres_are_limited(compact: VehicleClass) -> None:
    make_bundle()

    limited = choose({"KM500": 1}, compact)
    (_none, refused) = choose({"KM500": 1}, compact, has_kilometre_limit=False)

    assert limited == ([("KM500", 1)], [])
    assert [code for code, _field, _message in refused] == ["EXTRA_NOT_OFFERED"]


def test_can_have_tells_the_classes_apart(compact: VehicleClass) -> None:
    van = make_class("VAN")
    ramp = make_ramp(van)

    assert [can_have(one, ramp, has_kilometre_limit=True) for one in (compact, van)] == [False, True]


@pytest.mark.parametrize("number", [1, 3])
def test_list_extras_takes_one_statement(compact: VehicleClass, number: int) -> None:
    for index in range(number):
        extra = make_extra(f"E{index}", all_classes=False)
        extra.vehicle_classes.set([compact])
        extra.save()

    with CaptureQueriesContext(connection) as statements:
        fitting = [can_have(compact, extra, has_kilometre_limit=True) for extra in list_extras()]

    assert (fitting, len(statements)) == ([True] * number, 1)


def test_list_extras_shows_nothing_of_another_customer(at_acme: Customer, globex: Customer) -> None:
    make_extra("ACMEONLY")

    with use_customer(globex):
        codes = [extra.code for extra in list_extras()]

    assert [extra.code for extra in list_extras()] == ["ACMEONLY"]
    assert (len(codes), "ACMEONLY" in codes) == (10, False)
