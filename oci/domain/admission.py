"""The door: which calls are let in, before anything is done for them.

In this order: the address that the call comes from, the connection's status and method, whether the call can be read,
whom it proves to be. Then it is counted, whatever came of it, in one statement: under its address always, under its
connection only when it has proved itself, so that no stranger can use up what a customer's employees share.
`docs/decisions/calls-are-counted-once.md` says more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from oci.domain.entry_errors import EntryError
from oci.domain.networks import check_address, name_caller
from oci.domain.proof import Proven, identify_buyer
from oci.domain.queries import Door
from oci.enums import Status
from oci.models import Connection
from oci.protocol.call import Call
from oci.protocol.errors import CallError
from tenants.domain.rate_limits import Limit, count_call


class ConnectionUnknownError(EntryError):
    code = "CONNECTION_UNKNOWN"


class ConnectionDraftError(EntryError):
    code = "CONNECTION_DRAFT"


class ConnectionOffError(EntryError):
    code = "CONNECTION_OFF"


class MethodNotAllowedError(EntryError):
    code = "METHOD_NOT_ALLOWED"


class TooManyCallsError(EntryError):
    """The address or the connection has used up its minute. Trying again after `seconds` helps.

    `counted` says which of them, by `Limit.kind`, and `allowed` how many calls a minute it has.

    `is_noted` is true once a minute: a flood of refusals is not to become a flood of journal entries.
    """

    code = "TOO_MANY_CALLS"

    def __init__(self, message: str, *, seconds: int, is_noted: bool, counted: str, allowed: int) -> None:
        super().__init__(message, seconds=seconds, counted=counted, allowed=allowed)
        self.seconds = seconds
        self.is_noted = is_noted


@dataclass(frozen=True, slots=True)
class Admitted:
    """A call that is let in, and what it proves itself by."""

    door: Door
    call: Call
    proof: Proven


def admit(
    *, door: Door | None, method: str, address: str, read: Callable[[Connection], Call], now: datetime
) -> Admitted:
    """Let a call in, or not; one statement, or two when it is one too many.

    `door` is None where no connection has the address that was called. `read` parses the call; it is not asked
    to where address, status or method are refused.

    Raises:
        EntryError, CallError: If the call must be refused. TooManyCallsError goes before all others.
    """
    try:
        admitted = _examine(door, method, address, read, now)
    except (EntryError, CallError):
        _count(door, address, is_proven=False, now=now)
        raise
    _count(door, address, is_proven=True, now=now)
    return admitted


def check_connection(*, connection: Connection, method: str) -> None:
    """Whether the connection takes calls at all, and by this method (GET or POST).

    Raises:
        ConnectionDraftError, ConnectionOffError, MethodNotAllowedError: see there.
    """
    if connection.status == Status.DRAFT:
        raise ConnectionDraftError("the connection is a draft")
    if not connection.takes_calls:
        raise ConnectionOffError("the connection is switched off")
    if method not in connection.methods:
        agreed = ", ".join(connection.methods)
        raise MethodNotAllowedError(f"{method[:10]} instead of {agreed}", method=method[:10], agreed=agreed)


def _examine(
    door: Door | None, method: str, address: str, read: Callable[[Connection], Call], now: datetime
) -> Admitted:
    if door is None:
        raise ConnectionUnknownError("no connection of this address")
    check_address(connection=door.connection, address=address)
    check_connection(connection=door.connection, method=method)
    call = read(door.connection)
    return Admitted(door, call, identify_buyer(door=door, call=call, now=now))


def _count(door: Door | None, address: str, *, is_proven: bool, now: datetime) -> None:
    """Count the call. Calls to no connection at all are counted together, with the limit of a new one."""
    connection = door.connection if door else Connection()
    caller = f"{connection.slug} {name_caller(address)}"
    limits = [Limit("address", caller, connection.address_calls_per_minute)]
    if is_proven:
        limits.append(Limit("connection", connection.slug, connection.calls_per_minute))
    refusal = count_call(limits, now=now)
    if refusal is None:
        return
    kind, allowed = refusal.limit.kind, refusal.limit.per_minute
    is_noted = count_call([Limit(f"noted {kind}", refusal.limit.name, 1)], now=now) is None
    raise TooManyCallsError(
        f"more than {allowed} calls a minute, counted by {kind}; further ones are not noted for a minute",
        seconds=refusal.seconds,
        is_noted=is_noted,
        counted=kind,
        allowed=allowed,
    ) from None
