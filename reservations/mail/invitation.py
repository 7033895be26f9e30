"""The calendar part of a mail (RFC 5545, iTIP RFC 5546).

METHOD is REQUEST, although nobody is asked to answer: calendars apply a later version by themselves (same UID,
higher SEQUENCE) and honour a CANCEL only for what came in as REQUEST, and Gmail and Outlook show PUBLISH as a
mere attachment. So the requester is the one attendee, has already accepted, and no reply is asked for
(RSVP=FALSE).

Times are the station's local times with their zone: nine o'clock at the counter stays nine o'clock when the
rules for summer time change, and a pick-up and a return in two zones both read right. The rental does not block
the requester's days (TRANSP:TRANSPARENT): a car for a week is no meeting of a week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from icalendar import Calendar, Event, vCalAddress
from icalendar.enums import STATUS, TRANSP

PRODUCT: Final = "-//FlexFleet OCI//Reservations//EN"
METHOD: Final = "REQUEST"


@dataclass(frozen=True, kw_only=True, slots=True)
class Contact:
    """A name with a mail address."""

    name: str
    email: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Invitation:
    """One version of one rental for a calendar.

    `uid` is the same for the life of the request; `sequence` starts at 0 and rises with every version sent.
    `starts` and `ends` carry the zone of their station; `stamp` is when this version was made.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime
    summary: str
    description: str
    location: str
    organizer: Contact
    attendee: Contact


def build_invitation(invitation: Invitation) -> bytes:
    """Return the calendar file. METHOD must also stand in the Content-Type of the mail's part."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", METHOD)
    calendar.add_component(
        Event.new(
            uid=invitation.uid,
            sequence=invitation.sequence,
            stamp=invitation.stamp,
            start=invitation.starts,
            end=invitation.ends,
            summary=invitation.summary,
            description=invitation.description,
            location=invitation.location,
            organizer=vCalAddress.new(invitation.organizer.email, cn=invitation.organizer.name),
            attendees=[_accepted(invitation.attendee)],
            status=STATUS.CONFIRMED,
            transparency=TRANSP.TRANSPARENT,
        )
    )
    # Only the years that the rental touches: the whole history of a zone is two kilobytes of dates.
    calendar.add_missing_timezones(
        first_date=date(invitation.starts.year, 1, 1), last_date=date(invitation.ends.year + 1, 1, 1)
    )
    for zone in calendar.timezones:
        del zone["COMMENT"]  # the library's remark to developers; calendars show it to people
    file: bytes = calendar.to_ical()
    return file


def _accepted(contact: Contact) -> vCalAddress:
    return vCalAddress.new(
        contact.email, cn=contact.name, role="REQ-PARTICIPANT", partstat="ACCEPTED", rsvp=False
    )
