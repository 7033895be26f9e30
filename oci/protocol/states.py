"""The life of one punch-out.

                 ENTER             REGISTER               RETURN
    OPENED ---------------> ACTIVE ---------> REGISTERED ---------> RETURNED
       |                      |                                      (again: RETURN)
       +--- EXPIRE, CANCEL ---+----> EXPIRED, CANCELLED   ^-- STAY --+

OPENED: the call was accepted; the browser has not come to the page. ACTIVE: the employee chooses. REGISTERED:
the request stands, and the cart may or may not have reached the buyer. RETURNED: the browser has sent it; STAY: its
page finds itself still there, so nothing has left after all.

What is registered neither expires nor is cancelled here: from then on the request has a life of its own, and
the same cart can be returned again. A table, so that everybody asks the same one.
"""

from __future__ import annotations

from enum import StrEnum

from .errors import EventNotAllowed

__all__ = ["FINAL", "TRANSITIONS", "Event", "State", "next_state"]


class State(StrEnum):
    OPENED = "opened"
    ACTIVE = "active"
    REGISTERED = "registered"
    RETURNED = "returned"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Event(StrEnum):
    ENTER = "enter"
    REGISTER = "register"
    RETURN = "return"
    STAY = "stay"
    EXPIRE = "expire"
    CANCEL = "cancel"


TRANSITIONS: dict[State, dict[Event, State]] = {
    State.OPENED: {
        Event.ENTER: State.ACTIVE,
        Event.EXPIRE: State.EXPIRED,
        Event.CANCEL: State.CANCELLED,
    },
    State.ACTIVE: {
        Event.REGISTER: State.REGISTERED,
        Event.EXPIRE: State.EXPIRED,
        Event.CANCEL: State.CANCELLED,
    },
    State.REGISTERED: {
        # The second click on "send" finds what the first one made.
        Event.REGISTER: State.REGISTERED,
        Event.RETURN: State.RETURNED,
    },
    State.RETURNED: {Event.RETURN: State.RETURNED, Event.STAY: State.REGISTERED},
    State.EXPIRED: {Event.EXPIRE: State.EXPIRED},
    State.CANCELLED: {Event.CANCEL: State.CANCELLED},
}

# The employee has nothing left to do here, unless a page reports that it stayed.
FINAL = frozenset({State.RETURNED, State.EXPIRED, State.CANCELLED})


def next_state(state: State, event: Event) -> State:
    """The state after `event`.

    Raises:
        EventNotAllowed: If `state` has no such event.
    """
    try:
        return TRANSITIONS[state][event]
    except KeyError:
        raise EventNotAllowed(state, event) from None
