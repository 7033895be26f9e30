"""What the employee sees of a registered request: its reference, what happens next, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from catalog.domain.dates import dated_moment_text
from oci.domain.returning import ReturnForm, build_return
from oci.enums import State
from oci.protocol.errors import CartError
from oci.views.frame import Visit
from oci.views.wording import moment
from reservations.life_cycle import State as RequestState
from reservations.models import RentalRequest


@dataclass(frozen=True, slots=True)
class Registered:
    reference: str
    vehicle: str
    pick_up: str
    pick_up_place: str
    return_: str
    return_place: str
    is_delivered: bool
    is_collected: bool


@dataclass(frozen=True, slots=True)
class Report:
    """Where the page's script tells that the form was submitted, and by which field it shows whose."""

    address: str
    field: str
    value: str


def registered_page(
    request: HttpRequest, *, visit: Visit, rental_request: RentalRequest, now: datetime
) -> HttpResponse:
    """The page of a visit's request: on its way back, back already, or rejected, so that nothing goes back."""
    context = registered_context(visit=visit, rental_request=rental_request)
    if rental_request.state == RequestState.REJECTED:
        return render(request, "oci/pages/rejected.html", context)
    try:
        return_form = build_return(punch_out=visit.punch_out, rental_request=rental_request, now=now)
    except CartError:
        # The request stands; that its cart cannot leave is for others to mend, and the page says so.
        return_form = None
    is_back = visit.punch_out.state == State.RETURNED and return_form is not None
    template = "oci/pages/returned.html" if is_back else "oci/pages/registered.html"
    report = Report(reverse("oci:returned", args=[visit.punch_out.public_id]), "secret", visit.secret)
    returning = return_context(form=return_form, report=report, key=str(visit.punch_out.public_id))
    return render(request, template, {**context, **returning})


def registered_context(*, visit: Visit, rental_request: RentalRequest) -> dict[str, Any]:
    """What every page of a registered request shows, gone back or not."""
    ended_at = visit.punch_out.ended_at
    return {
        **visit.frame,
        "ends_at": None,
        "email": rental_request.requester_email,
        "rejection_reason": rental_request.rejection_reason,
        "registered": _words(rental_request),
        "returned_at": dated_moment_text(ended_at.astimezone(visit.profile.zone)) if ended_at else "",
    }


def return_context(*, form: ReturnForm | None, report: Report, key: str) -> dict[str, Any]:
    """The way back. `form` None: the cart cannot leave. `key` tells one way back from any other in this browser."""
    return {"return_form": form, "report": report, "return_key": key}


def _words(rental_request: RentalRequest) -> Registered:
    start, end = rental_request.pick_up_station, rental_request.return_station
    return Registered(
        reference=rental_request.reference,
        vehicle=rental_request.class_name,
        pick_up=moment(rental_request.pick_up_at, start.zone),
        pick_up_place=rental_request.pick_up_place,
        return_=moment(rental_request.return_at, end.zone),
        return_place=rental_request.return_place,
        is_delivered=bool(rental_request.delivery),
        is_collected=bool(rental_request.collection),
    )
