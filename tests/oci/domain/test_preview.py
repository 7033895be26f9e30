from __future__ import annotations

from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from catalog.models import Rate, Station, VehicleClass
from oci.domain.preview import Preview, PreviewLine, preview_cart
from oci.domain.punch_outs import enter
from oci.domain.registering import register
from oci.domain.returning import build_return
from oci.enums import CartLines, Lines, Otherwise, QuantityRule, Source, Unpriced
from oci.models import CartField, Connection, ValueTable, ValueTableRow
from oci.protocol.return_form import parse_returned
from oci.protocol.rules import Rule, find_errors
from reservations.domain.registration import Driver
from reservations.models import RentalRequest
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, make_buyer
from tests.oci.choices import make_choice

pytestmark = pytest.mark.django_db


def unsaved(*rules: CartField, **options: Any) -> Connection:
    """A connection as its form has it before anything is saved."""
    connection = Connection(slug="draft", name="Draft", **options)
    # A form does so, too; that the manager takes a list is not in its types.
    setattr(connection, "cart_fields", list(rules))  # noqa: B010
    return connection


def show(connection: Connection, request: RentalRequest | None = None, language: str = "en") -> Preview:
    with translation.override("en"):
        return preview_cart(connection=connection, rental_request=request, language=language)


def line_of(preview: Preview, field: str, number: int = 1) -> PreviewLine | None:
    return next((one for one in preview.lines if (one.line, one.field) == (number, field)), None)


def test_a_preview_says_where_each_value_comes_from(acme: Customer) -> None:
    with use_customer(acme):
        preview = show(
            unsaved(
                CartField(field="CUST_FIELD1", kind=Source.VALUE, source="class.acriss"),
                CartField(field="PRICEUNIT", kind=Source.NOTHING),
                vendor_number="100042",
            )
        )

    assert preview.problem == ""
    assert find_errors(preview.findings) == ()
    assert {one.field: one.origin for one in preview.lines} == {
        "DESCRIPTION": "built in",
        "QUANTITY": "built in",
        "UNIT": "option “unit”",
        "PRICE": "built in",
        "CURRENCY": "built in",
        "LONGTEXT": "built in",
        "VENDOR": "option “vendor number”",
        "VENDORMAT": "option “article number in the cart”",
        "EXT_QUOTE_ID": "built in",
        "EXT_QUOTE_ITEM": "built in",
        "EXT_PRODUCT_ID": "built in",
        "CUST_FIELD1": "rule: value of the request “class.acriss”",
    }
    assert line_of(preview, "VENDOR") == PreviewLine(1, "VENDOR", "100042", 6, 10, "option “vendor number”")


def test_a_preview_without_a_request_is_of_the_customers_own_class_and_saves_nothing(
    acme: Customer, globex: Customer
) -> None:
    with use_customer(globex):
        VehicleClass.objects.update(article_number="globex")
    with use_customer(acme):
        VehicleClass.objects.update(article_number="acme")
        rule = CartField(field="MANUFACTMAT", kind=Source.VALUE, source="class.article_number")

        preview = show(unsaved(rule))

        assert not RentalRequest.objects.exists()
        assert not Connection.objects.filter(slug="draft").exists()
    article, quote = line_of(preview, "MANUFACTMAT"), line_of(preview, "EXT_QUOTE_ID")
    assert article is not None
    assert quote is not None
    assert (article.value, quote.value) == ("acme", "ACME-26-000123")


def test_a_preview_of_a_saved_connection_has_its_rules_and_tables(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        table = ValueTable.objects.create(name="Cost centres", otherwise=Otherwise.REFUSE)
        ValueTableRow.objects.create(table=table, theirs="CC-1", ours="4711-A")
        CartField.objects.create(
            connection=buyer.connection,
            field="CUST_FIELD1",
            kind=Source.FIELD,
            source="wbs",
            table=table,
        )

        preview = show(Connection.objects.get(pk=buyer.connection.pk))

    sent = line_of(preview, "CUST_FIELD1")
    assert sent is not None
    assert (sent.value, sent.origin) == ("CC-1", "rule: field of the customer's own “wbs”")


def test_a_preview_of_a_request_is_what_goes_back(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(charset="ISO-8859-1")
        CartField.objects.create(
            connection=buyer.connection, field="CUST_FIELD5", kind=Source.PARAMETER, source="SessionKey"
        )
        opened = buyer.open({"sessionkey": "abc", "http_content_charset": "UTF-8"})
        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
        request = register(
            punch_out=session.punch_out,
            choice=make_choice(),
            driver=Driver(name="Zoë Łukasz"),
            language="nl",
            now=NOW,
        )
        (item,) = parse_returned(
            build_return(punch_out=session.punch_out, rental_request=request, now=NOW).fields
        ).cart.items

        preview = show(Connection.objects.get(pk=buyer.connection.pk), request)

    assert tuple((one.field, one.value) for one in preview.lines) == item.fields
    assert item.value("CUST_FIELD5") == "abc"


def test_a_preview_shows_errors_instead_of_hiding_them(acme: Customer) -> None:
    with use_customer(acme):
        preview = show(unsaved(CartField(field="UNIT", source="EACH")))

    assert [(one.rule, one.field) for one in find_errors(preview.findings)] == [(Rule.FIELD_TOO_LONG, "UNIT")]
    unit = line_of(preview, "UNIT")
    assert unit is not None
    assert (unit.length, unit.limit) == (4, 3)


def test_a_preview_says_why_there_is_no_cart(acme: Customer) -> None:
    with use_customer(acme):
        table = ValueTable.objects.create(name="Languages", otherwise=Otherwise.REFUSE)

        preview = show(
            unsaved(CartField(field="CUST_FIELD1", kind=Source.VALUE, source="language", table=table))
        )

    assert preview == Preview(problem="CUST_FIELD1 has a value that is not in the value table “Languages”.")


def test_a_preview_of_lines_per_charge_has_a_charge(acme: Customer) -> None:
    with use_customer(acme):
        preview = show(
            unsaved(
                CartField(field="MATGROUP", lines=Lines.RENTAL, source="7810"),
                CartField(field="MATGROUP", lines=Lines.CHARGES, source="7811"),
                cart_lines=CartLines.PER_CHARGE,
                quantity_rule=QuantityRule.DAYS,
            )
        )

    shown = [
        (one.line, one.value, one.origin)
        for one in preview.lines
        if one.field in ("UNIT", "QUANTITY", "VENDORMAT", "MATGROUP")
    ]
    code = shown[2][1]
    assert shown == [
        (1, "3", "option “quantity and price”"),
        (1, "DAY", "option “unit of a day”"),
        (1, code, "option “article number in the cart”"),
        (1, "7810", "rule: fixed text"),
        (2, "1", "option “quantity and price”"),
        (2, "EA", "option “unit”"),
        (2, "DELIVERY", "option “article number in the cart”"),
        (2, "7811", "rule: fixed text"),
    ]


def test_a_preview_works_before_there_is_an_offering(acme: Customer) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        VehicleClass.objects.update(is_active=False)
        Station.objects.update(is_active=False)

        preview = show(unsaved(unpriced=Unpriced.CENT), language="nl")

    price = line_of(preview, "PRICE")
    assert price is not None
    assert (price.value, price.origin) == ("0.01", "option “without an agreed rate”")
    assert find_errors(preview.findings) == ()


def test_a_preview_does_not_promise_that_a_credential_goes_back(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        for number, source in enumerate(["password", "session"], start=1):
            CartField.objects.create(
                connection=buyer.connection,
                field=f"CUST_FIELD{number}",
                kind=Source.PARAMETER,
                source=source,
            )

        preview = show(Connection.objects.get(pk=buyer.connection.pk))

    assert line_of(preview, "CUST_FIELD1") is None
    assert line_of(preview, "CUST_FIELD2") is not None


def test_a_preview_asks_no_more_for_more_rules(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        counted = []
        for number in (1, 2, 3):
            table = ValueTable.objects.create(name=f"Table {number}")
            ValueTableRow.objects.create(table=table, theirs="a", ours="b")
            CartField.objects.create(
                connection=buyer.connection, field=f"CUST_FIELD{number}", source="x", table=table
            )
            with CaptureQueriesContext(database) as queries:
                show(Connection.objects.get(pk=buyer.connection.pk))
            counted.append(len(queries))

    assert counted[0] == counted[1] == counted[2] <= 12
