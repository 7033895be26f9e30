from __future__ import annotations

from django.utils.translation import override

from reservations.domain.bill import Bill, make_bill
from tenants.context import use_customer
from tenants.models import Customer
from tests.reservations.factories import make_choice


def test_bill_parts_amounts_from_facts_and_names_a_rule_once(acme: Customer) -> None:
    with use_customer(acme), override("en"):
        quote = make_choice().quote

        bill = make_bill(quote)

    assert bill == Bill(
        quote=quote,
        charges=quote.lines[:1],
        extras=(),
        facts=("450 km included", "Each further kilometre: €0.19"),
        rules=("Rate of TEST-C from 1 day",),
    )
    assert sum(line.amount for line in bill.charges) == quote.net_total


def test_bill_without_an_agreed_rate_has_no_lines(acme: Customer) -> None:
    with use_customer(acme):
        quote = make_choice(price_per_day=None).quote

    assert make_bill(quote) == Bill(quote=quote, charges=(), extras=(), facts=(), rules=())
