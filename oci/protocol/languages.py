"""The language that a call asks for.

SAP sends its own one-letter codes (`sap-language=N` is Dutch) in older releases, ISO 639 in newer ones; web shops send
what browsers do (`nl-NL`).
"""

from __future__ import annotations

import re

__all__ = ["LANGUAGE_PARAMETERS", "parse_language"]

# In the order in which they count.
LANGUAGE_PARAMETERS = ("sap-language", "LANGU", "LANGUAGE")

# Table T002 of every SAP system; those that we may meet.
SAP_CODES = {"N": "nl", "E": "en", "D": "de", "F": "fr", "I": "it", "S": "es", "P": "pt", "L": "pl"}

_language_re = re.compile(r"(?P<language>[a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)


def parse_language(text: str) -> str:
    """The two letters of ISO 639-1, in small letters, that `text` stands for; "" when it stands for none."""
    stripped = text.strip()
    if stripped.upper() in SAP_CODES:
        return SAP_CODES[stripped.upper()]
    match = _language_re.fullmatch(stripped)
    return match["language"].lower() if match else ""
