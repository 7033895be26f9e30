from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override
from icalendar import Calendar

from reservations.domain.handling import claim, confirm, plan, reject
from reservations.domain.outbox import store_mail
from reservations.domain.registration import References, Requester
from reservations.mail.message import build_message
from reservations.models import MailKind, OutboxMail
from tenants.context import use_customer
from tenants.models import Customer
from tenants.workspace.models import Profile
from tests.reservations.factories import (
    later,
    make_choice,
    make_request,
    make_station,
    make_user,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BRING = (
    "Bring your driving licence and proof of identity. Open the attachment to put the rental in your agenda."
)

CANCEL = (
    "If the order in your purchasing system has been placed already, cancel it there. "
    "You can make a new request at any time."
)


def confirmation(**details: object) -> OutboxMail:
    request, olga = make_request(**details), make_user()  # type: ignore[arg-type]  # the factory's own arguments
    claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=1))
    plan(
        public_id=request.public_id,
        actor=olga,
        version=2,
        station=make_station(),
        plate="AB-123-C",
        note="Key in the safe",
        now=later(minutes=2),
    )
    confirm(public_id=request.public_id, actor=olga, version=3, now=later(minutes=3))
    return OutboxMail.objects.get(request=request, kind=MailKind.CONFIRMED)


def sent(mail: OutboxMail) -> EmailMessage:
    """The message as the other side reads it from the wire."""
    message = message_from_bytes(build_message(mail).message().as_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_confirmation_says_everything_in_text(acme: Customer) -> None:
    with use_customer(acme):
        mail = confirmation(language="en")

    assert mail.subject == "Confirmed: Compact, ACME-26-000001"
    assert mail.text.splitlines() == [
        "Dear Anna de Vries,",
        "",
        "Your reservation is confirmed.",
        "",
        "Reference: ACME-26-000001",
        "Vehicle class: Compact or similar",
        "Pick-up: Saturday 24 October 2026, 09:00",
        "  Schiphol, Aankomstpassage 5, 1118 AX Schiphol, +31 20 000 0000",
        "Return: Monday 26 October 2026, 17:00",
        "  Schiphol, Aankomstpassage 5, 1118 AX Schiphol, +31 20 000 0000",
        "Driver: Bram Jansen",
        "Plate: AB-123-C",
        "Purchase number: 4500012345",
        "Cost centre: KP-100",
        "Project: Noordlijn",
        "WBS-element: W.1.2",
        "",
        "Rental, 3 days: €148.50",
        "Total without VAT: €148.50",
        "VAT 21%: €31.19",
        "Total with VAT: €179.69",
        "",
        "450 km included",
        "Each further kilometre: €0.19",
        "",
        BRING,
        "",
        "Questions? Answer this message.",
        "",
        "Europcar FlexFleet",
        "for Acme Bouw",
    ]


def test_confirmation_keeps_the_note_to_the_station_inside(acme: Customer) -> None:
    with use_customer(acme):
        mail = confirmation()

    assert "Key in the safe" not in mail.text + mail.html + mail.calendar


def test_confirmation_speaks_the_language_of_the_request(acme: Customer) -> None:
    with use_customer(acme), override("en"):
        mail = confirmation(language="nl")

    assert mail.subject == "Bevestigd: Compact, ACME-26-000001"
    assert "Ophalen: zaterdag 24 oktober 2026, 09:00" in mail.text
    assert "Totaal exclusief btw: €\N{NO-BREAK SPACE}148,50" in mail.text
    assert '<html lang="nl">' in mail.html
    assert mail.from_name == "Europcar FlexFleet voor Acme Bouw"


@pytest.mark.parametrize(
    ("language", "subject", "lines"),
    [
        (
            "de",
            "Bestätigt: Compact, ACME-26-000001",
            (
                "Abholung: Samstag, 24. Oktober 2026, 09:00\N{NO-BREAK SPACE}Uhr",
                "Summe ohne MwSt.: 148,50\N{NO-BREAK SPACE}€",
                "MwSt. 21\N{NO-BREAK SPACE}%: 31,19\N{NO-BREAK SPACE}€",
            ),
        ),
        (
            "fr",
            "Confirmée : Compact, ACME-26-000001",
            (
                "Départ\N{NO-BREAK SPACE}: samedi 24 octobre 2026 à\N{NO-BREAK SPACE}09:00",
                "Total HT\N{NO-BREAK SPACE}: 148,50\N{NO-BREAK SPACE}€",
                "TVA 21\N{NO-BREAK SPACE}%\N{NO-BREAK SPACE}: 31,19\N{NO-BREAK SPACE}€",
            ),
        ),
    ],
)
def test_confirmation_writes_dates_and_amounts_as_its_language_does(
    acme: Customer, language: str, subject: str, lines: tuple[str, ...]
) -> None:
    with use_customer(acme):
        mail = confirmation(language=language)

    assert mail.subject == subject
    assert [line for line in lines if line not in mail.text] == []
    assert f'<html lang="{language}">' in mail.html


def test_confirmation_without_an_agreed_rate(acme: Customer) -> None:
    with use_customer(acme):
        mail = confirmation(choice=make_choice(price_per_day=None))

    assert "Price: as agreed in the contract" in mail.text
    assert "as agreed in the contract" in mail.html
    assert "Total" not in mail.text


def test_confirmation_looks_like_its_customer(acme: Customer, globex: Customer) -> None:
    with use_customer(globex):
        theirs = confirmation()
    with use_customer(acme):
        Profile.objects.update(primary_colour="#ffcc00", contact_phone="+31 30 123 4567")

        mail = confirmation()

    assert "background:#ffcc00;color:#000000" in mail.html
    assert ">Acme Bouw</td>" in mail.html
    assert "or call +31 30 123 4567" in mail.text
    assert "Acme" not in theirs.html + theirs.text
    assert "background:#00653e;color:#ffffff" in theirs.html


def test_values_of_strangers_are_text_in_html_and_plain_in_text(acme: Customer) -> None:
    with use_customer(acme):
        mail = confirmation(
            requester=Requester(name="<b>O'Brien & Co</b>", email="o@acme.example"),
            references=References(project='"<script>"'),
        )

    assert "Dear &lt;b&gt;O&#x27;Brien &amp; Co&lt;/b&gt;," in mail.html
    assert "<script" not in mail.html
    assert "Dear <b>O'Brien & Co</b>," in mail.text


def test_rejection_tells_the_reason(acme: Customer) -> None:
    with use_customer(acme):
        request, olga = make_request(), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=1))
        reject(
            public_id=request.public_id,
            actor=olga,
            version=2,
            reason="No van that week",
            now=later(minutes=2),
        )
        mail = OutboxMail.objects.get()

    assert mail.subject == "Not possible: Compact, ACME-26-000001"
    assert mail.text.splitlines() == [
        "Dear Anna de Vries,",
        "",
        "We are sorry: we cannot carry out your request.",
        "",
        "Reason: No van that week",
        "",
        "Reference: ACME-26-000001",
        "Vehicle class: Compact",
        "Pick-up: Saturday 24 October 2026, 09:00",
        "Return: Monday 26 October 2026, 17:00",
        "",
        CANCEL,
        "",
        "Questions? Answer this message.",
        "",
        "Europcar FlexFleet",
        "for Acme Bouw",
    ]
    assert "No van that week" in mail.html
    for left_out in ("VAT", "€", "Total", "Plate", "Cost centre"):
        assert left_out not in mail.html
    assert (mail.calendar, mail.calendar_method) == ("", "")


def test_message_has_text_html_and_calendar(acme: Customer) -> None:
    with use_customer(acme):
        mail = confirmation()

    message = sent(mail)

    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]
    assert message["From"] == "Europcar FlexFleet for Acme Bouw <flexfleet@example.com>"
    assert message["To"] == "Anna de Vries <anna@acme.example>"
    assert message["Reply-To"] == "flexfleet@example.com"
    assert message["Message-ID"] == mail.message_id
    assert message["Auto-Submitted"] == "auto-generated"


def test_message_carries_the_rental_for_the_calendar(acme: Customer) -> None:
    with use_customer(acme):
        mail = confirmation()
        public_id = str(mail.request.public_id)

    part = next(part for part in sent(mail).iter_parts() if part.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"
    calendar = Calendar.from_ical(part.get_content())
    (event,) = calendar.walk("VEVENT")
    assert (calendar["METHOD"], str(event["UID"]), event["SEQUENCE"]) == ("REQUEST", public_id, 0)
    assert event.decoded("DTSTART") == datetime(2026, 10, 24, 9, 0, tzinfo=AMSTERDAM)
    assert event.decoded("DTEND") == datetime(2026, 10, 26, 17, 0, tzinfo=AMSTERDAM)
    assert str(event["LOCATION"]) == "Schiphol, Aankomstpassage 5, 1118 AX Schiphol"
    assert str(event["ORGANIZER"]) == "mailto:flexfleet@example.com"
    assert str(event["ATTENDEE"]) == "mailto:anna@acme.example"


@pytest.mark.parametrize("name", ['Çelik, "Anna" (Inkoop)', "Anna\r\nBcc: all@acme.example", "Łukasz\\"])
def test_message_survives_any_name(acme: Customer, name: str) -> None:
    with use_customer(acme):
        mail = confirmation(requester=Requester(name=name, email="anna@acme.example"))

    (recipient,) = sent(mail)["To"].addresses

    assert (recipient.display_name, recipient.addr_spec) == (" ".join(name.split()), "anna@acme.example")
    assert sent(mail)["Bcc"] is None


def test_language_of_the_staff_member_is_left_as_it_was(acme: Customer) -> None:
    with use_customer(acme), override("nl"):
        confirmation(language="en")

        assert str(MailKind.CONFIRMED.label) == "Bevestiging"


def return_link(**details: object) -> OutboxMail:
    return store_mail(
        make_request(**details),  # type: ignore[arg-type]  # the factory's own arguments
        kind=MailKind.RETURN_AGAIN,
        now=later(minutes=30),
        occasion="1",
        particulars={
            "link": "https://acme.example/r/a-b_c/?x=1&y=2",
            "buyer": "SAP <Acme>",
            "expires_at": "2026-10-23T10:00:00+00:00",
        },
    )


def test_return_link_says_what_happened_and_what_to_do(acme: Customer) -> None:
    with use_customer(acme):
        mail = return_link(language="en")

    assert mail.subject == "Not in your cart yet? Request ACME-26-000001"
    assert mail.text.splitlines() == [
        "Dear Anna de Vries,",
        "",
        "We have your request, but we have not seen it arrive in SAP <Acme>.",
        "",
        "This link puts it in your cart in SAP <Acme> after all:",
        "https://acme.example/r/a-b_c/?x=1&y=2",
        "",
        "The link is good once, until Friday 23 October 2026, 12:00. Sign in to SAP <Acme> first.",
        "",
        "Is the line in your cart already? Then do not use the link: you need not do anything.",
        "",
        "Reference: ACME-26-000001",
        "Vehicle class: Compact",
        "Pick-up: Saturday 24 October 2026, 09:00",
        "Return: Monday 26 October 2026, 17:00",
        "",
        "Questions? Answer this message.",
        "",
        "Europcar FlexFleet",
        "for Acme Bouw",
    ]


def test_return_link_is_a_button_in_html_and_has_no_calendar(acme: Customer) -> None:
    with use_customer(acme):
        mail = return_link()

    assert 'href="https://acme.example/r/a-b_c/?x=1&amp;y=2"' in mail.html
    assert "SAP &lt;Acme&gt;" in mail.html
    assert "SAP <Acme>" not in mail.html
    assert (mail.calendar, mail.calendar_method) == ("", "")


def test_return_link_speaks_the_language_of_the_request(acme: Customer) -> None:
    with use_customer(acme), override("en"):
        mail = return_link(language="nl")

    assert mail.subject == "Nog niet in uw winkelmand? Aanvraag ACME-26-000001"
    assert "De link werkt één keer, tot vrijdag 23 oktober 2026, 12:00." in mail.text


def test_mails_about_a_test_say_so_before_anything_else(acme: Customer) -> None:
    with use_customer(acme):
        confirmed = confirmation(language="en", is_test=True)
        request, olga = make_request(is_test=True, language="nl"), make_user()
        claim(public_id=request.public_id, actor=olga, version=1, now=later(minutes=1))
        reject(public_id=request.public_id, actor=olga, version=2, reason="Vol", now=later(minutes=2))
        rejected = OutboxMail.objects.get(request=request)

    assert (confirmed.subject, rejected.subject) == (
        "[Test] Confirmed: Compact, ACME-26-000001",
        "[Test] Niet mogelijk: Compact, ACME-26-000002",
    )
    (event,) = Calendar.from_ical(confirmed.calendar).walk("VEVENT")
    assert str(event["SUMMARY"]) == "[Test] Rental: Compact, ACME-26-000001"
