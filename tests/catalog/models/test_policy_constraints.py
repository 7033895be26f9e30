"""What must never be in the table of policies: refused by the database, and by the forms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from catalog.enums import ClassLimit, HoldsFor
from catalog.models.policy import MOST_VALUES, validate_values
from tenants.models import Customer
from tests.catalog.factories import make_policy

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"holds_for": "friends"}, id="for nobody we know"),
        pytest.param({"class_limit": "red ones"}, id="classes of no kind"),
        pytest.param({"holds_for": HoldsFor.ONLY}, id="for some, without a value"),
        pytest.param({"holds_for": HoldsFor.ALL_BUT}, id="for all but nobody"),
        pytest.param({"values": "4711"}, id="for everybody, with a value"),
        pytest.param({"key": "grade"}, id="for everybody, with a key"),
        pytest.param({"holds_for": HoldsFor.ONLY, "values": "1", "key": "a b"}, id="no key"),
        pytest.param({"class_limit": ClassLimit.UP_TO}, id="up to nothing"),
        pytest.param({"class_limit": ClassLimit.UP_TO, "up_to_category": "Q"}, id="up to no category"),
        pytest.param({"up_to_category": "C"}, id="a category that is no limit"),
        pytest.param({"max_days": None}, id="no limit at all"),
        pytest.param({"max_days": 0}, id="no day"),
        pytest.param({"lead_hours": 0}, id="no hour"),
        pytest.param({"max_price_per_day": Decimal(0)}, id="no price per day"),
        pytest.param({"max_price_per_rental": Decimal("-1.00")}, id="below nothing"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(at_acme: Customer, wrong: dict[str, Any]) -> None:
    policy = make_policy(max_days=3)
    for field, value in wrong.items():
        setattr(policy, field, value)

    with pytest.raises(ValidationError):
        policy.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        policy.save()


def test_a_policy_lists_no_more_values_than_a_page_can_ask() -> None:
    validate_values("\n".join(str(number) for number in range(MOST_VALUES)))

    with pytest.raises(ValidationError):
        validate_values("\n".join(str(number) for number in range(MOST_VALUES + 1)))


def test_a_message_is_missing_where_others_have_one(at_acme: Customer) -> None:
    without, dutch = make_policy(max_days=3), make_policy(max_days=3, message_nl="Nee.")

    assert [(one.messages, one.missing_languages) for one in (without, dutch)] == [
        ({}, ()),
        ({"nl": "Nee."}, ("en", "de", "fr")),
    ]
