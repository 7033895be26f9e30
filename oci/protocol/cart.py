"""The outbound hop: what was chosen, as form fields NEW_ITEM-<FIELD>[n].

OCI 4.0, chapter 3. Lines count from 1 without a gap: Odoo stops reading at the first one that is missing.
Only filled fields are sent: PHP receivers drop silently what lies past their limit of variables. Whether a
cart may leave is the business of `linter`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .errors import CartEmpty, CartMalformed
from .fields import LONGTEXT
from .names import PREFIX, build_name, parse_name

__all__ = ["Cart", "Item", "build_cart", "parse_cart"]


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


def build_cart(cart: Cart) -> tuple[tuple[str, str], ...]:
    """The form fields of `cart`, in order."""
    return tuple(
        (build_name(name, line), value.replace("\r\n", "\n") if name == LONGTEXT else value)
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
        parsed = parse_name(form_name)
        if parsed is None:
            if form_name.upper().startswith(PREFIX):
                raise CartMalformed("a name is neither NEW_ITEM-FIELD[n] nor NEW_ITEM-LONGTEXT_n:132[]")
            continue
        name, number = parsed
        line = lines.setdefault(number, {})
        if name in line:
            raise CartMalformed(f"{name} comes twice in line {number}")
        # Browsers post every line end as CRLF.
        line[name] = value.replace("\r\n", "\n")
    if not lines:
        raise CartEmpty
    if sorted(lines) != list(range(1, len(lines) + 1)):
        raise CartMalformed("lines do not count from 1 without a gap")
    return Cart(tuple(Item(tuple(lines[line].items())) for line in sorted(lines)))
