"""A rental as lines of the cart.

Quantity 1 times the net total, unless the connection wants days: exact to the cent, and unharmed by a user who edits
the quantity at the buyer's. The connection's rules then have their say (`cart_fields`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from catalog.domain.dates import dated_moment_text
from catalog.domain.quote import Quote
from catalog.domain.wording import with_colon
from oci.domain.cart_fields import apply_rules
from oci.domain.cart_rules import CartRules
from oci.domain.cart_values import LineFacts, RequestValues
from oci.domain.charges import Charge, spread
from oci.enums import Lines, Unpriced, VendorMaterial
from oci.models import Connection
from oci.protocol.cart import Item
from oci.protocol.fields import FIELDS, LONGTEXT, Version
from oci.protocol.numbers import build_price, build_quantity, build_whole
from oci.protocol.text import fit, length
from reservations.models import RentalRequest

LONGEST_DESCRIPTION = FIELDS["DESCRIPTION"].length or 0
# What stands for a price that no rate says.
UNPRICED = {Unpriced.ZERO: Decimal(0), Unpriced.CENT: Decimal("0.01"), Unpriced.OMIT: None}
# OCI 5.0, ITEM_TYPE: the root, and what hangs from it.
ROOT, LEAF = "R", "L"


def build_items(
    *,
    rental_request: RentalRequest,
    connection: Connection,
    charset: str,
    rules: CartRules | None = None,
    parameters: Mapping[str, str] | None = None,
) -> tuple[Item, ...]:
    """The lines for a request, in the language of the request and the characters of `charset`.

    `parameters` are those of the call that the punch-out keeps for its cart.

    Raises:
        NumberNotSendable: If an amount cannot be sent.
        CartValueNotInTable: If a value table refuses a value.
    """
    quote = Quote.from_json(rental_request.quote)
    with translation.override(rental_request.language):
        charges = spread(quote, connection=connection)
        return tuple(
            _build_item(
                number=number,
                charge=charge,
                siblings=len(charges),
                values=RequestValues(
                    rental_request,
                    quote,
                    _facts(number, charge, rental_request, quote, charset),
                    parameters or {},
                ),
                connection=connection,
                rules=rules or CartRules(),
                charset=charset,
            )
            for number, charge in enumerate(charges, start=1)
        )


def price_of(price: Decimal | None, *, connection: Connection, currency: str) -> dict[str, str]:
    """PRICE and CURRENCY, or what the connection sends where no rate is agreed."""
    price = UNPRICED[Unpriced(connection.unpriced)] if price is None else price
    return {} if price is None else {"PRICE": build_price(price), "CURRENCY": currency}


def _build_item(
    *,
    number: int,
    charge: Charge,
    siblings: int,
    values: RequestValues,
    connection: Connection,
    rules: CartRules,
    charset: str,
) -> Item:
    request, line = values.request, values.line
    defaults = {
        "DESCRIPTION": line.description,
        "QUANTITY": build_quantity(charge.quantity),
        "UNIT": charge.unit,
        **price_of(charge.price, connection=connection, currency=request.currency),
        "PRICEUNIT": build_whole(1, digits=5),
        LONGTEXT: line.long_text,
        "VENDOR": connection.vendor_number,
        "VENDORMAT": _vendor_material(number, charge, request, connection),
        "MATGROUP": connection.material_group,
        "EXT_QUOTE_ID": request.reference,
        "EXT_QUOTE_ITEM": str(number),
        # A charge is nothing that can be looked up or validated: asked for it, we would have to say that it is gone.
        "EXT_PRODUCT_ID": request.class_code if charge.lines == Lines.RENTAL else "",
        **_place(charge, siblings=siblings, connection=connection),
    }
    # Only the texts were cut. A code that is cut is another code, so one that is too long is an error.
    fitted = {
        name: fit(value, longest=None, charset=charset, lines=name == LONGTEXT)
        for name, value in defaults.items()
    }
    return apply_rules(defaults=fitted, lines=charge.lines, rules=rules, values=values, charset=charset)


def _facts(number: int, charge: Charge, request: RentalRequest, quote: Quote, charset: str) -> LineFacts:
    if charge.lines == Lines.RENTAL:
        description, long_text = _describe_rental(request, quote, charset), _rental_text(request, charge)
    else:
        description = fit(charge.text, longest=LONGEST_DESCRIPTION, charset=charset)
        long_text = _charge_text(request, charge)
    return LineFacts(
        number=number,
        text=charge.text,
        quantity=charge.quantity,
        unit=charge.unit,
        price=charge.price,
        amount=charge.amount,
        description=description,
        long_text="\n".join(long_text),
    )


def _vendor_material(number: int, charge: Charge, request: RentalRequest, connection: Connection) -> str:
    """The article number; the lines of one cart never have it in common, or receivers would merge them."""
    article = charge.article or request.class_code
    match connection.vendor_material:
        case VendorMaterial.REFERENCE:
            return request.reference if number == 1 else f"{request.reference}-{number}"
        case VendorMaterial.CLASS_AND_REFERENCE:
            return f"{article}-{request.reference}"
    return article


def _place(charge: Charge, *, siblings: int, connection: Connection) -> dict[str, str]:
    """Where a line hangs, for receivers that know of lines below lines."""
    if connection.oci_version != Version.V5_0 or siblings == 1:
        return {}
    return {"ITEM_TYPE": ROOT} if charge.lines == Lines.RENTAL else {"ITEM_TYPE": LEAF, "PARENT_ID": "1"}


def _describe_rental(request: RentalRequest, quote: Quote, charset: str) -> str:
    """`Compact, 3 days from 01-12-2026`. When it is too long the class gives way, never the days."""
    period = ngettext("%(days)d day from %(date)s", "%(days)d days from %(date)s", quote.days) % {
        "days": quote.days,
        "date": request.pick_up_local.strftime("%d-%m-%Y"),
    }
    room = LONGEST_DESCRIPTION - length(period) - len(", ")
    return f"{fit(request.class_name, longest=room, charset=charset)}, {period}"


def _rental_text(request: RentalRequest, charge: Charge) -> Iterator[str]:
    yield gettext("%(class)s or similar") % {"class": request.class_name}
    yield gettext("Reference: %(reference)s") % {"reference": request.reference}
    yield gettext("Pick-up: %(moment)s, %(station)s") % {
        "moment": dated_moment_text(request.pick_up_local),
        "station": request.pick_up_station.name,
    }
    yield gettext("Return: %(moment)s, %(station)s") % {
        "moment": dated_moment_text(request.return_local),
        "station": request.return_station.name,
    }
    if request.net_total is None:
        yield gettext("Price per contract")
    for line in charge.details:
        yield f"{with_colon(line.text)} {number_format(line.amount, 2)} {request.currency}"


def _charge_text(request: RentalRequest, charge: Charge) -> Iterator[str]:
    yield charge.text
    yield gettext("%(class)s or similar") % {"class": request.class_name}
    yield gettext("Reference: %(reference)s") % {"reference": request.reference}
