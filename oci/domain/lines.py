"""A rental as a line of the cart.

Quantity 1 times the net total: exact to the cent, and unharmed by a user who edits the quantity at the buyer's.
"""

from __future__ import annotations

from decimal import Decimal

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from catalog.domain.quote import Quote
from oci.enums import Unpriced, VendorMaterial
from oci.models import Connection
from oci.protocol.cart import Item
from oci.protocol.fields import FIELDS
from oci.protocol.numbers import build_price, build_quantity, build_whole
from oci.protocol.text import fit, length
from reservations.models import RentalRequest

# As on the pages, and not a language's own: "Nov. 26, 2026, 9 a.m." is nobody's order in Europe.
MOMENT_FORMAT = "j F Y, H:i"


def build_item(*, rental_request: RentalRequest, connection: Connection, charset: str) -> Item:
    """The line for a request, in the language of the request and the characters of `charset`.

    Raises:
        NumberNotSendable: If an amount cannot be sent.
    """
    with translation.override(rental_request.language):
        description, long_text = _description(rental_request, charset), _long_text(rental_request)
    values = {
        "DESCRIPTION": description,
        "QUANTITY": build_quantity(Decimal(1)),
        "UNIT": connection.unit,
        **_price(rental_request, connection),
        "PRICEUNIT": build_whole(1, digits=5),
        "LONGTEXT": long_text,
        "VENDOR": connection.vendor_number,
        "VENDORMAT": _vendor_material(rental_request, connection),
        "MATGROUP": connection.material_group,
        "EXT_QUOTE_ID": rental_request.reference,
        "EXT_QUOTE_ITEM": "1",
        "EXT_PRODUCT_ID": rental_request.class_code,
    }
    # Only the texts were cut. A code that is cut is another code, so one that is too long is an error.
    return Item.of(
        {
            name: fit(value, longest=None, charset=charset, lines=name == "LONGTEXT")
            for name, value in values.items()
        }
    )


def _price(rental_request: RentalRequest, connection: Connection) -> dict[str, str]:
    if rental_request.net_total is None and connection.unpriced == Unpriced.OMIT:
        return {}
    return {
        "PRICE": build_price(rental_request.net_total or Decimal(0)),
        "CURRENCY": rental_request.currency,
    }


def _vendor_material(rental_request: RentalRequest, connection: Connection) -> str:
    match connection.vendor_material:
        case VendorMaterial.REFERENCE:
            return rental_request.reference
        case VendorMaterial.CLASS_AND_REFERENCE:
            return f"{rental_request.class_code}-{rental_request.reference}"
    return rental_request.class_code


def _description(rental_request: RentalRequest, charset: str) -> str:
    """`Compact, 3 days from 01-12-2026`. When it is too long the class gives way, never the days."""
    days = Quote.from_json(rental_request.quote).days
    period = ngettext("%(days)d day from %(date)s", "%(days)d days from %(date)s", days) % {
        "days": days,
        "date": rental_request.pick_up_local.strftime("%d-%m-%Y"),
    }
    longest = FIELDS["DESCRIPTION"].length or 0
    room = longest - length(period) - len(", ")
    return f"{fit(rental_request.class_name, longest=room, charset=charset)}, {period}"


def _long_text(rental_request: RentalRequest) -> str:
    lines = [
        gettext("%(class)s or similar") % {"class": rental_request.class_name},
        gettext("Reference: %(reference)s") % {"reference": rental_request.reference},
        gettext("Pick-up: %(moment)s, %(station)s")
        % {
            "moment": date_format(rental_request.pick_up_local, MOMENT_FORMAT),
            "station": rental_request.pick_up_station.name,
        },
        gettext("Return: %(moment)s, %(station)s")
        % {
            "moment": date_format(rental_request.return_local, MOMENT_FORMAT),
            "station": rental_request.return_station.name,
        },
    ]
    if rental_request.net_total is None:
        lines.append(gettext("Price per contract"))
    return "\n".join(lines)
