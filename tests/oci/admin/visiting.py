"""Visits for the tests of the admin: opened, and registered."""

from __future__ import annotations

from oci.domain.journal import record
from oci.domain.punch_outs import enter
from oci.domain.registering import register
from oci.enums import Event
from oci.models import PunchOut
from reservations.domain.registration import Driver
from reservations.models import RentalRequest
from tests.oci.buyers import NOW, Buyer, Changes
from tests.oci.choices import make_choice


def make_visit(buyer: Buyer, changes: Changes | None = None) -> PunchOut:
    """A call that led to the page, as the entry notes it."""
    opened = buyer.open(changes)
    record(
        event=Event.CALL,
        punch_out=opened.punch_out,
        parameters=[["oci_usermail", "j•••@acme.example"]],
        milliseconds=7,
        now=NOW,
    )
    enter(public_id=opened.punch_out.public_id, code=opened.code, now=NOW)
    return PunchOut.objects.get(pk=opened.punch_out.pk)


def make_request(buyer: Buyer, changes: Changes | None = None) -> tuple[PunchOut, RentalRequest]:
    """A visit that registered a request and is about to return."""
    visit = make_visit(buyer, changes)
    request = register(
        punch_out=visit, choice=make_choice(), driver=Driver(name="Jan de Vries"), language="en", now=NOW
    )
    return PunchOut.objects.get(pk=visit.pk), request
