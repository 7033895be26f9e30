"""A connection's way from draft over test to live, and off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from oci.enums import Feeds, Proof, Status
from oci.models import Connection, ParameterMapping, ReturnOrigin

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


def find_missing(
    *,
    connection: Connection,
    status: Status,
    now: datetime,
    mappings: Iterable[ParameterMapping] | None = None,
    return_origins: Iterable[ReturnOrigin] | None = None,
) -> list[str]:
    """What a connection lacks for a status, in words; four statements at most.

    `mappings` and `return_origins` stand for the stored ones where a form is about to change these.
    """
    if status not in (Status.TEST, Status.LIVE):
        return []
    feeds = {mapping.feeds for mapping in (connection.mappings.all() if mappings is None else mappings)}
    origins = connection.return_origins.all() if return_origins is None else return_origins
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
    is_proven, words = proofs[connection.proof]
    missing = [] if is_proven() else [words]
    if Feeds.REQUESTER_EMAIL not in feeds:
        missing.append(_("Say which parameter brings the requester's e-mail."))
    if Feeds.REQUESTER_NAME not in feeds:
        missing.append(_("Say which parameter brings the requester's full name."))
    if status is Status.LIVE and not (
        connection.allow_sap_event or any(origin.accepted for origin in origins)
    ):
        missing.append(_("Accept at least one return address."))
    return missing
