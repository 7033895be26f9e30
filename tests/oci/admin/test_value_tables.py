from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection as database
from django.test import Client
from django.test.utils import CaptureQueriesContext

from oci.admin.value_table_form import build_pairs, parse_pairs
from oci.enums import Feeds
from oci.models import ParameterMapping, ValueTable, ValueTableRow
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.conftest import StaffClient
from tests.oci.buyers import make_buyer

PAIRS = [("4711", "Bouw"), ("a;b", "beide"), ("leeg", "")]


def make_table(name: str = "Cost centres", pairs: list[tuple[str, str]] | None = None) -> ValueTable:
    table = ValueTable.objects.create(name=name)
    for theirs, ours in PAIRS if pairs is None else pairs:
        ValueTableRow.objects.create(table=table, theirs=theirs, ours=ours)
    return table


def pairs_of(table: ValueTable) -> list[tuple[str, str]]:
    return list(ValueTableRow.objects.filter(table=table).values_list("theirs", "ours"))


def form(**changes: Any) -> dict[str, Any]:
    return {"name": "Cost centres", "otherwise": "keep", "pairs": "", **changes}


@pytest.fixture
def account_manager(acme: Customer, staff_client: StaffClient) -> Client:
    return staff_client(acme, Role.ACCOUNT_MANAGER)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("", []),
        ("4711;Bouw", [("4711", "Bouw")]),
        (" 4711 ; Bouw \r\n\r\n4712;Weg", [("4711", "Bouw"), ("4712", "Weg")]),
        ("4711\tBouw\n4712\tWeg", [("4711", "Bouw"), ("4712", "Weg")]),
        ("a;b\tbeide", [("a;b", "beide")]),
        ("4711;Bouw; oud", [("4711", "Bouw; oud")]),
        ("4711;", [("4711", "")]),
        ("4711\t", [("4711", "")]),
    ],
)
def test_pairs_are_read_as_they_are_typed_or_pasted(text: str, pairs: list[tuple[str, str]]) -> None:
    assert parse_pairs(text) == pairs


def test_what_was_built_is_read_again() -> None:
    assert parse_pairs(build_pairs(PAIRS)) == PAIRS


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ("4711", ["Line 1: write theirs, a semicolon and ours."]),
        ("4711;Bouw\n;Weg", ["Line 2: theirs is missing."]),
        ("a\tb\tc", ["Line 1: there are more than two columns."]),
        (f"{'x' * 101};y", ["Line 1: a value is longer than 100 characters."]),
        ("Nl;nl\n\nnl;Dutch", ["Line 3: “nl” is on line 1 already."]),
        ("one\ntwo", [f"Line {n}: write theirs, a semicolon and ours." for n in (1, 2)]),
    ],
)
def test_a_line_that_is_no_pair_is_named(text: str, errors: list[str]) -> None:
    with pytest.raises(ValidationError) as raised:
        parse_pairs(text)

    assert raised.value.messages == errors


def test_the_wrong_column_is_not_told_line_by_line() -> None:
    with pytest.raises(ValidationError) as raised:
        parse_pairs("\n".join(f"row {number}" for number in range(200)))

    assert (len(raised.value.messages), raised.value.messages[-1]) == (11, "And 190 more lines like these.")


@pytest.mark.django_db
def test_two_hundred_pairs_are_pasted(acme: Customer, account_manager: Client) -> None:
    pairs = [(f"K{number}", f"Afdeling {number}") for number in range(200)]

    account_manager.post("/admin/value_tables/new/", form(pairs=build_pairs(pairs), otherwise="refuse"))

    with use_customer(acme):
        table = ValueTable.objects.get()
        assert (table.name, table.otherwise, pairs_of(table)) == ("Cost centres", "refuse", pairs)


@pytest.mark.django_db
def test_pairs_are_edited_in_their_order(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        table = make_table()
    address = f"/admin/value_tables/edit/{table.pk}/"
    shown = account_manager.get(address).context["form"]["pairs"].value()

    account_manager.post(address, form(pairs="\n".join(["new;one", *reversed(shown.split("\n"))])))

    with use_customer(acme):
        assert pairs_of(table) == [("new", "one"), *reversed(PAIRS)]


@pytest.mark.django_db
def test_untouched_pairs_stay_the_same_rows(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        table = make_table()
        before = set(ValueTableRow.objects.values_list("pk", flat=True))

    account_manager.post(
        f"/admin/value_tables/edit/{table.pk}/", form(name="Other", pairs=build_pairs(PAIRS))
    )

    with use_customer(acme):
        assert ValueTable.objects.get().name == "Other"
        assert set(ValueTableRow.objects.values_list("pk", flat=True)) == before


@pytest.mark.django_db
def test_a_mistake_keeps_what_was_typed_and_stores_nothing(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        table = make_table()

    page = account_manager.post(
        f"/admin/value_tables/edit/{table.pk}/",
        form(pairs="4711;Bouw\nWeg"),
        headers={"accept-language": "en"},
    )

    text = page.content.decode()
    assert "Line 2: write theirs, a semicolon and ours." in text
    assert "4711;Bouw\nWeg" in text
    with use_customer(acme):
        assert pairs_of(table) == PAIRS


@pytest.mark.django_db
def test_capitals_that_only_the_database_takes_for_the_same_are_named(
    acme: Customer, account_manager: Client
) -> None:
    page = account_manager.post(
        "/admin/value_tables/new/",
        form(pairs="İSTANBUL;a\nistanbul;b\n4711;c"),
        headers={"accept-language": "en"},
    )

    assert "“istanbul” and “İSTANBUL” differ in capitals only." in page.content.decode()
    with use_customer(acme):
        assert not ValueTable.objects.exists()


@pytest.mark.django_db
def test_a_table_that_a_connection_uses_is_not_deleted(acme: Customer, account_manager: Client) -> None:
    with use_customer(acme):
        table = make_table()
        ParameterMapping.objects.create(
            connection=make_buyer().connection, parameter="pn", feeds=Feeds.PURCHASE_NUMBER, table=table
        )

    page = account_manager.post(
        f"/admin/value_tables/delete/{table.pk}/", follow=True, headers={"accept-language": "en"}
    )

    assert "A connection uses “Cost centres”." in page.content.decode()
    with use_customer(acme):
        assert ValueTable.objects.get() == table


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["centres", "4711", "BOUW"])
def test_a_table_is_found_by_name_and_by_value(acme: Customer, account_manager: Client, text: str) -> None:
    with use_customer(acme):
        wanted = make_table()
        make_table("Languages", [("D", "de")])

    page = account_manager.get("/admin/value_tables/", {"q": text})

    assert [(table, table.pairs) for table in page.context["object_list"]] == [(wanted, 3)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "changes"), [(Role.ADMINISTRATOR, 200), (Role.OPERATIONS, 302), (Role.AUDITOR, 302)]
)
def test_roles_see_or_change_value_tables(
    acme: Customer, staff_client: StaffClient, role: Role, changes: int
) -> None:
    client = staff_client(acme, role)
    with use_customer(acme):
        table = make_table()

    answers = {
        address: client.get(f"/admin/value_tables/{address}").status_code
        for address in ("", f"inspect/{table.pk}/", "new/", f"edit/{table.pk}/")
    }

    assert answers == {"": 200, f"inspect/{table.pk}/": 200, "new/": changes, f"edit/{table.pk}/": changes}
    assert "Bouw" in client.get(f"/admin/value_tables/inspect/{table.pk}/").content.decode()
    if changes != 200:
        client.post(f"/admin/value_tables/edit/{table.pk}/", form(pairs="x;y"))
        with use_customer(acme):
            assert pairs_of(table) == PAIRS


@pytest.mark.django_db
def test_another_customers_table_is_not_there(
    acme: Customer, globex: Customer, staff_client: StaffClient
) -> None:
    with use_customer(acme):
        table = make_table("Only at Acme")
    client = staff_client(globex, Role.ACCOUNT_MANAGER)

    pages = [
        client.get(f"/admin/value_tables/{address}/{table.pk}/") for address in ("edit", "inspect", "delete")
    ]

    assert [page.status_code for page in pages] == [404, 404, 404]
    assert "Only at Acme" not in client.get("/admin/value_tables/").content.decode()


@pytest.mark.django_db
def test_the_list_asks_the_database_no_more_for_more_rows(acme: Customer, account_manager: Client) -> None:
    counts = []
    for names in (["one"], ["two", "three"]):
        with use_customer(acme):
            for name in names:
                make_table(name)
        account_manager.get("/admin/value_tables/")
        with CaptureQueriesContext(database) as queries:
            account_manager.get("/admin/value_tables/")
        counts.append(len(queries))

    assert counts[0] == counts[1]
