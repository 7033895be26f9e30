"""The function DETAIL: one class, as a page."""

from __future__ import annotations

import pytest

from oci.models import PunchOut
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import Changes
from tests.oci.views.asking import buyer_at, call, last_entry
from tests.oci.walk import Page

pytestmark = pytest.mark.django_db


def test_detail_shows_the_class_and_returns_nothing(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "DETAIL", {"PRODUCTID": "CDMR"})

    page = Page(response.status_code, response.content.decode())
    assert (page.status, page.forms) == (200, [])
    for words in (
        "Compact",
        "VW Golf or similar",
        "Five seats.",
        "From 1 day",
        "€48.50",
        "From 7 days",
        "€39.00",
    ):
        assert words in page.text
    assert "form-action 'self'" in response.headers["Content-Security-Policy"]
    with use_customer(acme):
        assert not PunchOut.objects.exists()


def test_detail_says_when_the_price_is_as_the_contract_says(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "DETAIL", {"PRODUCTID": "FVMD"})

    assert "Price per contract" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"PRODUCTID": "EDMR"}, 404, "PRODUCT_UNKNOWN"),  # there, and not offered
        ({"PRODUCTID": "nothing"}, 404, "PRODUCT_UNKNOWN"),
        ({"PRODUCTID": " "}, 400, "PRODUCT_ID_MISSING"),
        ({}, 400, "PRODUCT_ID_MISSING"),
    ],
)
def test_detail_of_what_is_not_offered(
    acme: Customer, browse: Browse, changes: Changes, status: int, code: str
) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "DETAIL", changes)

    assert (response.status_code, last_entry(acme).problem) == (status, code)
    assert code in response.content.decode()
