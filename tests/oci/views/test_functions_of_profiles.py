"""Functions in the words of a buyer's system, and a cart that agrees with what they answer."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from catalog.domain.pricing import Band, make_quote
from catalog.models import Rate, Station, VehicleClass
from oci.domain.lines import build_items
from oci.domain.profiles import apply_profile
from oci.models import PunchOut
from oci.profiles import PROFILES
from oci.protocol.return_form import parse_returned
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import Buyer, make_buyer
from tests.oci.walk import Page

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
RATES = ((1, "48.50"), (7, "39.00"))


def buyer_of(customer: Customer, code: str) -> Buyer:
    """A connection with that profile, and a compact car with two rates."""
    with use_customer(customer):
        car = VehicleClass.objects.get(code="CDMR")
        Rate.objects.all().delete()
        for from_days, price in RATES:
            Rate.objects.create(vehicle_class=car, from_days=from_days, price_per_day=Decimal(price))
        buyer = make_buyer()
        apply_profile(connection=buyer.connection, profile=PROFILES[code])
        return buyer


@pytest.mark.parametrize(
    ("code", "name", "value"),
    [
        ("sap_srm_7", "~OkCode", "DETAIL"),
        ("generic_4_0", "~OKCODE", "detail"),
        ("ultimo", "FUNCTION", "PRODUCTDETAILS"),
    ],
)
def test_a_function_is_answered_in_the_words_of_the_profile(
    acme: Customer, globex: Customer, browse: Browse, code: str, name: str, value: str
) -> None:
    buyer, other = buyer_of(acme, code), buyer_of(globex, "sap_s4hana_cloud")
    changes = {name: value, "PRODUCTID": "CDMR"}

    answer = browse(acme).post("/oci/srm/", buyer.query(changes), content_type=FORM)
    elsewhere = browse(globex).post("/oci/srm/", other.query(changes), content_type=FORM)

    assert (answer.status_code, elsewhere.status_code) == (200, 303 if name.startswith("~") else 400)
    with use_customer(acme):
        assert not PunchOut.objects.exists()
    with use_customer(globex):
        assert PunchOut.objects.exists() is name.startswith("~")


@pytest.mark.parametrize("days", [1, 3, 8])
def test_a_cart_for_s4hana_says_the_price_that_a_validation_answers(
    acme: Customer, browse: Browse, days: int
) -> None:
    buyer = buyer_of(acme, "sap_s4hana_cloud")
    quote = make_quote(
        class_code="CDMR",
        bands=[Band(from_days, Decimal(price), None, None) for from_days, price in RATES],
        days=days,
        currency="EUR",
        vat_percentage=Decimal(21),
    )
    station = Station(name="Utrecht", time_zone="Europe/Amsterdam")
    request = RentalRequest(
        reference="ACME-26-000123",
        class_code="CDMR",
        class_name="Compact",
        pick_up_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC),
        return_at=datetime(2026, 12, 1 + days, 9, 0, tzinfo=UTC),
        pick_up_station=station,
        return_station=station,
        quote=quote.as_json(),
        net_total=quote.net_total,
        currency=quote.currency,
        language="en",
    )
    with use_customer(acme):
        (line,) = build_items(rental_request=request, connection=buyer.connection, charset="UTF-8")

    changes = {
        "FUNCTION": "VALIDATE",
        "PRODUCTID": line.value("EXT_PRODUCT_ID"),
        "QUANTITY": line.value("QUANTITY"),
    }
    answer = browse(acme).post("/oci/srm/", buyer.query(changes), content_type=FORM)

    page = Page(answer.status_code, answer.content.decode())
    (validated,) = parse_returned(page.form.fields.items()).cart.items
    for field in ("QUANTITY", "UNIT", "PRICE", "CURRENCY", "PRICEUNIT", "VENDORMAT"):
        assert validated.value(field) == line.value(field)
