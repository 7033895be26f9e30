"""What the booking page shows, made from what stands in its form: offers, opening hours, and the summary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext

from catalog.domain.addresses import Trip
from catalog.domain.choice import Rental, check_rental
from catalog.domain.choice_errors import ChoiceErrors
from catalog.domain.offering import Offer, list_offers
from catalog.domain.quote import LineKind, Quote
from catalog.domain.wording import with_colon
from catalog.models import ClosedDay
from oci.forms.address_fields import AT_STATION, WHERE_FIELDS
from oci.forms.booking import COLLEAGUE, MYSELF, UNREADABLE, BookingForm
from oci.forms.extra_fields import PREFIX
from oci.views.class_cards import card_of, price_basis, price_of
from oci.views.ends import end_of, is_known, place_name
from oci.views.extra_cards import extra_cards, extra_messages
from oci.views.extra_questions import asked_groups
from oci.views.frame import Visit
from oci.views.offered import Offered
from oci.views.traveller import traveller_of
from oci.views.wording import money, wall_moment

WHEN_AND_WHERE = (
    "pick_up_date",
    "pick_up_time",
    "return_date",
    "return_time",
    "pick_up_where",
    "pick_up_station",
    "delivery_postcode",
    "return_where",
    "return_station",
    "collection_postcode",
)


# Codes of messages that do not say what they are about; the others are Django's own.
NAMELESS = (UNREADABLE, "max_length", "null_characters_not_allowed")


@dataclass(frozen=True, slots=True)
class FormError:
    """A message of the summary on top, and the id of the field that it is about."""

    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Summary:
    pick_up: str
    pick_up_place: str
    return_: str
    return_place: str
    vehicle: str
    price: str
    price_basis: str
    lines: tuple[str, ...]


def booking_context(
    *,
    visit: Visit,
    form: BookingForm,
    offered: Offered,
    now: datetime,
    closed: Sequence[ClosedDay] | None = None,
) -> dict[str, Any]:
    """The booking page for what stands in the form. Puts what the catalog has against it at the form's fields.

    `closed` as `check_rental` has it.
    """
    rental = _rental(form, offered=offered, now=now, closed=closed)
    offers = list_offers(
        period=rental.period if rental else None,
        pick_up_station=rental.pick_up_station if rental else None,
        return_station=rental.return_station if rental else None,
        now=now,
        profile=visit.profile,
        stops=rental.stops if rental else (),
        extras=form.extras.pieces,
        offered=offered.extras,
        one_way_fees=offered.places.fees,
        traveller=traveller_of(visit, form),
    )
    chosen = form.typed["vehicle_class"] or _only_choice(offers)
    refused = [offer.vehicle_class.code for offer in offers if offer.refusal is not None]
    return {
        **visit.frame,
        "form": form,
        "errors": list(_errors(form, offers=offers)),
        # What has a question of its own is shown there.
        "known": [one for one in visit.known if one.key not in form.extra.keys],
        "driver_choices": _driver_choices(form, requester=visit.punch_out.requester_name),
        "ends": [end_of(form, trip, offered=offered, currency=visit.profile.currency) for trip in Trip],
        "has_one_station": len(offered.places.stations) == 1 and not form.trips,
        **extra_cards(form.extras, offers=offers, chosen=chosen, currency=visit.profile.currency),
        "offers": [card_of(offer, is_chosen=offer.vehicle_class.code == chosen) for offer in offers],
        "extra_groups": asked_groups(form.extra, customer=visit.profile.display_name),
        "refused_class": next((code for code in refused if code == chosen), ""),
        "summary": _summary(form, offers=offers, chosen=chosen, offered=offered),
    }


def _rental(
    form: BookingForm, *, offered: Offered, now: datetime, closed: Sequence[ClosedDay] | None
) -> Rental | None:
    if not (form.pick_up and form.return_ and all(is_known(form, trip) for trip in Trip)):
        return None
    try:
        return check_rental(
            pick_up_station=form.pick_up_station_code,
            return_station=form.return_station_code,
            pick_up=form.pick_up,
            return_=form.return_,
            now=now,
            stations=offered.places.stations,
            closed=closed,
            delivery=form.address(Trip.DELIVERY),
            collection=form.address(Trip.COLLECTION),
            rules=offered.places.rules,
        )
    except ChoiceErrors as refused:
        for error in refused.errors:
            form.add_problem(error)
        return None


def _errors(form: BookingForm, *, offers: Sequence[Offer]) -> Iterator[FormError]:
    """All messages in the order of the page."""
    # Groups of radio buttons are entered at their first; all other fields have their own name as id.
    bookable = next((offer.vehicle_class.code for offer in offers if offer.refusal is None), None)
    entries = {
        "vehicle_class": f"class_{bookable}" if bookable else "vehicle",
        "driver": f"driver_{MYSELF}",
        **{name: f"{name}_{AT_STATION}" for name in WHERE_FIELDS.values()},
        NON_FIELD_ERRORS: "",
    }
    for name in (*form.fields, NON_FIELD_ERRORS):
        for message in _messages(form, name):
            yield FormError(field=entries.get(name, name), message=message)
        if name == "vehicle_class":
            for field, message in extra_messages(form.extras):
                yield FormError(field=field, message=message)
    for key, message in form.extra.messages.items():
        yield FormError(field=f"{PREFIX}{key}", message=message)


def _messages(form: BookingForm, name: str) -> Iterator[str]:
    """The messages of a field. Away from it, one that says only how to write something names the field, too."""
    if name not in form.errors:
        return
    for error in form.errors[name].get_json_data():
        message = str(error["message"])
        if error["code"] in NAMELESS:
            yield gettext("%(field)s: %(message)s") % {"field": form.fields[name].label, "message": message}
        else:
            yield message


def _only_choice(offers: Sequence[Offer]) -> str:
    """The class that goes without asking, when there is just one."""
    return offers[0].vehicle_class.code if len(offers) == 1 else ""


def _driver_choices(form: BookingForm, *, requester: str) -> list[dict[str, Any]]:
    chosen = form.typed["driver"] or MYSELF
    details = {MYSELF: requester, COLLEAGUE: ""}
    return [
        {"value": value, "label": label, "detail": details[value], "is_chosen": value == chosen}
        for value, label in form.driver_choices
    ]


def _summary(form: BookingForm, *, offers: Sequence[Offer], chosen: str, offered: Offered) -> Summary:
    offer = next((one for one in offers if one.vehicle_class.code == chosen), None)
    quote = offer.quote if offer else None
    return Summary(
        pick_up=wall_moment(form.pick_up) if form.pick_up else "",
        pick_up_place=place_name(form, Trip.DELIVERY, offered=offered),
        return_=wall_moment(form.return_) if form.return_ else "",
        return_place=place_name(form, Trip.COLLECTION, offered=offered),
        vehicle=offer.vehicle_class.name if offer else "",
        price=price_of(quote),
        price_basis=_basis(form, offer=offer),
        lines=tuple(_facts(quote)) if quote else (),
    )


def _basis(form: BookingForm, *, offer: Offer | None) -> str:
    """What the price is for; without a price, what it takes to see one."""
    wrong = next((str(form.errors[name][0]) for name in WHEN_AND_WHERE if name in form.errors), "")
    if wrong:
        return wrong
    if offer is None:
        return gettext("Choose a vehicle to see the price.")
    if offer.refusal is not None:
        return str(offer.refusal)
    if offer.quote is not None:
        return price_basis(offer.quote, offer.vehicle_class)
    if not all(is_known(form, trip) for trip in Trip):
        return gettext("Fill in the postcode to see the price.")
    return gettext("Fill in dates and times to see the price.")


def _facts(quote: Quote) -> Iterator[str]:
    """What the price includes beside the rental itself, and what comes on top by use."""
    for line in quote.lines:
        if line.kind is not LineKind.RENTAL:
            price = line.amount or line.unit_price
            yield f"{with_colon(line.text)} {money(price, quote.currency)}" if price else line.text
