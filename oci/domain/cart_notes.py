"""What is told of a cart that was checked: to the account manager in the journal, to operations on the timeline."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import translation

from oci.domain import journal
from oci.domain.checking import CartRefusedError
from oci.enums import Event
from oci.findings import explain
from oci.models import PunchOut
from oci.protocol.errors import CartError
from oci.protocol.rules import Finding, find_errors
from reservations.domain.notes import note_cart_stopped
from reservations.models import RentalRequest
from tenants.workspace.models import Profile


def note_stopped(*, punch_out: PunchOut, request: RentalRequest, error: CartError, now: datetime) -> None:
    """Tell that the cart must not leave, and why. The page tells the employee.

    Staff read it, so it is told in the language of the customer's staff pages, whatever the employee's is.
    """
    findings = error.findings if isinstance(error, CartRefusedError) else ()
    with translation.override(Profile.load().staff_language):
        detail = f"{request.reference}: {error}"
        reason = _in_words(findings) or _in_short(error)
    journal.record(
        event=Event.CART,
        problem="CART_NOT_SENDABLE",
        detail=detail,
        findings=findings,
        punch_out=punch_out,
        now=now,
    )
    note_cart_stopped(punch_out_id=punch_out.public_id, reason=reason, now=now)


def note_cart(
    *, punch_out: PunchOut, request: RentalRequest, lines: int, warnings: Iterable[Finding], now: datetime
) -> None:
    """Tell that a cart was built, and what the linter warns of. The visit has the cart itself."""
    journal.record(
        event=Event.CART,
        detail=request.reference,
        facts={"lines": lines},
        findings=warnings,
        punch_out=punch_out,
        now=now,
    )


def _in_words(findings: Iterable[Finding]) -> str:
    """The errors, with line and field and without a value."""
    told = [explain(finding) for finding in find_errors(tuple(findings))]
    return " ".join(f"{one.place}: {one.what}" for one in told)


def _in_short(error: CartError) -> str:
    """An error that no rule of the linter stands for; what it says is made of names, not of values."""
    return f"{error.code}: {error}"


def tell_why(error: CartError) -> str:
    """Why a cart must not leave, in the active language."""
    findings = error.findings if isinstance(error, CartRefusedError) else ()
    return _in_words(findings) or _in_short(error)
