"""What an employee types wrong: the message names the field and the remedy, and nothing typed is lost."""

from __future__ import annotations

import pytest

from oci.models import PunchOut
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import make_buyer
from tests.oci.walk import Walk, punch_out

pytestmark = pytest.mark.django_db

CHECK = "Check your answers"


@pytest.fixture
def walk(acme: Customer, browse: Browse) -> Walk:
    with use_customer(acme):
        buyer = make_buyer()
    return punch_out(acme, buyer, browse(acme), {"LANGUAGE": "EN"})


@pytest.mark.parametrize(
    ("answers", "message", "target"),
    [
        ({}, "Choose a vehicle.", "class_MDMR"),
        ({"pick_up_date": ""}, "Fill in the date of pick-up.", "pick_up_date"),
        ({"pick_up_date": "soon"}, "Pick-up date: Write the date as day-month-year", "pick_up_date"),
        ({"pick_up_date": "31-02-2027"}, "Pick-up date: The calendar has no such day.", "pick_up_date"),
        ({"return_time": "25:00"}, "Return time: Write the time as hours:minutes", "return_time"),
        ({"return_date": "01-01-2020"}, "Return must be after pick-up.", "return_date"),
        ({"pick_up_date": "01-01-2020"}, "Pick-up lies in the past.", "pick_up_date"),
        ({"pick_up_date": "9999-12-31"}, "Vehicles can be reserved up to", "pick_up_date"),
        ({"pick_up_time": "03:00"}, "is open on", "pick_up_date"),
        ({"pick_up_station": "NOWHERE"}, "This station is not available any more.", "pick_up_station"),
        ({"return_station": "NOWHERE"}, "This station is not available any more.", "return_station"),
        ({"vehicle_class": "NONE"}, "Choose a vehicle class from the list.", "class_MDMR"),
        ({"driver": "nobody"}, "Choose who will drive.", "driver_self"),
        ({"driver": "colleague"}, "Fill in the name of the colleague", "driver_name"),
        ({"driver_email": "sam"}, "Write an e-mail address like", "driver_email"),
        ({"driver_phone": "call me"}, "Write a phone number in digits", "driver_phone"),
        ({"wish": "x" * 501}, "at most 500 characters", "wish"),
        ({"note": "nul \0"}, "Note for Europcar: Null characters are not allowed.", "note"),
    ],
)
def test_a_mistake_is_named_beside_its_field_and_kept(
    walk: Walk, answers: dict[str, str], message: str, target: str
) -> None:
    booking = walk.arrive()

    refused = walk.press(booking, CHECK, **answers)

    assert refused.status == 200
    assert "Error: Book a vehicle" in refused.text
    assert message in refused.text
    assert f'<a href="#{target}">' in refused.html
    assert target in refused.ids
    if not {"vehicle_class", "pick_up_station", "return_station", "driver"} & set(answers):
        assert {**refused.form.fields, **answers} == refused.form.fields


def test_all_mistakes_are_shown_at_once(walk: Walk) -> None:
    booking = walk.arrive()

    refused = walk.press(booking, CHECK, pick_up_date="soon", return_time="", driver="colleague")

    assert refused.html.count('<li><a href="#') == len(
        ("pick_up_date", "return_time", "vehicle_class", "driver_name", "driver_email")
    )


def test_a_field_with_a_mistake_points_at_its_message(walk: Walk) -> None:
    booking = walk.arrive()

    refused = walk.press(booking, CHECK, pick_up_date="soon")

    assert 'aria-invalid="true"' in refused.html
    assert 'aria-describedby="pick_up_date_error"' in refused.html
    assert "pick_up_date_error" in refused.ids


def test_a_class_that_cannot_be_had_says_why(acme: Customer, walk: Walk) -> None:
    booking = walk.arrive()

    longer = walk.press(booking, "Show prices", return_date="26-05-2027")

    assert "is rented for at most" in longer.text


def test_a_class_that_cannot_be_had_stays_chosen_until_it_can(walk: Walk) -> None:
    booking = walk.arrive()
    right = booking.form.fields["return_date"]
    longer = walk.press(booking, "Show prices", vehicle_class="CDMR", return_date="26-05-2027")

    refused = walk.press(longer, CHECK)
    mended = walk.press(refused, CHECK, return_date=right)

    assert '<a href="#return_date">Compact is rented for at most' in refused.html
    assert "Check your answers · Acme Bouw" in mended.text


def test_another_class_takes_the_place_of_one_that_cannot_be_had(walk: Walk) -> None:
    booking = walk.arrive()
    right = booking.form.fields["return_date"]
    longer = walk.press(booking, "Show prices", vehicle_class="CDMR", return_date="26-05-2027")

    checked = walk.press(longer, CHECK, vehicle_class="EDMR", return_date=right)

    assert checked.form.fields["vehicle_class"] == "EDMR"


@pytest.mark.parametrize("door", ["book", "check", "register", "cancel", "returned"])
@pytest.mark.parametrize("secret", ["", "wrong", "\0", "x" * 100_000])
def test_a_wrong_secret_opens_no_door(acme: Customer, walk: Walk, door: str, secret: str) -> None:
    booking = walk.arrive()
    address = walk.address.partition("?")[0]

    refused = walk.client.post(f"{address}{door}/", {**booking.form.fields, "secret": secret})

    assert (refused.status_code, b"PUNCH_OUT_SECRET_WRONG" in refused.content) == (403, True)
    with use_customer(acme):
        assert PunchOut.objects.get().state == "active"
        assert not RentalRequest.objects.exists()


def test_sending_without_checking_shows_the_answers_first(acme: Customer, walk: Walk) -> None:
    booking = walk.arrive()
    address = walk.address.partition("?")[0]

    shown = walk.client.post(f"{address}register/", {**booking.form.fields, "vehicle_class": "CDMR"})

    assert b"Check your answers" in shown.content
    with use_customer(acme):
        assert not RentalRequest.objects.exists()


def test_a_return_that_cannot_have_happened_is_refused(walk: Walk) -> None:
    booking = walk.arrive()
    address = walk.address.partition("?")[0]

    refused = walk.client.post(f"{address}returned/", booking.form.fields)

    assert refused.status_code == 409


def test_a_form_beyond_all_measure_is_refused(walk: Walk) -> None:
    booking = walk.arrive()

    refused = walk.press(booking, CHECK, note="x" * 3_000_000)

    assert (refused.status, "FORM_TOO_LARGE" in refused.text) == (413, True)
