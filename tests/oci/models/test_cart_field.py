from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import translation

from oci.enums import Lines, Source
from oci.models import CartField, Connection
from oci.value_names import VALUES
from tenants.context import use_customer
from tenants.models import Customer


def clean(kind: Source, source: str) -> CartField:
    rule = CartField(field="CUST_FIELD1", kind=kind, source=source)
    rule.clean()
    return rule


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        (Source.CONSTANT, "X"),
        (Source.CONSTANT, "{ is no placeholder here"),
        *((Source.VALUE, name) for name in VALUES),
        (Source.VALUE, " class.name "),
        (Source.FIELD, "wbs"),
        (Source.PARAMETER, "sap-client"),
        (Source.PARAMETER, "SessionKey"),
        (Source.PARAMETER, "passengers"),
        (Source.PARAMETER, "secretary"),
        (Source.FIELD, "password"),
        (Source.TEMPLATE, "no placeholder"),
        (Source.TEMPLATE, "{class.name} {{x}} {field.wbs} {parameter.~OkCode}"),
        (Source.NOTHING, ""),
    ],
)
def test_a_rule_is_right(kind: Source, source: str) -> None:
    assert clean(kind, source).source == source


@pytest.mark.parametrize(
    ("kind", "source", "message"),
    [
        (Source.CONSTANT, " ", "Say what it holds."),
        (Source.VALUE, "", "Say what it holds."),
        (Source.VALUE, "class.nam", "There is no value “class.nam”. Did you mean “class.name”?"),
        (Source.VALUE, "pickup.date", "There is no value “pickup.date”. Did you mean “pick_up.date”?"),
        (Source.VALUE, "Net_Total", "There is no value “Net_Total”. Did you mean “net_total”?"),
        (Source.VALUE, "?!", "There is no value “?!”. The list of values has them all."),
        (Source.TEMPLATE, "{costcentre}", "There is no value “costcentre”. Did you mean “cost_centre”?"),
        (
            Source.TEMPLATE,
            "{class.name.__class__}",
            "There is no value “class.name.__class__”. Did you mean “class.name”?",
        ),
        (
            Source.TEMPLATE,
            "{class.name",
            "There is a { by itself. For a brace in the text, write two: {{.",
        ),
        (
            Source.FIELD,
            "cost centre",
            "Use letters, digits and signs without spaces, for example oci_usermail.",
        ),
        (
            Source.TEMPLATE,
            "{parameter.}",
            "Use letters, digits and signs without spaces, for example oci_usermail.",
        ),
        *(
            (kind, source, f"“{name}” is a credential. It never goes into a cart.")
            for kind, source, name in (
                (Source.PARAMETER, "PASSWORD", "PASSWORD"),
                (Source.PARAMETER, " ~LoginPassword ", "~LoginPassword"),
                (Source.TEMPLATE, "{class.name} {parameter.client_secret}", "client_secret"),
                (Source.PARAMETER, "FF_SIGNATURE", "FF_SIGNATURE"),
            )
        ),
    ],
)
def test_a_rule_is_wrong(kind: Source, source: str, message: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError) as raised:
        clean(kind, source)

    assert raised.value.message_dict == {"source": [message]}


def test_a_rule_for_nothing_keeps_no_source() -> None:
    assert clean(Source.NOTHING, "left over").source == ""


@pytest.mark.django_db
def test_a_field_has_one_rule_for_each_sort_of_line(acme: Customer, globex: Customer) -> None:
    for customer in (acme, globex):
        with use_customer(customer):
            connection = Connection.objects.create(slug="srm", name="SRM")
            for lines in Lines.values:
                CartField.objects.create(connection=connection, field="VENDOR", lines=lines, source="1")

    with use_customer(acme):
        ours = Connection.objects.get(slug="srm")
        with pytest.raises(IntegrityError):
            CartField.objects.create(connection=ours, field="VENDOR", source="2")


@pytest.mark.parametrize(
    ("kind", "source", "names"),
    [
        (Source.CONSTANT, "{class.name}", ()),
        (Source.VALUE, "class.name", ("class.name",)),
        (Source.FIELD, "wbs", ("field.wbs",)),
        (Source.PARAMETER, "SessionKey", ("parameter.SessionKey",)),
        (Source.TEMPLATE, "{class.name}{parameter.x}", ("class.name", "parameter.x")),
        (Source.NOTHING, "", ()),
    ],
)
def test_a_rule_names_what_it_reads(kind: Source, source: str, names: tuple[str, ...]) -> None:
    assert CartField(kind=kind, source=source).names == names
