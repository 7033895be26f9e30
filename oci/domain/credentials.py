"""The credentials that a buyer's system sends.

Secrets are always ours: 192 random bits, shown once. So the hash is a keyed one that costs microseconds instead of a
slow one: nobody can guess, and nobody can exhaust the server by calling with wrong passwords. The key is derived from
SECRET_KEY, so a stolen table alone is worth nothing. `docs/decisions/credentials-are-ours.md` says more.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.crypto import salted_hmac

from oci.domain.rotation import rotate
from oci.domain.tokens import new_token
from oci.models import Connection, Credential
from oci.protocol.call import Call

SALT = "oci.credential"


@dataclass(frozen=True, slots=True)
class Created:
    """A new credential, and its secret for the only time."""

    credential: Credential
    secret: str


def create_credential(
    *,
    connection: Connection,
    username: str,
    now: datetime,
    username_parameter: str = "USERNAME",
    password_parameter: str = "PASSWORD",  # noqa: S107  # the name of a parameter, no password
) -> Created:
    """Make a credential that is valid from `now`, beside those that are there already."""
    secret = new_token()
    credential = Credential.objects.create(
        connection=connection,
        username_parameter=username_parameter,
        username=username,
        password_parameter=password_parameter,
        secret_hash=digest(username, secret),
        valid_from=now,
    )
    return Created(credential, secret)


def rotate_credential(
    *,
    connection: Connection,
    username: str,
    others_end: timedelta | None,
    now: datetime,
    username_parameter: str = "USERNAME",
    password_parameter: str = "PASSWORD",  # noqa: S107  # the name of a parameter, no password
) -> Created:
    """Make a credential and let the connection's others be refused after `others_end`; None leaves them as they are."""
    return rotate(
        model=Credential,
        connection=connection,
        create=lambda: create_credential(
            connection=connection,
            username=username,
            username_parameter=username_parameter,
            password_parameter=password_parameter,
            now=now,
        ),
        others_end=others_end,
        now=now,
    )


def find_credential(credentials: Iterable[Credential], call: Call) -> Credential | None:
    """The credential that `call` carries, or None.

    Each one is compared in full whatever the others gave, so neither the answer nor its time tells whether a user
    name exists.
    """
    found = None
    for credential in credentials:
        given = digest(call.value(credential.username_parameter), call.value(credential.password_parameter))
        if hmac.compare_digest(given, credential.secret_hash):
            found = credential
    return found


def digest(username: str, secret: str) -> str:
    """What is stored of a user name's secret. The length keeps `ab`+`c` apart from `a`+`bc`."""
    return salted_hmac(SALT, f"{len(username)}:{username}:{secret}", algorithm="sha256").hexdigest()
