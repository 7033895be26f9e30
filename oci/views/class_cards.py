"""The vehicle classes of the booking page, each as a card: picture, facts, and the price or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.translation import gettext, ngettext

from catalog.domain.offering import Offer
from catalog.domain.quote import Quote
from catalog.enums import DayCounting
from catalog.models import VehicleClass
from oci.views.class_facts import Fact, facts_of
from oci.views.wording import money


@dataclass(frozen=True, slots=True)
class Card:
    """A vehicle class to choose. A refusal takes the place of the price."""

    code: str
    name: str
    examples: str
    picture: str
    facts: tuple[Fact, ...]
    price: str
    price_basis: str
    refusal: str
    is_chosen: bool


def card_of(offer: Offer, *, is_chosen: bool) -> Card:
    vehicle_class = offer.vehicle_class
    return Card(
        code=vehicle_class.code,
        name=vehicle_class.name,
        examples=vehicle_class.examples,
        picture=static(f"catalog/drawings/{vehicle_class.drawing}.svg"),
        facts=facts_of(vehicle_class),
        price=price_of(offer.quote),
        price_basis=price_basis(offer.quote, vehicle_class) if offer.quote and offer.quote.is_priced else "",
        refusal=str(offer.refusal or ""),
        is_chosen=is_chosen and offer.refusal is None,
    )


def price_of(quote: Quote | None) -> str:
    if quote is None:
        return ""
    if quote.net_total is None:
        return gettext("Price per contract")
    return money(quote.net_total, quote.currency)


def price_basis(quote: Quote, vehicle_class: VehicleClass) -> str:
    """For how long the price is, and that VAT comes on top.

    From Friday to Monday a car is out for three days and a van for four: so it says which days are counted.
    """
    if vehicle_class.day_counting == DayCounting.PER_CALENDAR_DAY:
        text = ngettext("%(days)d calendar day, excl. VAT", "%(days)d calendar days, excl. VAT", quote.days)
    else:
        text = ngettext("%(days)d day, excl. VAT", "%(days)d days, excl. VAT", quote.days)
    return text % {"days": quote.days}
