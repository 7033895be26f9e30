from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event, Timezone

from reservations.mail.invitation import Contact, Invitation, build_invitation

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LONDON = ZoneInfo("Europe/London")
INVITATION = Invitation(
    uid="0b7e1a52-3f0e-4a53-9a5b-0d3f4f4f0001",
    sequence=0,
    stamp=datetime(2026, 10, 1, 8, 30, tzinfo=UTC),
    starts=datetime(2026, 10, 24, 9, 0, tzinfo=AMSTERDAM),
    ends=datetime(2026, 10, 26, 17, 0, tzinfo=AMSTERDAM),
    summary="Compact (VW Golf or similar), ACME-26-000123",
    description="Reference ACME-26-000123\nBring your driving licence; no card needed.",
    location="Europcar Schiphol, Aankomstpassage 5, 1118 AX Schiphol",
    organizer=Contact(name="Operations; Acme, Ltd", email="operations@example.com"),
    attendee=Contact(name="Anna de Vries-Çelik", email="anna@acme.example"),
)


def local(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=AMSTERDAM)


def read(file: bytes) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(file)
    assert isinstance(calendar, Calendar)
    (event,) = calendar.walk("VEVENT")
    assert isinstance(event, Event)
    return calendar, event


def test_invitation_is_read_back_whole() -> None:
    calendar, event = read(build_invitation(INVITATION))

    assert calendar["METHOD"] == "REQUEST"
    assert calendar["VERSION"] == "2.0"
    assert str(event["UID"]) == INVITATION.uid
    assert event["SEQUENCE"] == 0
    assert event.decoded("DTSTAMP") == INVITATION.stamp
    assert event.start == INVITATION.starts
    assert event.end == INVITATION.ends
    assert str(event["SUMMARY"]) == INVITATION.summary
    assert str(event["DESCRIPTION"]) == INVITATION.description
    assert str(event["LOCATION"]) == INVITATION.location
    assert event["STATUS"] == "CONFIRMED"
    assert event["TRANSP"] == "TRANSPARENT"


def test_invitation_names_organizer_and_an_attendee_who_need_not_answer() -> None:
    _, event = read(build_invitation(INVITATION))

    assert str(event["ORGANIZER"]) == "mailto:operations@example.com"
    assert event["ORGANIZER"].params["CN"] == "Operations; Acme, Ltd"
    assert str(event["ATTENDEE"]) == "mailto:anna@acme.example"
    assert dict(event["ATTENDEE"].params) == {
        "CN": "Anna de Vries-Çelik",
        "PARTSTAT": "ACCEPTED",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
    }


def test_invitation_carries_the_station_zone_over_a_change_of_summer_time() -> None:
    file = build_invitation(INVITATION)

    calendar, event = read(file)
    zones = [zone for zone in calendar.walk("VTIMEZONE") if isinstance(zone, Timezone)]
    assert [str(zone["TZID"]) for zone in zones] == ["Europe/Amsterdam"]
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    offsets = [event.decoded(name).utcoffset() for name in ("DTSTART", "DTEND")]
    assert offsets == [timedelta(hours=2), timedelta(hours=1)]
    # What a client computes that knows no zone but the one in the file.
    rules = zones[0].to_tz()
    assert datetime(2026, 10, 24, 9, 0, tzinfo=rules).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 10, 26, 17, 0, tzinfo=rules).utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    ("starts", "ends", "hours"),
    [
        (local(2026, 12, 28, 9), local(2027, 1, 4, 17), (1, 1)),
        (local(2027, 3, 26, 9), local(2027, 3, 29, 17), (1, 2)),
        (local(2027, 10, 29, 9), local(2027, 11, 1, 17), (2, 1)),
        (local(2026, 10, 20, 9), local(2027, 4, 2, 17), (2, 2)),
    ],
    ids=["New Year", "March", "October", "from summer over winter to summer"],
)
def test_zone_in_the_file_knows_every_change_of_the_rental_and_says_nothing_else(
    starts: datetime, ends: datetime, hours: tuple[int, int]
) -> None:
    file = build_invitation(replace(INVITATION, starts=starts, ends=ends))

    calendar, _ = read(file)
    (zone,) = (zone for zone in calendar.walk("VTIMEZONE") if isinstance(zone, Timezone))
    rules = zone.to_tz()
    offsets = [moment.replace(tzinfo=rules).utcoffset() for moment in (starts, ends)]
    assert offsets == [timedelta(hours=number) for number in hours]
    assert b"COMMENT" not in file


def test_invitation_with_two_zones_carries_both() -> None:
    one_way = replace(INVITATION, ends=datetime(2026, 10, 26, 17, 0, tzinfo=LONDON))

    calendar, event = read(build_invitation(one_way))

    assert {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")} == {"Europe/Amsterdam", "Europe/London"}
    assert event.end == one_way.ends


def test_later_version_keeps_the_uid_and_raises_the_sequence() -> None:
    later = replace(INVITATION, sequence=1, starts=INVITATION.starts + timedelta(days=1))

    _, first = read(build_invitation(INVITATION))
    _, second = read(build_invitation(later))

    assert first["UID"] == second["UID"]
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)


def test_same_version_is_the_same_file() -> None:
    assert build_invitation(INVITATION) == build_invitation(INVITATION)


def test_invitation_folds_lines_and_ends_them_as_mail_does() -> None:
    file = build_invitation(replace(INVITATION, summary="É" * 200))

    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)
