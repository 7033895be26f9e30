"""Cells: what they hold, and how a text goes out that a spreadsheet would take for a formula."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

# What goes out. What comes in is always text: a CSV file knows nothing else.
Cell = str | int | Decimal | date | time | bool | None

# With one of these at its beginning a text is a formula, in one program or another.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
# An apostrophe makes it text. Where a text has one before such a sign already, it gets another.
APOSTROPHE = "'"
YES, NO = "yes", "no"


def defuse(text: str) -> str:
    """`text` as a spreadsheet may have it. `'s-Hertogenbosch` stays as it is."""
    return APOSTROPHE + text if _is_marked(text) or text.startswith(FORMULA_SIGNS) else text


def restore(text: str) -> str:
    """What `defuse` was called on."""
    return text[1:] if _is_marked(text) else text


def _is_marked(text: str) -> bool:
    return text.startswith(APOSTROPHE) and text[1:].startswith((*FORMULA_SIGNS, APOSTROPHE))


def cell_text(cell: object) -> str:
    """A cell as CSV has it: dates as 2026-12-31, times as 08:30, decimals with a point, yes and no.

    Of a cell of a spreadsheet, which may have any type: a whole number has no point, and a date no midnight.
    """
    match cell:
        case None:
            text = ""
        case bool():
            text = YES if cell else NO
        case float():
            text = str(int(cell)) if cell.is_integer() else repr(cell)
        case datetime():
            text = cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
        case date():
            text = cell.isoformat()
        case time():
            text = cell.isoformat("minutes")
        case _:
            text = str(cell)
    return text
