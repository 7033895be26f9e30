"""A punch-out between entry and return: who may see it, and what it remembers.

There is no account and no session. The code in the entry's redirect is good once; entering with it gives a secret,
which the pages carry in their forms and the browser, where it takes cookies, in a cookie: for reloads, not for posts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.db import transaction

from oci.domain import journal
from oci.domain.tokens import hash_token, matches, new_token
from oci.enums import Event, State
from oci.models import PunchOut
from oci.protocol.states import Event as Step
from oci.protocol.states import State as ProtocolState
from oci.protocol.states import next_state


class PunchOutError(Exception):
    """This browser cannot go on with this punch-out. `code` is one of `oci.problems`.

    `punch_out` is set wherever it exists. `is_theirs` says that the browser has shown that it belongs to it.
    """

    code: ClassVar[str]
    is_theirs: ClassVar[bool] = True

    def __init__(self, punch_out: PunchOut | None = None) -> None:
        super().__init__(self.code)
        self.punch_out = punch_out


class PunchOutUnknownError(PunchOutError):
    """There is none of that id at this customer; another customer's is as unknown as one that never was."""

    code = "PUNCH_OUT_UNKNOWN"


class CodeSpentError(PunchOutError):
    """The code has been used: a page was reloaded, or its address copied. Starting again helps."""

    code = "PUNCH_OUT_CODE_SPENT"
    is_theirs = False


class SecretWrongError(PunchOutError):
    """The form, or on a reload the cookie, does not hold this punch-out's secret. Starting again helps."""

    code = "PUNCH_OUT_SECRET_WRONG"
    is_theirs = False


class PunchOutExpiredError(PunchOutError):
    """The time for the visit is over. Starting again helps."""

    code = "PUNCH_OUT_EXPIRED"


class PunchOutCancelledError(PunchOutError):
    code = "PUNCH_OUT_CANCELLED"


class PunchOutReturnedError(PunchOutError):
    """The cart has gone back already, and goes back once."""

    code = "PUNCH_OUT_RETURNED"


@dataclass(frozen=True, slots=True)
class Session:
    """An entered punch-out, and the secret that its pages carry from here on."""

    punch_out: PunchOut
    secret: str


def enter(*, public_id: UUID, code: str, now: datetime) -> Session:
    """Spend the code and begin; of two at the same time, one wins.

    Raises:
        PunchOutError: PunchOutUnknownError, CodeSpentError, PunchOutExpiredError, PunchOutCancelledError.
    """
    punch_out = _find(public_id)
    # A wrong code and a spent one get the same answer.
    if not matches(code, punch_out.code_hash) or punch_out.state not in (State.OPENED, State.EXPIRED):
        raise CodeSpentError(punch_out)
    _refuse_expired(punch_out, now=now)
    secret = new_token()
    entered = PunchOut.objects.filter(pk=punch_out.pk, state=State.OPENED).update(
        state=next_state(ProtocolState(punch_out.state), Step.ENTER),
        secret_hash=hash_token(secret),
        entered_at=now,
    )
    if not entered:
        raise CodeSpentError(punch_out)
    punch_out.state, punch_out.secret_hash, punch_out.entered_at = State.ACTIVE, hash_token(secret), now
    return Session(punch_out, secret)


def resume(*, public_id: UUID, secret: str, now: datetime) -> PunchOut:
    """The punch-out whose secret a form or a cookie holds, active or registered.

    Raises:
        PunchOutError: PunchOutUnknownError, SecretWrongError, and then, for whoever has the secret,
            PunchOutExpiredError, PunchOutCancelledError, PunchOutReturnedError.
    """
    punch_out = identify(public_id=public_id, secret=secret)
    refuse_ended(punch_out)
    _refuse_expired(punch_out, now=now)
    return punch_out


def identify(*, public_id: UUID, secret: str) -> PunchOut:
    """As `resume`, but in whatever state it is.

    Raises:
        PunchOutError: PunchOutUnknownError, SecretWrongError.
    """
    punch_out = _find(public_id)
    if not punch_out.secret_hash or not matches(secret, punch_out.secret_hash):
        raise SecretWrongError(punch_out)
    return punch_out


def save_draft(*, punch_out: PunchOut, values: Mapping[str, str]) -> None:
    """Remember what the employee has filled in, so that going back keeps it. No text may hold NUL."""
    punch_out.draft = dict(values)
    PunchOut.objects.filter(pk=punch_out.pk).update(draft=punch_out.draft)


def close(*, punch_out: PunchOut, now: datetime) -> None:
    """End the visit without a request. Twice is as good as once.

    Raises:
        PunchOutError: If it has ended otherwise.
        EventNotAllowed: If a request is registered.
    """
    with transaction.atomic():
        locked = lock(punch_out)
        if locked.state != State.CANCELLED:
            refuse_ended(locked)
            locked.state = State(next_state(ProtocolState(locked.state), Step.CANCEL).value)
            locked.ended_at = now
            locked.save(update_fields=["state", "ended_at"])
            journal.record(event=Event.CANCEL, punch_out=locked, now=now)
    punch_out.state, punch_out.ended_at = locked.state, locked.ended_at


def lock(punch_out: PunchOut) -> PunchOut:
    """The punch-out read again and locked until the transaction ends: of two clicks, one waits for the other."""
    rows = PunchOut.objects.select_for_update(of=("self",)).select_related("connection")
    return rows.get(pk=punch_out.pk)


def refuse_ended(punch_out: PunchOut) -> None:
    """Raise the PunchOutError that says how `punch_out` has ended, if it has."""
    match punch_out.state:
        case State.EXPIRED:
            raise PunchOutExpiredError(punch_out)
        case State.CANCELLED:
            raise PunchOutCancelledError(punch_out)
        case State.RETURNED:
            raise PunchOutReturnedError(punch_out)


def _find(public_id: UUID) -> PunchOut:
    punch_out = PunchOut.objects.select_related("connection").filter(public_id=public_id).first()
    if punch_out is None:
        raise PunchOutUnknownError
    return punch_out


def _refuse_expired(punch_out: PunchOut, *, now: datetime) -> None:
    """Past its time it is expired from here on; a registered one stays what it is and is only closed to pages."""
    if now < punch_out.expires_at and punch_out.state != State.EXPIRED:
        return
    if punch_out.state in (State.OPENED, State.ACTIVE):
        PunchOut.objects.filter(pk=punch_out.pk, state=punch_out.state).update(
            state=next_state(ProtocolState(punch_out.state), Step.EXPIRE), ended_at=now
        )
    raise PunchOutExpiredError(punch_out)
