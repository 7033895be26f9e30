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

Five things that the drawing leaves out, and the table holds:

* The return runs through the employee's browser, and without a script nothing tells us that it happened. So operations
  may claim a request that is still *registered*, and a return that is reported later is noted without changing
  the state.
* The script may find that its page never left for the buyer's system. What it reported is then taken back, and a
  request that is still *transferred* is *registered* again.
* Claiming a request that a colleague holds takes it over; planning again replaces the plan. Both keep the state.
* A planned request that is released stays planned and waits for whoever claims it next.
* Where the customer's purchasing comes first, a request waits for its order number: everything goes on meanwhile,
  but for confirming it. The number may be entered at any time until the request is rejected, and again when it
  was wrong; that keeps the state.

Nothing here knows the database or the clock. Rows are the only permission: what no row allows is refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TransitionNotAllowedError(Exception):
    """The life cycle has no such step. Trying again cannot help; the request must change first."""

    def __init__(self, *, verb: Verb, state: State | None) -> None:
        self.verb = verb
        self.state = state
        super().__init__(self.explain())

    def explain(self) -> str:
        state = self.state.label if self.state else _("not registered")
        return str(
            _("“%(verb)s” is not possible while the request is “%(state)s”.")
            % {"verb": self.verb.label, "state": state}
        )


class OrderNumberMissingError(TransitionNotAllowedError):
    """Only the order number is missing. Entering it helps."""

    def explain(self) -> str:
        return str(_("This request waits for its order number. Enter that first."))


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
    ORDER = "order", _("Enter the order number")
    TAKE_BACK = "return_missing", _("Take back the return")


class Party(TextChoices):
    """On whose behalf something was done."""

    EMPLOYEE = "employee", _("Employee")
    OPERATIONS = "operations", _("Operations")
    SYSTEM = "system", _("System")


@dataclass(frozen=True, kw_only=True, slots=True)
class Transition:
    """One permitted step.

    `target=None` keeps the state. `transferred=None` applies whether or not the return was seen, and
    `waits_for_order=None` whether or not an order number is still waited for.
    """

    verb: Verb
    sources: frozenset[State | None]
    target: State | None
    party: Party
    transferred: bool | None = None
    waits_for_order: bool | None = None


def _row(
    verb: Verb,
    sources: Iterable[State | None],
    target: State | None,
    party: Party,
    *,
    transferred: bool | None = None,
    waits_for_order: bool | None = None,
) -> Transition:
    return Transition(
        verb=verb,
        sources=frozenset(sources),
        target=target,
        party=party,
        transferred=transferred,
        waits_for_order=waits_for_order,
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
    _row(Verb.TAKE_BACK, [State.TRANSFERRED], State.REGISTERED, Party.SYSTEM, transferred=True),
    _row(
        Verb.TAKE_BACK,
        [*_HELD, State.CONFIRMED, State.REJECTED],
        None,
        Party.SYSTEM,
        transferred=True,
    ),
    _row(Verb.CLAIM, _WAITING, State.IN_PROGRESS, Party.OPERATIONS),
    _row(Verb.CLAIM, _HELD, None, Party.OPERATIONS),
    _row(Verb.RELEASE, [State.IN_PROGRESS], State.REGISTERED, Party.OPERATIONS, transferred=False),
    _row(Verb.RELEASE, [State.IN_PROGRESS], State.TRANSFERRED, Party.OPERATIONS, transferred=True),
    _row(Verb.RELEASE, [State.PLANNED], None, Party.OPERATIONS),
    _row(Verb.PLAN, _HELD, State.PLANNED, Party.OPERATIONS),
    _row(Verb.CONFIRM, [State.PLANNED], State.CONFIRMED, Party.OPERATIONS, waits_for_order=False),
    _row(Verb.REJECT, _HELD, State.REJECTED, Party.OPERATIONS),
    _row(Verb.ORDER, [*_WAITING, *_HELD, State.CONFIRMED], None, Party.OPERATIONS),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """What the table asks about a request.

    `state` is None for a request that does not exist yet; `transferred` says whether the return was seen,
    `waits_for_order` whether an order number must still come.
    """

    state: State | None
    transferred: bool = False
    waits_for_order: bool = False


def next_state(verb: Verb, standing: Standing, *, party: Party) -> State:
    """Return the state after the verb.

    Raises TransitionNotAllowedError when no row of the table allows it; OrderNumberMissingError when one would, were
    the order number known.
    """
    for row in TRANSITIONS:
        if row.verb == verb and _permits(row, standing, party=party):
            target = row.target or standing.state
            if target is not None:
                return target
    if standing.waits_for_order and verb in possible_verbs(
        replace(standing, waits_for_order=False), party=party
    ):
        raise OrderNumberMissingError(verb=verb, state=standing.state)
    raise TransitionNotAllowedError(verb=verb, state=standing.state)


def possible_verbs(standing: Standing, *, party: Party) -> frozenset[Verb]:
    """Return the verbs that the table allows this party now."""
    return frozenset(row.verb for row in TRANSITIONS if _permits(row, standing, party=party))


def _permits(row: Transition, standing: Standing, *, party: Party) -> bool:
    return (
        standing.state in row.sources
        and row.party == party
        and row.transferred in {None, standing.transferred}
        and row.waits_for_order in {None, standing.waits_for_order}
    )
