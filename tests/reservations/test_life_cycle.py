from __future__ import annotations

import itertools

import pytest

from reservations.life_cycle import (
    OPEN_STATES,
    TRANSITIONS,
    Party,
    State,
    TransitionNotAllowedError,
    Verb,
    next_state,
    possible_verbs,
)

STARTS: tuple[State | None, ...] = (None, *State)

# verb, state, was the return seen, who -> state after
ALLOWED: dict[tuple[Verb, State | None, bool, Party], State] = {
    (Verb.REGISTER, None, False, Party.EMPLOYEE): State.REGISTERED,
    (Verb.REGISTER, None, True, Party.EMPLOYEE): State.REGISTERED,
    (Verb.TRANSFER, State.REGISTERED, False, Party.EMPLOYEE): State.TRANSFERRED,
    (Verb.TRANSFER, State.IN_PROGRESS, False, Party.EMPLOYEE): State.IN_PROGRESS,
    (Verb.TRANSFER, State.PLANNED, False, Party.EMPLOYEE): State.PLANNED,
    (Verb.TRANSFER, State.CONFIRMED, False, Party.EMPLOYEE): State.CONFIRMED,
    (Verb.TRANSFER, State.REJECTED, False, Party.EMPLOYEE): State.REJECTED,
    (Verb.CLAIM, State.REGISTERED, False, Party.OPERATIONS): State.IN_PROGRESS,
    (Verb.CLAIM, State.REGISTERED, True, Party.OPERATIONS): State.IN_PROGRESS,
    (Verb.CLAIM, State.TRANSFERRED, False, Party.OPERATIONS): State.IN_PROGRESS,
    (Verb.CLAIM, State.TRANSFERRED, True, Party.OPERATIONS): State.IN_PROGRESS,
    (Verb.CLAIM, State.IN_PROGRESS, False, Party.OPERATIONS): State.IN_PROGRESS,
    (Verb.CLAIM, State.IN_PROGRESS, True, Party.OPERATIONS): State.IN_PROGRESS,
    (Verb.CLAIM, State.PLANNED, False, Party.OPERATIONS): State.PLANNED,
    (Verb.CLAIM, State.PLANNED, True, Party.OPERATIONS): State.PLANNED,
    (Verb.RELEASE, State.IN_PROGRESS, False, Party.OPERATIONS): State.REGISTERED,
    (Verb.RELEASE, State.IN_PROGRESS, True, Party.OPERATIONS): State.TRANSFERRED,
    (Verb.RELEASE, State.PLANNED, False, Party.OPERATIONS): State.PLANNED,
    (Verb.RELEASE, State.PLANNED, True, Party.OPERATIONS): State.PLANNED,
    (Verb.PLAN, State.IN_PROGRESS, False, Party.OPERATIONS): State.PLANNED,
    (Verb.PLAN, State.IN_PROGRESS, True, Party.OPERATIONS): State.PLANNED,
    (Verb.PLAN, State.PLANNED, False, Party.OPERATIONS): State.PLANNED,
    (Verb.PLAN, State.PLANNED, True, Party.OPERATIONS): State.PLANNED,
    (Verb.CONFIRM, State.PLANNED, False, Party.OPERATIONS): State.CONFIRMED,
    (Verb.CONFIRM, State.PLANNED, True, Party.OPERATIONS): State.CONFIRMED,
    (Verb.REJECT, State.IN_PROGRESS, False, Party.OPERATIONS): State.REJECTED,
    (Verb.REJECT, State.IN_PROGRESS, True, Party.OPERATIONS): State.REJECTED,
    (Verb.REJECT, State.PLANNED, False, Party.OPERATIONS): State.REJECTED,
    (Verb.REJECT, State.PLANNED, True, Party.OPERATIONS): State.REJECTED,
}
EVERY = list(itertools.product(Verb, STARTS, (False, True), Party))
REFUSED = [case for case in EVERY if case not in ALLOWED]


@pytest.mark.parametrize(("case", "target"), list(ALLOWED.items()))
def test_next_state_allowed(case: tuple[Verb, State | None, bool, Party], target: State) -> None:
    verb, state, transferred, party = case

    result = next_state(verb, state=state, transferred=transferred, party=party)

    assert result == target


@pytest.mark.parametrize("case", REFUSED)
def test_next_state_refuses_everything_else(case: tuple[Verb, State | None, bool, Party]) -> None:
    verb, state, transferred, party = case

    with pytest.raises(TransitionNotAllowedError) as caught:
        next_state(verb, state=state, transferred=transferred, party=party)

    assert (caught.value.verb, caught.value.state) == (verb, state)


@pytest.mark.parametrize(
    ("state", "transferred", "party"), list(itertools.product(STARTS, (False, True), Party))
)
def test_possible_verbs_are_those_that_next_state_allows(
    *, state: State | None, transferred: bool, party: Party
) -> None:
    verbs = possible_verbs(state=state, transferred=transferred, party=party)

    assert verbs == {verb for verb in Verb if (verb, state, transferred, party) in ALLOWED}


def test_every_state_is_reached_by_a_transition() -> None:
    reached = {row.target for row in TRANSITIONS} - {None}

    assert reached == set(State)


def test_every_verb_has_a_transition() -> None:
    assert {row.verb for row in TRANSITIONS} == set(Verb)


def test_open_states_are_those_in_which_operations_can_act() -> None:
    acting = {
        state for state in State if possible_verbs(state=state, transferred=True, party=Party.OPERATIONS)
    }

    assert acting == OPEN_STATES


def test_refusal_names_the_verb_and_the_state() -> None:
    with pytest.raises(TransitionNotAllowedError, match=r"^“Confirm” is not possible while .* “Registered”"):
        next_state(Verb.CONFIRM, state=State.REGISTERED, transferred=True, party=Party.OPERATIONS)
