"""Holidays in the admin: proposed with marks, added as marked, and only by who may change the offering."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from wagtail.models import ModelLogEntry

from catalog.models import ClosedDay
from tenants.context import use_customer
from tenants.models import Customer
from tenants.roles import Role
from tests.catalog.factories import make_station
from tests.conftest import StaffClient

pytestmark = pytest.mark.django_db

NEXT_YEAR = date.today().year + 1  # noqa: DTZ011  # the page proposes no day of the past
URL = f"/admin/closed_days/holidays/?country=NL&year={NEXT_YEAR}"
CHRISTMAS, SECOND_DAY = f"{NEXT_YEAR}-12-25", f"{NEXT_YEAR}-12-26"


@pytest.fixture
def account_manager(at_acme: Customer, staff_client: StaffClient) -> Client:
    make_station()
    return staff_client(at_acme, Role.ACCOUNT_MANAGER)


def closed(customer: Customer) -> list[tuple[str, str]]:
    with use_customer(customer):
        return [(day.date.isoformat(), day.reason) for day in ClosedDay.objects.all()]


def checkbox(page: str, day: str) -> str:
    """The tag of a day's check mark, or nothing where it has none."""
    before, _found, rest = page.partition(f'value="{day}"')
    return f"{before.rpartition('<input')[2]}{rest.partition('>')[0]}" if rest else ""


def test_holidays_are_proposed_with_marks_in_the_language_of_the_admin(account_manager: Client) -> None:
    english = account_manager.get(URL, headers={"accept-language": "en"}).content.decode()
    dutch = account_manager.get(URL, headers={"accept-language": "nl"}).content.decode()

    assert ("Christmas Day" in english, "Eerste kerstdag" in english) == (
        True,
        True,
    )  # and what employees read
    assert ("Christmas Day" in dutch, "Eerste kerstdag" in dutch) == (False, True)
    assert "checked" in checkbox(english, CHRISTMAS)
    (good_friday,) = [row for row in english.split("<tr>") if "Good Friday" in row]
    assert ("checked" in good_friday, "Most firms work" in good_friday) == (False, True)


def test_the_marked_days_are_added_and_logged(at_acme: Customer, account_manager: Client) -> None:
    page = account_manager.post(URL, {"day": [CHRISTMAS, SECOND_DAY]}, follow=True)

    assert closed(at_acme) == [(CHRISTMAS, "Eerste kerstdag"), (SECOND_DAY, "Tweede kerstdag")]
    assert "2 closed days added." in page.content.decode()
    with use_customer(at_acme):
        assert (
            list(ModelLogEntry.objects.values_list("action", "content_type__model"))
            == [("wagtail.create", "closedday")] * 2
        )


def test_adding_twice_adds_nothing_twice(at_acme: Customer, account_manager: Client) -> None:
    account_manager.post(URL, {"day": [CHRISTMAS]})
    shown = account_manager.get(URL).content.decode()

    again = account_manager.post(URL, {"day": [CHRISTMAS]}, follow=True)

    assert (checkbox(shown, CHRISTMAS), "Closed already" in shown) == ("", True)
    assert closed(at_acme) == [(CHRISTMAS, "Eerste kerstdag")]
    assert "Nothing was added" in again.content.decode()


@pytest.mark.parametrize("days", [[], ["soon"], [f"{NEXT_YEAR}-12-24"]])
def test_what_is_no_holiday_is_not_added(at_acme: Customer, account_manager: Client, days: list[str]) -> None:
    response = account_manager.post(URL, {"day": days})

    assert (response.status_code, closed(at_acme)) == (302, [])


@pytest.mark.parametrize("query", ["", "?country=XX&year=2027", "?country=NL&year=1066", "?year=x"])
def test_a_year_or_country_that_is_not_offered_shows_the_first(account_manager: Client, query: str) -> None:
    page = account_manager.get(f"/admin/closed_days/holidays/{query}")

    assert page.status_code == 200
    assert 'value="NL" selected' in page.content.decode()


def test_a_customer_without_stations_has_no_holidays_to_add(
    at_acme: Customer, staff_client: StaffClient
) -> None:
    page = staff_client(at_acme, Role.ACCOUNT_MANAGER).get("/admin/closed_days/holidays/")

    assert "No holidays are known" in page.content.decode()


@pytest.mark.parametrize("role", [Role.OPERATIONS, Role.AUDITOR])
def test_who_may_only_look_gets_no_holidays(at_acme: Customer, staff_client: StaffClient, role: Role) -> None:
    make_station()
    client = staff_client(at_acme, role)

    refused = [client.get(URL), client.post(URL, {"day": [CHRISTMAS]})]

    assert {response.status_code for response in refused} <= {302, 403}
    assert closed(at_acme) == []
    assert "/holidays/" not in client.get("/admin/closed_days/").content.decode()


def test_holidays_of_one_customer_are_not_added_to_another(
    at_acme: Customer, globex: Customer, account_manager: Client
) -> None:
    before = closed(globex)

    account_manager.post(f"{URL[:-4]}{NEXT_YEAR + 1}", {"day": [f"{NEXT_YEAR + 1}-12-25"]})

    assert closed(at_acme) == [(f"{NEXT_YEAR + 1}-12-25", "Eerste kerstdag")]
    assert closed(globex) == before
