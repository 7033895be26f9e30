"""What can be wrong with an address, or with the moment at which somebody should be there."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from catalog.domain.addresses import Address, Trip
from catalog.domain.choice_errors import ChoiceError, Field
from catalog.domain.dates import day_text, moment_text
from catalog.domain.opening import OpeningTimes

ADDRESS_FIELDS: dict[Trip, Field] = {Trip.DELIVERY: "delivery", Trip.COLLECTION: "collection"}
MOMENT_FIELDS: dict[Trip, Field] = {Trip.DELIVERY: "pick_up", Trip.COLLECTION: "return"}
PARTS = {
    "name": _("name of the contact"),
    "street": _("street and number"),
    "postcode": _("postcode"),
    "city": _("city"),
    "country": _("country"),
    "phone": _("phone of the contact"),
}


class AddressIncompleteError(ChoiceError):
    code = "ADDRESS_INCOMPLETE"

    def __init__(self, *, trip: Trip, address: Address) -> None:
        parts = ", ".join(str(PARTS[part]) for part in address.missing)
        messages = {
            Trip.DELIVERY: gettext("Complete the address of the delivery: %(parts)s."),
            Trip.COLLECTION: gettext("Complete the address of the collection: %(parts)s."),
        }
        super().__init__(messages[trip] % {"parts": parts}, field=ADDRESS_FIELDS[trip])


class AddressNotServedError(ChoiceError):
    """No rule makes this trip to this address."""

    code = "ADDRESS_NOT_SERVED"

    def __init__(self, *, trip: Trip, address: Address) -> None:
        messages = {
            Trip.DELIVERY: gettext(
                "Vehicles are not delivered at %(place)s. Check the postcode, or pick up at a station."
            ),
            Trip.COLLECTION: gettext(
                "Vehicles are not collected at %(place)s. Check the postcode, or return to a station."
            ),
        }
        place = f"{address.postcode} {address.city}".strip()
        super().__init__(messages[trip] % {"place": place}, field=ADDRESS_FIELDS[trip])


class AddressTooSoonError(ChoiceError):
    """Less time than it takes to get there."""

    code = "ADDRESS_TOO_SOON"

    def __init__(self, *, trip: Trip, hours: int, earliest: datetime) -> None:
        messages = {
            Trip.DELIVERY: ngettext(
                "A delivery must be booked %(hours)d hour ahead. Choose a time from %(earliest)s.",
                "A delivery must be booked %(hours)d hours ahead. Choose a time from %(earliest)s.",
                hours,
            ),
            Trip.COLLECTION: ngettext(
                "A collection must be booked %(hours)d hour ahead. Choose a time from %(earliest)s.",
                "A collection must be booked %(hours)d hours ahead. Choose a time from %(earliest)s.",
                hours,
            ),
        }
        text = messages[trip] % {"hours": hours, "earliest": moment_text(earliest)}
        super().__init__(text, field=MOMENT_FIELDS[trip])


class AddressClosedError(ChoiceError):
    """Nobody drives at that wall time; the message says when somebody does."""

    code = "ADDRESS_CLOSED"

    def __init__(self, *, trip: Trip, opening: OpeningTimes, wall: datetime) -> None:
        super().__init__(_closed_message(opening, wall), field=MOMENT_FIELDS[trip])


def _closed_message(opening: OpeningTimes, wall: datetime) -> str:
    """The same sentences for both trips: the field says which of them it is."""
    names = {"day": day_text(wall)}
    if today := opening.on(wall.date()):
        names["hours"] = ", ".join(f"{stretch.opens:%H:%M}–{stretch.closes:%H:%M}" for stretch in today)
        message = gettext(
            "On %(day)s, vehicles are brought and fetched at %(hours)s. Choose a time within these hours."
        )
        return message % names
    coming = opening.next_open(wall)
    if coming is None:
        return gettext("No vehicles are brought or fetched on %(day)s. Choose a station instead.") % names
    names["next"] = f"{day_text(coming.day)} {coming.opens:%H:%M}–{coming.closes:%H:%M}"
    if reason := opening.closed.get(wall.date()):
        names["reason"] = reason
        message = gettext(
            "No vehicles are brought or fetched on %(day)s (%(reason)s). They are again on %(next)s."
        )
        return message % names
    return gettext("No vehicles are brought or fetched on %(day)s. They are again on %(next)s.") % names
