"""ACRISS (SIPP) codes: four letters for category, type, transmission and drive, fuel and air conditioning.

A code says what a class is called in the trade, not how large or how far: since 2019 the letters E and C of
the fourth position speak of electric range, and vans are sized by tables of their own. So attributes stand
beside the code and are never derived from it.
"""

from __future__ import annotations

CATEGORIES = "MNEHCDIJSRFGPULWOX"
TYPES = "BCDWVLSTFJXPQZEMRHYNGK"
TRANSMISSIONS = "MNCABD"
FUELS = "RNDQHIECLSABMFVZUX"

PATTERN = f"^[{CATEGORIES}][{TYPES}][{TRANSMISSIONS}][{FUELS}]$"
