"""Policies as a calculation: for whom they hold, and what they allow."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from catalog.acriss.letters import Category
from catalog.domain.policy import Asked, Breach, Limit, Policy, Traveller, find_breaches
from catalog.enums import ClassLimit, HoldsFor

COMPACT = Asked(
    class_id=1,
    acriss="CDMR",
    days=3,
    lead=timedelta(hours=48),
    per_day=Decimal("40.00"),
    per_rental=Decimal("120.00"),
)


def limits(policy: Policy, asked: Asked = COMPACT) -> list[Limit]:
    return [breach.limit for breach in find_breaches([policy], traveller=Traveller(), asked=asked)]


@pytest.mark.parametrize(
    ("holds_for", "traveller", "holds"),
    [
        pytest.param(HoldsFor.ONLY, Traveller(cost_centre="4711"), True, id="exact"),
        pytest.param(HoldsFor.ONLY, Traveller(cost_centre=" nl-20 "), True, id="spaces and small letters"),
        pytest.param(HoldsFor.ONLY, Traveller(cost_centre="58001"), True, id="beginning"),
        pytest.param(HoldsFor.ONLY, Traveller(cost_centre="47110"), False, id="longer than exact"),
        pytest.param(HoldsFor.ONLY, Traveller(cost_centre="158"), False, id="beginning in the middle"),
        pytest.param(HoldsFor.ONLY, Traveller(), False, id="nothing known"),
        pytest.param(HoldsFor.ONLY, Traveller(fields={"cost_centre": "4711"}), False, id="another fact"),
        pytest.param(HoldsFor.ALL_BUT, Traveller(cost_centre="4711"), False, id="but this one"),
        pytest.param(HoldsFor.ALL_BUT, Traveller(cost_centre="9"), True, id="somebody else"),
        pytest.param(HoldsFor.ALL_BUT, Traveller(), True, id="nothing known is no exception"),
        pytest.param(HoldsFor.EVERYBODY, Traveller(), True, id="everybody"),
    ],
)
def test_a_policy_holds_by_the_cost_centre(holds_for: HoldsFor, traveller: Traveller, *, holds: bool) -> None:
    policy = Policy(holds_for=holds_for, values=("4711", "NL-20", "58*"))

    assert policy.holds(traveller) is holds


def test_a_policy_holds_by_a_field_of_the_customers_own() -> None:
    policy = Policy(holds_for=HoldsFor.ONLY, key="grade", values=("junior",))

    held = [
        policy.holds(Traveller(cost_centre="junior")),
        policy.holds(Traveller(fields={"grade": "senior"})),
        policy.holds(Traveller(fields={"grade": "Junior"})),
    ]

    assert held == [False, False, True]


def test_no_policy_allows_everything() -> None:
    assert find_breaches([], traveller=Traveller(), asked=COMPACT) == ()


def test_every_policy_that_holds_must_allow() -> None:
    allows = Policy(name="allows", class_limit=ClassLimit.LISTED, classes=frozenset({1}))
    refuses = Policy(name="refuses", max_days=2)
    of_others = Policy(name="others", holds_for=HoldsFor.ONLY, values=("4711",), max_days=1)

    breaches = find_breaches([allows, refuses, of_others], traveller=Traveller(), asked=COMPACT)

    assert breaches == (Breach(policy=refuses, limit=Limit.DAYS),)


@pytest.mark.parametrize(
    ("policy", "acriss", "allowed"),
    [
        pytest.param(Policy(class_limit=ClassLimit.ANY), "LDAR", True, id="any"),
        pytest.param(Policy(class_limit=ClassLimit.LISTED), "CDMR", False, id="none listed"),
        pytest.param(
            Policy(class_limit=ClassLimit.LISTED, classes=frozenset({1})), "XXAR", True, id="listed"
        ),
        pytest.param(
            Policy(class_limit=ClassLimit.UP_TO, up_to=Category.COMPACT), "CDMR", True, id="at the top"
        ),
        pytest.param(Policy(class_limit=ClassLimit.UP_TO, up_to=Category.COMPACT), "EDMR", True, id="below"),
        pytest.param(
            Policy(class_limit=ClassLimit.UP_TO, up_to=Category.COMPACT), "DDMR", False, id="elite above"
        ),
        pytest.param(Policy(class_limit=ClassLimit.UP_TO, up_to=Category.COMPACT), "IDMR", False, id="above"),
        pytest.param(
            Policy(class_limit=ClassLimit.UP_TO, up_to=Category.LUXURY), "XDMR", False, id="special"
        ),
        pytest.param(Policy(class_limit=ClassLimit.UP_TO, up_to=Category.SPECIAL), "CVMR", False, id="a van"),
        pytest.param(
            Policy(class_limit=ClassLimit.UP_TO, up_to=Category.MINI, classes=frozenset({1})),
            "CKMD",
            True,
            id="a van by name",
        ),
    ],
)
def test_a_policy_allows_classes(policy: Policy, acriss: str, *, allowed: bool) -> None:
    assert limits(policy, Asked(class_id=1, acriss=acriss)) == ([] if allowed else [Limit.VEHICLE_CLASS])


@pytest.mark.parametrize(
    ("policy", "broken"),
    [
        pytest.param(Policy(max_days=3), [], id="as long as allowed"),
        pytest.param(Policy(max_days=2), [Limit.DAYS], id="a day too long"),
        pytest.param(Policy(lead=timedelta(hours=48)), [], id="just in time"),
        pytest.param(Policy(lead=timedelta(hours=49)), [Limit.LEAD], id="too soon"),
        pytest.param(Policy(max_per_day=Decimal("40.00")), [], id="at the ceiling per day"),
        pytest.param(Policy(max_per_day=Decimal("39.99")), [Limit.PER_DAY], id="above it"),
        pytest.param(Policy(max_per_rental=Decimal("120.00")), [], id="at the ceiling per rental"),
        pytest.param(Policy(max_per_rental=Decimal("119.99")), [Limit.PER_RENTAL], id="above that"),
        pytest.param(
            Policy(
                class_limit=ClassLimit.LISTED,
                max_days=1,
                lead=timedelta(days=9),
                max_per_day=Decimal(1),
                max_per_rental=Decimal(1),
            ),
            list(Limit),
            id="everything at once",
        ),
    ],
)
def test_a_policy_limits_length_lead_time_and_price(policy: Policy, broken: list[Limit]) -> None:
    assert limits(policy) == broken


def test_what_is_not_known_is_not_judged() -> None:
    strict = Policy(
        max_days=1, lead=timedelta(days=9), max_per_day=Decimal("0.01"), max_per_rental=Decimal("0.01")
    )

    assert limits(strict, Asked(class_id=1, acriss="CDMR")) == []
