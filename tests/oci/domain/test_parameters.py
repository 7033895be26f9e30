from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from oci.domain.parameters import LONGEST_FREE, UserMailMalformedError, ValueNotInTableError, read_parameters
from oci.domain.queries import find_door
from oci.enums import Feeds, Otherwise, Source
from oci.models import CartField, ParameterMapping, PunchOut, ValueTable, ValueTableRow
from oci.models.punch_out import ShownField
from oci.protocol.errors import ValueTooLong
from oci.protocol.signature import SIGNATURE
from reservations.domain.registration import ReferenceField
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import NOW, Buyer, make_buyer

pytestmark = pytest.mark.django_db


def make_table(*pairs: tuple[str, str], name: str = "Table", otherwise: str = Otherwise.KEEP) -> ValueTable:
    table = ValueTable.objects.create(name=name, otherwise=otherwise)
    for theirs, ours in pairs:
        ValueTableRow.objects.create(table=table, theirs=theirs, ours=ours)
    return table


def map_to(buyer: Buyer, parameter: str, feeds: str, **options: Any) -> None:
    """Map `parameter` the way the options say, whatever it was mapped to before."""
    ParameterMapping.objects.update_or_create(
        connection=buyer.connection, parameter=parameter, defaults={"feeds": feeds, **options}
    )


def enter(buyer: Buyer, **parameters: str) -> PunchOut:
    return PunchOut.objects.get(pk=buyer.open(parameters).punch_out.pk)


def test_values_go_through_their_table_at_one_customer_only(acme: Customer, globex: Customer) -> None:
    found = []
    for customer, ours in ((acme, "Sales"), (globex, "Verkauf")):
        with use_customer(customer):
            buyer = make_buyer()
            map_to(buyer, "costcentre", Feeds.COST_CENTRE, table=make_table(("4711", ours)))

            found.append(enter(buyer, costcentre=" 4711\t").cost_centre)

    assert found == ["Sales", "Verkauf"]


@pytest.mark.parametrize(
    ("parameter", "feeds", "column"),
    [
        ("oci_userfullname", Feeds.REQUESTER_NAME, "requester_name"),
        ("drivername", Feeds.DRIVER_NAME, "driver_name"),
        ("driverphone", Feeds.DRIVER_PHONE, "driver_phone"),
        ("po", Feeds.PURCHASE_NUMBER, "purchase_number"),
        ("costcentre", Feeds.COST_CENTRE, "cost_centre"),
        ("project", Feeds.PROJECT, "project"),
    ],
)
def test_whatever_a_parameter_feeds_can_have_a_table(
    acme: Customer, parameter: str, feeds: Feeds, column: str
) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        map_to(buyer, parameter, feeds, table=make_table(("THEIRS", "ours")))

        punch_out = enter(buyer, **{parameter: "theirs"})

        assert getattr(punch_out, column) == "ours"


def test_an_address_can_come_by_a_table(acme: Customer) -> None:
    table = [("U123", "jan@acme.example"), ("U124", "nobody")]
    with use_customer(acme):
        buyer = make_buyer()
        map_to(buyer, "oci_usermail", Feeds.REQUESTER_EMAIL, table=make_table(*table))

        assert enter(buyer, oci_usermail="u123").requester_email == "jan@acme.example"
        with pytest.raises(UserMailMalformedError):
            enter(buyer, oci_usermail="U124")


@pytest.mark.parametrize(
    ("otherwise", "kept"), [(Otherwise.KEEP, "0815"), (Otherwise.EMPTY, ""), (Otherwise.REFUSE, None)]
)
def test_a_value_that_is_not_in_its_table(acme: Customer, otherwise: str, kept: str | None) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        table = make_table(("4711", "Sales"), name="Cost centres", otherwise=otherwise)
        map_to(buyer, "costcentre", Feeds.COST_CENTRE, table=table)

        if kept is not None:
            assert enter(buyer, costcentre="0815").cost_centre == kept
            return
        with pytest.raises(ValueNotInTableError) as raised:
            enter(buyer, costcentre="0815")

        assert not PunchOut.objects.exists()
        assert raised.value.facts == {"parameter": "costcentre", "table": "Cost centres"}
        assert "0815" not in str(raised.value)
        # What does not come is not in no table: whether it may be missing is said by `required`.
        assert enter(buyer).cost_centre == ""


def test_the_language_can_come_by_a_table(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        table = make_table(("NEDERLANDS", "nl"), ("ENGELS", "en"), otherwise=Otherwise.REFUSE)
        map_to(buyer, "taal", Feeds.LANGUAGE, table=table)

        assert enter(buyer, taal="Engels").language == "en"
        assert enter(buyer, taal="", LANGUAGE="EN").language == "en"
        with pytest.raises(ValueNotInTableError):
            enter(buyer, taal="Frans")


def test_fields_have_keys_of_their_own_which_two_connections_may_share(acme: Customer) -> None:
    with use_customer(acme):
        sap, ultimo = make_buyer(), make_buyer(slug="ultimo")
        map_to(sap, "PS_PSP_PNR", Feeds.FIELD, field_key="project_code", label_en="WBS", label_nl="WBS")
        map_to(ultimo, "Proj", Feeds.FIELD, field_key="project_code", table=make_table(("7", "P-7")))

        fields = [enter(sap, PS_PSP_PNR="P-7").references.fields, enter(ultimo, proj="7").references.fields]

    assert fields == [
        (ReferenceField(key="project_code", label="WBS", value="P-7"),),
        (ReferenceField(key="project_code", label="Proj", value="P-7"),),
    ]


def test_of_two_parameters_for_one_field_the_first_that_came_counts(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        for parameter in ("order", "network"):
            map_to(buyer, parameter, Feeds.FIELD, field_key="account")

        both = enter(buyer, order="1", network="2").references.fields
        second = enter(buyer, order=" ", network="2").references.fields

    assert both == (ReferenceField(key="account", label="order", value="1"),)
    assert second == (ReferenceField(key="account", label="network", value="2"),)


def test_labels_are_those_that_the_employee_sees(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        map_to(buyer, "po", Feeds.PURCHASE_NUMBER, label_nl="Bestelnummer", label_en="PO number")
        map_to(buyer, "costcentre", Feeds.COST_CENTRE, label_nl="Kostenplaats", label_en="")
        map_to(buyer, "project", Feeds.PROJECT)

        english = enter(buyer, LANGUAGE="EN", po="45", costcentre="4711", project="P")
        dutch = enter(buyer, LANGUAGE="NL", po="45", project="P")

    assert english.labels == english.references.labels
    assert english.labels == {"purchase_number": "PO number", "cost_centre": "Kostenplaats"}
    assert dutch.labels == {"purchase_number": "Bestelnummer"}
    assert english.shown_fields == (
        ShownField("Kostenplaats", "4711"),
        ShownField("PO number", "45"),
        ShownField("Project", "P"),
    )


def test_what_the_cart_repeats_is_kept_and_nothing_else(acme: Customer) -> None:
    with use_customer(acme):
        buyer, other = make_buyer(), make_buyer(slug="other")
        for number, (kind, source) in enumerate(
            [
                (Source.PARAMETER, "SessionKey"),
                (Source.TEMPLATE, "{class.name} {parameter.sap-client}/{parameter.sessionkey}"),
                (Source.TEMPLATE, "{parameter.absent}"),
                (Source.CONSTANT, "{parameter.~CALLER}"),
                # A credential does not go into a cart, nor stay in a row, whatever a rule says.
                (Source.PARAMETER, "Password"),
                (Source.TEMPLATE, "{parameter.USERNAME}"),
            ]
        ):
            CartField.objects.create(
                connection=buyer.connection, field=f"CUST_FIELD{number}", kind=kind, source=source
            )
        parameters = {"SESSIONKEY": " a\nb ", "sap-client": "800", "~CALLER": "CTLG", "more": "x"}

        kept, none = enter(buyer, **parameters), enter(other, **parameters)

    assert kept.parameters == {"SessionKey": "a b", "sap-client": "800"}
    assert none.parameters == {}


@pytest.mark.parametrize(
    "name",
    ["PASSWORD", "passwd", "user-pass", "PWD", "~LoginPassword", "client_secret", "api_key", "FF_SIGNATURE"],
)
def test_a_credential_is_kept_nowhere_though_none_was_agreed(acme: Customer, name: str) -> None:
    """A buyer who signs may still send the old password."""
    with use_customer(acme):
        buyer = make_buyer()
        buyer.connection.cart_fields.create(field="CUST_FIELD1", kind=Source.PARAMETER, source=name)
        map_to(buyer, name, Feeds.FIELD, field_key="theirs")
        door = find_door(slug="srm", now=NOW)
        assert door is not None
        signing = replace(door, secret_parameters=(SIGNATURE,))

        arrived = read_parameters(
            door=signing, call=buyer.call({"PASSWORD": None, name: "hunter2"}), language="nl"
        )

    assert "hunter2" not in repr(arrived)


@pytest.mark.parametrize("parameter", ["wbs", "session"])
def test_a_value_without_a_column_has_a_length_too(acme: Customer, parameter: str) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        CartField.objects.create(
            connection=buyer.connection, field="LONGTEXT", kind=Source.PARAMETER, source="session"
        )

        enter(buyer, **{parameter: "x" * LONGEST_FREE})
        with pytest.raises(ValueTooLong):
            enter(buyer, **{parameter: "x" * (LONGEST_FREE + 1)})


def test_a_value_is_measured_after_its_table(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        map_to(buyer, "phone", Feeds.DRIVER_PHONE, table=make_table(("x" * 100, "112"), ("1", "9" * 41)))

        assert enter(buyer, phone="X" * 100).driver_phone == "112"
        with pytest.raises(ValueTooLong):
            enter(buyer, phone="1")


def test_a_door_is_one_statement_whatever_hangs_on_it(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_table(("GLOBEX", "theirs"))
    with use_customer(acme):
        buyer = make_buyer()
        make_table(("NOT", "used"), name="Unused")
        for number in range(3):
            table = make_table(("b", "2"), ("a", "1"), name=f"Table {number}", otherwise=Otherwise.EMPTY)
            map_to(buyer, f"p{number}", Feeds.FIELD, table=table, field_key=f"key{number}")
            CartField.objects.create(
                connection=buyer.connection,
                field=f"CUST_FIELD{number}",
                kind=Source.PARAMETER,
                source=f"s{number}",
                table=table,
            )
        find_door(slug="srm", now=NOW)

        with CaptureQueriesContext(database) as queries:
            door = find_door(slug="srm", now=NOW)

    assert door is not None
    assert len(queries) == 1
    assert {table.name for table in door.tables.values()} == {"Table 0", "Table 1", "Table 2"}
    assert {table.pairs for table in door.tables.values()} == {(("b", "2"), ("a", "1"))}
    assert door.cart_parameters == ("s0", "s1", "s2")
