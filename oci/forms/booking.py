"""What an employee fills in to book: read kindly, kept word for word, and judged by the catalog.

This form knows what a date, an e-mail address or a too long note is. What can be rented when and where is the
catalog's to say; its answers are put at the fields they are about with `add_problem`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.domain.addresses import Address, Trip
from catalog.domain.choice_errors import ChoiceError
from catalog.domain.extra_errors import ExtraError
from catalog.domain.places import Places
from oci.forms.address_fields import (
    AT_ADDRESS,
    AT_SAME_ADDRESS,
    PARTS,
    PHONE,
    PHONE_WRONG,
    WHERE_FIELDS,
    address_fields,
    name_of,
    read_address,
)
from oci.forms.chosen_extras import ChosenExtras
from oci.forms.extra_fields import NOTHING_ASKED, ExtraAnswers
from oci.forms.typed_moments import NoSuchDayError, parse_date, parse_time
from reservations.domain.registration import Driver, Requester

MYSELF, COLLEAGUE = "self", "colleague"
DRIVERS = ((MYSELF, _("I drive myself")), (COLLEAGUE, _("A colleague drives")))

# The catalog's word for what a problem is about, and the field in which an employee can put it right.
FIELD_OF = {
    "pick_up": "pick_up_date",
    "return": "return_date",
    "station": "pick_up_station",
    "delivery": "delivery_postcode",
    "return_station": "return_station",
    "collection": "collection_postcode",
    "vehicle_class": "vehicle_class",
}
STATION_FIELDS = {Trip.DELIVERY: "pick_up_station", Trip.COLLECTION: "return_station"}
# The code of a message that says how to write something, and not what it is about.
UNREADABLE = "unreadable"
GONE = _("This station is not available any more. Choose another one.")


def _text(label: Any, *, length: int, missing: Any = None, **attrs: Any) -> forms.CharField:
    """A line of text; without `missing`, the message for an empty one, it may stay empty.

    `Any` for the texts: lazily translated ones have no public type in Django.
    """
    return forms.CharField(
        label=label,
        max_length=length,
        required=missing is not None,
        error_messages={"required": missing} if missing else None,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


class BookingForm(forms.Form):
    """The fields of the booking page.

    `is_final` false, while the page is only being recalculated: what is filled in must be right, but nothing has to be.
    """

    pick_up_date = _text(
        _("Pick-up date"), length=20, missing=_("Fill in the date of pick-up."), inputmode="numeric"
    )
    pick_up_time = _text(
        _("Pick-up time"), length=10, missing=_("Fill in the time of pick-up."), inputmode="numeric"
    )
    return_date = _text(
        _("Return date"), length=20, missing=_("Fill in the date of return."), inputmode="numeric"
    )
    return_time = _text(
        _("Return time"), length=10, missing=_("Fill in the time of return."), inputmode="numeric"
    )
    pick_up_station = forms.ChoiceField(
        label=_("Pick-up station"),
        error_messages={"required": _("Choose where you pick up the vehicle."), "invalid_choice": GONE},
    )
    return_station = forms.ChoiceField(
        label=_("Return station"), required=False, error_messages={"invalid_choice": GONE}
    )
    vehicle_class = _text(_("Vehicle"), length=40, missing=_("Choose a vehicle."))
    driver = forms.ChoiceField(
        label=_("Driver"),
        choices=DRIVERS,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose who will drive.")),
    )
    driver_name = _text(_("Name of the driver"), length=200)
    driver_email = forms.EmailField(
        label=_("E-mail of the driver"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Write an e-mail address like name@organisation.com.")},
    )
    driver_phone = _text(_("Mobile number of the driver"), length=40, type="tel", autocomplete="tel")
    wish = _text(_("Wish"), length=500)
    note = forms.CharField(
        label=_("Note for Europcar"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        places: Places,
        today: date,
        extras: ChosenExtras | None = None,
        extra: ExtraAnswers = NOTHING_ASKED,
        is_final: bool = False,
        initial: Mapping[str, str] | None = None,
    ) -> None:
        if data is not None and not data.get("vehicle_class"):
            # The radio button of a class that cannot be had is disabled, and sends nothing.
            data = {**{name: data.get(name) for name in data}, "vehicle_class": data.get("refused_class", "")}
        self.is_final = is_final
        super().__init__(data, initial=dict(initial or {}), auto_id="%s", use_required_attribute=False)
        self._today = today
        self.extra = extra
        self.extras = extras or ChosenExtras()
        self._countries = list(dict.fromkeys(rule.country for rule in places.rules))
        self.trips = tuple(trip for trip in Trip if places.offers(trip))
        self._ask_addresses()
        offered = [(station.code, station.name) for station in places.stations]
        # Both are declared as choices above; the type of `fields` cannot know.
        cast(forms.ChoiceField, self.fields["pick_up_station"]).choices = offered
        cast(forms.ChoiceField, self.fields["return_station"]).choices = [("", _("Same station")), *offered]
        if not is_final:
            for field in self.fields.values():
                field.required = False

    def clean_pick_up_date(self) -> date | None:
        return self._date("pick_up_date")

    def clean_return_date(self) -> date | None:
        return self._date("return_date")

    def clean_pick_up_time(self) -> time | None:
        return self._time("pick_up_time")

    def clean_return_time(self) -> time | None:
        return self._time("return_time")

    def clean_driver_phone(self) -> str:
        phone: str = self.cleaned_data["driver_phone"]
        if phone and not PHONE.fullmatch(phone):
            raise forms.ValidationError(PHONE_WRONG)
        return phone

    def clean(self) -> dict[str, Any]:
        self._clean_addresses()
        self._clean_driver()
        return self.cleaned_data

    def _clean_driver(self) -> None:
        if self.cleaned_data.get("driver") != COLLEAGUE:
            return
        if not self.cleaned_data.get("driver_name") and self.fields["driver"].required:
            self.add_error("driver_name", _("Fill in the name of the colleague who will drive."))
        email = self.cleaned_data.get("driver_email")
        if not email and not self.has_error("driver_email") and self.fields["driver"].required:
            self.add_error("driver_email", _("Fill in the e-mail address of the colleague who will drive."))

    def _clean_addresses(self) -> None:
        for trip in self.trips:
            if self.where(trip) == AT_SAME_ADDRESS and not self.address(Trip.DELIVERY):
                self.add_error(
                    WHERE_FIELDS[trip],
                    _("There is no address of a delivery. Choose a station or an address."),
                )
            if self.where(trip) != AT_ADDRESS:
                continue
            # The station of this end is not looked at.
            self.errors.pop(STATION_FIELDS[trip], None)
            phone = self.cleaned_data.get(name_of(trip, "phone"))
            if phone and not PHONE.fullmatch(phone):
                self.add_error(name_of(trip, "phone"), PHONE_WRONG)
            for part, (_label, missing, _length, _token) in PARTS.items():
                name = name_of(trip, part)
                is_empty = part != "country" and not self.cleaned_data.get(name)
                if is_empty and self.is_final and not self.has_error(name):
                    self.add_error(name, missing)

    def is_valid(self) -> bool:
        """Whether everything is right, the customer's own questions included."""
        return super().is_valid() and not self.extra.checked.errors

    def add_problem(self, error: ChoiceError) -> None:
        """Put a message of the catalog's at the field where it can be put right."""
        message = str(error)
        if isinstance(error, ExtraError):
            self.extras.errors[error.extra_code] = message
            return
        field = FIELD_OF[error.field]
        if error.field == "collection" and self.where(Trip.COLLECTION) == AT_SAME_ADDRESS:
            field = WHERE_FIELDS[Trip.COLLECTION]
        if message not in self.errors.get(field, ()):
            self.add_error(field, message)

    @property
    def pick_up(self) -> datetime | None:
        """The moment of pick-up by the station's clock, when date and time are both filled in and right."""
        return self._moment("pick_up_date", "pick_up_time")

    @property
    def return_(self) -> datetime | None:
        return self._moment("return_date", "return_time")

    @property
    def pick_up_station_code(self) -> str:
        """Empty while none is chosen, or one that is not offered."""
        chosen: str = self.cleaned_data.get("pick_up_station", "")
        return chosen

    @property
    def return_station_code(self) -> str:
        """Where the vehicle goes back to: the station of pick-up unless another one is chosen.

        Empty for what was delivered: it goes back to the station that it came from.
        """
        chosen: str = self.cleaned_data.get("return_station", "")
        return chosen or ("" if self.address(Trip.DELIVERY) else self.pick_up_station_code)

    def where(self, trip: Trip) -> str:
        """One of the values of the choice; empty for a station while nothing is chosen."""
        chosen: str = self.cleaned_data.get(WHERE_FIELDS[trip], "")
        return chosen

    def address(self, trip: Trip) -> Address | None:
        """The address of that end, as far as it is filled in; None for a station."""
        if trip not in self.trips:
            return None
        if trip is Trip.COLLECTION and self.where(trip) == AT_SAME_ADDRESS:
            return self.address(Trip.DELIVERY)
        if self.where(trip) != AT_ADDRESS:
            return None
        return read_address(self.cleaned_data, trip, countries=self._countries)

    @property
    def has_one_country(self) -> bool:
        return len(self._countries) == 1

    @property
    def driver_choices(self) -> list[tuple[str, str]]:
        return [(value, str(label)) for value, label in DRIVERS]

    def driver_for(self, requester: Requester) -> Driver:
        """Who will drive, by a form that is filled in right."""
        filled = self.cleaned_data
        if filled["driver"] == COLLEAGUE:
            return Driver(
                name=filled["driver_name"], email=filled["driver_email"], phone=filled["driver_phone"]
            )
        return Driver(name=requester.name, email=requester.email, phone=filled["driver_phone"])

    @property
    def typed(self) -> dict[str, str]:
        """What stands in the fields, letter by letter."""
        standing = {name: self[name].value() or "" for name in self.fields}
        return {**standing, **self.extras.fields, **self.extra.fields}

    def _ask_addresses(self) -> None:
        """Add the fields of the ends that can be at an address, in the order of the page."""
        is_delivered = Trip.DELIVERY in self.trips
        asked = {
            trip: address_fields(trip, countries=self._countries, is_delivered=is_delivered)
            for trip in self.trips
        }
        order = list(self.fields)
        for trip, fields in asked.items():
            self.fields |= fields
            where, *parts = fields
            at = order.index(STATION_FIELDS[trip])
            order[at : at + 1] = [where, STATION_FIELDS[trip], *parts]
        self.order_fields(order)

    def _date(self, name: str) -> date | None:
        text: str = self.cleaned_data[name]
        try:
            return parse_date(text, today=self._today) if text else None
        except NoSuchDayError:
            raise forms.ValidationError(
                _("The calendar has no such day. Write day, month and year, for example 25-11-2026."),
                code=UNREADABLE,
            ) from None
        except ValueError:
            raise forms.ValidationError(
                _("Write the date as day-month-year, for example 25-11-2026."), code=UNREADABLE
            ) from None

    def _time(self, name: str) -> time | None:
        text: str = self.cleaned_data[name]
        try:
            return parse_time(text) if text else None
        except ValueError:
            raise forms.ValidationError(
                _("Write the time as hours:minutes, for example 9:00 or 14:30."), code=UNREADABLE
            ) from None

    def _moment(self, date_name: str, time_name: str) -> datetime | None:
        day, clock = self.cleaned_data.get(date_name), self.cleaned_data.get(time_name)
        return datetime.combine(day, clock) if day and clock else None
