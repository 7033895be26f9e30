"""A class as an article of a catalogue: what the buyer's system finds, looks up and validates, priced per day."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import get_language, gettext

from catalog.domain.money import to_cents
from catalog.domain.pricing import Band, choose_band
from catalog.domain.queries import offered_classes
from catalog.models import VehicleClass
from catalog.models.texts import LANGUAGES
from oci.domain.cart_fields import apply_rules
from oci.domain.cart_rules import CartRules
from oci.domain.cart_values import ClassValues, LineFacts
from oci.domain.lines import price_of
from oci.enums import Lines
from oci.models import Connection
from oci.protocol.cart import Item
from oci.protocol.fields import FIELDS, LONGTEXT
from oci.protocol.numbers import build_quantity, build_whole
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
    rules: CartRules | None = None,
    number: int = 1,
) -> Item:
    """The line for `quantity` days of a class, in the active language and the characters of `charset`.

    Of the connection's `rules` those apply that ask for nothing but what is known of a class. `number` is that of the
    line.

    Raises:
        NumberNotSendable: If quantity or price cannot be sent.
        CartValueNotInTable: If a value table refuses a value.
    """
    price = price_per_day(vehicle_class, days=max(1, int(quantity)))
    long_text = "\n".join(_long_text(vehicle_class, is_priced=price is not None))
    defaults = {
        "DESCRIPTION": vehicle_class.name,
        "QUANTITY": build_quantity(quantity),
        "UNIT": connection.day_unit,
        **price_of(price, connection=connection, currency=currency),
        "PRICEUNIT": build_whole(1, digits=5),
        LONGTEXT: long_text,
        "VENDOR": connection.vendor_number,
        # Of what is not requested yet there is no reference: the article number is the class, whatever the
        # connection chooses for requests.
        "VENDORMAT": vehicle_class.code,
        "MATGROUP": connection.material_group,
        "EXT_PRODUCT_ID": vehicle_class.code,
    }
    # Only a text is cut. A code that is cut is another code.
    longest = {"DESCRIPTION": FIELDS["DESCRIPTION"].length}
    fitted = {
        name: fit(value, longest=longest.get(name), charset=charset, lines=name == LONGTEXT)
        for name, value in defaults.items()
    }
    line = LineFacts(
        number=number,
        text=vehicle_class.name,
        quantity=quantity,
        unit=connection.day_unit,
        price=price,
        amount=None if price is None else to_cents(price * quantity),
        description=fitted["DESCRIPTION"],
        long_text=long_text,
    )
    values = ClassValues(vehicle_class, line, currency=currency, language=(get_language() or "")[:2])
    return apply_rules(
        defaults=fitted,
        lines=Lines.RENTAL,
        rules=rules or CartRules(),
        values=values,
        charset=charset,
    )


def _searched(vehicle_class: VehicleClass) -> str:
    translated = (
        getattr(vehicle_class, f"{field}_{language}")
        for field in ("name", "description")
        for language in LANGUAGES
    )
    codes = (vehicle_class.code, vehicle_class.acriss, vehicle_class.article_number, vehicle_class.examples)
    return "\n".join((*codes, *translated)).casefold()


def _long_text(vehicle_class: VehicleClass, *, is_priced: bool) -> Iterable[str]:
    if vehicle_class.examples:
        yield gettext("%(class)s or similar") % {"class": vehicle_class.examples}
    yield vehicle_class.description
    if not is_priced:
        yield gettext("Price per contract")
