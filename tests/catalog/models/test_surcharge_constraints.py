"""What must never be in the tables of extras, delivery and one-way: refused by the database, and by the forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from catalog.models import DeliveryRule, Extra, OneWayFee, VehicleClass
from tenants.models import Customer
from tests.catalog.factories import make_class, make_delivery_rule, make_extra, make_one_way_fee, make_station

pytestmark = pytest.mark.django_db

NEGATIVE = Decimal("-0.01")


def refuse(row: models.Model, wrong: dict[str, Any]) -> None:
    """Both the form and the database refuse the changed row. `Any`: the fields of the model."""
    for field, value in wrong.items():
        setattr(row, field, value)

    with pytest.raises(ValidationError):
        row.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"code": "child seat"}, id="code in small letters"),
        pytest.param({"name_nl": "", "name_en": ""}, id="no name"),
        pytest.param({"pricing": "per_moon"}, id="unknown pricing"),
        pytest.param({"price": NEGATIVE}, id="price below nothing"),
        pytest.param({"cap": Decimal(0)}, id="cap of nothing"),
        pytest.param({"cap": Decimal(9), "pricing": "per_rental"}, id="cap of a price per rental"),
        pytest.param({"kilometres": 500}, id="kilometres per day"),
        pytest.param({"kilometres": 0, "pricing": "per_rental"}, id="no kilometres"),
        pytest.param({"max_quantity": 0}, id="no piece"),
        pytest.param({"max_quantity": 100}, id="more pieces than anybody wants"),
    ],
)
def test_an_extra_that_makes_no_sense_is_refused(at_acme: Customer, wrong: dict[str, Any]) -> None:
    refuse(make_extra(), wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"code": ""}, id="no code"),
        pytest.param({"country": "Nederland"[:2]}, id="no country"),
        pytest.param({"delivery_fee": None, "collection_fee": None}, id="neither trip"),
        pytest.param({"delivery_fee": NEGATIVE}, id="delivery below nothing"),
        pytest.param({"collection_fee": NEGATIVE}, id="collection below nothing"),
        pytest.param({"delivery_fee": None, "collection_fee": NEGATIVE}, id="only one, below nothing"),
    ],
)
def test_a_delivery_rule_that_makes_no_sense_is_refused(at_acme: Customer, wrong: dict[str, Any]) -> None:
    refuse(make_delivery_rule(make_station()), wrong)


def test_a_one_way_fee_goes_elsewhere_and_is_a_price(at_acme: Customer) -> None:
    utrecht = make_station()
    fee = make_one_way_fee(from_station=utrecht)

    refuse(fee, {"to_station": utrecht})
    refuse(fee, {"to_station": None, "fee": NEGATIVE})


def test_a_way_has_one_fee_with_and_without_stations(at_acme: Customer) -> None:
    utrecht = make_station()
    for start, end in ((None, None), (utrecht, None), (None, utrecht)):
        make_one_way_fee(from_station=start, to_station=end)

        with pytest.raises(IntegrityError), transaction.atomic():
            make_one_way_fee(from_station=start, to_station=end)

    assert OneWayFee.objects.count() == 3


def test_an_extra_of_a_deleted_class_is_for_nobody_rather_than_for_all(at_acme: Customer) -> None:
    extra = make_extra(all_classes=False)
    extra.vehicle_classes.set([make_class()])
    extra.save()

    VehicleClass.objects.all().delete()

    left = Extra.objects.get()
    assert (left.all_classes, left.vehicle_classes.count()) == (False, 0)


def test_rules_and_fees_go_with_their_station(at_acme: Customer) -> None:
    utrecht = make_station()
    make_delivery_rule(utrecht)
    make_one_way_fee(to_station=utrecht)

    utrecht.delete()

    assert (DeliveryRule.objects.count(), OneWayFee.objects.count()) == (0, 0)
