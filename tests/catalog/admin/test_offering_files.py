"""Export and import in the admin: who may, what is shown before anything changes, and what is kept out."""

from __future__ import annotations

import re
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from catalog.domain.sheets.files import MOST_BYTES, read_file
from catalog.domain.sheets.lists import LISTS
from catalog.models import ClosedDay, Rate, VehicleClass
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.catalog.factories import make_class, make_rate
from tests.conftest import StaffClient

pytestmark = pytest.mark.django_db

PAGE = "/admin/offering_files/"
RATES = b"class,from_days,price_per_day\nCDMR,1,41\nCDMR,7,39\n"


@pytest.fixture
def account_manager(at_acme: Customer, staff_client: StaffClient) -> Client:
    """At a customer with one class at one rate."""
    make_rate(make_class("CDMR"), price="40.00")
    return staff_client(at_acme, Role.ACCOUNT_MANAGER)


def send(client: Client, data: bytes, name: str = "rates.csv") -> HttpResponse:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)})  # type: ignore[return-value]  # a response


def applied(page: HttpResponse) -> dict[str, str]:
    """What the form of the page posts that carries the file along."""
    html = page.content.decode()
    fields = {name: re.search(rf'name="{name}"\s+value="([^"]*)"', html) for name in ("content", "filename")}
    found = {name: match[1] for name, match in fields.items() if match}
    fingerprint = re.search(r'name="fingerprint"\s+value="([^"]*)"', html)
    assert fingerprint
    return {**found, "fingerprint": fingerprint[1], "apply": "yes"}


def prices(customer: Customer) -> list[tuple[int, Decimal]]:
    with use_customer(customer):
        return list(Rate.objects.values_list("from_days", "price_per_day").order_by("from_days"))


@pytest.mark.parametrize("role", list(Role))
def test_every_role_may_export_and_two_may_import(
    acme: Customer, staff_client: StaffClient, role: Role
) -> None:
    client = staff_client(acme, role)

    page = client.get(PAGE)
    xlsx, csv = client.get(f"{PAGE}xlsx/"), client.get(f"{PAGE}csv/")
    sent = send(client, RATES)

    may_import = role in {Role.ADMINISTRATOR, Role.ACCOUNT_MANAGER}
    assert [page.status_code, xlsx.status_code, csv.status_code] == [200, 200, 200]
    assert ('name="file"' in page.content.decode(), sent.status_code == 200) == (may_import, may_import)


def test_both_exports_have_every_list(acme: Customer, staff_client: StaffClient) -> None:
    client = staff_client(acme, Role.AUDITOR)

    xlsx, csv = client.get(f"{PAGE}xlsx/"), client.get(f"{PAGE}csv/")

    names = [one.name for one in LISTS]
    assert load_workbook(BytesIO(xlsx.content)).sheetnames == names
    assert list(read_file(csv.content, name="x.zip")) == names
    assert xlsx.headers["Content-Disposition"] == 'attachment; filename="acme-offering.xlsx"'
    assert csv.headers["Content-Disposition"] == 'attachment; filename="acme-offering.zip"'


def test_a_file_is_looked_at_before_anything_changes(at_acme: Customer, account_manager: Client) -> None:
    page = send(account_manager, RATES)

    text = " ".join(page.content.decode().split())
    assert "Rows of rates.csv: 1 added, 1 changed, 0 ended, 0 as they are here." in text
    assert "price_per_day: <del>40.00</del> →" in text
    assert prices(at_acme) == [(1, Decimal("40.00"))]


def test_what_was_looked_at_is_imported_and_stands_in_the_history(
    at_acme: Customer, account_manager: Client
) -> None:
    response = account_manager.post(PAGE, applied(send(account_manager, RATES)), follow=True)

    assert "2 rows imported." in response.content.decode()
    assert prices(at_acme) == [(1, Decimal("41.00")), (7, Decimal("39.00"))]
    with use_customer(at_acme):
        logged = [(one.action, one.label, one.data) for one in ModelLogEntry.objects.all()]
    assert logged == [("wagtail.edit", "CDMR Compact car", {"file": "rates.csv"})]


def test_a_deleted_row_is_in_the_log(at_acme: Customer, account_manager: Client) -> None:
    with use_customer(at_acme):
        day = ClosedDay.objects.create(date="2026-12-31", reason="Oudjaar")

    account_manager.post(PAGE, applied(send(account_manager, b"station,date,reason\n", "closed_days.csv")))

    with use_customer(at_acme):
        assert ClosedDay.objects.count() == 0
        entry = ModelLogEntry.objects.get()
    assert (entry.action, entry.object_id) == ("wagtail.delete", str(day.pk))


def test_errors_are_shown_by_row_and_nothing_is_imported(at_acme: Customer, account_manager: Client) -> None:
    page = send(account_manager, b"class,from_days,price_per_day\nCDMR,1,41\nGONE,1,<b>x</b>\n")

    html = " ".join(page.content.decode().split())
    assert "Nothing is imported: rates.csv has 2 errors." in html
    assert "<td>rates</td> <td>3</td> <td>class</td> <td>There is no “GONE”.</td>" in html
    assert "“&lt;b&gt;x&lt;/b&gt;” value must be a decimal number." in html
    assert 'name="apply"' not in html
    assert prices(at_acme) == [(1, Decimal("40.00"))]


def test_an_offering_that_was_changed_meanwhile_is_looked_at_again(
    at_acme: Customer, account_manager: Client
) -> None:
    form = applied(send(account_manager, RATES))
    with use_customer(at_acme):
        Rate.objects.update(price_per_day=Decimal("55.00"))

    again: HttpResponse = account_manager.post(PAGE, form)  # type: ignore[assignment]  # a response
    prices_between = prices(at_acme)
    account_manager.post(PAGE, applied(again))

    assert "The offering has been changed meanwhile. Look at it again." in again.content.decode()
    assert "<del>55.00</del>" in again.content.decode()
    assert prices_between == [(1, Decimal("55.00"))]
    assert prices(at_acme) == [(1, Decimal("41.00")), (7, Decimal("39.00"))]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("rates.csv", b"x" * (MOST_BYTES + 1), "The file is larger than 1 MB"),
        (
            "prices.csv",
            b"a,b\n",
            "There is no list in it. Name a sheet or a CSV file one of: classes, rates,",
        ),
        ("rates.xlsx", b"PK nonsense", "The file is broken, or is something else."),
        ("rates.csv", b"class\n" + b"C\n" * 5001, "rates has more than 5000 rows."),
        ("rates.csv", b"x," * 200, "rates has more than 100 columns."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_reason(
    account_manager: Client, name: str, data: bytes, message: str
) -> None:
    assert message in send(account_manager, data, name).content.decode()


@pytest.mark.parametrize("form", [{}, {"content": "no base64!", "filename": "rates.csv", "apply": "yes"}])
def test_without_a_file_nothing_happens(
    at_acme: Customer, account_manager: Client, form: dict[str, str]
) -> None:
    page = account_manager.post(PAGE, form)

    assert page.status_code == 200
    assert "Choose " in page.content.decode()
    assert prices(at_acme) == [(1, Decimal("40.00"))]


def test_looking_takes_the_same_number_of_statements_for_one_row_and_for_three(
    at_acme: Customer, account_manager: Client
) -> None:
    statements = []
    for number in (1, 2, 3):
        with use_customer(at_acme):
            make_class(f"C{number}")
        rows = "".join(f"C{index}\n" for index in range(1, number + 1))
        with use_customer(at_acme), CaptureQueriesContext(connection) as captured:
            assert send(account_manager, f"code\nCDMR\n{rows}".encode(), "classes.csv").status_code == 200
        statements.append(len(captured))

    assert statements[1] == statements[2]


def test_an_import_stays_with_its_customer(
    at_acme: Customer, globex: Customer, account_manager: Client
) -> None:
    account_manager.post(PAGE, applied(send(account_manager, b"code,offered\nCDMR,no\n", "classes.csv")))

    with use_customer(at_acme):
        here = list(VehicleClass.objects.values_list("code", "is_active"))
    with use_customer(globex):
        there = VehicleClass.objects.filter(is_active=True).count()
    assert (here, there) == ([("CDMR", False)], 10)
