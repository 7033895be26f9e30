"""An end of the rental at an address: the fields of the booking form, and what they say together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from babel import Locale
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.domain.addresses import Address, Trip

AT_STATION, AT_SAME_ADDRESS, AT_ADDRESS = "station", "same", "address"
WHERE_FIELDS = {Trip.DELIVERY: "pick_up_where", Trip.COLLECTION: "return_where"}
PHONE = re.compile(r"\+?[\d\s().\-/]{6,30}")
PHONE_WRONG = _("Write a phone number in digits, for example +31 6 12345678.")

# Part of an address: its label, what to do when it is empty, its length, and what browsers fill in.
PARTS: Mapping[str, tuple[Any, Any, int, str]] = {
    "name": (_("Contact at the address"), _("Fill in who is there when we come."), 200, "name"),
    "street": (_("Street and number"), _("Fill in the street and the number."), 200, "address-line1"),
    "postcode": (_("Postcode"), _("Fill in the postcode."), 12, "postal-code"),
    "city": (_("City"), _("Fill in the city."), 100, "address-level2"),
    "country": (_("Country"), _("Choose the country."), 2, "country"),
    "phone": (_("Phone of the contact"), _("Fill in the phone number of the contact."), 40, "tel"),
}
# Stands in for a part that is still empty and makes no difference to whether we come, and for what price.
EMPTY = "–"


def name_of(trip: Trip, part: str) -> str:
    return f"{trip.value}_{part}"


def where_choices(trip: Trip, *, is_delivered: bool) -> list[tuple[str, Any]]:
    """Where an end can be; `is_delivered`: there may be a delivery, too."""
    choices = [(AT_STATION, _("At a station")), (AT_ADDRESS, _("At an address"))]
    if trip is Trip.COLLECTION and is_delivered:
        choices.append((AT_SAME_ADDRESS, _("At the address of the delivery")))
    return choices


def address_fields(trip: Trip, *, countries: list[str], is_delivered: bool) -> dict[str, forms.Field]:
    """The field that asks where, and those of the address."""
    where = forms.ChoiceField(
        label=_("Where"),
        choices=where_choices(trip, is_delivered=is_delivered),
        required=False,
        error_messages={"invalid_choice": _("Choose a station or an address.")},
    )
    parts = {name_of(trip, part): _field(trip, part, countries=countries) for part in PARTS}
    return {WHERE_FIELDS[trip]: where, **parts}


def read_address(filled: Mapping[str, Any], trip: Trip, *, countries: list[str]) -> Address:
    """The address as far as it is filled in."""
    parts = {part: filled.get(name_of(trip, part)) or EMPTY for part in PARTS}
    parts["postcode"] = filled.get(name_of(trip, "postcode")) or ""
    parts["country"] = filled.get(name_of(trip, "country")) or countries[0]
    return Address(**parts)


def _field(trip: Trip, part: str, *, countries: list[str]) -> forms.Field:
    label, missing, length, token = PARTS[part]
    attrs = {"autocomplete": f"section-{trip.value} {token}"}
    if part == "country":
        territories = Locale.parse((get_language() or "en").replace("-", "_")).territories
        return forms.ChoiceField(
            label=label,
            choices=[(code, territories.get(code, code)) for code in countries],
            required=False,
            error_messages={"invalid_choice": missing},
            widget=forms.Select(attrs=attrs),
        )
    if part == "phone":
        attrs["type"] = "tel"
    return forms.CharField(
        label=label, max_length=length, required=False, widget=forms.TextInput(attrs=attrs)
    )
