"""A visit that led to a request, whose return may or may not come back, for the tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from oci.domain.punch_outs import Session, enter
from oci.domain.registering import register
from oci.models import PunchOut
from reservations.domain.registration import Driver
from reservations.models import OutboxMail, RentalRequest
from tests.oci.buyers import NOW, Buyer, Changes, make_buyer
from tests.oci.choices import make_choice


def make_registered(
    buyer: Buyer | None = None,
    changes: Changes | None = None,
    *,
    has_script: bool = True,
    now: datetime = NOW,
    **options: Any,
) -> Session:
    """Register a request over `buyer`, or over a new one with `options`, in the active schema."""
    opened = (buyer or make_buyer(**options)).open(changes, now=now)
    session = enter(public_id=opened.punch_out.public_id, code=opened.code, now=now)
    send(session, has_script=has_script, now=now)
    return session


def send(session: Session, *, has_script: bool = True, now: datetime = NOW) -> RentalRequest:
    """The employee's last click, once more where it was done before."""
    return register(
        punch_out=session.punch_out,
        choice=make_choice(),
        driver=Driver(name="Jan de Vries"),
        language="en",
        now=now,
        has_script=has_script,
    )


def request_of(punch_out: PunchOut) -> RentalRequest:
    return RentalRequest.objects.get(punch_out_id=punch_out.public_id)


def token_in(mail: OutboxMail) -> str:
    """The secret part of the return link in a mail."""
    return mail.text.partition("?code=")[2].split()[0]
