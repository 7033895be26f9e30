"""What importing a file would do: every row that is added, changed or ended, and every error with row and column.

Planning changes the rows that it has read, in memory only; `importing.py` saves them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from catalog.acriss.errors import CodeMalformed
from catalog.domain.contradictions import find_contradictions
from catalog.domain.sheets.columns import Column
from catalog.domain.sheets.lists import LISTS, SheetList
from catalog.models import VehicleClass
from catalog.spreadsheets.cells import Cell, cell_text
from catalog.spreadsheets.csv_file import Numbered

Key = tuple[str, ...]


class Outcome(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class FieldChange:
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """What happens to one row. `number` is its row in the file, 0 for one that the file leaves out."""

    of: SheetList
    outcome: Outcome
    key: Key
    number: int
    fields: tuple[FieldChange, ...]
    row: models.Model = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing to put right in the file. Without a column it is about the row, with row 1 about the head."""

    list_name: str
    number: int
    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Plan:
    changes: tuple[RowChange, ...]
    errors: tuple[RowError, ...]
    unchanged: int

    @property
    def fingerprint(self) -> str:
        """The same for the same changes: what was looked at is what is done, or it is looked at again."""
        told = [
            (one.of.name, one.outcome.value, one.key, [(f.column, f.before, f.after) for f in one.fields])
            for one in self.changes
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def count(self, outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in self.changes)


def plan_import(lists: Mapping[str, Sequence[Numbered]]) -> Plan:
    """Compare the lists of a file with what there is. Lists that the file has not stay as they are.

    One statement for each list, and those of Django's checks for each row that is added or changed.
    """
    planner = _Planner()
    for one in LISTS:
        planner.load(one)
        if one.name in lists:
            planner.plan(one, lists[one.name])
    return Plan(changes=tuple(planner.changes), errors=tuple(planner.errors), unchanged=planner.unchanged)


class _Planner:
    def __init__(self) -> None:
        self.changes: list[RowChange] = []
        self.errors: list[RowError] = []
        self.unchanged = 0
        self.rows: dict[str, dict[Key, models.Model]] = {}
        # By the first part of their key, for lists whose rows are named by others.
        self.known: dict[str, dict[str, models.Model]] = {}

    def load(self, one: SheetList) -> None:
        self.rows[one.name] = {one.key_of(row): row for row in one.rows()}
        self.known[one.name] = {key[0]: row for key, row in self.rows[one.name].items() if len(key) == 1}

    def plan(self, one: SheetList, lines: Sequence[Numbered]) -> None:
        heads, *body = lines or [(1, [])]
        columns = self._columns(one, heads[1])
        if not columns:
            return
        seen: dict[Key, int] = {}
        for number, cells in body:
            texts = dict(zip(heads[1], cells, strict=False))
            self._plan_row(one, number, columns=columns, texts=texts, seen=seen)
        for key, row in self.rows[one.name].items():
            if key not in seen and (not one.keeps or getattr(row, "is_active", True)):
                self.changes.append(RowChange(one, Outcome.ENDED, key, 0, (), row))

    def _columns(self, one: SheetList, heads: Sequence[str]) -> tuple[Column, ...]:
        """The columns of the file, none where its head is wrong."""
        wrong = [
            *((head, _("There is no such column.")) for head in heads if head and head not in one.heads),
            *((head, _("This column is there twice.")) for head in set(heads) if heads.count(head) > 1),
            *((head, _("This column is missing.")) for head in one.key if head not in heads),
        ]
        self.errors += [RowError(one.name, 1, head, message) for head, message in wrong]
        return () if wrong else tuple(column for column in one.columns if column.name in heads)

    def _plan_row(
        self,
        one: SheetList,
        number: int,
        *,
        columns: Sequence[Column],
        texts: Mapping[str, str],
        seen: dict[Key, int],
    ) -> None:
        blank = one.model()
        wrong: dict[str, list[str]] = {}
        key = tuple(
            self._key_part(column, texts.get(column.name, ""), row=blank, wrong=wrong)
            for column in columns_of_key(one)
        )
        if wrong:
            # What else is wrong with the row is told along.
            for column in columns:
                if column.name not in one.key:
                    self._fill(blank, column, texts.get(column.name, ""), wrong=wrong)
            self._tell(one, number, wrong)
            return
        if key in seen:
            message = _("This is row %(row)d again.") % {"row": seen[key]}
            self._tell(one, number, {one.key[0]: [message]})
            return
        seen[key] = number
        row = self.rows[one.name].get(key)
        outcome = Outcome.CHANGED if row else Outcome.ADDED
        before = one.written(row) if row else {}
        row = row or blank
        for column in columns:
            self._fill(row, column, texts.get(column.name, ""), wrong=wrong)
        if wrong:
            self._tell(one, number, wrong)
            return
        changed = tuple(_differences(before, one.written(row)))
        if len(key) == 1:
            self.known[one.name][key[0]] = row
        if not changed:
            self.unchanged += 1
            return
        self._tell(one, number, _faults(one, row))
        self.changes.append(RowChange(one, outcome, key, number, changed, row))

    def _key_part(self, column: Column, text: str, *, row: models.Model, wrong: dict[str, list[str]]) -> str:
        """As it is written, however it is spelled in the file."""
        self._fill(row, column, text, wrong=wrong)
        return "" if column.name in wrong else cell_text(column.write(row))

    def _fill(self, row: models.Model, column: Column, text: str, *, wrong: dict[str, list[str]]) -> None:
        try:
            column.assign(row, column.read(text, row=row, known=self.known))
        except ValidationError as error:
            wrong[column.name] = error.messages

    def _tell(self, one: SheetList, number: int, wrong: Mapping[str, Sequence[str]]) -> None:
        self.errors += [
            RowError(one.name, number, column, message)
            for column, messages in wrong.items()
            for message in messages
        ]


def columns_of_key(one: SheetList) -> Iterator[Column]:
    return (column for column in one.columns if column.name in one.key)


def _differences(before: Mapping[str, Cell], after: Mapping[str, Cell]) -> Iterator[FieldChange]:
    for column, cell in after.items():
        old, new = cell_text(before.get(column)), cell_text(cell)
        if old != new:
            yield FieldChange(column=column, before=old, after=new)


def _faults(one: SheetList, row: models.Model) -> dict[str, list[str]]:
    """What the model has against the row as a whole, by column; `""` for what is about no single one."""
    heads = {column.field: column.name for column in one.columns}
    relations = {
        relation.name
        for relation in row._meta.get_fields()
        if relation.is_relation and not relation.auto_created
    }
    found: dict[str, list[str]] = {}
    try:
        row.clean_fields(exclude=relations)
    except ValidationError as error:
        found = {heads.get(name, ""): messages for name, messages in error.message_dict.items()}
    for constraint in row._meta.constraints:
        # What is unique is the key, which the plan has looked at.
        if isinstance(constraint, models.CheckConstraint):
            try:
                constraint.validate(type(row), row, exclude=relations)
            except ValidationError as error:
                found.setdefault("", []).extend(error.messages)
    if not found and isinstance(row, VehicleClass):
        found.update(_contradictions(row))
    return found


def _contradictions(vehicle_class: VehicleClass) -> Iterator[tuple[str, list[str]]]:
    try:
        for one in find_contradictions(vehicle_class):
            if one.is_refused:
                yield one.field, [str(one)]
    except CodeMalformed:  # told by the column
        return
