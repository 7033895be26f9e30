from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.test import override_settings
from django.utils import translation

from catalog.models import Rate, VehicleClass
from oci.domain.checking import CartRefusedError
from oci.domain.punch_outs import (
    PunchOutCancelledError,
    PunchOutReturnedError,
    SecretWrongError,
    Session,
    close,
    enter,
    resume,
)
from oci.domain.registering import register
from oci.domain.returning import build_return, record_return
from oci.enums import Event, HookQuery, Outcome, State, Status, Unpriced, VendorMaterial
from oci.models import Connection, JournalEntry, PunchOut, ReturnOrigin
from oci.protocol.errors import CartMalformed, EventNotAllowed
from oci.protocol.return_form import parse_returned
from reservations.domain.registration import Driver
from reservations.models import EventKind, RentalRequest, RequestEvent
from tenants.context import use_customer
from tenants.models import Customer
from tests.oci.buyers import HOOK_URL, NOW, Buyer, make_buyer
from tests.oci.choices import make_choice

pytestmark = pytest.mark.django_db


def _language(error: object) -> str:
    """Stands for a text that is translated as it is read."""
    return translation.get_language()


def begin(buyer: Buyer, changes: dict[str, str | None] | None = None) -> Session:
    opened = buyer.open(changes)
    return enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)


def submit(session: Session, **options: Any) -> RentalRequest:
    return register(
        punch_out=session.punch_out,
        choice=options.pop("choice", None) or make_choice(),
        driver=Driver(name="Jan de Vries"),
        language=options.pop("language", "en"),
        now=options.pop("now", NOW),
        **options,
    )


def test_register_makes_one_request_however_often(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer(), {"costcentre": "4711"})

        first = submit(session)
        second = submit(session)

        assert first == second == RentalRequest.objects.get()
        assert (first.requester_email, first.cost_centre) == ("jan.de.vries@acme.example", "4711")
        assert first.punch_out_id == session.punch_out.public_id
        assert PunchOut.objects.get().state == State.REGISTERED
        entries = JournalEntry.objects.filter(event=Event.REGISTRATION)
        assert [entry.detail for entry in entries] == [first.reference]


@pytest.mark.parametrize(("status", "is_test"), [(Status.TEST, True), (Status.LIVE, False)])
def test_register_tells_requests_of_a_connection_in_test(
    acme: Customer, *, status: Status, is_test: bool
) -> None:
    with use_customer(acme):
        submit(begin(make_buyer(status=status)))

        assert RentalRequest.objects.get().is_test is is_test


def test_register_gives_time_for_the_return(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer(session_minutes=60))
        late = NOW + timedelta(minutes=59)

        submit(session, now=late)

        resumed = resume(
            public_id=session.punch_out.public_id, secret=session.secret, now=late + timedelta(minutes=59)
        )
        assert resumed.state == State.REGISTERED


def test_register_refuses_what_was_cancelled_meanwhile(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer())
        elsewhere = resume(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)
        close(punch_out=elsewhere, now=NOW)

        with pytest.raises(PunchOutCancelledError):
            submit(session)

        assert not RentalRequest.objects.exists()


def test_a_registered_punch_out_cannot_be_cancelled(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer())
        submit(session)

        with pytest.raises(EventNotAllowed):
            close(punch_out=session.punch_out, now=NOW)


def test_build_return_makes_the_line_of_a_rental(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(vendor_number="100042", material_group="7810", unit="DAY")
        session = begin(buyer, {"~OkCode": "ADDI", "~CALLER": "CTLG", "returntarget": "basket"})
        request = submit(session)

        form = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)

        assert (form.action, form.target, form.charset, form.auto_submit) == (
            HOOK_URL,
            "basket",
            "UTF-8",
            True,
        )
        returned = parse_returned(form.fields)
        assert (returned.control.ok_code, returned.control.caller) == ("ADDI", "CTLG")
        (item,) = returned.cart.items
        fields = dict(item.fields)
        assert fields.pop("LONGTEXT").splitlines()[0].startswith(request.class_name)
        assert fields == {
            "DESCRIPTION": f"{request.class_name}, 3 days from 01-12-2026",
            "QUANTITY": "1",
            "UNIT": "DAY",
            "PRICE": str(request.net_total),
            "CURRENCY": "EUR",
            "PRICEUNIT": "1",
            "VENDOR": "100042",
            "VENDORMAT": request.class_code,
            "MATGROUP": "7810",
            "EXT_QUOTE_ID": request.reference,
            "EXT_QUOTE_ITEM": "1",
            "EXT_PRODUCT_ID": request.class_code,
        }


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (VendorMaterial.CLASS_CODE, "{code}"),
        (VendorMaterial.CLASS_AND_REFERENCE, "{code}-{reference}"),
        (VendorMaterial.REFERENCE, "{reference}"),
    ],
)
def test_vendormat_holds_what_the_connection_says(acme: Customer, choice: str, expected: str) -> None:
    with use_customer(acme):
        session = begin(make_buyer(vendor_material=choice))
        request = submit(session)

        form = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)

        value = expected.format(code=request.class_code, reference=request.reference)
        assert dict(form.fields)["NEW_ITEM-VENDORMAT[1]"] == value


@pytest.mark.parametrize(("rule", "price"), [(Unpriced.ZERO, "0.00"), (Unpriced.OMIT, None)])
def test_without_a_rate_the_connection_decides(acme: Customer, rule: str, price: str | None) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        session = begin(make_buyer(unpriced=rule))
        request = submit(session)

        fields = dict(build_return(punch_out=session.punch_out, rental_request=request, now=NOW).fields)

        assert fields.get("NEW_ITEM-PRICE[1]") == price
        assert fields["NEW_ITEM-LONGTEXT_1:132[]"].splitlines()[-1] == "Price per contract"


def test_a_long_class_name_gives_way_to_the_days(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer(), {"http_content_charset": "ISO-8859-1"})
        VehicleClass.objects.update(name_en="Ładna bestelwagen " * 3)
        request = submit(session)

        form = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)

        description = dict(form.fields)["NEW_ITEM-DESCRIPTION[1]"]
        assert description == "Ladna bestelwage, 3 days from 01-12-2026"
        assert form.charset == "ISO-8859-1"


def test_build_return_is_the_same_every_time(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer())
        request = submit(session)
        first = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)
        RentalRequest.objects.filter(pk=request.pk).update(net_total=Decimal("1.00"))
        request.refresh_from_db()

        again = resume(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)

        assert build_return(punch_out=again, rental_request=request, now=NOW) == first


def test_the_query_of_the_address_becomes_fields_where_the_connection_says_so(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(hook_query=HookQuery.SPLIT)
        session = begin(buyer)
        request = submit(session)

        form = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)

        assert form.action == "https://erp.example/oci/return"
        assert form.fields[:2] == (("session", "1"), ("x", "y"))


@pytest.mark.parametrize("rule", HookQuery.values)
def test_a_repeated_return_is_the_same_whatever_the_connection_says_by_then(
    acme: Customer, rule: str
) -> None:
    with use_customer(acme):
        buyer = make_buyer(hook_query=rule)
        session = begin(buyer)
        request = submit(session)
        first = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)
        other = HookQuery.WHOLE if rule == HookQuery.SPLIT else HookQuery.SPLIT
        Connection.objects.update(hook_query=other)

        again = resume(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)

        assert build_return(punch_out=again, rental_request=request, now=NOW) == first


def test_a_query_that_cannot_be_split_any_more_keeps_the_cart_here(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer(), {"HOOK_URL": "https://erp.example/oci?name=%E9"})
        Connection.objects.update(hook_query=HookQuery.SPLIT)

        submit(session)

        entry = JournalEntry.objects.get(event=Event.CART)
        assert (entry.problem, entry.findings) == ("CART_NOT_SENDABLE", [])


def test_sap_gui_never_gets_a_form_that_submits_itself(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer(allow_sap_event=True, auto_submit=True), {"HOOK_URL": "SAPEVENT:POST"})
        request = submit(session)

        first = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)
        session.punch_out.return_fields = []
        again = build_return(punch_out=session.punch_out, rental_request=request, now=NOW)

        assert (first.action, first.auto_submit) == ("SAPEVENT:POST", False)
        assert again == first


def test_a_cart_that_would_be_dropped_is_refused_and_journalled(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer(unit="", unpriced=Unpriced.OMIT))
        Rate.objects.all().delete()
        request = submit(session)

        with pytest.raises(CartRefusedError):
            build_return(punch_out=session.punch_out, rental_request=request, now=NOW)

        assert RentalRequest.objects.get() == request
        refusal = JournalEntry.objects.get(outcome=Outcome.REFUSED)
        assert (refusal.event, refusal.problem, refusal.punch_out) == (
            Event.CART,
            "CART_NOT_SENDABLE",
            session.punch_out,
        )
        assert refusal.detail == f"{request.reference}: FIELD_MISSING_WITHOUT in line 1, UNIT"
        assert [(one["rule"], one["level"], one["line"], one["field"]) for one in refusal.findings] == [
            ("FIELD_MISSING_WITHOUT", "error", 1, "UNIT"),
            ("PRICE_MISSING", "warning", 1, "PRICE"),
        ]


def test_a_refused_cart_leaves_once_the_connection_is_corrected(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(unit="")
        session = begin(buyer)
        request = submit(session)
        buyer.connection.unit = "EA"
        buyer.connection.save()
        again = resume(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)

        form = build_return(punch_out=again, rental_request=request, now=NOW)

        assert dict(form.fields)["NEW_ITEM-UNIT[1]"] == "EA"


def test_a_cart_that_some_receivers_refuse_leaves_with_a_warning_in_the_journal(acme: Customer) -> None:
    with use_customer(acme):
        Rate.objects.all().delete()
        session = begin(make_buyer(unpriced=Unpriced.ZERO))

        request = submit(session)

        entry = JournalEntry.objects.get(event=Event.CART)
        assert (entry.outcome, entry.detail, entry.punch_out) == (
            Outcome.ACCEPTED,
            request.reference,
            session.punch_out,
        )
        assert entry.findings == [
            {"rule": "PRICE_ZERO", "level": "warning", "line": 1, "field": "PRICE", "detail": ""}
        ]
        assert PunchOut.objects.get().return_fields


def test_every_cart_is_in_the_journal_with_the_number_of_its_lines(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer())

        request = submit(session)
        for _reload in range(2):
            build_return(punch_out=session.punch_out, rental_request=request, now=NOW)

        entry = JournalEntry.objects.get(event=Event.CART)
        assert (entry.outcome, entry.facts, entry.findings) == (Outcome.ACCEPTED, {"lines": 1}, [])
        assert entry.told == f"{request.reference}: 1 line"


def test_a_stopped_cart_is_told_in_the_language_of_staff(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer(hook_query=HookQuery.WHOLE))
        Connection.objects.update(hook_query=HookQuery.SPLIT)
        PunchOut.objects.update(hook_url="https://erp.example/oci?name=%E9")
        session.punch_out.refresh_from_db()

        with translation.override("fr"), patch.object(CartMalformed, "__str__", _language):
            submit(session)

        event = RequestEvent.objects.get(kind=EventKind.CART_STOPPED)
        entry = JournalEntry.objects.get(event=Event.CART)
        assert event.reason == "CART_MALFORMED: nl"
        assert entry.detail.endswith(": nl")


@override_settings(PUBLIC_SCHEME="https")
def test_a_return_from_https_to_http_is_warned_of(acme: Customer) -> None:
    with use_customer(acme):
        buyer = make_buyer(allow_http=True)
        ReturnOrigin.objects.update(origin="http://erp.example")
        session = begin(buyer, {"HOOK_URL": "http://erp.example/oci"})

        submit(session)

        (finding,) = JournalEntry.objects.get(event=Event.CART).findings
        assert finding["rule"] == "ACTION_NOT_SECURE"


def test_record_return_counts_once(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer())
        request = submit(session)
        public_id = session.punch_out.public_id

        record_return(public_id=public_id, secret=session.secret, now=NOW)
        record_return(public_id=public_id, secret=session.secret, now=NOW + timedelta(minutes=1))

        request.refresh_from_db()
        assert request.transferred_at == NOW
        assert PunchOut.objects.values_list("state", "ended_at").get() == (State.RETURNED, NOW)
        assert JournalEntry.objects.filter(event=Event.RETURN).count() == 1
        with pytest.raises(PunchOutReturnedError):
            resume(public_id=public_id, secret=session.secret, now=NOW)


def test_record_return_needs_a_request_and_the_secret(acme: Customer) -> None:
    with use_customer(acme):
        session = begin(make_buyer())

        with pytest.raises(EventNotAllowed):
            record_return(public_id=session.punch_out.public_id, secret=session.secret, now=NOW)
        with pytest.raises(SecretWrongError):
            record_return(public_id=session.punch_out.public_id, secret="wrong", now=NOW)
