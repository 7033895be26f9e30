from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.domain.one_way import find_one_way_fee
from catalog.domain.quote import LineKind
from catalog.domain.surcharges import Fee
from catalog.models import Station
from tenants.context import use_customer
from tenants.models import Customer
from tests.catalog.factories import clear_offering, make_one_way_fee, make_station

pytestmark = pytest.mark.django_db


@pytest.fixture
def stations(at_acme: Customer) -> tuple[Station, Station]:
    return make_station("AMS"), make_station("UTC")


def test_the_fee_that_names_most_counts(stations: tuple[Station, Station]) -> None:
    amsterdam, utrecht = stations
    way: dict[str, Any] = {"pick_up": amsterdam, "return_": utrecht}
    found = [find_one_way_fee(**way)]
    for fee, start, end in (
        ("1.00", None, None),
        ("2.00", None, utrecht),
        ("3.00", amsterdam, None),
        ("4.00", amsterdam, utrecht),
    ):
        make_one_way_fee(fee, from_station=start, to_station=end)
        found.append(find_one_way_fee(**way))

    assert [fee and (fee.kind, fee.amount, fee.rule) for fee in found] == [
        None,
        (LineKind.ONE_WAY, Decimal("1.00"), "one_way:*:*"),
        (LineKind.ONE_WAY, Decimal("2.00"), "one_way:*:UTC"),
        (LineKind.ONE_WAY, Decimal("3.00"), "one_way:AMS:*"),
        (LineKind.ONE_WAY, Decimal("4.00"), "one_way:AMS:UTC"),
    ]


def test_a_fee_holds_one_way(stations: tuple[Station, Station]) -> None:
    amsterdam, utrecht = stations
    make_one_way_fee(from_station=amsterdam, to_station=utrecht)

    assert find_one_way_fee(pick_up=utrecht, return_=amsterdam) is None


def test_a_return_to_the_same_station_costs_nothing_and_asks_nothing(
    stations: tuple[Station, Station],
) -> None:
    make_one_way_fee()

    with CaptureQueriesContext(connection) as statements:
        fee = find_one_way_fee(pick_up=stations[0], return_=stations[0])

    assert (fee, len(statements)) == (None, 0)


@pytest.mark.parametrize("number", [1, 3])
def test_a_way_takes_one_statement(stations: tuple[Station, Station], number: int) -> None:
    amsterdam, utrecht = stations
    for start, end in ((None, None), (amsterdam, None), (None, utrecht))[:number]:
        make_one_way_fee(from_station=start, to_station=end)

    with CaptureQueriesContext(connection) as statements:
        find_one_way_fee(pick_up=amsterdam, return_=utrecht)

    assert len(statements) == 1


def test_a_fee_of_one_customer_is_no_fee_of_another(
    stations: tuple[Station, Station], globex: Customer
) -> None:
    amsterdam, utrecht = stations
    make_one_way_fee("7.00")

    with use_customer(globex):
        clear_offering()
        of_globex = find_one_way_fee(pick_up=make_station("AMS"), return_=make_station("UTC"))

    assert find_one_way_fee(pick_up=amsterdam, return_=utrecht) == Fee(
        kind=LineKind.ONE_WAY, amount=Decimal("7.00"), rule="one_way:*:*"
    )
    assert of_globex is None
