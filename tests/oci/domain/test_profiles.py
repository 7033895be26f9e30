from __future__ import annotations

from typing import Any

import pytest
from django.db import connection as database
from django.db.models import Model
from django.forms.models import model_to_dict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from oci.domain.profiles import Change, apply_profile, changes, profile_of
from oci.enums import Feeds, Lines, Source, Status
from oci.models import CartField, Connection, Credential, ParameterMapping, ReturnOrigin
from oci.profiles import PROFILES
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import make_buyer

pytestmark = pytest.mark.django_db

EVERY = pytest.mark.parametrize("code", PROFILES)
# What is the customer's, or has a page of its own.
UNTOUCHED = (
    "slug",
    "name",
    "status",
    "allow_http",
    "proof",
    "networks",
    "frame_origins",
    "redirect_origins",
    "vendor_number",
    "material_group",
    "order_rule",
)


def rows(connection: Connection) -> list[list[dict[str, Any]]]:
    models: tuple[type[Model], ...] = (ParameterMapping, CartField, Credential, ReturnOrigin)
    return [
        list(model._default_manager.filter(connection=connection).order_by("pk").values()) for model in models
    ]


def make_connection(**options: Any) -> Connection:
    return Connection.objects.create(slug="new", name="Procurement", **options)


@EVERY
def test_apply_sets_a_connection_up_and_a_second_time_changes_nothing(acme: Customer, code: str) -> None:
    profile = PROFILES[code]
    with use_customer(acme):
        connection = make_connection()
        announced = changes(connection=connection, profile=profile)

        made = apply_profile(connection=connection, profile=profile)

        stored = Connection.objects.get(pk=connection.pk)
        after = rows(stored)
        again = apply_profile(connection=connection, profile=profile)
        assert rows(stored) == after
    assert made == announced
    assert again == ()
    assert profile_of(stored) is profile_of(connection) is profile
    assert {name: getattr(stored, name) for name in profile.options} == dict(profile.options)
    assert model_to_dict(connection) == model_to_dict(stored)
    assert [(row["parameter"], row["feeds"]) for row in after[0]] == [
        (one.name, one.feeds) for one in profile.parameters
    ]
    assert [(row["field"], row["kind"], row["source"], row["lines"]) for row in after[1]] == [
        (one.field, one.kind, one.source, one.lines) for one in profile.cart_fields
    ]


@EVERY
def test_apply_touches_nothing_of_the_customers_and_nothing_of_another(
    acme: Customer, globex: Customer, code: str
) -> None:
    own: dict[str, Any] = {
        "slug": "srm",
        "allow_http": True,
        "vendor_number": "100042",
        "material_group": "RENT",
        "order_rule": "wait",
        "frame_origins": "https://erp.example",
    }
    with use_customer(globex):
        other = make_buyer(**own).connection
        before_other = rows(other)
    with use_customer(acme):
        connection = make_buyer(**own).connection
        before, kept = rows(connection), {name: getattr(connection, name) for name in UNTOUCHED}

        apply_profile(connection=connection, profile=PROFILES[code])

        after = rows(connection)
        stored = Connection.objects.get(pk=connection.pk)
    assert {name: getattr(stored, name) for name in UNTOUCHED} == kept
    assert stored.status == Status.LIVE
    assert [each[: len(old)] for each, old in zip(after, before, strict=True)] == before
    assert (after[2], after[3]) == (before[2], before[3])
    with use_customer(globex):
        assert (rows(other), Connection.objects.get(slug="srm").profile) == (before_other, "generic_4_0")


def test_apply_adds_no_second_parameter_for_a_purpose_and_no_rule_beside_one(acme: Customer) -> None:
    with use_customer(acme):
        connection = make_connection()
        for parameter, feeds in (("MAIL", Feeds.REQUESTER_EMAIL), ("OCI_UserFullName", Feeds.FIELD)):
            ParameterMapping.objects.create(connection=connection, parameter=parameter, feeds=feeds)
        CartField.objects.create(
            connection=connection, field="DESCRIPTION", lines=Lines.CHARGES, source="Surcharge"
        )

        apply_profile(connection=connection, profile=PROFILES["odoo"])

        mappings = list(connection.mappings.values_list("parameter", "feeds"))
        fields = list(connection.cart_fields.values_list("field", "kind", "source"))
    assert mappings == [("MAIL", Feeds.REQUESTER_EMAIL), ("OCI_UserFullName", Feeds.FIELD)]
    assert fields == [("DESCRIPTION", Source.CONSTANT, "Surcharge")]


def test_apply_leaves_nothing_of_the_profile_before(acme: Customer) -> None:
    with use_customer(acme):
        connection = make_connection()
        for code in ("dolibarr", "sap_gui_ecc", "generic_4_0"):
            apply_profile(connection=connection, profile=PROFILES[code])

        fresh = Connection()

        assert {name: getattr(connection, name) for name in PROFILES["odoo"].options} == {
            name: getattr(fresh, name) for name in PROFILES["odoo"].options
        }


def test_changes_are_told_as_the_form_tells_them(acme: Customer) -> None:
    with use_customer(acme), translation.override("en"):
        connection = make_connection(auto_submit=False, unpriced="omit", charset="ISO-8859-1")

        told = changes(connection=connection, profile=PROFILES["dolibarr"])

    assert told == (
        Change("Buyer's system", "OCI 4.0", "Dolibarr"),
        Change("Charset", "ISO-8859-1", "UTF-8"),
        Change("Return by itself", "no", "yes"),
        Change("Article number in the cart", "class code", "class code and reference"),
        Change(
            "Without an agreed rate",
            "no price, with the text “price per contract”",
            "0.01, with the text “price per contract”",
        ),
        Change("parameter oci_usermail", "", "requester's e-mail"),
        Change("parameter oci_userfullname", "", "requester's full name"),
        Change("field of the cart LONGTEXT", "", "nothing: the field is not sent"),
    )


def test_changes_of_a_code_that_is_not_known_name_it(acme: Customer) -> None:
    with use_customer(acme), translation.override("en"):
        connection = make_connection(profile="gone")

        told = changes(connection=connection, profile=PROFILES["basware"])

    assert profile_of(connection) is PROFILES["generic_4_0"]
    assert told[0] == Change("Buyer's system", "gone", "Basware")


def test_changes_are_in_the_language_of_the_reader(acme: Customer) -> None:
    with use_customer(acme), translation.override("nl"):
        connection = make_connection(auto_submit=True)

        told = changes(connection=connection, profile=PROFILES["sap_gui_ecc"])

    assert Change("Vanzelf terugsturen", "ja", "nee") in told
    assert told[-1] == Change("parameter sap-language", "", "taal")


def test_changes_and_apply_run_a_fixed_number_of_statements(acme: Customer) -> None:
    counts = []
    with use_customer(acme):
        for mappings in (1, 3):
            connection = Connection.objects.create(slug=f"c{mappings}", name="SRM")
            for number in range(mappings):
                ParameterMapping.objects.create(
                    connection=connection, parameter=f"p{number}", feeds=Feeds.FIELD
                )
            with CaptureQueriesContext(
                database,
            ) as read:
                changes(connection=connection, profile=PROFILES["odoo"])
            with CaptureQueriesContext(database) as written:
                apply_profile(connection=connection, profile=PROFILES["odoo"])
            counts.append((len(read), len(written)))

    assert counts[0] == counts[1]
    assert counts[0][0] == 2
