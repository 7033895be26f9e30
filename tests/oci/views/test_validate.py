"""The function VALIDATE: one class with its price, as a cart."""

from __future__ import annotations

import pytest

from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import HOOK_URL, Changes
from tests.oci.views.asking import CAR, VAN, buyer_at, call, last_entry, lines
from tests.oci.walk import Page

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "item"),
    [
        ({}, CAR),
        ({"QUANTITY": "1.000"}, CAR),
        ({"QUANTITY": "6"}, {**CAR, "QUANTITY": "6"}),
        ({"QUANTITY": "7"}, {**CAR, "QUANTITY": "7", "PRICE": "39.00"}),
        ({"QUANTITY": "0.5"}, {**CAR, "QUANTITY": "0.5"}),
        ({"PRODUCTID": " CDMR "}, CAR),
        ({"PRODUCTID": "FVMD"}, VAN),
    ],
)
def test_validate_answers_with_exactly_that_item(
    acme: Customer, browse: Browse, changes: Changes, item: dict[str, str]
) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", **changes})

    assert (response.status_code, lines(response)) == (200, [item])


def test_validate_goes_back_by_script_and_by_button(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", "~OkCode": "ADDI"})

    html = response.content.decode()
    page = Page(response.status_code, html)
    assert (page.form.action, list(page.form.buttons)) == (HOOK_URL, ["Return to SRM"])
    assert page.form.fields["~OkCode"] == "ADDI"
    assert "data-auto" in html
    assert 'src="/static/oci/back.js"' in html
    assert "form-action https://erp.example" in response.headers["Content-Security-Policy"]


def test_validate_waits_for_the_button_where_the_connection_says_so(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme, auto_submit=False)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR"})

    assert "data-auto" not in response.content.decode()


def test_validate_without_a_return_address_is_only_read(acme: Customer, browse: Browse) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", "HOOK_URL": None})

    html = response.content.decode()
    page = Page(response.status_code, html)
    assert (page.form.action, page.form.buttons) == ("", {})
    assert lines(response) == [CAR]
    assert "<script" not in html
    assert "form-action 'none'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize("product_id", ["EDMR", "nothing"])
def test_validate_of_what_is_gone_has_no_data_at_all(acme: Customer, browse: Browse, product_id: str) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": product_id})

    html = response.content.decode()
    assert response.status_code == 200
    assert "<form" not in html
    assert "NEW_ITEM" not in html
    assert "<script" not in html
    assert "This vehicle class is not offered any more." in html


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"PRODUCTID": None}, 400, "PRODUCT_ID_MISSING"),
        ({"QUANTITY": "0"}, 400, "QUANTITY_MALFORMED"),
        ({"QUANTITY": "1,000"}, 400, "QUANTITY_MALFORMED"),
        ({"QUANTITY": "many"}, 400, "QUANTITY_MALFORMED"),
        ({"HOOK_URL": "https://evil.example/"}, 403, "HOOK_URL_NOT_ACCEPTED"),
        ({"HOOK_URL": "javascript:alert(1)"}, 400, "HOOK_URL_SCHEME"),
    ],
)
def test_validate_refuses(acme: Customer, browse: Browse, changes: Changes, status: int, code: str) -> None:
    buyer = buyer_at(acme)

    response = call(browse(acme), buyer, "VALIDATE", {"PRODUCTID": "CDMR", **changes})

    assert (response.status_code, last_entry(acme).problem) == (status, code)
    assert "NEW_ITEM" not in response.content.decode()
