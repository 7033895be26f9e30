"""Shared reads. Each runs a fixed number of statements."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from oci.domain.value_tables import Table
from oci.enums import Source
from oci.models import (
    CartField,
    Connection,
    Credential,
    ParameterMapping,
    ReturnOrigin,
    SigningKey,
    ValueTable,
    ValueTableRow,
)
from oci.models.parameter_mapping import LABEL_LANGUAGES
from oci.placeholders import PARAMETER
from oci.protocol.hook_url import ReturnRule
from oci.protocol.signature import SIGNATURE
from reservations.models import ExtraField
from tenants.workspace.models import Profile


@dataclass(frozen=True, slots=True)
class Door:
    """A connection with everything that one call is compared with.

    `tables` are those of the mappings, by id; `cart_parameters` are the parameters that the cart repeats.
    `secret_parameters` are the names under which a proof comes or once came: an old secret is not to be written down
    either. `sensitive_keys` are those of extra fields whose answers are not to be written down.
    """

    connection: Connection
    credentials: tuple[Credential, ...]
    signing_keys: tuple[SigningKey, ...]
    secret_parameters: tuple[str, ...]
    mappings: tuple[ParameterMapping, ...]
    tables: Mapping[int, Table]
    cart_parameters: tuple[str, ...]
    sensitive_keys: frozenset[str]
    return_rules: tuple[ReturnRule, ...]
    default_language: str


def find_door(*, slug: str, now: datetime) -> Door | None:
    """The connection of that address with its valid credentials and keys, or None; one statement.

    Prefetches would do as well, in a statement each, and calls come in peaks: everybody orders on Monday morning.
    """
    sql, parameters = _statement()
    given = {_SLUG: slug, _NOW: now}
    rows = Connection.objects.raw(sql, [given.get(one, one) for one in parameters])
    # What the statement adds to a connection is declared nowhere.
    found: Any = next(iter(rows), None)
    if found is None:
        return None
    return Door(
        connection=found,
        credentials=tuple(Credential(**_with_time(row)) for row in _read(found.credential_rows)),
        signing_keys=tuple(SigningKey(**_with_time(row)) for row in _read(found.key_rows)),
        secret_parameters=(
            SIGNATURE,
            *(name for row in _read(found.secret_rows) for name in row.values()),
        ),
        mappings=tuple(ParameterMapping(**row) for row in _read(found.mapping_rows)),
        tables={row["id"]: Table.from_json(row) for row in _read(found.table_rows)},
        cart_parameters=tuple(_parameters(CartField(**row) for row in _read(found.repeating_rows))),
        sensitive_keys=frozenset(found.sensitive_keys),
        return_rules=tuple(ReturnRule(**row) for row in _read(found.origin_rows)),
        default_language=found.default_language or "",
    )


def find_connection(*, slug: str) -> Connection | None:
    """The connection of that address, in whatever status."""
    return Connection.objects.filter(slug=slug).first()


def find_connection_of(public_id: UUID) -> Connection | None:
    """The connection that a punch-out of that id came through."""
    return Connection.objects.filter(punch_outs__public_id=public_id).first()


def _rows(queryset: QuerySet[Any], *fields: str) -> ArraySubquery:
    """The rows of `queryset` that belong to the connection, as one array."""
    return ArraySubquery(
        queryset.filter(connection=OuterRef("pk")).values(row=JSONObject(**{name: name for name in fields}))
    )


# Stand for what differs from call to call.
_SLUG, _NOW = "?", datetime.min.replace(tzinfo=UTC)


# Django takes longer to write it than PostgreSQL to answer it, and it is the same for every call and every customer.
@cache
def _statement() -> tuple[str, tuple[Any, ...]]:
    """The statement of `find_door` with its parameters, in which `_SLUG` and `_NOW` are to be replaced."""
    valid = Q(valid_until=None) | Q(valid_until__gt=_NOW), Q(valid_from__lte=_NOW)
    connections = Connection.objects.filter(slug=_SLUG).annotate(
        credential_rows=_rows(
            Credential.objects.filter(*valid),
            "id",
            "username_parameter",
            "username",
            "password_parameter",
            "secret_hash",
            "last_used_at",
        ),
        key_rows=_rows(SigningKey.objects.filter(*valid), "id", "key_id", "last_used_at"),
        secret_rows=_rows(
            Credential.objects.order_by().distinct(), "username_parameter", "password_parameter"
        ),
        mapping_rows=_rows(
            ParameterMapping.objects.order_by("id"),
            "id",
            "parameter",
            "feeds",
            "field_key",
            "table_id",
            "required",
            "shown",
            *(f"label_{language}" for language in LABEL_LANGUAGES),
        ),
        table_rows=_tables(),
        repeating_rows=_repeating(),
        sensitive_keys=ArraySubquery(ExtraField.objects.order_by().filter(is_sensitive=True).values("key")),
        origin_rows=_rows(ReturnOrigin.objects.filter(accepted=True), "origin", "path_prefix"),
        default_language=Subquery(Profile.objects.values("default_language")[:1]),
    )
    return connections.query.sql_with_params()


def _repeating() -> ArraySubquery:
    """The rules that may need something of the call."""
    reads = Q(kind=Source.PARAMETER) | Q(kind=Source.TEMPLATE, source__contains="{")
    return _rows(CartField.objects.filter(reads).order_by("id"), "kind", "source")


def _tables() -> ArraySubquery:
    """The value tables of the connection's mappings, each with its pairs, as one array."""
    used = ParameterMapping.objects.order_by().filter(
        connection=OuterRef(OuterRef("pk")), table__isnull=False
    )
    pairs = ValueTableRow.objects.filter(table=OuterRef("pk")).order_by("id")
    row = JSONObject(
        id="id",
        name="name",
        otherwise="otherwise",
        pairs=ArraySubquery(pairs.values(row=JSONObject(theirs="theirs", ours="ours"))),
    )
    return ArraySubquery(ValueTable.objects.order_by().filter(pk__in=used.values("table")).values(row=row))


def _parameters(cart_fields: Iterable[CartField]) -> dict[str, None]:
    """The parameters that these rules read, each once."""
    names = (name for cart_field in cart_fields for name in cart_field.names if name.startswith(PARAMETER))
    return dict.fromkeys(name.removeprefix(PARAMETER) for name in names)


def _read(rows: list[str]) -> list[dict[str, Any]]:
    """An array of rows, each in JSON, as PostgreSQL has sent it."""
    return [json.loads(row) for row in rows]


def _with_time(row: dict[str, Any]) -> dict[str, Any]:
    """A row of JSON with its time of last use as one."""
    used = row["last_used_at"]
    return {**row, "last_used_at": datetime.fromisoformat(used) if used else None}
