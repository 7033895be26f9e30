"""The choices of an extra field as a CSV file: written to be edited in a spreadsheet, read back whole or not at all.

Columns: value, then the labels in Dutch, English, German and French; more columns are refused. A separator may be a
comma, a semicolon or a tab, as spreadsheets of different countries write them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models.texts import LANGUAGES
from catalog.spreadsheets import csv_file
from catalog.spreadsheets.errors import FileBroken
from reservations.models import ExtraField, ExtraFieldChoice

MOST_CHOICES = 20_000
MOST_BYTES = 4 * 1024 * 1024
MOST_TOLD = 10
COLUMNS = ("value", *LANGUAGES)
LABELS = tuple(f"label_{language}" for language in LANGUAGES)


class ChoicesError(Exception):
    """The file was not taken, and nothing is changed. `messages` say why, one for each row that is wrong."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__(" ".join(messages))
        self.messages = messages


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    value: str
    labels: tuple[str, ...]  # in the order of LANGUAGES


@dataclass(frozen=True, slots=True)
class Difference:
    """What importing does: how many choices it adds, changes and takes out of use."""

    added: int
    changed: int
    ended: int


def build_csv(rows: Iterable[ChoiceRow]) -> str:
    """`rows` as a file that a spreadsheet opens and `parse_csv` reads."""
    return csv_file.build_csv([COLUMNS, *((row.value, *row.labels) for row in rows)])


def rows_of(field: ExtraField) -> list[ChoiceRow]:
    """The choices in use."""
    return [ChoiceRow(one.value, _labels(one)) for one in field.choices.filter(is_active=True)]


def parse_csv(data: bytes) -> tuple[ChoiceRow, ...]:
    """The rows of a file in UTF-8, or in Windows-1252 as spreadsheets still write it.

    Raises:
        ChoicesError: If it is too large, empty, or a row is wrong.
    """
    if len(data) > MOST_BYTES:
        raise ChoicesError([_("The file is larger than %(limit)d MB.") % {"limit": MOST_BYTES // 2**20}])
    try:
        lines = list(_read_lines(data))
    except FileBroken as error:
        raise ChoicesError([_("The file is no CSV file: %(reason)s.") % {"reason": error}]) from error
    rows: list[ChoiceRow] = []
    wrong: list[str] = []
    seen: dict[str, int] = {}
    for number, cells in lines:
        message = _mistake(cells, seen)
        if message:
            wrong.append(_("Row %(row)d: %(error)s") % {"row": number, "error": message})
            continue
        value, *labels = [*cells, *[""] * (len(COLUMNS) - len(cells))]
        seen[value] = number
        rows.append(ChoiceRow(value, tuple(labels)))
    if not rows and not wrong:
        wrong.append(_("The file has no rows."))
    if len(rows) > MOST_CHOICES:
        wrong.append(_("The file has more than %(limit)d rows.") % {"limit": MOST_CHOICES})
    if wrong:
        raise ChoicesError(_first(wrong))
    return tuple(rows)


def compare(*, field: ExtraField, rows: Iterable[ChoiceRow]) -> Difference:
    """What `replace_choices` would do; nothing is changed."""
    new = {row.value: row for row in rows}
    old = {choice.value: choice for choice in field.choices.all()}
    changed = sum(
        value in old and (_labels(old[value]) != row.labels or not old[value].is_active)
        for value, row in new.items()
    )
    ended = sum(choice.is_active and value not in new for value, choice in old.items())
    return Difference(added=len(new.keys() - old.keys()), changed=changed, ended=ended)


def replace_choices(*, field: ExtraField, rows: Iterable[ChoiceRow]) -> Difference:
    """Make `rows` the choices in use, in their order. What is not among them is kept out of use, never deleted."""
    listed = tuple(rows)
    with transaction.atomic():
        locked = ExtraField.objects.select_for_update().get(pk=field.pk)
        difference = compare(field=locked, rows=listed)
        values = [row.value for row in listed]
        ExtraFieldChoice.objects.filter(field=locked).exclude(value__in=values).update(is_active=False)
        ExtraFieldChoice.objects.bulk_create(
            [
                ExtraFieldChoice(
                    field=locked,
                    value=row.value,
                    position=position,
                    is_active=True,
                    **dict(zip(LABELS, row.labels, strict=True)),
                )
                for position, row in enumerate(listed)
            ],
            update_conflicts=True,
            unique_fields=["field", "value"],
            update_fields=["position", "is_active", *LABELS],
            batch_size=1000,
        )
    return difference


def _read_lines(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row that is not empty, without line ends in them; a head is passed over."""
    for number, cells in csv_file.read_csv(data):
        if number > 1 or cells[0].casefold() != COLUMNS[0]:
            yield number, [" ".join(cell.split()) for cell in cells]


def _mistake(cells: list[str], seen: dict[str, int]) -> str:
    if not cells[0]:
        return _("the value is missing.")
    if any(cells[len(COLUMNS) :]):
        return _("there are more than %(count)d columns.") % {"count": len(COLUMNS)}
    if before := seen.get(cells[0]):
        return _("“%(value)s” is in row %(row)d already.") % {"value": cells[0], "row": before}
    for name, text in zip(("value", *LABELS), cells, strict=False):
        field = ExtraFieldChoice._meta.get_field(name)
        try:
            field.run_validators(text)  # type: ignore[union-attr]  # never a relation
        except ValidationError as error:
            return " ".join(error.messages)
    return ""


def _first(messages: list[str]) -> list[str]:
    if len(messages) <= MOST_TOLD:
        return messages
    more = _("And %(count)d more rows like these.") % {"count": len(messages) - MOST_TOLD}
    return [*messages[:MOST_TOLD], more]


def _labels(choice: ExtraFieldChoice) -> tuple[str, ...]:
    return tuple(getattr(choice, name) for name in LABELS)
