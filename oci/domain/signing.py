"""The keys with which the buyer's system signs start links.

As with credentials, a secret is always ours, and shown once. It must be at hand to check a signature, so a hash of it
would not do. It is not stored either: it is derived from SECRET_KEY and the key's id, which says nothing without it.
`docs/decisions/credentials-are-ours.md` says more.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac

from oci.models import Connection, SigningKey

SALT = "oci.signing_key"
# No secret, and shorter to compare by eye than one.
KEY_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Created:
    """A new key, and its secret for the only time."""

    key: SigningKey
    secret: str


def create_key(*, connection: Connection, now: datetime) -> Created:
    """Make a key that is valid from `now`, beside those that are there already."""
    key = SigningKey.objects.create(
        connection=connection, key_id=secrets.token_hex(KEY_ID_BYTES), valid_from=now
    )
    return Created(key, derive_secret(key.key_id))


def rotate_key(*, connection: Connection, others_end: timedelta | None, now: datetime) -> Created:
    """Make a key and let the connection's others be refused after `others_end`; None leaves them as they are.

    Both happen or neither, so that no customer is left with keys that end and without a new one.
    """
    with transaction.atomic():
        # Of two at a time, the second ends what the first has made.
        Connection.objects.select_for_update().get(pk=connection.pk)
        if others_end is not None:
            until = now + others_end
            later = Q(valid_until=None) | Q(valid_until__gt=until)
            for key in SigningKey.objects.filter(later, connection=connection):
                end_key(key=key, until=until)
        return create_key(connection=connection, now=now)


def end_key(*, key: SigningKey, until: datetime) -> None:
    """Let a key be refused from `until`; the past is as good as the future."""
    key.valid_until = max(until, key.valid_from)
    key.save(update_fields=["valid_until"])


def derive_secret(key_id: str) -> str:
    """The secret of a key: 64 hexadecimal digits. Of an id that nobody made, too, at the same cost."""
    return salted_hmac(SALT, key_id, algorithm="sha256").hexdigest()
