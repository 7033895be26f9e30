"""What the rules make of a class that is looked up: nobody has requested it yet."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import translation

from catalog.models import Rate, VehicleClass
from oci.domain.cart_rules import CartRules
from oci.domain.products import build_product
from oci.enums import Lines, Source
from oci.models import CartField, Connection
from oci.protocol.cart import Item
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.domain.cart_of_rules import field


def look_up(*fields: CartField) -> Item:
    return build_product(
        vehicle_class=VehicleClass(code="CDMR", acriss="CDMR", name_en="Compact", article_number="7700-C"),
        quantity=Decimal(3),
        connection=Connection(vendor_number="1"),
        currency="EUR",
        charset="UTF-8",
        rules=CartRules(fields),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rule", "value"),
    [
        (field(Source.CONSTANT, "100042", "VENDOR"), "100042"),
        (field(Source.CONSTANT, "100042", "VENDOR", lines=Lines.RENTAL), "100042"),
        (field(Source.VALUE, "class.article_number", "VENDOR"), "7700-C"),
        (field(Source.TEMPLATE, "{class.code}-{days}", "VENDOR"), "CDMR-3"),
        (field(Source.NOTHING, "", "VENDOR"), ""),
        # Nobody has requested it: these know nothing here, so the line stays as it is.
        (field(Source.CONSTANT, "100042", "VENDOR", lines=Lines.CHARGES), "1"),
        (field(Source.VALUE, "reference", "VENDOR"), "1"),
        (field(Source.TEMPLATE, "{class.code}-{pick_up.date}", "VENDOR"), "1"),
        (field(Source.PARAMETER, "SessionKey", "VENDOR"), "1"),
        (field(Source.FIELD, "wbs", "VENDOR"), "1"),
    ],
)
def test_a_class_that_is_looked_up_obeys_the_rules_that_are_about_classes(
    acme: Customer, rule: CartField, value: str
) -> None:
    with use_customer(acme), translation.override("en"):
        assert look_up(rule).value("VENDOR") == value


@pytest.mark.django_db
def test_a_class_that_is_looked_up_has_amounts_to_the_cent(acme: Customer) -> None:
    rule = field(Source.TEMPLATE, "{days} x {line.price} = {net_total} {currency}")
    with use_customer(acme):
        vehicle_class = VehicleClass.objects.get(code="CDMR")
        vehicle_class.rates.all().delete()
        Rate.objects.create(vehicle_class=vehicle_class, from_days=1, price_per_day=Decimal("41.83"))

        # As SAP writes three days.
        item = build_product(
            vehicle_class=VehicleClass.objects.get(code="CDMR"),
            quantity=Decimal("3.000"),
            connection=Connection(),
            currency="EUR",
            charset="UTF-8",
            rules=CartRules((rule,)),
        )

    assert item.value("CUST_FIELD5") == "3 x 41.83 = 125.49 EUR"
