"""A connection's way from draft over test to live, and off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from oci.enums import Feeds, Proof, Status
from oci.models import Connection

# A draft is opened in test first; what was live can be taken back to test, or switched off and on.
STEPS: dict[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.TEST,),
    Status.TEST: (Status.LIVE, Status.OFF),
    Status.LIVE: (Status.TEST, Status.OFF),
    Status.OFF: (Status.TEST, Status.LIVE),
}


class StatusError(Exception):
    """The status stays what it was."""


class StepNotAllowedError(StatusError):
    """The connection has another status than the page showed. Looking again helps."""


class ConnectionIncompleteError(StatusError):
    """Something is missing without which no call could succeed. The message says what."""


def change_status(*, connection: Connection, status: Status, now: datetime) -> None:
    """Take a connection to another status.

    Raises:
        StepNotAllowedError, ConnectionIncompleteError: see there.
    """
    with transaction.atomic():
        locked = Connection.objects.select_for_update().get(pk=connection.pk)
        if status not in STEPS[Status(locked.status)]:
            raise StepNotAllowedError(
                _("This is not possible while the connection is “%(status)s”.")
                % {"status": Status(locked.status).label}
            )
        missing = find_missing(connection=locked, status=status, now=now)
        if missing:
            raise ConnectionIncompleteError(" ".join(missing))
        locked.status = status
        locked.save(update_fields=["status"])
    connection.status = status


def find_missing(*, connection: Connection, status: Status, now: datetime) -> list[str]:
    """What a connection lacks for a status, in words; five statements at most."""
    checks: list[tuple[Callable[[], bool], str]] = []
    if status in (Status.TEST, Status.LIVE):
        valid = Q(valid_until=None) | Q(valid_until__gt=now), Q(valid_from__lte=now)
        passwords, keys = connection.credentials.filter(*valid), connection.signing_keys.filter(*valid)
        proofs: dict[str, tuple[Callable[[], bool], str]] = {
            Proof.PASSWORD: (passwords.exists, _("Make a credential first.")),
            Proof.SIGNATURE: (keys.exists, _("Make a signing key first.")),
            Proof.EITHER: (
                lambda: passwords.exists() or keys.exists(),
                _("Make a credential or a signing key first."),
            ),
        }
        checks += [
            proofs[connection.proof],
            (
                connection.mappings.filter(feeds=Feeds.REQUESTER_EMAIL).exists,
                _("Say which parameter brings the requester's e-mail."),
            ),
            (
                connection.mappings.filter(feeds=Feeds.REQUESTER_NAME).exists,
                _("Say which parameter brings the requester's full name."),
            ),
        ]
    if status is Status.LIVE:
        checks.append(
            (
                lambda: (
                    connection.allow_sap_event or connection.return_origins.filter(accepted=True).exists()
                ),
                _("Accept at least one return address."),
            )
        )
    return [words for is_there, words in checks if not is_there()]
