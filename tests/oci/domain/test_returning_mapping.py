"""From the call to the cart: what came along goes back the way that the connection's rules say."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from catalog.domain.quote import LineKind, QuoteLine, Unit
from oci.domain.punch_outs import Session, enter
from oci.domain.registering import register
from oci.domain.returning import build_return
from oci.enums import CartLines, Event, Feeds, Otherwise, Source
from oci.models import (
    CartField,
    Connection,
    JournalEntry,
    ParameterMapping,
    PunchOut,
    ValueTable,
    ValueTableRow,
)
from oci.protocol.cart import Item
from oci.protocol.return_form import parse_returned
from reservations.domain.registration import Driver
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, Buyer, make_buyer
from tests.oci.choices import make_choice

pytestmark = pytest.mark.django_db

DELIVERY = QuoteLine(
    kind=LineKind.DELIVERY,
    quantity=Decimal(1),
    unit=Unit.TRIP,
    unit_price=Decimal("35.00"),
    amount=Decimal("35.00"),
    rule="delivery:NL",
)


def begin(buyer: Buyer, changes: dict[str, str | None] | None = None) -> Session:
    opened = buyer.open(changes)
    return enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)


def submit(session: Session, *, charge: QuoteLine | None = None) -> RentalRequest:
    choice = make_choice()
    if charge:
        assert choice.quote.net_total is not None
        quote = replace(
            choice.quote,
            lines=(*choice.quote.lines, charge),
            net_total=choice.quote.net_total + charge.amount,
        )
        choice = replace(choice, quote=quote)
    return register(
        punch_out=session.punch_out,
        choice=choice,
        driver=Driver(name="Jan de Vries"),
        language="en",
        now=NOW,
    )


def returned(session: Session, request: RentalRequest) -> tuple[Item, ...]:
    punch_out = PunchOut.objects.select_related("connection").get(pk=session.punch_out.pk)
    form = build_return(punch_out=punch_out, rental_request=request, now=NOW)
    return parse_returned(form.fields).cart.items


def add_rule(connection: Connection, field: str, kind: Source, source: str, **options: object) -> None:
    CartField.objects.create(connection=connection, field=field, kind=kind, source=source, **options)


def make_table(otherwise: str, *pairs: tuple[str, str]) -> ValueTable:
    table = ValueTable.objects.create(name="Cost centres", otherwise=otherwise)
    for theirs, ours in pairs:
        ValueTableRow.objects.create(table=table, theirs=theirs, ours=ours)
    return table


def test_a_value_comes_in_as_ours_and_goes_back_as_theirs(acme: Customer, globex: Customer) -> None:
    carts = []
    for customer, ours in ((acme, "Sales"), (globex, "Workshop")):
        with use_customer(customer):
            buyer = make_buyer()
            table = make_table(Otherwise.REFUSE, ("4711", ours))
            ParameterMapping.objects.filter(feeds=Feeds.COST_CENTRE).update(table=table)
            add_rule(buyer.connection, "CUST_FIELD1", Source.VALUE, "cost_centre", table=table)
            add_rule(buyer.connection, "CUST_FIELD4", Source.VALUE, "cost_centre")
            add_rule(buyer.connection, "CUST_FIELD5", Source.TEMPLATE, "{field.wbs}/{parameter.Basket}")
            session = begin(buyer, {"costcentre": "4711", "wbs": "P-1", "basket": "77"})

            request = submit(session)

            assert request.cost_centre == ours
            (item,) = returned(session, request)
            carts.append([item.value(name) for name in ("CUST_FIELD1", "CUST_FIELD4", "CUST_FIELD5")])

    assert carts == [["4711", "Sales", "P-1/77"], ["4711", "Workshop", "P-1/77"]]


def test_a_cart_of_several_lines_is_kept_and_repeated_as_it_was(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(cart_lines=CartLines.PER_CHARGE)
        add_rule(buyer.connection, "TAX", Source.CONSTANT, "V2")
        session = begin(buyer)
        request = submit(session, charge=DELIVERY)
        first = returned(session, request)
        CartField.objects.update(source="V0")
        Connection.objects.update(cart_lines=CartLines.ONE)

        again = returned(session, request)

    assert [(item.value("VENDORMAT"), item.value("TAX")) for item in first] == [
        (request.class_code, "V2"),
        ("DELIVERY", "V2"),
    ]
    assert sum(Decimal(item.value("PRICE")) for item in first) == request.net_total
    assert again == first


def test_a_table_that_refuses_keeps_the_cart_here_and_the_request(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        table = make_table(Otherwise.REFUSE, ("CC-1", "Sales"))
        add_rule(buyer.connection, "CUST_FIELD1", Source.VALUE, "cost_centre", table=table)
        session = begin(buyer, {"costcentre": "4711"})

        request = submit(session)

        assert RentalRequest.objects.get() == request
        entry = JournalEntry.objects.get(event=Event.CART)
        assert entry.problem == "CART_NOT_SENDABLE"
        assert "Cost centres" in entry.detail
        assert "4711" not in entry.detail
        # Once the pair is there, the cart leaves.
        ValueTableRow.objects.create(table=table, theirs="CC-2", ours="4711")
        (item,) = returned(session, request)
        assert item.value("CUST_FIELD1") == "CC-2"


def test_a_rule_that_breaks_the_line_keeps_the_cart_here(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        add_rule(buyer.connection, "PRICE", Source.TEMPLATE, "EUR {net_total}")
        session = begin(buyer)

        submit(session)

        entry = JournalEntry.objects.get(event=Event.CART)
        assert [finding["rule"] for finding in entry.findings] == ["NUMBER_MALFORMED"]
