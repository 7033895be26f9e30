from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from oci.domain.credentials import create_credential, end_credential
from oci.domain.entry import (
    ConnectionDraftError,
    ConnectionOffError,
    CredentialsWrongError,
    FunctionNotOfferedError,
    MethodNotAllowedError,
    check_connection,
)
from oci.domain.entry_errors import EntryError
from oci.domain.parameters import (
    ParameterMissingError,
    UserMailMalformedError,
    UserMailMissingError,
    UserNameMissingError,
)
from oci.enums import Feeds, HookQuery, Method, State, Status
from oci.models import Connection, ParameterMapping, PunchOut, ReturnOrigin
from oci.models.punch_out import ShownField
from oci.protocol.errors import (
    CallError,
    FunctionUnknown,
    HookUrlMalformed,
    HookUrlMissing,
    HookUrlNotAccepted,
    HookUrlNotHttps,
    HookUrlScheme,
    ValueTooLong,
)
from reservations.domain.registration import ReferenceField, References, Requester
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import HOOK_URL, NOW, make_buyer

pytestmark = pytest.mark.django_db


def test_open_punch_out_keeps_what_the_call_says(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(session_minutes=30)

        opened = buyer.open({"costcentre": "4711", "wbs": "P-1", "~OkCode": "ADDI", "~TARGET": "basket"})

        punch_out = PunchOut.objects.get(pk=opened.punch_out.pk)
        assert (punch_out.state, punch_out.hook_url, punch_out.hook_origin) == (
            State.OPENED,
            HOOK_URL,
            "https://erp.example",
        )
        assert punch_out.requester == Requester(name="Jan de Vries", email="jan.de.vries@acme.example")
        assert punch_out.references == References(
            cost_centre="4711",
            fields=(ReferenceField(key="wbs", label="wbs", value="P-1"),),
            labels={"cost_centre": "Kostenplaats"},
        )
        assert punch_out.shown_fields == (ShownField("Kostenplaats", "4711"), ShownField("wbs", "P-1"))
        assert punch_out.control == {"ok_code": "ADDI", "target": "basket", "caller": ""}
        assert (punch_out.target, punch_out.charset) == ("basket", "UTF-8")
        assert punch_out.expires_at == NOW + timedelta(minutes=30)


def test_open_punch_out_stores_no_secret(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()

        opened = buyer.open()

        row = str(PunchOut.objects.values().get(pk=opened.punch_out.pk))
        assert opened.code not in row
        assert buyer.secret not in row


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"PASSWORD": "wrong"}, CredentialsWrongError),
        ({"PASSWORD": None}, CredentialsWrongError),
        ({"USERNAME": "nobody"}, CredentialsWrongError),
        ({"USERNAME": None}, CredentialsWrongError),
        ({"PASSWORD": "wrong", "HOOK_URL": None}, CredentialsWrongError),
        ({"FUNCTION": "SOURCING"}, FunctionNotOfferedError),
        ({"FUNCTION": "ORDER"}, FunctionUnknown),
        ({"HOOK_URL": None}, HookUrlMissing),
        ({"HOOK_URL": " "}, HookUrlMissing),
        ({"HOOK_URL": "erp.example"}, HookUrlMalformed),
        ({"HOOK_URL": "javascript:alert(1)"}, HookUrlScheme),
        ({"HOOK_URL": "http://erp.example/oci"}, HookUrlNotHttps),
        ({"HOOK_URL": "https://erp.example/other"}, HookUrlNotAccepted),
        ({"HOOK_URL": "https://evil.example/oci"}, HookUrlNotAccepted),
        ({"oci_usermail": None}, UserMailMissingError),
        ({"oci_usermail": " "}, UserMailMissingError),
        ({"oci_usermail": "jan"}, UserMailMalformedError),
        ({"oci_usermail": "jan@acme.example\nBcc: all@acme.example"}, UserMailMalformedError),
        ({"oci_userfullname": None}, UserNameMissingError),
        ({"oci_userfullname": "x" * 201}, ValueTooLong),
        ({"costcentre": "x" * 101}, ValueTooLong),
    ],
)
def test_open_punch_out_refuses(
    acme: Customer, changes: dict[str, str | None], error: type[EntryError | CallError]
) -> None:
    with use_customer(acme):
        buyer = make_buyer()

        with pytest.raises(error):
            buyer.open(changes)

        assert not PunchOut.objects.exists()


def test_wrong_user_and_wrong_password_get_the_same_answer(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()

        with pytest.raises(CredentialsWrongError) as wrong_user:
            buyer.open({"USERNAME": "nobody"})
        with pytest.raises(CredentialsWrongError) as wrong_password:
            buyer.open({"PASSWORD": "wrong"})

        assert str(wrong_user.value) == str(wrong_password.value)


def test_a_required_parameter_is_required(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        ParameterMapping.objects.filter(feeds=Feeds.COST_CENTRE).update(required=True)

        with pytest.raises(ParameterMissingError, match="parameter costcentre is missing or empty"):
            buyer.open()


def test_the_requester_is_required_even_when_nothing_feeds_it(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        ParameterMapping.objects.filter(feeds=Feeds.REQUESTER_EMAIL).delete()

        with pytest.raises(UserMailMissingError):
            buyer.open()


def test_credentials_rotate_with_an_overlap(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        newer = create_credential(connection=buyer.connection, username="shop", now=NOW)

        buyer.open()
        buyer.open({"PASSWORD": newer.secret})
        end_credential(
            credential=buyer.connection.credentials.exclude(pk=newer.credential.pk).get(), until=NOW
        )

        buyer.open({"PASSWORD": newer.secret})
        with pytest.raises(CredentialsWrongError):
            buyer.open()


def test_the_use_of_a_credential_is_noted_by_the_hour(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer()
        credential = buyer.connection.credentials.get()

        for minutes, noted in [(0, 0), (59, 0), (60, 60)]:
            buyer.open(now=NOW + timedelta(minutes=minutes))

            credential.refresh_from_db()
            assert credential.last_used_at == NOW + timedelta(minutes=noted)


def test_an_unknown_origin_is_proposed_in_test_only(acme: Customer) -> None:
    with use_customer(acme):
        live, test = make_buyer(), make_buyer(slug="test", status=Status.TEST)

        for buyer in (live, test, test):
            with pytest.raises(HookUrlNotAccepted):
                buyer.open({"HOOK_URL": "https://new.example/oci?session=1"})

        proposed = ReturnOrigin.objects.filter(accepted=False)
        assert [(one.connection, str(one)) for one in proposed] == [(test.connection, "https://new.example/")]


@pytest.mark.parametrize(
    ("changes", "language"),
    [
        ({}, "nl"),
        ({"sap-language": "E"}, "en"),
        ({"LANGU": "en-GB"}, "en"),
        ({"LANGUAGE": "FR"}, "nl"),
        ({"sap-language": "", "LANGUAGE": "EN"}, "en"),
    ],
)
def test_open_punch_out_chooses_the_language(
    acme: Customer, changes: dict[str, str | None], language: str
) -> None:
    with use_customer(acme):
        opened = make_buyer().open(changes)

        assert opened.punch_out.language == language


@pytest.mark.parametrize(
    ("options", "method", "error"),
    [
        ({"status": Status.DRAFT}, "POST", ConnectionDraftError),
        ({"status": Status.OFF}, "POST", ConnectionOffError),
        ({"method": Method.POST}, "GET", MethodNotAllowedError),
        ({"method": Method.GET}, "POST", MethodNotAllowedError),
        ({"method": Method.BOTH}, "PUT", MethodNotAllowedError),
    ],
)
def test_check_connection_refuses(options: dict[str, Any], method: str, error: type[EntryError]) -> None:
    connection = Connection(**{"status": Status.LIVE, **options})

    with pytest.raises(error):
        check_connection(connection=connection, method=method)


@pytest.mark.parametrize("status", [Status.TEST, Status.LIVE])
def test_check_connection_takes_test_and_live(status: Status) -> None:
    check_connection(connection=Connection(status=status), method="GET")
    check_connection(connection=Connection(status=status), method="POST")


def test_another_customer_has_neither_connection_nor_credential(acme: Customer, globex: Customer) -> None:
    with use_customer(acme):
        theirs = make_buyer()
    with use_customer(globex):
        ours = make_buyer()

        with pytest.raises(CredentialsWrongError):
            ours.open({"PASSWORD": theirs.secret})


def test_sapevent_is_accepted_by_explicit_switch_only(acme: Customer) -> None:
    with use_customer(acme):
        modern, gui = make_buyer(), make_buyer(slug="gui", allow_sap_event=True)

        opened = gui.open({"HOOK_URL": "SAPEVENT:POST"})

        assert (opened.punch_out.hook_url, opened.punch_out.hook_origin) == ("SAPEVENT:POST", "sapevent:")
        with pytest.raises(HookUrlScheme):
            modern.open({"HOOK_URL": "SAPEVENT:POST"})


def test_a_query_that_cannot_be_split_is_refused_at_the_door(acme: Customer) -> None:
    hook_url = "https://erp.example/oci?name=%E9"
    with use_customer(acme):
        whole, split = make_buyer(), make_buyer(slug="split", hook_query=HookQuery.SPLIT)

        whole.open({"HOOK_URL": hook_url})
        with pytest.raises(HookUrlMalformed):
            split.open({"HOOK_URL": hook_url})


@pytest.mark.parametrize(
    ("value", "cancel_url", "note"),
    [
        (None, "", ""),
        (" ", "", ""),
        ("https://erp.example/oci/stop?s=1", "https://erp.example/oci/stop?s=1", ""),
        (
            "https://evil.example/?secret=1",
            "",
            "OCICANCEL is not used: return address at https://evil.example is not an accepted one",
        ),
        (
            "http://erp.example/oci",
            "",
            "OCICANCEL is not used: the address to return to is http, and this connection accepts https only",
        ),
        (
            "javascript:alert(1)",
            "",
            "OCICANCEL is not used: the address to return to has scheme 'javascript'",
        ),
    ],
)
def test_the_cancel_address_must_be_accepted_too(
    acme: Customer, value: str | None, cancel_url: str, note: str
) -> None:
    with use_customer(acme):
        opened = make_buyer().open({"OCICANCEL": value})

        assert (opened.punch_out.cancel_url, opened.note) == (cancel_url, note)


def test_the_cancel_parameter_has_the_agreed_name(acme: Customer) -> None:
    address = "https://erp.example/oci/stop"
    with use_customer(acme):
        named = make_buyer(cancel_parameter="back")
        unnamed = make_buyer(slug="none", cancel_parameter="")

        assert named.open({"BACK": address, "OCICANCEL": None}).punch_out.cancel_url == address
        assert unnamed.open({"OCICANCEL": address}).punch_out.cancel_url == ""
