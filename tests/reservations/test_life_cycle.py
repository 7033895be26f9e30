from __future__ import annotations

import itertools

import pytest

from reservations.life_cycle import (
    OPEN_STATES,
    TRANSITIONS,
    OrderNumberMissingError,
    Party,
    Standing,
    State,
    TransitionNotAllowedError,
    Verb,
    next_state,
    possible_verbs,
)

STARTS: tuple[State | None, ...] = (None, *State)
EITHER = (False, True)

# verb, state, was the return seen, is an order number waited for, who -> state after. A set stands for each of it.
_TABLE: list[tuple[Verb, State | None, tuple[bool, ...], tuple[bool, ...], Party, State]] = [
    (Verb.REGISTER, None, EITHER, EITHER, Party.EMPLOYEE, State.REGISTERED),
    (Verb.TRANSFER, State.REGISTERED, (False,), EITHER, Party.EMPLOYEE, State.TRANSFERRED),
    (Verb.TRANSFER, State.IN_PROGRESS, (False,), EITHER, Party.EMPLOYEE, State.IN_PROGRESS),
    (Verb.TRANSFER, State.PLANNED, (False,), EITHER, Party.EMPLOYEE, State.PLANNED),
    (Verb.TRANSFER, State.CONFIRMED, (False,), EITHER, Party.EMPLOYEE, State.CONFIRMED),
    (Verb.TRANSFER, State.REJECTED, (False,), EITHER, Party.EMPLOYEE, State.REJECTED),
    (Verb.TAKE_BACK, State.TRANSFERRED, (True,), EITHER, Party.SYSTEM, State.REGISTERED),
    (Verb.TAKE_BACK, State.IN_PROGRESS, (True,), EITHER, Party.SYSTEM, State.IN_PROGRESS),
    (Verb.TAKE_BACK, State.PLANNED, (True,), EITHER, Party.SYSTEM, State.PLANNED),
    (Verb.TAKE_BACK, State.CONFIRMED, (True,), EITHER, Party.SYSTEM, State.CONFIRMED),
    (Verb.TAKE_BACK, State.REJECTED, (True,), EITHER, Party.SYSTEM, State.REJECTED),
    (Verb.CLAIM, State.REGISTERED, EITHER, EITHER, Party.OPERATIONS, State.IN_PROGRESS),
    (Verb.CLAIM, State.TRANSFERRED, EITHER, EITHER, Party.OPERATIONS, State.IN_PROGRESS),
    (Verb.CLAIM, State.IN_PROGRESS, EITHER, EITHER, Party.OPERATIONS, State.IN_PROGRESS),
    (Verb.CLAIM, State.PLANNED, EITHER, EITHER, Party.OPERATIONS, State.PLANNED),
    (Verb.RELEASE, State.IN_PROGRESS, (False,), EITHER, Party.OPERATIONS, State.REGISTERED),
    (Verb.RELEASE, State.IN_PROGRESS, (True,), EITHER, Party.OPERATIONS, State.TRANSFERRED),
    (Verb.RELEASE, State.PLANNED, EITHER, EITHER, Party.OPERATIONS, State.PLANNED),
    (Verb.PLAN, State.IN_PROGRESS, EITHER, EITHER, Party.OPERATIONS, State.PLANNED),
    (Verb.PLAN, State.PLANNED, EITHER, EITHER, Party.OPERATIONS, State.PLANNED),
    (Verb.CONFIRM, State.PLANNED, EITHER, (False,), Party.OPERATIONS, State.CONFIRMED),
    (Verb.REJECT, State.IN_PROGRESS, EITHER, EITHER, Party.OPERATIONS, State.REJECTED),
    (Verb.REJECT, State.PLANNED, EITHER, EITHER, Party.OPERATIONS, State.REJECTED),
    (Verb.ORDER, State.REGISTERED, EITHER, EITHER, Party.OPERATIONS, State.REGISTERED),
    (Verb.ORDER, State.TRANSFERRED, EITHER, EITHER, Party.OPERATIONS, State.TRANSFERRED),
    (Verb.ORDER, State.IN_PROGRESS, EITHER, EITHER, Party.OPERATIONS, State.IN_PROGRESS),
    (Verb.ORDER, State.PLANNED, EITHER, EITHER, Party.OPERATIONS, State.PLANNED),
    (Verb.ORDER, State.CONFIRMED, EITHER, EITHER, Party.OPERATIONS, State.CONFIRMED),
]
Case = tuple[Verb, Standing, Party]
ALLOWED: dict[Case, State] = {
    (verb, Standing(state=state, transferred=seen, waits_for_order=waits), party): target
    for verb, state, each_seen, each_waits, party, target in _TABLE
    for seen, waits in itertools.product(each_seen, each_waits)
}
STANDINGS = [
    Standing(state=state, transferred=seen, waits_for_order=waits)
    for state, seen, waits in itertools.product(STARTS, EITHER, EITHER)
]
EVERY: list[Case] = list(itertools.product(Verb, STANDINGS, Party))
REFUSED = [case for case in EVERY if case not in ALLOWED]


def _name(case: object) -> str:
    if isinstance(case, Standing):
        seen, waits = "-seen" * case.transferred, "-waits" * case.waits_for_order
        return f"{case.state}{seen}{waits}"
    return "-".join(_name(part) for part in case) if isinstance(case, tuple) else str(case)


@pytest.mark.parametrize(("case", "target"), list(ALLOWED.items()), ids=_name)
def test_next_state_allowed(case: Case, target: State) -> None:
    verb, standing, party = case

    result = next_state(verb, standing, party=party)

    assert result == target


@pytest.mark.parametrize("case", REFUSED, ids=_name)
def test_next_state_refuses_everything_else(case: Case) -> None:
    verb, standing, party = case

    with pytest.raises(TransitionNotAllowedError) as caught:
        next_state(verb, standing, party=party)

    assert (caught.value.verb, caught.value.state) == (verb, standing.state)


@pytest.mark.parametrize(("standing", "party"), list(itertools.product(STANDINGS, Party)), ids=_name)
def test_possible_verbs_are_those_that_next_state_allows(standing: Standing, party: Party) -> None:
    verbs = possible_verbs(standing, party=party)

    assert verbs == {verb for verb in Verb if (verb, standing, party) in ALLOWED}


def test_only_confirming_waits_for_the_order_number() -> None:
    """Of all that the table refuses, the missing number is the reason for this alone."""
    missing = set()
    for verb, standing, party in REFUSED:
        try:
            next_state(verb, standing, party=party)
        except OrderNumberMissingError as error:
            missing.add((error.verb, error.state, standing.waits_for_order))
        except TransitionNotAllowedError:
            pass

    assert missing == {(Verb.CONFIRM, State.PLANNED, True)}


def test_every_state_is_reached_by_a_transition() -> None:
    reached = {row.target for row in TRANSITIONS} - {None}

    assert reached == set(State)


def test_every_verb_has_a_transition() -> None:
    assert {row.verb for row in TRANSITIONS} == set(Verb)


def test_open_states_are_those_in_which_operations_can_act() -> None:
    """An order number may come in later, but nobody has to do anything about it."""
    acting = {
        state
        for state in State
        if possible_verbs(Standing(state=state), party=Party.OPERATIONS) - {Verb.ORDER}
    }

    assert acting == OPEN_STATES


def test_refusal_names_the_verb_and_the_state() -> None:
    with pytest.raises(TransitionNotAllowedError, match=r"^“Confirm” is not possible while .* “Registered”"):
        next_state(Verb.CONFIRM, Standing(state=State.REGISTERED), party=Party.OPERATIONS)


def test_refusal_names_the_order_number_where_that_is_all_that_is_missing() -> None:
    with pytest.raises(OrderNumberMissingError, match=r"^This request waits for its order number"):
        next_state(Verb.CONFIRM, Standing(state=State.PLANNED, waits_for_order=True), party=Party.OPERATIONS)
