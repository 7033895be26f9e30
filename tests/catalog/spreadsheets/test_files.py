"""CSV and XLSX files: out and back in, and the ones that somebody made to do harm."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from catalog.spreadsheets.archive import MOST_UNPACKED, open_zip
from catalog.spreadsheets.cells import Cell
from catalog.spreadsheets.csv_file import build_csv, read_csv
from catalog.spreadsheets.errors import FileBroken, FileTooLarge, TooManyColumns, TooManyRows
from catalog.spreadsheets.xlsx_file import LAST_ROW, build_xlsx, read_xlsx

ROWS: list[list[Cell]] = [
    ["code", "price", "day", "opens", "offered"],
    ["=HYPERLINK(1)", Decimal("38.50"), date(2026, 12, 31), time(8, 30), True],
    ["'s-Hertogenbosch", 7, None, "two\nlines; and, signs\t", False],
]
READ = [
    (1, ["code", "price", "day", "opens", "offered"]),
    (2, ["=HYPERLINK(1)", "38.50", "2026-12-31", "08:30", "yes"]),
    (4, ["'s-Hertogenbosch", "7", "", "two\nlines; and, signs", "no"]),
]


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data: bytes, **members: str) -> bytes:
    """The workbook with other contents in some of its files, by the last part of their name."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            stem = member.filename.rpartition("/")[2].partition(".")[0]
            new.writestr(member.filename, members.get(stem, old.read(member).decode()))
    return out.getvalue()


def test_what_goes_out_as_csv_comes_back() -> None:
    text = build_csv(ROWS)

    assert list(read_csv(text.encode())) == READ
    assert "'=HYPERLINK(1)" in text


def test_what_goes_out_as_xlsx_comes_back() -> None:
    data = build_xlsx({"rates": ROWS, "empty": [["code"]]})

    read = read_xlsx(data, most_rows=10, most_columns=5)

    numbered = [
        (number, ["38.5" if cell == "38.50" else cell for cell in cells]) for number, cells in READ[:2]
    ]
    assert read == {"rates": [*numbered, (3, READ[2][1])], "empty": [(1, ["code"])]}


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    data = build_xlsx({"rates": [["=1+1", "@SUM", "+31", "-1"]]})

    cells = load_workbook(BytesIO(data))["rates"][1]

    assert [(cell.data_type, cell.value) for cell in cells] == [
        ("s", "'=1+1"),
        ("s", "'@SUM"),
        ("s", "'+31"),
        ("s", "'-1"),
    ]


def test_a_price_is_shown_with_its_cents() -> None:
    data = build_xlsx({"rates": [[Decimal("38.50"), 7]]})

    cells = load_workbook(BytesIO(data))["rates"][1]

    assert [(cell.value, cell.number_format) for cell in cells] == [(38.5, "0.00"), (7, "General")]


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffcode;naam\r\nAMS;Köln\r\n".encode(),
        "code\tnaam\n\n ,\t\nAMS\tKöln".encode(),
        "code;naam\nAMS;Köln".encode("cp1252"),
    ],
)
def test_spreadsheets_of_all_countries_are_read(data: bytes) -> None:
    assert [cells for _number, cells in read_csv(data) if cells != [",", ""]] == [
        ["code", "naam"],
        ["AMS", "Köln"],
    ]


def test_of_a_formula_what_came_out_of_it_is_read() -> None:
    data = workbook(["=1+1", 3])

    assert read_xlsx(data, most_rows=5, most_columns=5) == {"Sheet": [(1, ["", "3"])]}


def test_too_many_rows_and_columns_are_refused() -> None:
    with pytest.raises(TooManyRows):
        read_xlsx(workbook(*[["x"]] * 7), most_rows=5, most_columns=5)
    with pytest.raises(TooManyColumns):
        read_xlsx(workbook(["x"] * 6), most_rows=5, most_columns=5)


def test_empty_rows_down_to_the_last_are_not_walked() -> None:
    far = repacked(
        workbook(["x"]),
        sheet1='<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f'<row r="1"><c r="A1"><v>1</v></c></row><row r="{LAST_ROW * 20}"><c r="A1000000"><v>2</v></c></row>'
        "</sheetData></worksheet>",
    )

    assert read_xlsx(far, most_rows=5, most_columns=5) == {"Sheet": [(1, ["1"])]}


def test_a_file_that_unpacks_to_much_more_is_not_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (MOST_UNPACKED + 1))

    assert len(out.getvalue()) < 100_000
    with pytest.raises(FileTooLarge):
        open_zip(out.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK no archive", id="no archive"),
        pytest.param(workbook(["x"])[:-200], id="cut off"),
        pytest.param(repacked(workbook(["x"]), sheet1="<worksheet><open>"), id="broken sheet"),
        pytest.param(
            repacked(
                workbook(["x"]),
                sheet1='<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>',
            ),
            id="entities",
        ),
        pytest.param(
            repacked(
                workbook(["x"]),
                workbook='<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>',
            ),
            id="a file from outside",
        ),
    ],
)
def test_a_broken_or_hostile_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(FileBroken):
        read_xlsx(data, most_rows=5, most_columns=5)


def test_a_cell_that_is_too_long_for_csv_is_refused() -> None:
    with pytest.raises(FileBroken):
        list(read_csv(b"x" * 200_000))
