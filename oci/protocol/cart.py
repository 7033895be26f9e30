"""The outbound hop: what was chosen, as form fields NEW_ITEM-<FIELD>[n].

OCI 4.0, chapter 3. Lines count from 1 without a gap: Odoo stops reading at the first one that is missing.
Only filled fields are sent: PHP receivers drop silently what lies past their limit of variables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .errors import (
    CartEmpty,
    CartMalformed,
    CartTooLarge,
    FieldMissing,
    FieldTooLong,
    FieldUnknown,
    NumberNotSendable,
)
from .fields import ALTERNATIVES, LONGTEXT, REQUIRES, Field, Kind, Presence, Version, fields_of
from .limits import CART_VARIABLES
from .numbers import parse_number
from .text import length

__all__ = ["Cart", "Item", "build_cart", "check_cart", "parse_cart"]

# SAP writes LONGTEXT's index before the colon and leaves the brackets empty.
_longtext_re = re.compile(r"NEW_ITEM-LONGTEXT_(?P<line>[0-9]{1,4}):132\[\]", re.IGNORECASE | re.ASCII)
_field_re = re.compile(
    r"NEW_ITEM-(?P<name>[A-Z0-9_]{1,40})\[(?P<line>[0-9]{1,4})\]", re.IGNORECASE | re.ASCII
)
_name_re = re.compile(r"[A-Z0-9_]{1,40}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its filled fields in the order in which they are sent, named without prefix and index."""

    fields: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, values: Mapping[str, str]) -> Item:
        """An item of the filled ones among `values`."""
        return cls(tuple((name, value) for name, value in values.items() if value))

    def value(self, name: str) -> str:
        """The value of the field; "" when it is not filled."""
        return next((value for field, value in self.fields if field == name), "")


@dataclass(frozen=True, slots=True)
class Cart:
    items: tuple[Item, ...]


def build_cart(
    cart: Cart, *, version: Version = Version.V4_0, more_fields: Iterable[str] = ()
) -> tuple[tuple[str, str], ...]:
    """The form fields of `cart`.

    `more_fields` are names outside the specification that the receiver asked for (`TAX`, `CUST_FIELD6`).

    Raises:
        CartError: If the receiver would drop or misread it; see `check_cart`.
    """
    check_cart(cart, version=version, more_fields=more_fields)
    return tuple(
        (_form_name(name, line), value.replace("\r\n", "\n") if name == LONGTEXT else value)
        for line, item in enumerate(cart.items, start=1)
        for name, value in item.fields
    )


def parse_cart(fields: Iterable[tuple[str, str]]) -> Cart:
    """The cart in the fields of a posted return form; fields that are none of a cart are passed over.

    Raises:
        CartEmpty: If there is no line.
        CartMalformed: If a line is missing, or a field comes twice.
    """
    lines: dict[int, dict[str, str]] = {}
    for form_name, value in fields:
        longtext = _longtext_re.fullmatch(form_name)
        match = longtext or _field_re.fullmatch(form_name)
        if match is None:
            if form_name.upper().startswith("NEW_ITEM-"):
                raise CartMalformed("a name is neither NEW_ITEM-FIELD[n] nor NEW_ITEM-LONGTEXT_n:132[]")
            continue
        name = LONGTEXT if longtext else match["name"].upper()
        line = lines.setdefault(int(match["line"]), {})
        if name in line:
            raise CartMalformed(f"{name} comes twice in line {match['line']}")
        # Browsers post every line end as CRLF.
        line[name] = value.replace("\r\n", "\n")
    if not lines:
        raise CartEmpty
    if sorted(lines) != list(range(1, len(lines) + 1)):
        raise CartMalformed("lines do not count from 1 without a gap")
    return Cart(tuple(Item(tuple(lines[line].items())) for line in sorted(lines)))


def check_cart(cart: Cart, *, version: Version = Version.V4_0, more_fields: Iterable[str] = ()) -> None:
    """Check `cart` against the fields of `version`, and raise what is found first.

    Raises:
        CartEmpty: If there is no line.
        CartTooLarge: If it has more fields than receivers take.
        FieldMissing, FieldTooLong, FieldUnknown, NumberNotSendable, CartMalformed: If a line is wrong.
    """
    if not cart.items:
        raise CartEmpty
    if sum(len(item.fields) for item in cart.items) > CART_VARIABLES:
        raise CartTooLarge(CART_VARIABLES)
    known = fields_of(version)
    further = frozenset(more_fields)
    for line, item in enumerate(cart.items, start=1):
        for name, value in item.fields:
            _check_field(line, known.get(name) or _further(line, name, further), value)
        _check_presence(line, item, known)


def _form_name(name: str, line: int) -> str:
    return f"NEW_ITEM-{LONGTEXT}_{line}:132[]" if name == LONGTEXT else f"NEW_ITEM-{name}[{line}]"


def _further(line: int, name: str, further: frozenset[str]) -> Field:
    if name not in further or not _name_re.fullmatch(name):
        raise FieldUnknown(line, name, "not in the specification, and not agreed")
    return Field(name, None)


def _check_field(line: int, field: Field, value: str) -> None:
    if field.length is not None and length(value) > field.length:
        raise FieldTooLong(line, field.name, f"longer than {field.length} characters")
    if field.name != LONGTEXT and ("\n" in value or "\r" in value):
        raise CartMalformed(f"{field.name} of line {line} is more than one line")
    if field.kind is Kind.DECIMAL:
        parse_number(value)
    elif field.kind is Kind.WHOLE and not (value.isascii() and value.isdigit()):
        raise NumberNotSendable(f"{field.name} of line {line} is no whole number")


def _check_presence(line: int, item: Item, known: Mapping[str, Field]) -> None:
    filled = {name for name, value in item.fields if value}
    if len({name for name, _ in item.fields}) < len(item.fields):
        raise CartMalformed(f"a field comes twice in line {line}")
    for field in known.values():
        if field.presence is Presence.MANDATORY and field.name not in filled:
            raise FieldMissing(line, field.name, "mandatory")
    for either, other in ALTERNATIVES:
        if filled.isdisjoint((either, other)):
            raise FieldMissing(line, either, f"mandatory without {other}")
    for given, needed in REQUIRES:
        if given in filled and needed not in filled:
            raise FieldMissing(line, needed, f"mandatory with {given}")
