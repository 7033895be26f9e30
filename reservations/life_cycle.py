"""The life of a request, as one table.

::

    (nothing) --register--> registered --transfer--> transferred
                                |                        |
                                +---------claim----------+
                                             v
                      +--release--     in progress --------reject---+
                      v                      |                      |
        registered, or transferred         plan                     v
        where the return was seen            v                  rejected
                                          planned ---------reject---^
                                             |
                                          confirm
                                             v
                                         confirmed

Three things that the drawing leaves out, and the table holds:

* The return runs through the employee's browser, and without a script nothing tells us that it happened. So operations
  may claim a request that is still *registered*, and a return that is reported later is noted without changing
  the state.
* Claiming a request that a colleague holds takes it over; planning again replaces the plan. Both keep the state.
* A planned request that is released stays planned and waits for whoever claims it next.

Nothing here knows the database or the clock. Rows are the only permission: what no row allows is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TransitionNotAllowedError(Exception):
    """The life cycle has no such step. Trying again cannot help; the request must change first."""

    def __init__(self, *, verb: Verb, state: State | None) -> None:
        self.verb = verb
        self.state = state
        super().__init__(
            _("“%(verb)s” is not possible while the request is “%(state)s”.")
            % {"verb": verb.label, "state": state.label if state else _("not registered")}
        )


class State(TextChoices):
    """Where a request stands. The values are stored and leave the house: never rename one."""

    REGISTERED = "registered", _("Registered")
    TRANSFERRED = "transferred", _("Transferred")
    IN_PROGRESS = "in_progress", _("In progress")
    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class Verb(TextChoices):
    """What can be done to a request."""

    REGISTER = "register", _("Register")
    TRANSFER = "transfer", _("Transfer")
    CLAIM = "claim", _("Claim")
    RELEASE = "release", _("Release")
    PLAN = "plan", _("Plan")
    CONFIRM = "confirm", _("Confirm")
    REJECT = "reject", _("Reject")


class Party(TextChoices):
    """On whose behalf something was done."""

    EMPLOYEE = "employee", _("Employee")
    OPERATIONS = "operations", _("Operations")
    SYSTEM = "system", _("System")


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """One permitted step.

    `target=None` keeps the state; `transferred=None` applies whether or not the return was seen.
    """

    verb: Verb
    sources: frozenset[State | None]
    target: State | None
    party: Party
    transferred: bool | None = None


def _row(
    verb: Verb,
    sources: Iterable[State | None],
    target: State | None,
    party: Party,
    *,
    transferred: bool | None = None,
) -> Transition:
    return Transition(
        verb=verb, sources=frozenset(sources), target=target, party=party, transferred=transferred
    )


_WAITING: Final = (State.REGISTERED, State.TRANSFERRED)
_HELD: Final = (State.IN_PROGRESS, State.PLANNED)

OPEN_STATES: Final = frozenset({*_WAITING, *_HELD})
"""States in which operations still have something to do."""

TRANSITIONS: Final = (
    _row(Verb.REGISTER, [None], State.REGISTERED, Party.EMPLOYEE),
    _row(Verb.TRANSFER, [State.REGISTERED], State.TRANSFERRED, Party.EMPLOYEE, transferred=False),
    _row(
        Verb.TRANSFER,
        [*_HELD, State.CONFIRMED, State.REJECTED],
        None,
        Party.EMPLOYEE,
        transferred=False,
    ),
    _row(Verb.CLAIM, _WAITING, State.IN_PROGRESS, Party.OPERATIONS),
    _row(Verb.CLAIM, _HELD, None, Party.OPERATIONS),
    _row(Verb.RELEASE, [State.IN_PROGRESS], State.REGISTERED, Party.OPERATIONS, transferred=False),
    _row(Verb.RELEASE, [State.IN_PROGRESS], State.TRANSFERRED, Party.OPERATIONS, transferred=True),
    _row(Verb.RELEASE, [State.PLANNED], None, Party.OPERATIONS),
    _row(Verb.PLAN, _HELD, State.PLANNED, Party.OPERATIONS),
    _row(Verb.CONFIRM, [State.PLANNED], State.CONFIRMED, Party.OPERATIONS),
    _row(Verb.REJECT, _HELD, State.REJECTED, Party.OPERATIONS),
)


def next_state(verb: Verb, *, state: State | None, transferred: bool, party: Party) -> State:
    """Return the state after the verb.

    `state` is None for a request that does not exist yet; `transferred` says whether the return was seen.
    Raises TransitionNotAllowedError when no row of the table allows it.
    """
    for row in TRANSITIONS:
        if row.verb == verb and _permits(row, state=state, transferred=transferred, party=party):
            target = row.target or state
            if target is not None:
                return target
    raise TransitionNotAllowedError(verb=verb, state=state)


def possible_verbs(*, state: State | None, transferred: bool, party: Party) -> frozenset[Verb]:
    """Return the verbs that the table allows this party now."""
    return frozenset(
        row.verb for row in TRANSITIONS if _permits(row, state=state, transferred=transferred, party=party)
    )


def _permits(row: Transition, *, state: State | None, transferred: bool, party: Party) -> bool:
    return (
        state in row.sources
        and row.party == party
        and (row.transferred is None or row.transferred == transferred)
    )
