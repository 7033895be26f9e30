"""Rows as a CSV file. Separators and character sets as spreadsheets of different countries write them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

from catalog.spreadsheets.cells import Cell, cell_text, defuse, restore
from catalog.spreadsheets.errors import FileBroken

DELIMITERS = ",;\t"
# By which spreadsheets know UTF-8.
BYTE_ORDER_MARK = "\ufeff"

Numbered = tuple[int, list[str]]


def build_csv(rows: Iterable[Sequence[Cell]]) -> str:
    """`rows` as a file that a spreadsheet opens and `read_csv` reads. No cell of it is a formula."""
    out = StringIO()
    csv.writer(out).writerows([_written(cell) for cell in row] for row in rows)
    return out.getvalue()


def read_csv(data: bytes) -> Iterator[Numbered]:
    """Number and cells of each row that is not empty, of a file in UTF-8, or in Windows-1252.

    A row has the number of the line that it ends on. Raises FileBroken.
    """
    text = _decode(data).replace("\0", "")
    first = text.partition("\n")[0]
    reader = csv.reader(StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count))
    try:
        for row in reader:
            cells = [restore(cell.strip()) for cell in row]
            if any(cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise FileBroken(str(error)) from error


def _written(cell: Cell) -> str:
    return defuse(cell) if isinstance(cell, str) else cell_text(cell)


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
