"""Rows as an XLSX workbook, one sheet for each table."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Font

from catalog.spreadsheets.archive import open_zip
from catalog.spreadsheets.cells import Cell, cell_text, defuse, restore
from catalog.spreadsheets.csv_file import Numbered
from catalog.spreadsheets.errors import FileBroken, TooManyColumns, TooManyRows

# However a spreadsheet is told to write decimals, 38.50 is not 38.5.
CENTS = "0.00"
# Rows below this one are not looked at: a workbook may well have colours down to its last row, and no more.
LAST_ROW = 50_000
# What openpyxl raises of a workbook that is none, beside its own.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
)


def build_xlsx(sheets: Mapping[str, Iterable[Sequence[Cell]]]) -> bytes:
    """Rows by name of their sheet, the head first, which stays in sight. No cell is a formula."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows):
            cells = [WriteOnlyCell(sheet, _written(cell)) for cell in row]
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
                elif isinstance(cell.value, Decimal):
                    cell.number_format = CENTS
                if number == 0:
                    cell.font = Font(bold=True)
            sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def read_xlsx(data: bytes, *, most_rows: int, most_columns: int) -> dict[str, list[Numbered]]:
    """Number and cells of each row that is not empty, by name of its sheet. Of a formula, what came out of it.

    Raises:
        FileTooLarge, FileBroken: See `open_zip`; XML with entities is broken, too.
        TooManyRows, TooManyColumns: In one sheet.
    """
    open_zip(data).close()
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            return {
                sheet.title: _rows(sheet, most_rows=most_rows, most_columns=most_columns)
                for sheet in book.worksheets
            }
        finally:
            book.close()
    except BROKEN as error:
        raise FileBroken(str(error)) from error


def _rows(sheet: Any, *, most_rows: int, most_columns: int) -> list[Numbered]:
    """`Any`: one of openpyxl's read-only sheets; it ships no types."""
    title: str = sheet.title
    # Sizes that a workbook gives for itself are not believed.
    sheet.reset_dimensions()
    rows: list[Numbered] = []
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > LAST_ROW:
            break
        if number > most_rows + 1 and any(value is not None for value in row):
            raise TooManyRows(sheet=title, limit=most_rows)
        if any(value is not None for value in row[most_columns:]):
            raise TooManyColumns(sheet=title, limit=most_columns)
        cells = [restore(cell_text(value).strip()) for value in row[:most_columns]]
        if any(cells):
            rows.append((number, cells))
    return rows


def _written(cell: Cell) -> Cell:
    if isinstance(cell, str):
        return defuse(cell)
    return cell_text(cell) if isinstance(cell, bool) else cell
