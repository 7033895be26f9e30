from __future__ import annotations

import pytest

from oci.protocol.errors import EventNotAllowed
from oci.protocol.states import FINAL, TRANSITIONS, Event, State, next_state


@pytest.mark.parametrize(
    ("events", "state"),
    [
        # Realistic.
        ([Event.ENTER, Event.REGISTER, Event.RETURN], State.RETURNED),
        ([Event.ENTER, Event.CANCEL], State.CANCELLED),
        ([Event.EXPIRE], State.EXPIRED),
        # Double click, repeated return, the sweeper coming by twice.
        ([Event.ENTER, Event.REGISTER, Event.REGISTER], State.REGISTERED),
        ([Event.ENTER, Event.REGISTER, Event.RETURN, Event.RETURN], State.RETURNED),
        ([Event.ENTER, Event.EXPIRE, Event.EXPIRE], State.EXPIRED),
        # The way back was blocked, and then it was not.
        ([Event.ENTER, Event.REGISTER, Event.RETURN, Event.STAY], State.REGISTERED),
        ([Event.ENTER, Event.REGISTER, Event.RETURN, Event.STAY, Event.RETURN], State.RETURNED),
    ],
)
def test_next_state_follows_the_table(events: list[Event], state: State) -> None:
    reached = State.OPENED
    for event in events:
        reached = next_state(reached, event)

    assert reached is state


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.ACTIVE, Event.ENTER),
        (State.OPENED, Event.REGISTER),
        (State.ACTIVE, Event.RETURN),
        (State.REGISTERED, Event.STAY),
        (State.REGISTERED, Event.EXPIRE),
        (State.REGISTERED, Event.CANCEL),
        (State.RETURNED, Event.REGISTER),
        (State.EXPIRED, Event.ENTER),
        (State.CANCELLED, Event.REGISTER),
    ],
)
def test_next_state_refuses(state: State, event: Event) -> None:
    with pytest.raises(EventNotAllowed, match=f"a punch-out that is {state} cannot {event}"):
        next_state(state, event)


def test_final_states_lead_nowhere_else() -> None:
    left = {
        state: {after for event, after in rows.items() if event is not Event.STAY}
        for state, rows in TRANSITIONS.items()
    }

    assert {state for state in State if left[state] <= {state}} == FINAL
