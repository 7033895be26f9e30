"""How each of the values that a cart can be filled with is read: from a request, or from a class that was looked up.

Nothing is looked up in the database but the class, and that only where a rule asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Protocol

from catalog.domain.quote import LineKind, Quote
from catalog.models import VehicleClass
from oci.placeholders import FIELD, PARAMETER
from oci.value_names import VALUES
from reservations.models import RentalRequest

__all__ = ["VALUES", "ClassValues", "LineFacts", "RequestValues", "Value", "Values"]

Value = str | int | Decimal | date | time | None

INCLUDED = (LineKind.KILOMETRES_INCLUDED, LineKind.KILOMETRES_ADDED)


class Values(Protocol):
    """What the rules of one line can read."""

    def knows(self, name: str) -> bool:
        """Whether `name` means something here. What it means can be empty all the same."""

    def read(self, name: str) -> Value:
        """The value of that name; None for one that is not known."""


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line as it is without rules."""

    number: int
    text: str
    quantity: Decimal
    unit: str
    price: Decimal | None
    amount: Decimal | None
    description: str
    long_text: str


@dataclass(frozen=True, slots=True)
class RequestValues:
    """The values of one line of a request. `parameters` are those that the punch-out keeps."""

    request: RentalRequest
    quote: Quote
    line: LineFacts
    parameters: Mapping[str, str]

    def knows(self, name: str) -> bool:
        return name in VALUES or name.startswith((FIELD, PARAMETER))

    def read(self, name: str) -> Value:
        if name.startswith(FIELD):
            fields = {field["key"]: field["value"] for field in self.request.reference_fields}
            return _find(fields, name.removeprefix(FIELD))
        if name.startswith(PARAMETER):
            return _find(self.parameters, name.removeprefix(PARAMETER))
        if name in OF_LINE:
            return OF_LINE[name](self.line)
        return OF_REQUEST[name](self) if name in OF_REQUEST else None


@dataclass(frozen=True, slots=True)
class ClassValues:
    """The values of the line of a class that the buyer's system searched or validates: nobody has requested it."""

    vehicle_class: VehicleClass
    line: LineFacts
    currency: str
    language: str

    def knows(self, name: str) -> bool:
        return name in OF_LINE or name in OF_CLASS

    def read(self, name: str) -> Value:
        if name in OF_LINE:
            return OF_LINE[name](self.line)
        return OF_CLASS[name](self) if name in OF_CLASS else None


OF_LINE: Mapping[str, Callable[[LineFacts], Value]] = {
    "line.number": lambda line: line.number,
    "line.text": lambda line: line.text,
    "line.quantity": lambda line: _short(line.quantity),
    "line.unit": lambda line: line.unit,
    "line.price": lambda line: line.price,
    "line.amount": lambda line: line.amount,
    "description": lambda line: line.description,
    "long_text": lambda line: line.long_text,
    "new_line": lambda _line: "\n",
}

OF_REQUEST: Mapping[str, Callable[[RequestValues], Value]] = {
    "reference": lambda one: one.request.reference,
    "language": lambda one: one.request.language,
    "registered.date": lambda one: one.request.registered_at.astimezone(
        one.request.pick_up_station.zone
    ).date(),
    "requester.name": lambda one: one.request.requester_name,
    "requester.email": lambda one: one.request.requester_email,
    "driver.name": lambda one: one.request.driver_name,
    "driver.email": lambda one: one.request.driver_email,
    "driver.phone": lambda one: one.request.driver_phone,
    "purchase_number": lambda one: one.request.purchase_number,
    "cost_centre": lambda one: one.request.cost_centre,
    "project": lambda one: one.request.project,
    "wish": lambda one: one.request.wish,
    "note": lambda one: one.request.note,
    "class.code": lambda one: one.request.class_code,
    "class.name": lambda one: one.request.class_name,
    "class.acriss": lambda one: one.request.vehicle_class.acriss,
    "class.article_number": lambda one: one.request.vehicle_class.article_number,
    "class.examples": lambda one: one.request.vehicle_class.examples,
    "days": lambda one: one.quote.days,
    "kilometres_included": lambda one: _kilometres(one.quote),
    "pick_up.date": lambda one: one.request.pick_up_local.date(),
    "pick_up.time": lambda one: one.request.pick_up_local.time(),
    "pick_up.station": lambda one: one.request.pick_up_station.name,
    "pick_up.station_code": lambda one: one.request.pick_up_station.code,
    "return.date": lambda one: one.request.return_local.date(),
    "return.time": lambda one: one.request.return_local.time(),
    "return.station": lambda one: one.request.return_station.name,
    "return.station_code": lambda one: one.request.return_station.code,
    "net_total": lambda one: one.quote.net_total,
    "vat_percentage": lambda one: _short(one.quote.vat_percentage),
    "vat_amount": lambda one: one.quote.vat_amount,
    "gross_total": lambda one: one.quote.gross_total,
    "currency": lambda one: one.quote.currency,
}

OF_CLASS: Mapping[str, Callable[[ClassValues], Value]] = {
    "class.code": lambda one: one.vehicle_class.code,
    "class.name": lambda one: one.vehicle_class.name,
    "class.acriss": lambda one: one.vehicle_class.acriss,
    "class.article_number": lambda one: one.vehicle_class.article_number,
    "class.examples": lambda one: one.vehicle_class.examples,
    "days": lambda one: _short(one.line.quantity),
    "net_total": lambda one: one.line.amount,
    "currency": lambda one: one.currency,
    "language": lambda one: one.language,
}


def _find(values: Mapping[str, str], wanted: str) -> str:
    """Names of parameters have no case in OCI, and keys of fields are often such names."""
    if wanted in values:
        return values[wanted]
    return next((value for name, value in values.items() if name.casefold() == wanted.casefold()), "")


def _kilometres(quote: Quote) -> Decimal | None:
    """Those of the rate and those that were bought; None when there is no limit, or nothing is said of it."""
    kinds = {line.kind for line in quote.lines}
    if LineKind.KILOMETRES_UNLIMITED in kinds or not kinds & set(INCLUDED):
        return None
    return _short(sum((line.quantity for line in quote.lines if line.kind in INCLUDED), start=Decimal(0)))


def _short(number: Decimal) -> Decimal:
    """`number` without zeros behind the point."""
    return number.normalize()
