from __future__ import annotations

from typing import Any

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from oci.domain.parameter_preview import (
    ParameterLine,
    ParameterPreview,
    preview_parameters,
    sample_parameters,
)
from oci.enums import Feeds, Otherwise, Source
from oci.models import CartField, Connection, ParameterMapping, ValueTable, ValueTableRow
from reservations.models import ExtraField
from tenants.context import use_customer
from tenants.models import Customer
from tests.known import remember_persons
from tests.oci.buyers import make_buyer

pytestmark = pytest.mark.django_db

PERSON = "oci_usermail=jan.de.vries@acme.example\noci_userfullname=Jan de Vries\n"
remember_persons(["jan.de.vries@acme.example", "Jan de Vries"])


def read(connection: Connection, text: str) -> ParameterPreview:
    with translation.override("en"):
        return preview_parameters(connection=connection, text=text)


def line_of(preview: ParameterPreview, name: str) -> ParameterLine:
    return next(line for line in preview.lines if line.name == name)


def make_table(otherwise: Otherwise = Otherwise.REFUSE) -> ValueTable:
    table = ValueTable.objects.create(name="Cost centres", otherwise=otherwise)
    ValueTableRow.objects.create(table=table, theirs="0004711000", ours="Works North")
    return table


def unsaved(*mappings: ParameterMapping, **options: Any) -> Connection:
    """A connection as its form has it before anything is saved."""
    connection = Connection(slug="draft", name="Draft", **options)
    # A form does so, too; that the manager takes a list is not in its types.
    setattr(connection, "mappings", list(mappings))  # noqa: B010
    return connection


def test_each_parameter_says_what_it_feeds_and_what_the_employee_sees(acme: Customer) -> None:
    with use_customer(acme):
        connection = make_buyer().connection
        ParameterMapping.objects.filter(parameter="costcentre").update(table=make_table())
        ParameterMapping.objects.filter(parameter="wbs").update(shown=False)

        preview = read(
            connection,
            f"{PERSON}COSTCENTRE= 0004711000 \n\nwbs=W.1.2\nHOOK_URL=https://erp.example\n"
            "PASSWORD=hunter2\nsap-language=N\nsap-client=100\nfoo=bar\n",
        )

    assert preview == ParameterPreview(
        (
            ParameterLine(
                "oci_usermail",
                "jan.de.vries@acme.example",
                "requester's e-mail",
                "jan.de.vries@acme.example",
                "jan.de.vries@acme.example, as the person who asks",
            ),
            ParameterLine(
                "oci_userfullname",
                "Jan de Vries",
                "requester's full name",
                "Jan de Vries",
                "Jan de Vries, as the person who asks",
            ),
            ParameterLine(
                "COSTCENTRE", "0004711000", "cost centre", "Works North", "Kostenplaats: Works North"
            ),
            ParameterLine("wbs", "W.1.2", "field of the customer's own: wbs", "W.1.2"),
            ParameterLine("HOOK_URL", "https://erp.example", "the address to return to"),
            ParameterLine("PASSWORD", "•••", "the proof of the call; it is never kept"),
            ParameterLine("sap-language", "N", "the language of the pages"),
            ParameterLine("sap-client", "100", "a name of OCI"),
            ParameterLine("foo", "bar", "nothing: it is dropped"),
        ),
        language="Dutch",
    )


def test_a_refusal_is_told_in_words_and_beside_its_parameter(acme: Customer) -> None:
    with use_customer(acme):
        connection = make_buyer().connection
        ParameterMapping.objects.filter(parameter="costcentre").update(table=make_table())

        preview = read(connection, f"{PERSON}costcentre=0815\nwbs=W.1.2")

    refused = line_of(preview, "costcentre")
    assert preview.problem == refused.problem
    assert "(VALUE_NOT_IN_TABLE)" in refused.problem
    assert "Cost centres" in refused.problem
    assert "0815" not in refused.problem
    assert line_of(preview, "wbs").value == "W.1.2"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "USER_MAIL_MISSING"),
        (PERSON.replace("@", ""), "USER_MAIL_MALFORMED"),
        (f"{PERSON}costcentre={'x' * 101}", "PARAMETER_TOO_LONG"),
        (f"{PERSON}{'x' * 200}=1", "PARAMETER_NAME_TOO_LONG"),
        ("\n".join(f"p{number}=1" for number in range(300)), "PARAMETERS_TOO_MANY"),
    ],
)
def test_what_refuses_a_call_refuses_it_here(acme: Customer, text: str, code: str) -> None:
    with use_customer(acme):
        preview = read(make_buyer().connection, text)

    assert f"({code})" in preview.problem


def test_a_line_that_is_no_parameter_is_named(acme: Customer) -> None:
    with use_customer(acme):
        preview = read(make_buyer().connection, f"{PERSON}costcentre")

    assert preview == ParameterPreview(problem="Line 3: write name=value.")


def test_a_form_that_is_not_saved_is_read_as_well(acme: Customer) -> None:
    with use_customer(acme):
        connection = unsaved(
            ParameterMapping(parameter="KOSTL", feeds=Feeds.COST_CENTRE, table=make_table()),
            ParameterMapping(parameter="po", feeds=Feeds.PURCHASE_NUMBER, required=True),
            hook_url_parameter="back",
        )

        preview = read(connection, "kostl=0004711000\nback=x")

        assert not Connection.objects.filter(slug="draft").exists()
    assert line_of(preview, "kostl").value == "Works North"
    assert line_of(preview, "back").feeds == "the address to return to"
    assert "(PARAMETER_MISSING)" in line_of(preview, "po").problem


def test_a_question_that_the_parameter_answers_is_named(acme: Customer) -> None:
    with use_customer(acme):
        ExtraField.objects.create(key="wbs", label_en="WBS element", sent="lock")

        preview = read(make_buyer().connection, f"{PERSON}wbs=W.1.2\nlanguage=en")

    assert line_of(preview, "wbs").seen == (
        "the answer to “WBS element”, which is shown, and cannot be changed"
    )


def test_the_sample_is_a_call_that_would_be_taken(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        make_buyer()
    with use_customer(acme):
        connection = make_buyer().connection
        ParameterMapping.objects.filter(parameter="costcentre").update(table=make_table())
        CartField.objects.create(
            connection=connection, field="CUST_FIELD1", kind=Source.PARAMETER, source="plant"
        )

        sample = sample_parameters(connection=connection)

        assert sample.splitlines() == [
            "oci_usermail=jan.de.vries@example.com",
            "oci_userfullname=Jan de Vries",
            "costcentre=0004711000",
            "wbs=4711",
            "plant=4711",
        ]
        preview = read(connection, sample)
    assert preview.problem == ""
    assert line_of(preview, "plant").feeds == "a field of the cart"


def test_a_preview_has_a_fixed_number_of_statements(acme: Customer) -> None:
    counts = []
    with use_customer(acme):
        connection = make_buyer().connection
        for number in (1, 2, 3):
            table = ValueTable.objects.create(name=f"Table {number}")
            ParameterMapping.objects.create(
                connection=connection, parameter=f"own{number}", feeds=Feeds.FIELD, table=table
            )
            with CaptureQueriesContext(database) as captured:
                read(connection, f"{PERSON}own1=1\nown2=2\nown3=3")
            counts.append(len(captured))

    assert counts[0] == counts[-1]
