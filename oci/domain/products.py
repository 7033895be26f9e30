"""A class as an article of a catalogue: what the buyer's system finds, looks up and validates, priced per day."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext

from catalog.domain.pricing import Band, choose_band
from catalog.domain.queries import offered_classes
from catalog.models import VehicleClass
from catalog.models.texts import LANGUAGES
from oci.enums import Unpriced
from oci.models import Connection
from oci.protocol.cart import Item
from oci.protocol.fields import FIELDS, LONGTEXT
from oci.protocol.numbers import build_price, build_quantity, build_whole
from oci.protocol.text import fit


def find_product(product_id: str) -> VehicleClass | None:
    """The offered class whose EXT_PRODUCT_ID was sent once, with its rates, or None. Two statements."""
    return offered_classes().filter(code=product_id.strip()).first()


def search_products(words: str) -> list[VehicleClass]:
    """The offered classes in which each of `words` occurs, in any language; all for no words. Two statements."""
    wanted = [word.strip("*").casefold() for word in words.split()]
    return [one for one in offered_classes() if all(word in _searched(one) for word in wanted)]


def price_per_day(vehicle_class: VehicleClass, *, days: int) -> Decimal | None:
    """The agreed net price of a day in a rental of so many days; None without an agreed rate."""
    bands = (
        Band(rate.from_days, rate.price_per_day, rate.km_per_day, rate.price_extra_km)
        for rate in vehicle_class.rates.all()
    )
    band = choose_band(bands, days=days)
    return band.price_per_day if band else None


def build_product(
    *,
    vehicle_class: VehicleClass,
    quantity: Decimal,
    connection: Connection,
    currency: str,
    charset: str,
) -> Item:
    """The line for `quantity` days of a class, in the active language and the characters of `charset`.

    Raises:
        NumberNotSendable: If quantity or price cannot be sent.
    """
    price = price_per_day(vehicle_class, days=max(1, int(quantity)))
    values = {
        "DESCRIPTION": vehicle_class.name,
        "QUANTITY": build_quantity(quantity),
        "UNIT": connection.day_unit,
        **_price(price, connection=connection, currency=currency),
        "PRICEUNIT": build_whole(1, digits=5),
        LONGTEXT: "\n".join(_long_text(vehicle_class, is_priced=price is not None)),
        "VENDOR": connection.vendor_number,
        # Of what is not requested yet there is no reference: the article number is the class, whatever the
        # connection chooses for requests.
        "VENDORMAT": vehicle_class.code,
        "MATGROUP": connection.material_group,
        "EXT_PRODUCT_ID": vehicle_class.code,
    }
    # Only a text is cut. A code that is cut is another code.
    longest = {"DESCRIPTION": FIELDS["DESCRIPTION"].length}
    return Item.of(
        {
            name: fit(value, longest=longest.get(name), charset=charset, lines=name == LONGTEXT)
            for name, value in values.items()
        }
    )


def _searched(vehicle_class: VehicleClass) -> str:
    translated = (
        getattr(vehicle_class, f"{field}_{language}")
        for field in ("name", "description")
        for language in LANGUAGES
    )
    codes = (vehicle_class.code, vehicle_class.acriss, vehicle_class.article_number, vehicle_class.examples)
    return "\n".join((*codes, *translated)).casefold()


def _price(price: Decimal | None, *, connection: Connection, currency: str) -> dict[str, str]:
    if price is None and connection.unpriced == Unpriced.OMIT:
        return {}
    return {"PRICE": build_price(price or Decimal(0)), "CURRENCY": currency}


def _long_text(vehicle_class: VehicleClass, *, is_priced: bool) -> Iterable[str]:
    if vehicle_class.examples:
        yield gettext("%(class)s or similar") % {"class": vehicle_class.examples}
    yield vehicle_class.description
    if not is_priced:
        yield gettext("Price per contract")
