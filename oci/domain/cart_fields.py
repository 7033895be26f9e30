"""The rules of a connection at work: what a field of a line holds instead of, or beside, what it holds without them.

The steps, in this order: the value; dates and numbers as the rule writes them; the value table, ours to theirs;
capitals; the characters of the charset, on one line but for LONGTEXT; and last the cut, for only then is it known how
long a text is. What is empty after that is left out, or sent empty where the rule says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from oci.domain.cart_rules import CartRules
from oci.domain.cart_values import Value, Values
from oci.domain.value_tables import NotInTableError
from oci.enums import DateFormat, Lines, NumberFormat, Source
from oci.models import CartField
from oci.placeholders import fill
from oci.protocol.cart import Item
from oci.protocol.errors import CartError
from oci.protocol.fields import LONGTEXT
from oci.protocol.text import fit

DATES = {
    DateFormat.ISO: "%Y-%m-%d",
    DateFormat.HYPHENS: "%d-%m-%Y",
    DateFormat.POINTS: "%d.%m.%Y",
    DateFormat.SLASHES: "%d/%m/%Y",
    DateFormat.COMPACT: "%Y%m%d",
}


class CartValueNotInTable(CartError):
    """The value of a field is not in its value table, which refuses such values. Adding the pair helps."""

    code = "CART_VALUE_NOT_IN_TABLE"

    def __init__(self, field: str, table: str) -> None:
        super().__init__(
            format_lazy(
                _("{field} has a value that is not in the value table “{table}”."), field=field, table=table
            )
        )
        self.field, self.table = field, table


def apply_rules(
    *, defaults: Mapping[str, str], lines: Lines, rules: CartRules, values: Values, charset: str
) -> Item:
    """The line of `defaults` with what `rules` say of it, in the characters of `charset`.

    A field keeps its place; one that only a rule knows comes after those that every line has. A rule that reads what
    `values` do not know, as the reference of a class that nobody has requested, does not apply.

    Raises:
        CartValueNotInTable: If a table refuses a value.
    """
    fields = {name: value for name, value in defaults.items() if value}
    for name, rule in rules.for_line(lines).items():
        if not all(values.knows(one) for one in rule.names):
            continue
        value = _value_of(rule, rules, values, charset)
        if value or not (rule.leave_out_empty or rule.kind == Source.NOTHING):
            fields[name] = value
        else:
            fields.pop(name, None)
    return Item(tuple(fields.items()))


def _value_of(rule: CartField, rules: CartRules, values: Values, charset: str) -> str:
    text = _read(rule, values)
    table = rules.table_of(rule)
    if table is not None:
        try:
            text = table.to_theirs(text)
        except NotInTableError:
            raise CartValueNotInTable(rule.field, table.name) from None
    if rule.upper_case:
        text = text.upper()
    return fit(text, longest=rule.cut_after, charset=charset, lines=rule.field == LONGTEXT)


def _read(rule: CartField, values: Values) -> str:
    """The value as text, its dates and numbers the way that the rule writes them."""

    def read(name: str) -> str:
        return write(values.read(name), dates=rule.date_format, numbers=rule.number_format)

    match rule.kind:
        case Source.CONSTANT:
            return rule.source
        case Source.TEMPLATE:
            return fill(rule.source, read)
        case Source.NOTHING:
            return ""
    return read(rule.names[0])


def write(value: Value, *, dates: str = DateFormat.ISO, numbers: str = NumberFormat.POINT) -> str:
    """`value` as text: "2026-12-31", "09:00", "1250.50"; "" for what there is not."""
    match value:
        case None:
            return ""
        case date():
            return value.strftime(DATES[DateFormat(dates)])
        case time():
            return value.strftime("%H:%M")
        case Decimal():
            return _write_number(value, numbers)
    return str(value)


def _write_number(number: Decimal, numbers: str) -> str:
    match numbers:
        case NumberFormat.WHOLE:
            return format(number.quantize(Decimal(1), ROUND_HALF_UP), "f")
        case NumberFormat.COMMA:
            return format(number, "f").replace(".", ",")
    return format(number, "f")
