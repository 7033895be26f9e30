"""A buyer's server that asks for a function, and the two classes that it can ask about."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.test import Client

from catalog.models import Rate, VehicleClass
from oci.models import JournalEntry
from oci.protocol.errors import CartEmpty
from oci.protocol.return_form import parse_returned
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import Buyer, Changes, make_buyer
from tests.oci.walk import Page

FORM = "application/x-www-form-urlencoded"
# Functions come from the buyer's server: it knows no employee and wants nothing back but the page.
WITHOUT_EMPLOYEE = {"oci_usermail": None, "oci_userfullname": None}


def buyer_at(customer: Customer, **options: Any) -> Buyer:
    """A buyer, and two classes on offer: a compact car with two rates, and a van without any."""
    with use_customer(customer):
        VehicleClass.objects.exclude(code__in=["CDMR", "FVMD"]).update(is_active=False)
        Rate.objects.all().delete()
        car, van = (VehicleClass.objects.get(code=code) for code in ("CDMR", "FVMD"))
        VehicleClass.objects.filter(pk=car.pk).update(
            name_en="Compact",
            examples="VW Golf",
            description_en="Five seats.",
            description_nl="Vijf plaatsen.",
        )
        VehicleClass.objects.filter(pk=van.pk).update(
            name_en="Van, nine seats", examples="", description_en="Room for a team."
        )
        for from_days, price in [(1, "48.50"), (7, "39.00")]:
            Rate.objects.create(vehicle_class=car, from_days=from_days, price_per_day=Decimal(price))
        return make_buyer(**options)


def call(client: Client, buyer: Buyer, function: str, changes: Changes | None = None) -> HttpResponse:
    query = buyer.query({"FUNCTION": function, "LANGUAGE": "EN", **WITHOUT_EMPLOYEE, **(changes or {})})
    response = client.post("/oci/srm/", query, content_type=FORM)
    assert isinstance(response, HttpResponse)
    return response


def lines(response: HttpResponse) -> list[dict[str, str]]:
    """The lines of the page's form, as a program reads them; none when there is no form."""
    page = Page(response.status_code, response.content.decode(response.charset))
    fields = page.form.fields.items() if page.forms else ()
    try:
        return [dict(item.fields) for item in parse_returned(fields).cart.items]
    except CartEmpty:
        return []


def last_entry(customer: Customer) -> JournalEntry:
    with use_customer(customer):
        return JournalEntry.objects.latest("id")


CAR = {
    "DESCRIPTION": "Compact",
    "QUANTITY": "1",
    "UNIT": "DAY",
    "PRICE": "48.50",
    "CURRENCY": "EUR",
    "PRICEUNIT": "1",
    "LONGTEXT": "VW Golf or similar\nFive seats.",
    "VENDORMAT": "CDMR",
    "EXT_PRODUCT_ID": "CDMR",
}
VAN = {
    "DESCRIPTION": "Van, nine seats",
    "QUANTITY": "1",
    "UNIT": "DAY",
    "PRICE": "0.00",
    "CURRENCY": "EUR",
    "PRICEUNIT": "1",
    "LONGTEXT": "Room for a team.\nPrice per contract",
    "VENDORMAT": "FVMD",
    "EXT_PRODUCT_ID": "FVMD",
}
