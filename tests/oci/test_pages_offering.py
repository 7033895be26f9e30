"""Extras, delivery and collection on the employee's pages, in a browser that runs no script and keeps no cookie."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from catalog.models import DeliveryRule, Extra, OneWayFee, Station, VehicleClass
from oci.models import PunchOut
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import make_buyer
from tests.oci.walk import Page, Walk, punch_out

pytestmark = pytest.mark.django_db

SHOW, CHECK, SEND = "Show prices", "Check your answers", "Send request and return to SRM"
OFFICE = {
    "pick_up_where": "address",
    "delivery_name": "Anna de Vries",
    "delivery_street": "Kade 1",
    "delivery_postcode": "3512 SA",
    "delivery_city": "Utrecht",
    "delivery_phone": "030 012 34 56",
}
SITE = {
    "return_where": "address",
    "collection_name": "Bram Jansen",
    "collection_street": "Bouwweg 9",
    "collection_postcode": "1043 SB",
    "collection_city": "Amsterdam",
    "collection_phone": "020 012 34 56",
}


@pytest.fixture
def walk(acme: Customer, browse: Browse) -> Walk:
    with use_customer(acme):
        buyer = make_buyer()
        # The suggested moment is a day ahead; what is tested here is not the lead time.
        DeliveryRule.objects.update(lead_hours=0)
    return punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN"})


def price_on(page: Page) -> str:
    """The price beside the form."""
    [price] = re.findall(r'id="price"[^>]*>\s*<b class="amount">([^<]+)</b>', page.html)
    return str(price)


def kinds_of(customer: Customer) -> list[tuple[str, str]]:
    with use_customer(customer):
        quote = RentalRequest.objects.get().quote
    return [(line["kind"], line["amount"]) for line in quote["lines"] if line["amount"] != "0.00"]


def test_extras_are_priced_checked_and_stored(acme: Customer, walk: Walk) -> None:
    chosen = {"vehicle_class": "CDMR", "e_SEAT-CHILD": "2", "e_DRIVER": "1", "e_KM500": "1"}
    booking = walk.arrive()
    without = walk.press(booking, SHOW, vehicle_class="CDMR")
    priced = walk.press(booking, SHOW, **chosen)
    checked = walk.press(priced, CHECK)
    walk.press(checked, SEND)

    assert price_on(without) != price_on(priced)
    assert {name: priced.form.fields[name] for name in chosen} == chosen
    assert "Extras Change Extras Chosen 2 × Child seat Additional driver Bundle of 500 km" in checked.text
    assert "2 × Child seat, 1 day 2 × €6.50 €13.00" in checked.text
    assert kinds_of(acme)[1:] == [("extra", "13.00"), ("extra", "10.00"), ("extra", "45.00")]


def test_what_stands_beside_an_extra_is_what_it_costs(walk: Walk) -> None:
    booking = walk.press(walk.arrive(), SHOW, vehicle_class="CDMR")

    for told in (
        "Child seat From 9 to 18 kg. €6.50 per day, at most €45.00",
        "Roof box Lockable, about 400 litres. €49.00 per rental",
        "More kilometres Bundle of 500 km",
    ):
        assert told in booking.text


def test_only_what_the_chosen_class_can_have_is_shown(acme: Customer, walk: Walk) -> None:
    booking = walk.arrive()
    car = walk.press(booking, SHOW, vehicle_class="CDMR")
    van = walk.press(booking, SHOW, vehicle_class="FKMD")

    assert {"e_ROOFBOX", "e_RAMP"} <= booking.ids
    assert {"e_ROOFBOX", "e_RAMP"} & car.ids == {"e_ROOFBOX"}
    assert {"e_ROOFBOX", "e_RAMP"} & van.ids == {"e_RAMP"}


def test_an_extra_that_the_class_cannot_have_stays_with_the_reason(walk: Walk) -> None:
    booking = walk.arrive()

    shown = walk.press(booking, SHOW, vehicle_class="FKMD", e_ROOFBOX="1")
    refused = walk.press(booking, CHECK, vehicle_class="FKMD", e_ROOFBOX="1")

    reason = "cannot have Roof box. Leave this extra out."
    assert (shown.text.count(reason), refused.text.count(reason)) == (1, 2)
    assert 'href="#e_ROOFBOX"' in refused.html
    assert refused.form.fields["e_ROOFBOX"] == "1"


def test_an_extra_that_is_gone_is_told_once(acme: Customer, walk: Walk) -> None:
    booking = walk.arrive()
    with use_customer(acme):
        Extra.objects.filter(code="ROOFBOX").update(is_active=False)

    told = walk.press(booking, CHECK, vehicle_class="CDMR", e_ROOFBOX="1")

    assert 'href="#extras"' in told.html
    assert "e_ROOFBOX" not in told.ids
    assert "Check your answers" in walk.press(told, CHECK).text


@pytest.mark.parametrize("pieces", ["-1", "0", "three", "100", "1e3", "²", "9" * 400])
def test_what_is_no_number_of_pieces_is_not_chosen(walk: Walk, pieces: str) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", **{"e_SEAT-CHILD": pieces})

    assert "Extras Change Extras Chosen None" in checked.text


def test_too_many_pieces_are_refused_at_the_extra(walk: Walk) -> None:
    refused = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", **{"e_SEAT-CHILD": "99"})

    assert "Child seat: a rental has at most 2. Choose fewer." in refused.text


def test_delivery_and_collection_are_priced_checked_and_stored(acme: Customer, walk: Walk) -> None:
    booking = walk.arrive()
    priced = walk.press(booking, SHOW, vehicle_class="CDMR", **OFFICE, **SITE)
    checked = walk.press(priced, CHECK)
    registered = walk.press(checked, SEND)

    with use_customer(acme):
        request = RentalRequest.objects.get()
        stations = (request.pick_up_station.code, request.return_station.code)
    for name in ("Utrecht", "Amsterdam"):
        assert re.search(rf"(Delivered|Collected) by [^:]*{name}[^:]*: €59.00", priced.text)
    assert "Delivery: €59.00 Collection: €59.00 Return to another station: €35.00" in priced.text
    assert "Kade 1, 3512 SA Utrecht (Anna de Vries, 030 012 34 56)" in checked.text
    assert "Bouwweg 9, 1043 SB Amsterdam (Bram Jansen, 020 012 34 56)" in checked.text
    assert stations == ("UTC", "AMS")
    assert request.delivery["street"] == "Kade 1"
    assert request.collection["phone"] == "020 012 34 56"
    assert kinds_of(acme)[1:] == [("delivery", "59.00"), ("collection", "59.00"), ("one_way", "35.00")]
    assert "Kade 1, 3512 SA Utrecht" in registered.text


def test_the_same_address_is_asked_once(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", **OFFICE, return_where="same")
    walk.press(checked, SEND)

    with use_customer(acme):
        request = RentalRequest.objects.get()
    assert request.collection == request.delivery != {}


def test_what_was_delivered_goes_back_to_where_it_came_from(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", **OFFICE)
    walk.press(checked, SEND)

    with use_customer(acme):
        request = RentalRequest.objects.get()
        stations = (request.pick_up_station.code, request.return_station.code)
    assert (stations, request.collection) == (("UTC", "UTC"), {})


def test_a_missing_part_is_asked_for_at_its_field_and_nothing_is_lost(walk: Walk) -> None:
    typed = {**OFFICE, "delivery_street": "", "delivery_phone": "none", "return_where": "address"}

    refused = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", **typed)

    for field in ("delivery_street", "delivery_phone", "collection_street", "collection_postcode"):
        assert f'href="#{field}"' in refused.html
    assert "Fill in the street and the number." in refused.text
    assert {name: refused.form.fields[name] for name in typed} == typed


def test_a_price_needs_no_more_than_the_postcode(walk: Walk) -> None:
    booking = walk.arrive()
    nowhere = walk.press(booking, SHOW, vehicle_class="CDMR", pick_up_where="address")
    somewhere = walk.press(nowhere, SHOW, delivery_postcode="3512 SA")

    assert "Fill in the postcode to see the price." in nowhere.text
    assert "This is not right yet" not in nowhere.text + somewhere.text
    assert "Delivery: €59.00" in somewhere.text


def test_an_address_where_nobody_comes_is_told_at_the_postcode(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        DeliveryRule.objects.exclude(code="AMS").delete()

    refused = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", **OFFICE)

    assert 'href="#delivery_postcode"' in refused.html
    assert "Vehicles are not delivered at 3512 SA Utrecht." in refused.text


def test_the_same_address_without_a_delivery_is_refused(walk: Walk) -> None:
    refused = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", return_where="same")

    assert 'href="#return_where_station"' in refused.html
    assert "There is no address of a delivery. Choose a station or an address." in refused.text


def test_an_address_that_is_not_used_is_kept_and_not_judged(acme: Customer, walk: Walk) -> None:
    typed = {**OFFICE, "pick_up_where": "station", "delivery_phone": "none"}

    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", **typed)
    again = walk.press(checked, "Change")
    walk.press(checked, SEND)

    assert {name: again.form.fields[name] for name in typed} == typed
    with use_customer(acme):
        assert RentalRequest.objects.get().delivery == {}


def test_the_country_is_asked_where_there_is_more_than_one(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        amsterdam = Station.objects.get(code="AMS")
        DeliveryRule.objects.create(
            code="BE", name="Belgium", station=amsterdam, country="BE", delivery_fee=Decimal(99), lead_hours=0
        )

    booking = walk.arrive()
    priced = walk.press(
        booking,
        SHOW,
        vehicle_class="CDMR",
        **{**OFFICE, "delivery_postcode": "2000"},
        delivery_country="BE",
    )

    assert "Belgium" in booking.text
    assert "Delivery: €99.00" in priced.text


def test_the_draft_keeps_addresses_and_extras(acme: Customer, walk: Walk) -> None:
    walk.press(walk.arrive(), SHOW, vehicle_class="CDMR", **OFFICE, e_DRIVER="2")

    with use_customer(acme):
        draft = PunchOut.objects.get().draft
    assert (draft["delivery_street"], draft["e_DRIVER"]) == ("Kade 1", "2")


def test_a_customer_without_extras_and_delivery_is_not_asked(
    acme: Customer, globex: Customer, browse: Browse
) -> None:
    pages: list[Page] = []
    for customer in (acme, globex):
        with use_customer(customer):
            buyer = make_buyer()
            if customer == globex:
                Extra.objects.update(is_active=False)
                DeliveryRule.objects.update(is_active=False)
        pages.append(punch_out(customer, buyer, browse(customer), {"LANGUAGE": "EN"}).arrive())
    with_all, without = pages

    asked = {"extras", "e_KM500", "pick_up_where_address", "delivery_street", "collection_street"}
    assert asked <= with_all.ids
    assert not asked & without.ids
    assert not any(name.startswith(("e_", "delivery_", "collection_")) for name in without.form.fields)


def test_a_single_station_is_not_asked_for(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        DeliveryRule.objects.all().delete()
        Station.objects.exclude(code="AMS").update(is_active=False)

    booking = walk.arrive()

    assert (booking.form.fields["pick_up_station"], "return_station" in booking.form.fields) == ("AMS", False)
    assert "<select" not in booking.html.partition('id="where"')[2].partition("</fieldset>")[0]
    assert "Check your answers" in walk.press(booking, CHECK, vehicle_class="CDMR").text


def test_another_station_costs_its_fee(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        OneWayFee.objects.update(fee=Decimal("12.50"))

    priced = walk.press(walk.arrive(), SHOW, vehicle_class="CDMR", return_station="UTC")

    assert "Return to another station: €12.50" in priced.text


def test_without_a_rate_the_extras_are_checked_all_the_same(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        VehicleClass.objects.get(code="CDMR").rates.all().delete()

    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR", e_DRIVER="2")

    assert "Chosen 2 × Additional driver" in checked.text
    assert "the price follows from your organisation's contract" in checked.text
