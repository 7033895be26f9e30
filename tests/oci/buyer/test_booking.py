from __future__ import annotations

import pytest

from oci.buyer.booking import fill_in
from oci.buyer.errors import NotBookableError
from oci.buyer.page import Control, Form

PERIOD = (
    Control("pick_up_date", "30-12-2026", "text"),
    Control("return_date", "31-12-2026", "text"),
)
CLASSES = (
    Control("vehicle_class", "MBMR", "radio", is_sent=False, is_disabled=True),
    Control("vehicle_class", "CDMR", "radio", is_sent=False),
    Control("vehicle_class", "EDMR", "radio"),
)


def form(*controls: Control) -> Form:
    return Form(action="/p/1/check/", controls=(Control("secret", "s", "hidden"), *controls))


@pytest.mark.parametrize(
    ("controls", "wanted", "days", "chosen"),
    [
        (CLASSES, "", 0, ("30-12-2026", "31-12-2026", "CDMR")),
        (CLASSES, "EDMR", 0, ("30-12-2026", "31-12-2026", "EDMR")),
        (CLASSES, "", 2, ("01-01-2027", "02-01-2027", "CDMR")),
        (CLASSES, "MBMR", 0, ("30-12-2026", "31-12-2026", "MBMR")),
        (CLASSES[:1], "", 0, ("30-12-2026", "31-12-2026", "MBMR")),
    ],
)
def test_booking_takes_the_proposed_period_and_a_class(
    controls: tuple[Control, ...], wanted: str, days: int, chosen: tuple[str, ...]
) -> None:
    fields = fill_in(form(*PERIOD, *controls), vehicle_class=wanted, days_later=days)

    names = ("pick_up_date", "return_date", "vehicle_class")
    assert fields == (("secret", "s"), *zip(names, chosen, strict=True))


@pytest.mark.parametrize(
    ("controls", "wanted", "reason"),
    [
        ((*PERIOD, *CLASSES), "XXXX", "class XXXX is not offered; there are MBMR, CDMR, EDMR"),
        (PERIOD, "", "no vehicle class is offered"),
        (CLASSES, "", "the booking page proposes no period"),
        ((*PERIOD[:1], *CLASSES), "", "the booking page proposes no period"),
    ],
)
def test_booking_says_why_nothing_can_be_booked(
    controls: tuple[Control, ...], wanted: str, reason: str
) -> None:
    with pytest.raises(NotBookableError) as raised:
        fill_in(form(*controls), vehicle_class=wanted)

    assert str(raised.value) == reason
