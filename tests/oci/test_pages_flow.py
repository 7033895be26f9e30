"""An employee from arrival to the way back, in a browser that runs no script and keeps no cookie."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from catalog.enums import DayCounting
from catalog.models import VehicleClass
from oci.models import Connection, PunchOut
from reservations.life_cycle import State as RequestState
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import HOOK_URL, make_buyer
from tests.oci.walk import Page, Walk, punch_out

pytestmark = pytest.mark.django_db

SHOW, CHECK, SEND = "Show prices", "Check your answers", "Send request and return to SRM"


@pytest.fixture
def walk(acme: Customer, browse: Browse) -> Walk:
    with use_customer(acme):
        buyer = make_buyer()
    return punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN", "costcentre": "4711"})


def reference_on(page: Page) -> str:
    return page.text.partition("Reference ")[2].split()[0]


def test_booking_ends_at_the_form_that_goes_back(acme: Customer, walk: Walk) -> None:
    booking = walk.arrive()
    checked = walk.press(
        booking, CHECK, vehicle_class="CDMR", wish="Tow bar please", driver_phone="0612345678"
    )
    registered = walk.press(checked, SEND)

    with use_customer(acme):
        request = RentalRequest.objects.get()
    assert (registered.status, reference_on(registered)) == (200, request.reference)
    assert (registered.form.action, registered.form.fields["NEW_ITEM-EXT_QUOTE_ID[1]"]) == (
        HOOK_URL,
        request.reference,
    )
    assert (request.class_code, request.wish, request.driver_name, request.driver_phone) == (
        "CDMR",
        "Tow bar please",
        "Jan de Vries",
        "0612345678",
    )


def test_without_script_nothing_is_promised_to_happen_by_itself(walk: Walk) -> None:
    registered = walk.press(walk.press(walk.arrive(), CHECK, vehicle_class="CDMR"), SEND)

    assert "Use the button to finish: SRM has your request only after you have gone back." in registered.text
    assert "by itself" not in registered.text


@pytest.mark.parametrize(("script", "has_script"), [("", False), ("1", True), ("true", False)])
def test_the_visit_knows_whether_script_has_run(
    acme: Customer, walk: Walk, script: str, *, has_script: bool
) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")

    walk.press(checked, SEND, script=script)

    with use_customer(acme):
        assert PunchOut.objects.get().has_script == has_script


def test_arrival_greets_and_shows_what_came_along(walk: Walk) -> None:
    booking = walk.arrive()

    assert "Hello Jan de Vries" in booking.text
    for known in ("jan.de.vries@acme.example", "4711"):
        assert known in booking.text
    assert not {"requester_name", "costcentre"} & set(booking.form.fields)


def test_arrival_proposes_a_rental_with_prices(walk: Walk) -> None:
    booking = walk.arrive()

    assert "1 day, excl. VAT" in booking.text
    assert booking.form.fields["pick_up_station"] == "AMS"


def test_days_that_are_counted_by_the_calendar_are_called_so(acme: Customer, walk: Walk) -> None:
    with use_customer(acme):
        VehicleClass.objects.update(day_counting=DayCounting.PER_CALENDAR_DAY)

    booking = walk.arrive()

    assert "2 calendar days, excl. VAT" in booking.text
    assert "2 days, excl. VAT" not in booking.text


def test_show_prices_recalculates_and_keeps_what_is_typed(walk: Walk) -> None:
    booking = walk.arrive()

    again = walk.press(booking, SHOW, return_date="", wish="Diesel", vehicle_class="CDMR")

    assert "Fill in dates and times to see the price." in again.text
    assert (again.form.fields["return_date"], again.form.fields["wish"]) == ("", "Diesel")
    assert again.form.fields["vehicle_class"] == "CDMR"


def test_change_goes_back_with_every_answer(walk: Walk) -> None:
    booking = walk.arrive()
    checked = walk.press(
        booking,
        CHECK,
        vehicle_class="EDMR",
        driver="colleague",
        driver_name="Sam Bakker",
        driver_email="sam@acme.example",
        note="Two lines\nof text",
    )

    again = walk.press(checked, "Change")

    kept = {
        **booking.form.fields,
        "vehicle_class": "EDMR",
        "driver": "colleague",
        "driver_name": "Sam Bakker",
    }
    kept |= {"driver_email": "sam@acme.example", "note": "Two lines\nof text"}
    assert again.form.fields == kept


def test_a_second_click_shows_the_same_request(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")

    first, second = walk.press(checked, SEND), walk.press(checked, SEND)

    assert reference_on(second) == reference_on(first)
    assert second.form.fields == first.form.fields
    with use_customer(acme):
        assert RentalRequest.objects.count() == 1


def test_going_back_after_sending_shows_the_request_and_changes_nothing(walk: Walk) -> None:
    booking = walk.arrive()
    registered = walk.press(walk.press(booking, CHECK, vehicle_class="CDMR"), SEND)

    after_check = walk.press(booking, CHECK, vehicle_class="EDMR")
    after_cancel = walk.press(booking, "Stop without booking")

    assert reference_on(after_check) == reference_on(after_cancel) == reference_on(registered)


def test_what_went_back_is_not_offered_again_by_itself(walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")
    registered = walk.press(checked, SEND)
    report = registered.forms[-1]

    told = walk.client.post(report.action, report.fields)
    again = walk.press(checked, SEND)

    assert told.status_code == 200
    assert "Already sent to SRM" in again.text
    assert "data-auto" not in again.html
    assert again.form.fields == registered.form.fields


def test_a_changed_price_is_shown_before_anything_is_sent(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")

    again = walk.press(checked, SEND, seen="12.00")

    assert "The price has changed It was €12.00 when you looked." in again.text
    with use_customer(acme):
        assert not RentalRequest.objects.exists()
    assert "Your request is registered" in walk.press(again, SEND).text


def test_stopping_ends_the_visit(walk: Walk) -> None:
    booking = walk.arrive()

    stopped = walk.press(booking, "Stop without booking")
    after = walk.press(booking, CHECK, vehicle_class="CDMR")

    assert "Nothing has been sent" in stopped.text
    assert "PUNCH_OUT_CANCELLED" in after.text


def test_a_reload_with_the_cookie_keeps_the_draft(walk: Walk) -> None:
    client = walk.client
    arrived = client.get(walk.address)
    booking = Page(arrived.status_code, arrived.content.decode())
    client.post(booking.form.buttons[SHOW], {**booking.form.fields, "wish": "Diesel"})

    reloaded = client.get(walk.address)

    assert Page(200, reloaded.content.decode()).form.fields["wish"] == "Diesel"


def test_a_reload_without_the_cookie_says_how_to_go_on(walk: Walk) -> None:
    walk.arrive()

    reloaded = walk.arrive()

    assert (reloaded.status, "PUNCH_OUT_CODE_SPENT" in reloaded.text) == (410, True)


def test_the_address_of_an_answer_leads_to_the_page(walk: Walk) -> None:
    booking = walk.arrive()

    opened = walk.client.get(booking.form.action)

    assert (opened.status_code, opened["Location"]) == (302, walk.address.partition("?")[0])


def test_pages_speak_the_language_of_the_visit(acme: Customer, browse: Browse) -> None:
    with use_customer(acme):
        buyer = make_buyer()

    dutch = punch_out(acme, buyer, browse(acme), {"LANGUAGE": "NL"}).arrive()

    assert '<html lang="nl">' in dutch.html
    assert "Hallo Jan de Vries" in dutch.text


def test_pages_are_not_kept_and_give_no_address_away(walk: Walk) -> None:
    response = walk.client.get(walk.address)

    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "strict-origin")


def test_another_customers_secret_opens_nothing(acme: Customer, globex: Customer, browse: Browse) -> None:
    walks: list[Walk] = []
    for customer in (acme, globex):
        with use_customer(customer):
            buyer = make_buyer()
        walks.append(punch_out(customer, buyer, browse(customer), {"LANGUAGE": "EN"}))
    own, other = (walk.arrive() for walk in walks)

    crossed = walks[0].press(own, SHOW, secret=other.form.fields["secret"])
    foreign = Client(HTTP_HOST=acme.primary_host).post(other.form.action, other.form.fields)

    assert (crossed.status, "PUNCH_OUT_SECRET_WRONG" in crossed.text) == (403, True)
    assert (foreign.status_code, "PUNCH_OUT_UNKNOWN" in foreign.content.decode()) == (404, True)


def test_time_that_is_over_says_so_and_keeps_nothing_half(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")
    with use_customer(acme):
        PunchOut.objects.update(opened_at=timezone.now().replace(year=2020), expires_at=timezone.now())

    late = walk.press(checked, SEND)

    assert "PUNCH_OUT_EXPIRED" in late.text
    with use_customer(acme):
        assert not RentalRequest.objects.exists()


def test_a_rejected_request_goes_nowhere(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")
    registered = walk.press(checked, SEND)
    with use_customer(acme):
        RentalRequest.objects.update(state=RequestState.REJECTED, rejection_reason="No vans left.")

    rejected = walk.press(checked, SEND)

    assert (rejected.status, reference_on(rejected)) == (200, reference_on(registered))
    assert "Europcar has rejected this request" in rejected.text
    assert "No vans left." in rejected.text
    assert (rejected.forms, "data-auto" in rejected.html) == ([], False)


def test_a_request_that_was_rejected_after_its_return_is_not_offered_again(
    acme: Customer, walk: Walk
) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")
    report = walk.press(checked, SEND).forms[-1]
    walk.client.post(report.action, report.fields)
    with use_customer(acme):
        RentalRequest.objects.update(state=RequestState.REJECTED, rejection_reason="No vans left.")

    rejected = walk.press(checked, SEND)

    assert "Europcar has rejected this request" in rejected.text
    assert rejected.forms == []


def test_the_page_of_a_stopped_cart_promises_no_return(acme: Customer, walk: Walk) -> None:
    checked = walk.press(walk.arrive(), CHECK, vehicle_class="CDMR")
    with use_customer(acme):
        Connection.objects.update(unit="")

    stopped = walk.press(checked, SEND)

    assert "It cannot go back to SRM by itself" in stopped.text
    assert "Your request goes back to SRM" not in stopped.text
    assert "Europcar plans your vehicle" in stopped.text
