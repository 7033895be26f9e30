from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from oci.domain.cancelling import WayOut, find_way_out
from oci.domain.connections import find_missing
from oci.domain.punch_outs import close, enter
from oci.enums import CancelRule, Event, HookQuery, Outcome, Status
from oci.models import JournalEntry, ReturnOrigin
from oci.protocol.return_form import ReturnForm
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import HOOK_URL, NOW, Changes, make_buyer

pytestmark = pytest.mark.django_db

STOP = "https://erp.example/oci/stop?session=1"


def empty(action: str = HOOK_URL, *fields: tuple[str, str], auto_submit: bool = True) -> ReturnForm:
    return ReturnForm(action, "basket", "UTF-8", fields, auto_submit)


@pytest.mark.parametrize(
    ("options", "changes", "expected"),
    [
        ({}, {}, WayOut("basket")),
        ({}, {"OCICANCEL": STOP}, WayOut("basket", address=STOP, is_automatic=True)),
        ({"auto_submit": False}, {"OCICANCEL": STOP}, WayOut("basket", address=STOP)),
        ({}, {"OCICANCEL": "https://evil.example/"}, WayOut("basket")),
        (
            {"cancel_rule": CancelRule.EMPTY_RETURN},
            {"OCICANCEL": STOP},
            WayOut("basket", address=STOP, is_automatic=True),
        ),
        (
            {"cancel_rule": CancelRule.EMPTY_RETURN},
            {"~OkCode": "ADDI"},
            WayOut("basket", form=empty(HOOK_URL, ("~OkCode", "ADDI")), is_automatic=True),
        ),
        (
            {"cancel_rule": CancelRule.EMPTY_RETURN, "auto_submit": False},
            {},
            WayOut("basket", form=empty(auto_submit=False)),
        ),
        (
            {"cancel_rule": CancelRule.EMPTY_RETURN, "hook_query": HookQuery.SPLIT},
            {},
            WayOut(
                "basket",
                form=empty("https://erp.example/oci/return", ("session", "1"), ("x", "y")),
                is_automatic=True,
            ),
        ),
        (
            {"cancel_rule": CancelRule.EMPTY_RETURN, "allow_sap_event": True},
            {"HOOK_URL": "SAPEVENT:POST"},
            WayOut("basket", form=empty("SAPEVENT:POST", auto_submit=False)),
        ),
    ],
)
def test_a_cancelled_visit_leads_where_call_and_connection_say(
    acme: Customer, options: dict[str, Any], changes: Changes, expected: WayOut
) -> None:
    with use_customer(acme):
        opened = make_buyer(**options).open({"returntarget": "basket", **changes})

        assert find_way_out(opened.punch_out) == expected


def test_what_cannot_be_sent_back_empty_leads_nowhere(acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open({"HOOK_URL": "https://erp.example/oci?name=%E9"})
        connection = opened.punch_out.connection
        connection.cancel_rule, connection.hook_query = CancelRule.EMPTY_RETURN, HookQuery.SPLIT

        assert find_way_out(opened.punch_out) == WayOut("_top")


def test_close_is_journalled_once(acme: Customer) -> None:
    with use_customer(acme):
        opened = make_buyer().open()
        session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)

        close(punch_out=session.punch_out, now=NOW)
        close(punch_out=session.punch_out, now=NOW + timedelta(minutes=1))

        entry = JournalEntry.objects.get()
        assert (entry.event, entry.outcome, entry.at) == (Event.CANCEL, Outcome.ACCEPTED, NOW)
        assert entry.punch_out == session.punch_out


def test_a_connection_for_sap_gui_goes_live_without_a_return_address(acme: Customer) -> None:
    with use_customer(acme):
        web, gui = make_buyer().connection, make_buyer(slug="gui", allow_sap_event=True).connection
        ReturnOrigin.objects.all().delete()

        assert len(find_missing(connection=web, status=Status.LIVE, now=NOW)) == 1
        assert find_missing(connection=gui, status=Status.LIVE, now=NOW) == []
