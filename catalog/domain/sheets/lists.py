"""The lists of an offering: what is a row, what tells rows apart, and which columns there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models

from catalog.domain.sheets.columns import ClassesColumn, CodeColumn, Column, WeekdayColumn
from catalog.models import ClosedDay, Extra, OpeningHours, Rate, Station, VehicleClass
from catalog.models.texts import LANGUAGES
from catalog.spreadsheets.cells import Cell, cell_text


@dataclass(frozen=True, slots=True)
class SheetList:
    """One list.

    Attributes:
        name: That of its sheet and its file.
        key: The columns that tell its rows apart.
        rows: What there is, in order.
        keeps: How a row ends that is left out: it is deleted, or kept and taken out of the offering, because
            requests may name it.
    """

    name: str
    model: type[models.Model]
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[], models.QuerySet[Any]]
    keeps: bool = False

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def written(self, row: models.Model) -> dict[str, Cell]:
        return {column.name: column.write(row) for column in self.columns}

    def key_of(self, row: models.Model) -> tuple[str, ...]:
        cells = self.written(row)
        return tuple(cell_text(cells[name]) for name in self.key)


def _plain(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, field=name) for name in names)


OFFERED = Column(name="offered", field="is_active")
NAMES = _plain(*(f"name_{language}" for language in LANGUAGES))
DESCRIPTIONS = _plain(*(f"description_{language}" for language in LANGUAGES))

CLASSES = SheetList(
    name="classes",
    model=VehicleClass,
    key=("code",),
    columns=(
        *_plain("code", "acriss", "article_number", "drawing"),
        *NAMES,
        *DESCRIPTIONS,
        *_plain(
            "examples",
            "seats",
            "doors",
            "luggage",
            "transmission",
            "drive",
            "fuel",
            "air_conditioning",
            "range_km",
            "payload_kg",
            "load_length_cm",
            "load_height_cm",
            "tow_bar",
            "day_counting",
            "grace_minutes",
            "min_days",
            "max_days",
            "lead_hours",
        ),
        OFFERED,
    ),
    rows=VehicleClass.objects.all,
    keeps=True,
)
RATES = SheetList(
    name="rates",
    model=Rate,
    key=("class", "from_days"),
    columns=(
        CodeColumn(name="class", field="vehicle_class", of_list="classes"),
        *_plain("from_days", "price_per_day", "km_per_day", "price_extra_km"),
    ),
    rows=lambda: Rate.objects.select_related("vehicle_class").order_by(
        "vehicle_class__position", "vehicle_class__code", "from_days"
    ),
)
STATIONS = SheetList(
    name="stations",
    model=Station,
    key=("code",),
    columns=(
        *_plain("code", "name", "street", "postcode", "city", "country", "phone", "time_zone"),
        OFFERED,
    ),
    rows=Station.objects.all,
    keeps=True,
)
OPENING_HOURS = SheetList(
    name="opening_hours",
    model=OpeningHours,
    key=("station", "weekday", "opens"),
    columns=(
        CodeColumn(name="station", field="station", of_list="stations"),
        WeekdayColumn(name="weekday", field="weekday"),
        *_plain("opens", "closes"),
    ),
    rows=lambda: OpeningHours.objects.select_related("station").order_by(
        "station__position", "station__name", "weekday", "opens"
    ),
)
CLOSED_DAYS = SheetList(
    name="closed_days",
    model=ClosedDay,
    key=("station", "date"),
    columns=(
        CodeColumn(name="station", field="station", of_list="stations"),
        *_plain("date", "reason"),
    ),
    rows=lambda: ClosedDay.objects.select_related("station"),
)
EXTRAS = SheetList(
    name="extras",
    model=Extra,
    key=("code",),
    columns=(
        *_plain("code"),
        *NAMES,
        *DESCRIPTIONS,
        *_plain("pricing", "price", "cap", "kilometres", "max_quantity"),
        ClassesColumn(name="classes", field="vehicle_classes"),
        OFFERED,
    ),
    rows=lambda: Extra.objects.prefetch_related("vehicle_classes"),
    keeps=True,
)

# In this order a row comes after those that it names.
LISTS = (CLASSES, RATES, STATIONS, OPENING_HOURS, CLOSED_DAYS, EXTRAS)
BY_NAME = {one.name: one for one in LISTS}
