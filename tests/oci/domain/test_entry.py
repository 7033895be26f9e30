from __future__ import annotations

from datetime import timedelta

import pytest

from oci.domain.entry import FunctionNotOfferedError
from oci.domain.entry_errors import EntryError
from oci.domain.parameters import (
    ParameterMissingError,
    UserMailMalformedError,
    UserMailMissingError,
    UserNameMissingError,
)
from oci.domain.proof import CredentialsWrongError
from oci.enums import Feeds, HookQuery, Note, State, Status
from oci.models import ParameterMapping, PunchOut, ReturnOrigin
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
        assert punch_out.shown_fields == (
            ShownField("Kostenplaats", "4711"),
            ShownField("wbs", "P-1", key="wbs"),
        )
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


def test_an_unknown_origin_is_proposed_in_test_only(acme: Customer) -> None:
    with use_customer(acme):
        live, test = make_buyer(), make_buyer(slug="test", status=Status.TEST)

        for buyer in (live, test, test):
            with pytest.raises(HookUrlNotAccepted):
                buyer.open({"HOOK_URL": "https://new.example/oci/back?session=1"})

        proposed = ReturnOrigin.objects.filter(accepted=False)
        assert [(one.connection, str(one)) for one in proposed] == [
            (test.connection, "https://new.example/oci")
        ]


@pytest.mark.parametrize(
    ("address", "proposed"),
    [
        ("https://new.example", "https://new.example/"),
        ("https://new.example/back", "https://new.example/"),
        ("https://new.example/sap/bc/bsp/?a=/b/", "https://new.example/sap/bc/bsp"),
        ("https://new.example/oci/a%20b/back", "https://new.example/oci"),
        ("https://new.example/oci/a;jsessionid=1/back", "https://new.example/oci"),
        (f"https://new.example/oci/{'x' * 250}/back", "https://new.example/oci"),
    ],
)
def test_what_is_proposed_is_the_folder_that_came(acme: Customer, address: str, proposed: str) -> None:
    with use_customer(acme):
        buyer = make_buyer(status=Status.TEST)

        with pytest.raises(HookUrlNotAccepted):
            buyer.open({"HOOK_URL": address})

        found = ReturnOrigin.objects.get(accepted=False)
        found.full_clean(exclude=["connection"], validate_unique=False, validate_constraints=False)
        assert str(found) == proposed


def test_what_a_proposal_would_take_is_not_proposed_again(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(status=Status.TEST)

        for path in ("/oci/back", "/oci/once/more"):
            with pytest.raises(HookUrlNotAccepted):
                buyer.open({"HOOK_URL": f"https://new.example{path}"})

        assert [str(one) for one in ReturnOrigin.objects.filter(accepted=False)] == [
            "https://new.example/oci"
        ]


@pytest.mark.parametrize(
    ("changes", "language"),
    [
        ({}, "nl"),
        ({"sap-language": "E"}, "en"),
        ({"LANGU": "en-GB"}, "en"),
        ({"LANGUAGE": "FR"}, "fr"),
        ({"LANGUAGE": "IT"}, "nl"),
        ({"sap-language": "", "LANGUAGE": "EN"}, "en"),
    ],
)
def test_open_punch_out_chooses_the_language(
    acme: Customer, changes: dict[str, str | None], language: str
) -> None:
    with use_customer(acme):
        opened = make_buyer().open(changes)

        assert opened.punch_out.language == language


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
    ("value", "cancel_url", "about", "note"),
    [
        (None, "", "", None),
        (" ", "", "", None),
        ("https://erp.example/oci/stop?s=1", "https://erp.example/oci/stop?s=1", "", None),
        (
            "https://evil.example/?secret=1",
            "",
            "OCICANCEL (https://evil.example)",
            Note.CANCEL_NOT_ACCEPTED,
        ),
        (
            "http://erp.example/oci",
            "",
            "OCICANCEL",
            Note.CANCEL_UNUSABLE,
        ),
        (
            "javascript:alert(1)",
            "",
            "OCICANCEL",
            Note.CANCEL_UNUSABLE,
        ),
    ],
)
def test_the_cancel_address_must_be_accepted_too(
    acme: Customer, value: str | None, cancel_url: str, about: str, note: Note | None
) -> None:
    with use_customer(acme):
        opened = make_buyer().open({"OCICANCEL": value})

        assert (opened.punch_out.cancel_url, opened.about, opened.note) == (cancel_url, about, note)


def test_the_cancel_parameter_has_the_agreed_name(acme: Customer) -> None:
    address = "https://erp.example/oci/stop"
    with use_customer(acme):
        named = make_buyer(cancel_parameter="back")
        unnamed = make_buyer(slug="none", cancel_parameter="")

        assert named.open({"BACK": address, "OCICANCEL": None}).punch_out.cancel_url == address
        assert unnamed.open({"OCICANCEL": address}).punch_out.cancel_url == ""
