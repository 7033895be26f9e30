"""Columns of a list: how a field of a row is written into a cell, and read from one.

A cell comes in as text. `read` gives the value of the field, or raises Django's ValidationError with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from time import strptime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from catalog.domain.money import CENT
from catalog.enums import Weekday
from catalog.models import Extra
from catalog.spreadsheets.cells import NO, YES, Cell

# Rows by list and code: those of the database and those that the same file adds.
Known = Mapping[str, Mapping[str, models.Model]]

WORDS = {
    **dict.fromkeys(("yes", "y", "true", "1", "ja", "j", "oui", "waar", "wahr", "vrai"), True),
    **dict.fromkeys(("no", "n", "false", "0", "nee", "nein", "non", "onwaar", "falsch", "faux"), False),
}
DATES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Column:
    """A field that says for itself what fits. `name` is the head of the column."""

    name: str
    field: str

    def write(self, row: models.Model) -> Cell:
        value: Cell = getattr(row, self.field)
        if isinstance(value, Decimal):
            return value.quantize(CENT)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def read(self, text: str, *, row: models.Model, known: Known) -> Any:
        """`Any`: a value of the field, whatever its type is."""
        field = self.of(row)
        if not text:
            return _nothing(field)
        if isinstance(field, models.BooleanField):
            return _yes_or_no(text)
        if isinstance(field, models.DateField):
            return _date(text)
        return field.clean(_decimal(text) if isinstance(field, models.DecimalField) else text, row)

    def assign(self, row: models.Model, value: Any) -> None:
        setattr(row, self.field, value)

    def of(self, row: models.Model) -> models.Field[Any, Any]:
        field = row._meta.get_field(self.field)
        assert isinstance(field, models.Field)
        return field


class WeekdayColumn(Column):
    """monday, tuesday, …"""

    def write(self, row: models.Model) -> Cell:
        return Weekday(getattr(row, self.field)).name.lower()

    def read(self, text: str, *, row: models.Model, known: Known) -> Any:
        try:
            return Weekday[text.upper()].value
        except KeyError:
            names = ", ".join(day.name.lower() for day in Weekday)
            raise ValidationError(_("Write one of %(names)s.") % {"names": names}) from None


@dataclass(frozen=True, slots=True)
class CodeColumn(Column):
    """The code of a row of another list."""

    of_list: str = ""

    def write(self, row: models.Model) -> Cell:
        other = getattr(row, self.field)
        return other.code if other else ""

    def read(self, text: str, *, row: models.Model, known: Known) -> Any:
        if not text and self.of(row).null:
            return None
        return _row_of(text, known[self.of_list])


class ClassesColumn(Column):
    """The classes that can have an extra: codes with spaces between them, or `all`."""

    def write(self, row: models.Model) -> Cell:
        assert isinstance(row, Extra)
        return ALL if row.all_classes else " ".join(sorted(one.code for one in row.vehicle_classes.all()))

    def read(self, text: str, *, row: models.Model, known: Known) -> Any:
        if text.lower() == ALL:
            return []
        codes = text.replace(",", " ").replace(";", " ").split()
        if not codes:
            raise ValidationError(_("Write the codes of classes with spaces between them, or “all”."))
        return [_row_of(code, known["classes"]) for code in codes]

    def assign(self, row: models.Model, value: Any) -> None:
        assert isinstance(row, Extra)
        row.all_classes = not value
        row.vehicle_classes = value


def _nothing(field: models.Field[Any, Any]) -> Any:
    """What an empty cell says. `Any`: a value of the field."""
    if field.null:
        return None
    if field.blank and field.empty_strings_allowed:
        return ""
    if field.has_default():
        return field.get_default()
    raise ValidationError(_("This is needed."))


def _row_of(code: str, rows: Mapping[str, models.Model]) -> models.Model:
    try:
        return rows[code]
    except KeyError:
        raise ValidationError(_("There is no “%(code)s”.") % {"code": code}) from None


def _yes_or_no(text: str) -> bool:
    try:
        return WORDS[text.lower()]
    except KeyError:
        raise ValidationError(_("Write %(yes)s or %(no)s.") % {"yes": YES, "no": NO}) from None


def _date(text: str) -> date:
    for form in DATES:
        try:
            return date(*strptime(text, form)[:3])
        except ValueError:
            continue
    raise ValidationError(_("Write a date as 2026-12-31."))


def _decimal(text: str) -> str:
    """With a point, where a spreadsheet has written a comma."""
    return text.replace(",", ".") if text.count(",") == 1 and "." not in text else text
