"""The fields of a cart line.

OCI 4.0, chapter 3, "Fields of the open catalog interface"; OCI 5.0 adds ITEM_TYPE and PARENT_ID. Releases 2.0
and 3.0 differ in two lengths. Names stand here without the prefix NEW_ITEM- and without the index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

__all__ = [
    "ALTERNATIVES",
    "FIELDS",
    "LONGTEXT",
    "REQUIRES",
    "Field",
    "Kind",
    "Presence",
    "Version",
    "fields_of",
]

LONGTEXT = "LONGTEXT"


class Version(StrEnum):
    V2_0 = "2.0"
    V3_0 = "3.0"
    V4_0 = "4.0"
    V5_0 = "5.0"


class Presence(StrEnum):
    MANDATORY = "M"
    CONDITIONAL = "C"
    OPTIONAL = "O"


class Kind(StrEnum):
    TEXT = "text"
    DECIMAL = "decimal"
    WHOLE = "whole"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `length` counts characters, None is no limit. `rule` is when a conditional one must come."""

    name: str
    length: int | None
    presence: Presence = Presence.OPTIONAL
    kind: Kind = Kind.TEXT
    rule: str = ""


M, C = Presence.MANDATORY, Presence.CONDITIONAL

TABLE = (
    Field("DESCRIPTION", 40, C, rule="unless MATNR"),
    Field("MATNR", 40, C, rule="unless DESCRIPTION"),
    Field("QUANTITY", 15, M, Kind.DECIMAL),
    Field("UNIT", 3, C, rule="unless MATNR"),
    Field("PRICE", 15, kind=Kind.DECIMAL),
    Field("CURRENCY", 5, C, rule="with PRICE"),
    Field("PRICEUNIT", 5, kind=Kind.WHOLE),
    Field("LEADTIME", 5, kind=Kind.WHOLE),
    Field(LONGTEXT, None),
    Field("VENDOR", 10),
    Field("VENDORMAT", 40),
    Field("MANUFACTCODE", 10),
    Field("MANUFACTMAT", 40),
    Field("MATGROUP", 10),
    Field("SERVICE", 1, kind=Kind.FLAG),
    Field("CONTRACT", 10, C, rule="with CONTRACT_ITEM"),
    Field("CONTRACT_ITEM", 5, C, rule="with CONTRACT"),
    Field("EXT_QUOTE_ID", 35, C, rule="with EXT_QUOTE_ITEM"),
    Field("EXT_QUOTE_ITEM", 10, C, rule="with EXT_QUOTE_ID"),
    Field("EXT_PRODUCT_ID", 40, C, rule="for DETAIL and VALIDATE"),
    Field("ATTACHMENT", 255),
    Field("ATTACHMENT_TITLE", 255),
    Field("ATTACHMENT_PURPOSE", 1),
    Field("EXT_SCHEMA_TYPE", 10, C, rule="with EXT_CATEGORY_ID"),
    Field("EXT_CATEGORY_ID", 60, C, rule="with EXT_SCHEMA_TYPE"),
    Field("EXT_CATEGORY", 40, C, rule="with EXT_SCHEMA_TYPE"),
    Field("SLD_SYS_NAME", 60),
    Field("CUST_FIELD1", 10),
    Field("CUST_FIELD2", 10),
    Field("CUST_FIELD3", 10),
    Field("CUST_FIELD4", 20),
    Field("CUST_FIELD5", 50),
)

FIELDS: Mapping[str, Field] = MappingProxyType({field.name: field for field in TABLE})

ONLY_5_0 = (Field("ITEM_TYPE", 1), Field("PARENT_ID", 5))
BEFORE_4_0 = {"MATNR": 18, "PRICEUNIT": 9}

# A line needs one of each of these.
ALTERNATIVES = (("DESCRIPTION", "MATNR"), ("UNIT", "MATNR"))
# A line that has the first needs the second.
REQUIRES = (
    ("PRICE", "CURRENCY"),
    ("CONTRACT", "CONTRACT_ITEM"),
    ("CONTRACT_ITEM", "CONTRACT"),
    ("EXT_QUOTE_ID", "EXT_QUOTE_ITEM"),
    ("EXT_QUOTE_ITEM", "EXT_QUOTE_ID"),
    ("EXT_SCHEMA_TYPE", "EXT_CATEGORY_ID"),
    ("EXT_CATEGORY_ID", "EXT_SCHEMA_TYPE"),
    ("EXT_CATEGORY", "EXT_SCHEMA_TYPE"),
)


def _of(version: Version) -> Mapping[str, Field]:
    fields = dict(FIELDS)
    if version is Version.V5_0:
        fields |= {field.name: field for field in ONLY_5_0}
    if version in (Version.V2_0, Version.V3_0):
        fields |= {name: replace(fields[name], length=length) for name, length in BEFORE_4_0.items()}
    return MappingProxyType(fields)


BY_VERSION = {version: _of(version) for version in Version}


def fields_of(version: Version) -> Mapping[str, Field]:
    """Name -> field, in the order of the specification."""
    return BY_VERSION[version]
