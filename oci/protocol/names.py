"""The names of a cart's form fields: NEW_ITEM-<FIELD>[n], and NEW_ITEM-LONGTEXT_n:132[].

OCI 4.0, chapter 3. SAP writes LONGTEXT's index before the colon and leaves the brackets empty.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .fields import LONGTEXT

__all__ = ["PREFIX", "build_name", "parse_name"]

PREFIX = "NEW_ITEM-"
LONGEST = 64  # of the names below; no more is kept in memory of any name

_longtext_re = re.compile(r"NEW_ITEM-LONGTEXT_(?P<line>[0-9]{1,4}):132\[\]", re.IGNORECASE | re.ASCII)
_field_re = re.compile(
    r"NEW_ITEM-(?P<name>[A-Z0-9_]{1,40})\[(?P<line>[0-9]{1,4})\]", re.IGNORECASE | re.ASCII
)


def build_name(field: str, line: int) -> str:
    """The form's name of a field in a line; lines count from 1."""
    return f"{PREFIX}{LONGTEXT}_{line}:132[]" if field == LONGTEXT else f"{PREFIX}{field}[{line}]"


def parse_name(name: str) -> tuple[str, int] | None:
    """The field, in capitals, and the line; None when `name` is none of a cart's."""
    return _parse(name) if len(name) <= LONGEST else None


# Every cart has the same few hundred names.
@lru_cache(maxsize=2048)
def _parse(name: str) -> tuple[str, int] | None:
    if match := _field_re.fullmatch(name):
        return match["name"].upper(), int(match["line"])
    if match := _longtext_re.fullmatch(name):
        return LONGTEXT, int(match["line"])
    return None
