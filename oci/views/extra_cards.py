"""The extras of the booking page: those that the chosen class can have, each with what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from catalog.domain.class_rules import has_kilometre_limit
from catalog.domain.extra_errors import ExtraError
from catalog.domain.extras import can_have, choose_extras
from catalog.domain.offering import Offer
from catalog.enums import ExtraPricing
from catalog.models import Extra
from oci.forms.chosen_extras import PREFIX, ChosenExtras
from oci.views.wording import money


@dataclass(frozen=True, slots=True)
class ExtraCard:
    """One extra to choose. `numbers` are the pieces to choose from; a check box needs none."""

    name: str
    label: str
    description: str
    price: str
    basis: str
    pieces: int
    numbers: Sequence[int]
    message: str


def extra_cards(
    extras: ChosenExtras, *, offers: Sequence[Offer], chosen: str, currency: str
) -> dict[str, list[ExtraCard]]:
    """The extras, and the bundles of kilometres apart.

    Those that the chosen class can have; before one is chosen, those that some class can. What is chosen and cannot
    be had stays, with the reason, so that it is seen and left out by whoever chose it.
    """
    offer = next((one for one in offers if one.vehicle_class.code == chosen), None)
    among = [offer] if offer else offers
    messages = {**(_refused(extras, offer) if offer else {}), **extras.errors}
    cards: dict[str, list[ExtraCard]] = {"extras": [], "bundles": []}
    for extra in extras.offered:
        if extra.code in extras.pieces or any(_fits(extra, one) for one in among):
            group = "extras" if extra.kilometres is None else "bundles"
            message = messages.get(extra.code, "")
            cards[group].append(_card(extra, extras.pieces, currency=currency, message=message))
    return cards


def extra_messages(extras: ChosenExtras) -> Iterator[tuple[str, str]]:
    """The id of the field, and what is wrong with it; what is offered no more has no field."""
    shown = {extra.code for extra in extras.offered}
    for code, message in extras.errors.items():
        yield (f"{PREFIX}{code}" if code in shown else "extras"), message


def _fits(extra: Extra, offer: Offer) -> bool:
    return can_have(offer.vehicle_class, extra, has_kilometre_limit=_is_limited(offer))


def _is_limited(offer: Offer) -> bool:
    return has_kilometre_limit(offer.vehicle_class, days=offer.quote.days if offer.quote else 1)


def _refused(extras: ChosenExtras, offer: Offer) -> dict[str, str]:
    """Code and reason of what the chosen class cannot have."""
    _priced, errors = choose_extras(
        extras.pieces,
        offered=extras.offered,
        vehicle_class=offer.vehicle_class,
        has_kilometre_limit=_is_limited(offer),
    )
    return {error.extra_code: str(error) for error in errors if isinstance(error, ExtraError)}


def _card(extra: Extra, pieces: Mapping[str, int], *, currency: str, message: str) -> ExtraCard:
    price, basis = _price(extra, currency=currency)
    return ExtraCard(
        name=f"{PREFIX}{extra.code}",
        label=extra.name,
        description=extra.description,
        price=price,
        basis=basis,
        pieces=pieces.get(extra.code, 0),
        numbers=range(extra.max_quantity + 1) if extra.max_quantity > 1 else (),
        message=message,
    )


def _price(extra: Extra, *, currency: str) -> tuple[str, str]:
    """The price, and what it is for."""
    if not extra.price:
        return gettext("Free of charge"), ""
    price = money(extra.price, currency)
    if extra.pricing == ExtraPricing.PER_RENTAL:
        return price, gettext("per rental")
    if extra.cap is not None:
        return price, gettext("per day, at most %(cap)s") % {"cap": money(extra.cap, currency)}
    return price, gettext("per day")
