"""Texts with placeholders: `{class.name}`, `{field.KEY}`, `{parameter.NAME}`; `{{` and `}}` stand for braces.

Never `str.format`: its language reaches attributes and pads by the gigabyte. Here a name is a name and nothing else:
it is handed to `read`, once, and what comes back is put in as it is. A brace that belongs to nothing stays a brace, so
that a text written past the form's checks harms nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable

__all__ = ["FIELD", "PARAMETER", "fill", "find_stray_brace", "names_in"]

# What stands before the key of a field of the customer's own, and before the name of a parameter of the call.
FIELD, PARAMETER = "field.", "parameter."

_token_re = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}]*)\}|[{}]")


def names_in(template: str) -> tuple[str, ...]:
    """The names in the placeholders of `template`, in order, each as often as it comes."""
    found = (token["name"] for token in _token_re.finditer(template))
    return tuple(name.strip() for name in found if name is not None)


def fill(template: str, read: Callable[[str], str]) -> str:
    """`template` with what `read` says for each name. Values are not looked into for placeholders again."""

    def replace(token: re.Match[str]) -> str:
        name = token["name"]
        return token[0][0] if name is None else read(name.strip())

    return _token_re.sub(replace, template)


def find_stray_brace(template: str) -> str:
    """The first brace that neither encloses a name nor is doubled; "" for none."""
    return next((token[0] for token in _token_re.finditer(template) if token[0] in ("{", "}")), "")
