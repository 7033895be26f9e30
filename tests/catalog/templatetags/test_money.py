from __future__ import annotations

from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation


@pytest.mark.parametrize(("amount", "expected"), [(Decimal("192.50"), "€192.50"), (None, "")])
def test_money_filter_writes_an_amount_or_nothing(amount: Decimal | None, expected: str) -> None:
    template = Template('{% load money %}{{ amount|money:"EUR" }}')

    with translation.override("en"):
        assert template.render(Context({"amount": amount})) == expected
