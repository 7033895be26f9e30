"""Why a file was not taken: always the file's own fault, and nothing of it was used.

SheetError
├── FileTooLarge: as it came, or when it is unpacked
├── TooManyRows
├── TooManyColumns
├── UnknownFormat: neither CSV, nor XLSX, nor a ZIP file of CSV files
└── FileBroken: it says what it is and is not that
"""

from __future__ import annotations


class SheetError(Exception):
    """Base of all errors of this package."""


class FileTooLarge(SheetError):
    def __init__(self, *, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class TooManyRows(SheetError):
    def __init__(self, *, sheet: str, limit: int) -> None:
        super().__init__(f"more than {limit} rows in {sheet[:40]!a}")
        self.sheet = sheet
        self.limit = limit


class TooManyColumns(SheetError):
    def __init__(self, *, sheet: str, limit: int) -> None:
        super().__init__(f"more than {limit} columns in {sheet[:40]!a}")
        self.sheet = sheet
        self.limit = limit


class UnknownFormat(SheetError):
    pass


class FileBroken(SheetError):
    pass
