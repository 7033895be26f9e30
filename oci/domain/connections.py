"""A connection's way from draft over test to live, and off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from oci.domain.preview import preview_cart
from oci.enums import Feeds, Proof, Status
from oci.findings import explain
from oci.models import Connection, ParameterMapping, ReturnOrigin
from oci.protocol.rules import find_errors

# A draft is opened in test first; what was live can be taken back to test, or switched off and on.
STEPS: dict[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.TEST,),
    Status.TEST: (Status.LIVE, Status.OFF),
    Status.LIVE: (Status.TEST, Status.OFF),
    Status.OFF: (Status.TEST, Status.LIVE),
}


class Place(Enum):
    """Where an account manager puts right what is missing."""

    PROOF = auto()
    PARAMETERS = auto()
    RETURN = auto()
    CART = auto()


@dataclass(frozen=True, slots=True)
class Missing:
    """What a connection lacks, in words of the active language."""

    words: str
    place: Place

    def __str__(self) -> str:
        return self.words


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
            raise ConnectionIncompleteError(" ".join(map(str, missing)))
        locked.status = status
        locked.save(update_fields=["status"])
    connection.status = status


def find_missing(*, connection: Connection, status: Status, now: datetime) -> list[Missing]:
    """What a stored connection lacks for a status: what its calls need and, to be live, a cart that may leave."""
    missing = find_missing_for_calls(connection=connection, status=status, now=now)
    return [*missing, *_find_cart_errors(connection)] if status is Status.LIVE else missing


def find_missing_for_calls(
    *,
    connection: Connection,
    status: Status,
    now: datetime,
    mappings: Iterable[ParameterMapping] | None = None,
    return_origins: Iterable[ReturnOrigin] | None = None,
) -> list[Missing]:
    """What the calls of a connection need in a status; four statements at most.

    `mappings` and `return_origins` stand for the stored ones where a form is about to change these.
    """
    if status not in (Status.TEST, Status.LIVE):
        return []
    feeds = {mapping.feeds for mapping in (connection.mappings.all() if mappings is None else mappings)}
    missing = list(_find_missing_proof(connection, now))
    if Feeds.REQUESTER_EMAIL not in feeds:
        missing.append(Missing(_("Say which parameter brings the requester's e-mail."), Place.PARAMETERS))
    if Feeds.REQUESTER_NAME not in feeds:
        missing.append(Missing(_("Say which parameter brings the requester's full name."), Place.PARAMETERS))
    if status is Status.LIVE and not connection.allow_sap_event:
        origins = connection.return_origins.all() if return_origins is None else return_origins
        missing += _find_missing_return(connection, [origin for origin in origins if origin.accepted])
    return missing


def _find_missing_proof(connection: Connection, now: datetime) -> Iterator[Missing]:
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
    if not is_proven():
        yield Missing(words, Place.PROOF)


def _find_missing_return(connection: Connection, accepted: list[ReturnOrigin]) -> Iterator[Missing]:
    """An accepted address that calls can name: http counts only where the connection takes it."""
    if not accepted:
        yield Missing(_("Accept at least one return address."), Place.RETURN)
    elif not connection.allow_http and all(one.origin.startswith("http:") for one in accepted):
        yield Missing(
            _(
                "Every accepted return address is http, which is refused: accept one with https, or switch on "
                "“accept http”."
            ),
            Place.RETURN,
        )


def _find_cart_errors(connection: Connection) -> Iterator[Missing]:
    """Why the cart of a made-up request would be stopped, and with it those of all others."""
    preview = preview_cart(connection=connection, language=(get_language() or "en")[:2])
    if preview.problem:
        words = _("The cart of a made-up request cannot be built: %(problem)s")
        yield Missing(words % {"problem": preview.problem}, Place.CART)
    for error in dict.fromkeys(map(explain, find_errors(preview.findings))):
        yield Missing(
            _("The cart would be stopped, %(place)s: %(what)s") % {"place": error.place, "what": error.what},
            Place.CART,
        )
