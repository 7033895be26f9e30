"""The keys with which the buyer's system signs start links.

As with credentials, a secret is always ours, and shown once. It must be at hand to check a signature, so a hash of it
would not do. It is not stored either: it is derived from SECRET_KEY and the key's id, which says nothing without it.
`docs/decisions/credentials-are-ours.md` says more.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from oci.domain.rotation import rotate
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
    """Make a key and let the connection's others be refused after `others_end`; None leaves them as they are."""
    return rotate(
        model=SigningKey,
        connection=connection,
        create=lambda: create_key(connection=connection, now=now),
        others_end=others_end,
        now=now,
    )


def derive_secret(key_id: str) -> str:
    """The secret of a key: 64 hexadecimal digits. Of an id that nobody made, too, at the same cost."""
    return salted_hmac(SALT, key_id, algorithm="sha256").hexdigest()
