"""The offering as a file, and the lists that a file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from catalog.domain.sheets.lists import BY_NAME, LISTS, SheetList
from catalog.spreadsheets.archive import build_zip, is_zip, open_zip, read_member
from catalog.spreadsheets.cells import Cell
from catalog.spreadsheets.csv_file import BYTE_ORDER_MARK, Numbered, build_csv, read_csv
from catalog.spreadsheets.errors import FileTooLarge, TooManyColumns, TooManyRows, UnknownFormat
from catalog.spreadsheets.xlsx_file import build_xlsx, read_xlsx

MOST_BYTES = 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 100


def export_xlsx() -> bytes:
    """A workbook with a sheet for each list."""
    return build_xlsx({one.name: _table(one) for one in LISTS})


def export_csv() -> bytes:
    """A ZIP file with a CSV file for each list."""
    return build_zip({f"{one.name}.csv": BYTE_ORDER_MARK + build_csv(_table(one)) for one in LISTS})


def read_file(data: bytes, *, name: str) -> dict[str, list[Numbered]]:
    """The rows of each list that is in the file, by its name: a workbook, a ZIP file of CSV files, or one of these.

    `name` is that of the file, which says which list a single CSV file is. Sheets and files with other names
    are passed over.

    Raises:
        catalog.spreadsheets.errors.SheetError: If it is none of these, too large or broken.
    """
    if len(data) > MOST_BYTES:
        raise FileTooLarge(limit=MOST_BYTES)
    if not is_zip(data):
        found = {_list_name(name): _checked(_list_name(name), read_csv(data))}
    else:
        with open_zip(data) as archive:
            members = {_list_name(one.filename): one for one in archive.infolist() if _is_csv(one.filename)}
            if members:
                found = {
                    list_name: _checked(list_name, read_csv(read_member(archive, member)))
                    for list_name, member in members.items()
                }
            else:
                found = read_xlsx(data, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
    known = {list_name: rows for list_name, rows in found.items() if list_name in BY_NAME}
    if not known:
        raise UnknownFormat(name)
    return known


def _table(one: SheetList) -> Iterator[Sequence[Cell]]:
    yield one.heads
    for row in one.rows():
        yield tuple(one.written(row).values())


def _checked(list_name: str, lines: Iterable[Numbered]) -> list[Numbered]:
    rows: list[Numbered] = []
    for number, cells in lines:
        if len(rows) > MOST_ROWS:
            raise TooManyRows(sheet=list_name, limit=MOST_ROWS)
        if len(cells) > MOST_COLUMNS:
            raise TooManyColumns(sheet=list_name, limit=MOST_COLUMNS)
        rows.append((number, cells))
    return rows


def _is_csv(filename: str) -> bool:
    return filename.lower().endswith(".csv") and not filename.startswith("__MACOSX/")


def _list_name(filename: str) -> str:
    """`rates` for `Downloads/rates (2).csv`: browsers number what they save twice."""
    return PurePosixPath(filename).stem.lower().partition(" ")[0].partition("(")[0]
