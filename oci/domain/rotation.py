"""How proofs of a connection, credentials and signing keys alike, give way to new ones and end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import transaction
from django.db.models import Q

from oci.models import Connection, Credential, SigningKey

Created = TypeVar("Created")


def rotate(
    *,
    model: type[Credential | SigningKey],
    connection: Connection,
    create: Callable[[], Created],
    others_end: timedelta | None,
    now: datetime,
) -> Created:
    """What `create` makes; the connection's others of that model are refused after `others_end`, or stay with None.

    Both happen or neither, so that no customer is left with proofs that end and without a new one.
    """
    with transaction.atomic():
        # Of two at a time, the second ends what the first has made.
        Connection.objects.select_for_update().get(pk=connection.pk)
        if others_end is not None:
            until = now + others_end
            later = Q(valid_until=None) | Q(valid_until__gt=until)
            for proof in model._default_manager.filter(later, connection=connection):
                end_proof(proof=proof, until=until)
        return create()


def end_proof(*, proof: Credential | SigningKey, until: datetime) -> None:
    """Let a proof be refused from `until`; the past is as good as the future."""
    proof.valid_until = max(until, proof.valid_from)
    proof.save(update_fields=["valid_until"])
