"""Shared reads. Each runs a fixed number of statements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from oci.models import Connection, Credential, ParameterMapping, ReturnOrigin
from oci.models.parameter_mapping import LABEL_LANGUAGES
from oci.protocol.hook_url import ReturnRule
from tenants.workspace.models import Profile


@dataclass(frozen=True, slots=True)
class Door:
    """A connection with everything that one call is compared with.

    `secret_parameters` are the names under which a credential comes or once came: an old secret is not to be written
    down either.
    """

    connection: Connection
    credentials: tuple[Credential, ...]
    secret_parameters: tuple[str, ...]
    mappings: tuple[ParameterMapping, ...]
    return_rules: tuple[ReturnRule, ...]
    default_language: str


def find_door(*, slug: str, now: datetime) -> Door | None:
    """The connection of that address with its valid credentials, or None; one statement.

    Four prefetches would do as well, in five statements, and calls come in peaks: everybody orders on Monday morning.
    """
    valid = Credential.objects.filter(Q(valid_until=None) | Q(valid_until__gt=now), valid_from__lte=now)
    connection = (
        Connection.objects.filter(slug=slug)
        .annotate(
            credential_rows=_rows(
                valid,
                "id",
                "username_parameter",
                "username",
                "password_parameter",
                "secret_hash",
                "last_used_at",
            ),
            secret_rows=_rows(
                Credential.objects.order_by().distinct(), "username_parameter", "password_parameter"
            ),
            mapping_rows=_rows(
                ParameterMapping.objects.order_by("id"),
                "id",
                "parameter",
                "feeds",
                "required",
                "shown",
                *(f"label_{language}" for language in LABEL_LANGUAGES),
            ),
            origin_rows=_rows(ReturnOrigin.objects.filter(accepted=True), "origin", "path_prefix"),
            default_language=Subquery(Profile.objects.values("default_language")[:1]),
        )
        .first()
    )
    if connection is None:
        return None
    return Door(
        connection=connection,
        credentials=tuple(_credential(row) for row in connection.credential_rows),
        secret_parameters=tuple(name for row in connection.secret_rows for name in row.values()),
        mappings=tuple(ParameterMapping(**row) for row in connection.mapping_rows),
        return_rules=tuple(ReturnRule(**row) for row in connection.origin_rows),
        default_language=connection.default_language or "",
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


def _credential(row: dict[str, Any]) -> Credential:
    used = row.pop("last_used_at")
    return Credential(last_used_at=datetime.fromisoformat(used) if used else None, **row)
