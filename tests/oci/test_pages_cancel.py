"""What an employee sees who stops without booking."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import translation

from oci.enums import CancelRule
from oci.models import JournalEntry
from tenants.context import use_customer
from tenants.models import Customer
from tests.conftest import Browse
from tests.oci.buyers import HOOK_URL, Changes, make_buyer
from tests.oci.walk import Page, punch_out

pytestmark = pytest.mark.django_db

STOP = "https://erp.example/oci/stop?session=1&x=y"
SCRIPT = 'src="/static/oci/back.js"'


def cancelled(customer: Customer, browse: Browse, changes: Changes | None = None, **options: Any) -> Page:
    with use_customer(customer):
        buyer = make_buyer(**options)
    walk = punch_out(customer, buyer, browse(customer), {"LANGUAGE": "EN", **(changes or {})})
    return walk.press(walk.arrive(), "Stop without booking")


def test_a_plain_page_says_that_the_window_can_be_closed(acme: Customer, browse: Browse) -> None:
    page = cancelled(acme, browse)

    assert page.forms == []
    assert "You can close this page, or start again from SRM." in page.text
    assert SCRIPT not in page.html


def test_the_calls_cancel_address_is_a_link(acme: Customer, browse: Browse) -> None:
    page = cancelled(acme, browse, {"OCICANCEL": STOP})

    assert page.forms == []
    assert 'href="https://erp.example/oci/stop?session=1&amp;x=y"' in page.html
    assert "Return to SRM" in page.text
    assert SCRIPT in page.html


def test_an_empty_cart_goes_back_where_the_connection_says_so(acme: Customer, browse: Browse) -> None:
    page = cancelled(acme, browse, {"~OkCode": "ADDI"}, cancel_rule=CancelRule.EMPTY_RETURN)

    assert (page.form.action, page.form.fields) == (HOOK_URL, {"~OkCode": "ADDI"})
    assert list(page.form.buttons) == ["Return to SRM"]
    assert SCRIPT in page.html


@pytest.mark.parametrize(
    ("changes", "options"),
    [
        ({"OCICANCEL": STOP}, {"auto_submit": False}),
        ({}, {"cancel_rule": CancelRule.EMPTY_RETURN, "auto_submit": False}),
        (
            {"HOOK_URL": "SAPEVENT:POST"},
            {"cancel_rule": CancelRule.EMPTY_RETURN, "allow_sap_event": True},
        ),
    ],
)
def test_nothing_goes_by_itself_where_that_is_not_wanted(
    acme: Customer, browse: Browse, changes: Changes, options: dict[str, Any]
) -> None:
    page = cancelled(acme, browse, changes, **options)

    assert "Return to SRM" in page.text
    assert "data-auto" not in page.html
    assert SCRIPT not in page.html


def test_the_form_for_sap_gui_is_allowed_and_waits_for_the_button(acme: Customer, browse: Browse) -> None:
    with use_customer(acme):
        buyer = make_buyer(allow_sap_event=True)
    walk = punch_out(
        acme, buyer, browse(acme), {"LANGUAGE": "EN", "HOOK_URL": "SAPEVENT:POST", "returntarget": None}
    )
    checked = walk.press(walk.arrive(), "Check your answers", vehicle_class="CDMR")

    registered = walk.press(checked, "Send request and return to SRM")

    assert registered.form.action == "SAPEVENT:POST"
    assert registered.form.fields["NEW_ITEM-QUANTITY[1]"] == "1"
    assert "data-auto" not in registered.html


def test_a_cancel_address_that_is_not_accepted_is_noted_in_the_journal(
    acme: Customer, browse: Browse
) -> None:
    with use_customer(acme):
        buyer = make_buyer()
    query = buyer.query({"OCICANCEL": "https://evil.example/?secret=1"})

    response = browse(acme).get(f"/oci/srm/?{query}")

    with use_customer(acme):
        entry = JournalEntry.objects.get()
    assert response.status_code == 303
    with translation.override("nl"):
        assert entry.told == (
            "OCICANCEL (https://evil.example): niet gebruikt, omdat het geen aanvaard terugstuuradres is"
        )
    assert ["OCICANCEL", "https://evil.example/?secret=•••"] in entry.parameters
